// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/RegisterState.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"
#include "shared/seal/ElectronicSeal.h"

namespace wenyi::core {

/// No backup of a seal is larger, in bytes.
inline constexpr qsizetype LargestBackup = 16 * 1024 * 1024;

/// What stands beside the seal in its backup, signed by an officer of the authority.
struct SealBackupManifest
{
    QString domain;
    quint64 directoryVersion = 0; ///< Of the directory that it was registered in when it was backed up.
    Instant at;
    directory::RegisteredSeal registered; ///< Without its withdrawals.
    QByteArray seal;                      ///< DER; public bytes. The key is backed up apart from it.
};

/// Form: canonical CBOR [1, manifest, the officer's certificate (DER), signature]; the manifest is CBOR in a byte
/// string. 备份. Fails with NotFound "seal-backup.not-registered" where the directory has no such seal, and as the
/// signer does.
Result<QByteArray> backUpSeal(const directory::Directory &directory, const seal::ElectronicSeal &electronicSeal,
    crypto::Signer &officer, Instant now);

/// A backup taken apart; nothing of it is believed yet.
struct SealBackup
{
    SealBackupManifest manifest;
    QByteArray signedPart;
    QByteArray certificate;
    QByteArray signature;

    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "seal-backup.version", TooLarge "seal-backup.size".
    static Result<SealBackup> fromBytes(const QByteArray &bytes);
};

/// By what a backup is judged; all outlive it.
struct SealBackupJudgement
{
    const crypto::TrustStore &trust;
    const RegisterState &state;
    const directory::Directory &directory; ///< The one in force.
};

/// 恢复: the seal of a backup that holds. Fails with NotTrusted "seal-backup.officer" (who signed it was no officer of
/// the authority), "seal-backup.signature", "certificate.…", "seal-backup.other-seal" (the seal is not the one of the
/// manifest), NotFound "seal-backup.not-registered" (the directory in force does not know it), NotAllowed
/// "seal-state.revoked", and as seal::ElectronicSeal::fromDer() does.
Result<seal::ElectronicSeal> restoreSeal(const SealBackup &backup, const SealBackupJudgement &judgement);

} // namespace wenyi::core
