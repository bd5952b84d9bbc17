// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealIssuing.h"

#include "client/core/authority/KeyToCertify.h"
#include "client/core/domain/DirectoryIssue.h"
#include "client/core/domain/SealSamples.h"
#include "client/core/domain/UnitSeal.h"
#include "client/core/profile/PersonalSeal.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"
#include "shared/seal/SealVerdict.h"

#include <QFileInfo>

#include <algorithm>

namespace wenyi::core {

namespace {

/// Whether the seal holds by itself, and every one who may seal with it is the unit, or the person whose seal it is.
Result<void> checkSeal(const crypto::TrustStore &trust, const seal::ElectronicSeal &electronicSeal,
    const directory::Member &keeper, Instant now)
{
    const bool isPersonal = electronicSeal.info().type == seal::SealType::Personal;
    const auto purpose = isPersonal ? crypto::CertificatePurpose::Member : crypto::CertificatePurpose::Unit;
    const QString owner = isPersonal ? keeper.id.toString() : keeper.unit.toString();
    const auto verdict = seal::verifySeal(electronicSeal, {trust, now});
    if (!verdict.isFullyValid())
        return Error{ErrorCode::NotTrusted, "seal-issue.not-valid",
            QString::fromLatin1(seal::conclusionName(verdict.conclusion))};
    // A signer who is named by a digest alone cannot be looked at.
    if (electronicSeal.info().signerCertificates.isEmpty())
        return Error{ErrorCode::NotTrusted, "seal-issue.other-unit", electronicSeal.info().name};
    for (const QByteArray &der : electronicSeal.info().signerCertificates) {
        WENYI_TRY(const auto signer, crypto::Certificate::fromDer(der));
        WENYI_CHECK(trust.verify(signer, purpose, now));
        if (signer.subjectId() != owner)
            return Error{ErrorCode::NotTrusted, "seal-issue.other-unit", signer.subjectId()};
    }
    return {};
}

Result<void> replace(directory::DirectoryContent &content, const SealId &id, const UnitCode &unit, Instant now)
{
    using directory::SealState;
    const auto old = std::find_if(content.seals.begin(), content.seals.end(),
        [&](const directory::RegisteredSeal &seal) { return seal.id == id && seal.unit == unit; });
    if (old == content.seals.end())
        return Error{ErrorCode::NotFound, "seal-issue.no-such-seal", id.toString()};
    return directory::withdraw(*old, {SealState::Revoked, now, now, directory::WithdrawalReason::Replaced, {}});
}

} // namespace

Result<seal::ElectronicSeal> makeOrderedSeal(
    DomainAuthority &authority, const SealOrder &order, const Environment &environment)
{
    const bool isPersonal = order.type == seal::SealType::Personal;
    if (!isPersonal && (order.face.width < 20 || order.face.width > 60))
        return Error{ErrorCode::InvalidInput, "seal-issue.diameter", QString::number(order.face.width)};
    if (order.years < 1 || order.years > 10)
        return Error{ErrorCode::InvalidInput, "seal-issue.years", QString::number(order.years)};
    WENYI_TRY(const auto trust, authority.trust());
    const auto purpose = isPersonal ? crypto::CertificatePurpose::Member : crypto::CertificatePurpose::Unit;
    WENYI_CHECK(trust.verify(order.signer, purpose, environment.clock.now()));
    // A member's id is the unit's code, a slash and a name.
    const UnitCode unit(order.signer.subjectId().section(u'/', 0, 0));
    const QString name = order.name.isEmpty() ? order.signer.commonName() : order.name;
    return makeSealFor(
        {order.type, unit, name, order.face, order.years}, order.signer, authority.sealMaker(), environment);
}

Result<QByteArray> registerSeal(const DomainAuthority &authority, CertificateRegister &certificates,
    const directory::Directory &directory, const SealIssue &issue)
{
    const directory::Member *keeper = directory.member(issue.keeper);
    if (!keeper)
        return Error{ErrorCode::NotFound, "seal-issue.no-keeper", issue.keeper.toString()};
    if (directory.sealOf(issue.seal.digest()))
        return Error{ErrorCode::AlreadyExists, "seal-issue.registered", issue.seal.info().id};
    const Instant now = authority.now();
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_CHECK(checkSeal(trust, issue.seal, *keeper, now));
    directory::DirectoryContent content = directory.content();
    bringSealStates(content.seals, certificates.state());
    WENYI_CHECK(keepSample(authority.folder(), issue.seal));
    const seal::SealInfo &info = issue.seal.info();
    const bool isPersonal = info.type == seal::SealType::Personal;
    const directory::RegisteredSeal registered{SealId(info.id), keeper->unit, info.name, issue.seal.digest(),
        issue.keeper, isPersonal ? directory::SealKind::Personal : directory::SealKind::Unit};
    // Of a run that was broken off between register and directory the first half is done.
    const directory::RegisteredSeal *entered = certificates.state().seal(registered.id);
    const bool isEntered = entered && entered->digest == registered.digest && entered->keeper == registered.keeper
                           && entered->unit == registered.unit && entered->kind == registered.kind;
    if (issue.replaces && !isEntered)
        WENYI_CHECK(replace(content, *issue.replaces, keeper->unit, now));
    content.seals.append(registered);
    if (isEntered)
        return issueDirectory(authority, certificates, directory, std::move(content));
    const SealRegistration act{registered, issue.replaces.value_or(SealId()), info.created};
    return issueDirectory(authority, certificates, directory, std::move(content), {act});
}

Result<crypto::Certificate> readSealSigner(const QString &path)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, limits::MiB));
    WENYI_TRY(auto found, readCertificateOrKeyFile(bytes, path, crypto::TakenSuites::Sm2));
    return std::move(found.certificate);
}

Result<void> checkHandOver(const Profile &profile, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal)
{
    const bool isPersonal = electronicSeal.info().type == seal::SealType::Personal;
    const QString keyPath = profile.memberPath(keeper, isPersonal ? keyfile::PersonalSigning : keyfile::Seal);
    if (!profile.members.contains(keeper) || !QFileInfo::exists(keyPath))
        return Error{ErrorCode::NotAllowed, "seal-issue.no-key", keeper.toString()};
    WENYI_TRY(const auto key, crypto::KeyFile::open(keyPath));
    if (!electronicSeal.lists(key.certificate().toDer()))
        return Error{ErrorCode::NotTrusted, "seal.signer-not-listed", key.certificate().commonName()};
    return {};
}

Result<void> handOverSeal(const Profile &profile, const MemberId &keeper, const seal::ElectronicSeal &electronicSeal)
{
    WENYI_CHECK(checkHandOver(profile, keeper, electronicSeal));
    const bool isPersonal = electronicSeal.info().type == seal::SealType::Personal;
    const QStringView file = isPersonal ? keyfile::PersonalSealData : keyfile::SealData;
    return writeDurably(profile.memberPath(keeper, file), electronicSeal.toDer());
}

} // namespace wenyi::core
