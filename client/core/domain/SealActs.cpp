// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/SealAdministration.h"
#include "client/core/domain/SealBackup.h"
#include "client/core/domain/SealIssuing.h"
#include "client/core/domain/SealSamples.h"
#include "client/core/domain/SealWithdrawing.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFileInfo>

namespace wenyi::core {

namespace {

Result<const directory::RegisteredSeal *> known(const RegisterState &state, const SealId &id)
{
    if (const directory::RegisteredSeal *seal = state.seal(id))
        return seal;
    return Error{ErrorCode::NotFound, "register.no-seal", id.toString()};
}

Result<void> handOverTo(const QString &medium, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal)
{
    WENYI_TRY(const auto profile, Profile::open(medium));
    return handOverSeal(profile, keeper, electronicSeal);
}

/// The directory's content with every seal that stands in the register alone: a seal is registered before the directory
/// that tells of it is written, and between the two a disk may be full.
directory::DirectoryContent withEverySeal(const directory::Directory &directory, const RegisterState &state)
{
    directory::DirectoryContent content = directory.content();
    for (const directory::RegisteredSeal &seal : state.seals()) {
        if (seal.state() != directory::SealState::Revoked && !directory.sealOf(seal.digest))
            content.seals.append(seal);
    }
    return content;
}

/// The keeper's profile, where the keeper's medium was named and not a file.
Result<std::optional<Profile>> mediumAt(const QString &keyAt)
{
    if (!QFileInfo(keyAt).isDir())
        return std::optional<Profile>();
    WENYI_TRY(auto profile, Profile::open(keyAt));
    return std::optional(std::move(profile));
}

} // namespace

Result<quint64> SealAdministration::withdraw(
    const SealWithdrawalAct &act, const OfficerKey &officer, const SecretBytes &authorityPin) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(auto signer, openOfficer(officer.file, officer.pin));
    WENYI_TRY(const auto authority, DomainAuthority::open(m_place.folder, authorityPin, m_environment));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const auto current, readDirectory(m_place.directory, trust, authority.now()));
    WENYI_TRY(const auto withdrawn, withdrawSeal(authority, *opened, current, act, signer));
    WENYI_CHECK(writeDurably(m_place.directory, withdrawn.directory));
    return withdrawn.act;
}

Result<quint64> SealAdministration::askToResume(const SealResumption &act, const OfficerKey &officer) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(auto signer, openOfficer(officer.file, officer.pin));
    return opened->append(act, signer);
}

Result<void> SealAdministration::decide(const ApplicationDecision &decision, const OfficerKey &officer) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(auto signer, openOfficer(officer.file, officer.pin));
    WENYI_CHECK(opened->append(decision, signer));
    return {};
}

Result<quint64> SealAdministration::publish(const SecretBytes &authorityPin) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(const auto authority, DomainAuthority::open(m_place.folder, authorityPin, m_environment));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const auto current, readDirectory(m_place.directory, trust, authority.now()));
    WENYI_TRY(
        const QByteArray next, issueDirectory(authority, *opened, current, withEverySeal(current, opened->state())));
    WENYI_CHECK(writeDurably(m_place.directory, next));
    return current.content().version + 1;
}

Result<void> SealAdministration::backUp(const SealId &seal, const OfficerKey &officer, const QString &target) const
{
    const Instant now = m_environment.clock.now();
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(const auto *registered, known(opened->state(), seal));
    WENYI_TRY(const auto sample, sampleOf(m_place.folder, registered->digest));
    WENYI_TRY(const auto trust, authorityTrust(m_place.folder, now));
    WENYI_TRY(const auto directory, readDirectory(m_place.directory, trust, now));
    WENYI_TRY(auto signer, openOfficer(officer.file, officer.pin));
    if (!opened->state().signer(signer.certificate().fingerprint())) // None would restore it.
        return Error{ErrorCode::NotTrusted, "seal-backup.officer", {}};
    WENYI_TRY(const QByteArray backup, backUpSeal(directory, sample, signer, now));
    return writeDurably(target, backup);
}

Result<SealId> SealAdministration::restore(const QString &backupFile, const QString &medium) const
{
    const Instant now = m_environment.clock.now();
    WENYI_TRY(const QByteArray bytes, readBounded(backupFile, LargestBackup));
    WENYI_TRY(const auto backup, SealBackup::fromBytes(bytes));
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(const auto trust, authorityTrust(m_place.folder, now));
    WENYI_TRY(const auto directory, readDirectory(m_place.directory, trust, now));
    WENYI_TRY(const auto electronicSeal, restoreSeal(backup, {trust, opened->state(), directory}));
    const directory::RegisteredSeal &registered = *directory.sealOf(electronicSeal.digest());
    if (!medium.isEmpty())
        WENYI_CHECK(handOverTo(medium, registered.keeper, electronicSeal));
    WENYI_CHECK(keepSample(m_place.folder, electronicSeal));
    return registered.id;
}

Result<void> SealAdministration::handOver(const SealId &seal, const QString &medium) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(const auto *registered, known(opened->state(), seal));
    if (registered->state() == directory::SealState::Revoked)
        return Error{ErrorCode::NotAllowed, "seal-state.revoked", seal.toString()};
    WENYI_TRY(const auto sample, sampleOf(m_place.folder, registered->digest));
    return handOverTo(medium, registered->keeper, sample);
}

Result<crypto::Certificate> SealAdministration::signerAt(
    const QString &keyAt, const MemberId &keeper, seal::SealType type)
{
    WENYI_TRY(const auto medium, mediumAt(keyAt));
    if (!medium)
        return readSealSigner(keyAt);
    const bool isPersonal = type == seal::SealType::Personal;
    const QString path = medium->memberPath(keeper, isPersonal ? keyfile::PersonalSigning : keyfile::Seal);
    if (!medium->members.contains(keeper) || !QFileInfo::exists(path))
        return Error{ErrorCode::NotAllowed, "seal-issue.no-key", keeper.toString()};
    return readSealSigner(path);
}

Result<MadeSeal> SealAdministration::make(const SealMaking &making, const SecretBytes &authorityPin) const
{
    WENYI_TRY(const auto signer, signerAt(making.keyAt, making.keeper, making.type));
    WENYI_TRY(const auto medium, mediumAt(making.keyAt));
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    WENYI_TRY(auto authority, DomainAuthority::open(m_place.folder, authorityPin, m_environment));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const auto current, readDirectory(m_place.directory, trust, authority.now()));
    const SealOrder order{signer, making.name, making.type, making.face, making.years};
    WENYI_TRY(const auto made, makeOrderedSeal(authority, order, m_environment));
    if (medium)
        WENYI_CHECK(checkHandOver(*medium, making.keeper, made));
    WENYI_TRY(const QByteArray next, registerSeal(authority, *opened, current, {made, making.keeper, making.replaces}));
    WENYI_CHECK(writeDurably(m_place.directory, next));
    // It is made and registered by now, whether or not the medium takes it: handOver() is for what it does not.
    const bool isHandedOut = medium && handOverSeal(*medium, making.keeper, made);
    return MadeSeal{SealId(made.info().id), made.info().name, isHandedOut};
}

Result<SealId> SealAdministration::takeSample(const QString &file) const
{
    WENYI_TRY(const auto opened, openRegister(m_place.folder, m_environment.clock));
    return core::takeSample(m_place.folder, opened->state(), file);
}

} // namespace wenyi::core
