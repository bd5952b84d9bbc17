// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealBackup.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

namespace wenyi::core {

namespace {

constexpr quint64 BackupVersion = 1;
/// Stands before what is signed, so that a backup's signature is good for nothing else.
constexpr QByteArrayView BackupUse = "wenyi.seal-backup.1";
constexpr qsizetype LargestSeal = 8 * limits::MiB;
constexpr qsizetype LongestField = 1024;

QByteArray messageOf(const QByteArray &manifest)
{
    return BackupUse.toByteArray() + '\0' + manifest;
}

QByteArray encode(const SealBackupManifest &manifest)
{
    const directory::RegisteredSeal &seal = manifest.registered;
    CborWriter out;
    out.startArray(10);
    out.text(manifest.domain);
    out.unsignedInteger(manifest.directoryVersion);
    out.instant(manifest.at);
    out.id(seal.id);
    out.id(seal.unit);
    out.text(seal.name);
    out.digest(seal.digest);
    out.id(seal.keeper);
    out.unsignedInteger(static_cast<quint64>(seal.kind));
    out.bytes(manifest.seal);
    out.endArray();
    return out.take();
}

Result<SealBackupManifest> decode(const QByteArray &bytes)
{
    CborReader in(bytes);
    SealBackupManifest manifest;
    in.startArray(10);
    manifest.domain = in.text(LongestField);
    manifest.directoryVersion = in.unsignedInteger();
    manifest.at = in.instant();
    directory::RegisteredSeal &seal = manifest.registered;
    seal.id = in.id<SealId>();
    seal.unit = in.id<UnitCode>();
    seal.name = in.text(LongestField);
    seal.digest = in.digest();
    seal.keeper = in.id<MemberId>();
    seal.kind = static_cast<directory::SealKind>(in.unsignedInteger(1));
    manifest.seal = in.bytes(LargestSeal);
    in.endArray();
    WENYI_CHECK(in.finish());
    return manifest;
}

Error notRegistered(const QString &seal)
{
    return Error{ErrorCode::NotFound, "seal-backup.not-registered", seal};
}

/// Whether an officer of the authority signed it, whose certificate held then.
Result<void> checkOfficer(const SealBackup &backup, const SealBackupJudgement &judgement)
{
    WENYI_TRY(const auto officer, crypto::Certificate::fromDer(backup.certificate));
    if (!judgement.state.signer(officer.fingerprint()))
        return Error{ErrorCode::NotTrusted, "seal-backup.officer", officer.subjectId()};
    WENYI_CHECK(judgement.trust.verify(officer, crypto::CertificatePurpose::Member, backup.manifest.at));
    if (!officer.publicKey().verify(messageOf(backup.signedPart), backup.signature))
        return Error{ErrorCode::NotTrusted, "seal-backup.signature", officer.subjectId()};
    return {};
}

} // namespace

Result<QByteArray> backUpSeal(const directory::Directory &directory, const seal::ElectronicSeal &electronicSeal,
    crypto::Signer &officer, Instant now)
{
    const directory::RegisteredSeal *registered = directory.sealOf(electronicSeal.digest());
    if (!registered)
        return notRegistered(electronicSeal.info().id);
    SealBackupManifest manifest{
        directory.content().domain, directory.content().version, now, *registered, electronicSeal.toDer()};
    const QByteArray signedPart = encode(manifest);
    WENYI_TRY(const QByteArray signature, officer.sign(messageOf(signedPart)));
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(BackupVersion);
    out.bytes(signedPart);
    out.bytes(officer.certificate().toDer());
    out.bytes(signature);
    out.endArray();
    return out.take();
}

Result<SealBackup> SealBackup::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() > LargestBackup)
        return Error{ErrorCode::TooLarge, "seal-backup.size", QString::number(bytes.size())};
    CborReader in(bytes);
    in.startArray(4);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != BackupVersion)
        in.fail(ErrorCode::Unsupported, "seal-backup.version", QString::number(version));
    SealBackup backup;
    backup.signedPart = in.bytes(LargestBackup);
    backup.certificate = in.bytes(64 * limits::KiB);
    backup.signature = in.bytes(256);
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_TRY(backup.manifest, decode(backup.signedPart));
    return backup;
}

Result<seal::ElectronicSeal> restoreSeal(const SealBackup &backup, const SealBackupJudgement &judgement)
{
    WENYI_CHECK(checkOfficer(backup, judgement));
    WENYI_TRY(auto electronicSeal, seal::ElectronicSeal::fromDer(backup.manifest.seal));
    const directory::RegisteredSeal &told = backup.manifest.registered;
    if (electronicSeal.digest() != told.digest || backup.manifest.domain != judgement.directory.content().domain)
        return Error{ErrorCode::NotTrusted, "seal-backup.other-seal", told.id.toString()};
    const directory::RegisteredSeal *registered = judgement.directory.sealOf(told.digest);
    if (!registered || registered->id != told.id)
        return notRegistered(told.id.toString());
    if (registered->state() == directory::SealState::Revoked)
        return Error{ErrorCode::NotAllowed, "seal-state.revoked", directory::describe(*registered->withdrawal())};
    return electronicSeal;
}

} // namespace wenyi::core
