// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::core {

/// 解锁申请: what the owner of a key file that too many wrong PINs locked sends to the security administrator.
struct UnblockRequest
{
    Digest keyFile;
    Digest lock;
    crypto::Certificate certificate;

    /// Fails as crypto::KeyFile::lockName() does.
    static Result<UnblockRequest> make(const crypto::KeyFile &file, RandomSource &random);
    QByteArray toBytes() const;
    /// Fails with Corrupt "unblock.request-form".
    static Result<UnblockRequest> fromBytes(const QByteArray &bytes);
};

/// The security administrator permits it: an act of the register, and that act with what shows who its officer is as
/// the bytes of a file for the owner. Nothing secret is in it, nor has the officer to know anything secret: the PIN
/// stays the owner's (decision 29). Fails with NotFound "register.no-certificate" (also where the file has another
/// certificate than the register under that number), and as CertificateRegister::append() does.
Result<QByteArray> permitUnblocking(
    CertificateRegister &certificates, const UnblockRequest &request, const QString &words, crypto::Signer &officer);

/// Whose permission holds on this machine.
struct UnblockTrust
{
    crypto::TrustStore trust; ///< Takes the newer of its revocation list and the permission's.
    crypto::Certificate operating;
};

/// 解锁: takes a permission and forgets the file's count of wrong PINs. Fails, and changes nothing, with Corrupt
/// "unblock.permission-form", NotTrusted "unblock.signature" (not the authority's and its officer's), NotAllowed
/// "unblock.officer" (another officer's than the security administrator's), "unblock.other-file",
/// "key-file.other-lock" (used already, or for an earlier lock), "unblock.expired" (older than a week, or of a clock
/// that is ahead), NotTrusted "unblock.revocation-unknown" (no list tells whether the officer's certificate holds now),
/// "certificate.…" (it does not), and as crypto::KeyFile::release() does.
Result<void> unblock(const crypto::KeyFile &file, const QByteArray &permission, UnblockTrust trust, Instant now);

} // namespace wenyi::core
