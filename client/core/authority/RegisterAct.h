// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/directory/Role.h"
#include "shared/directory/SealRegistry.h"

#include <optional>
#include <variant>

namespace wenyi::core {

/// Somebody is made one of the authority's three officers (三员); whoever was it before is not any more. The operating
/// CA signs it: only who has that key, at the domain's set-up or later, makes officers.
struct OfficerAppointment
{
    directory::Role role = directory::Role::SystemAdministrator;
    QByteArray certificate; ///< DER, purpose Member.
};

/// 申请: a certificate is asked for.
struct CertificateApplication
{
    crypto::CertificateSubject subject;
    crypto::CertificatePurpose purpose = crypto::CertificatePurpose::Member;
    QByteArray publicKey; ///< DER SubjectPublicKeyInfo.
    int years = 1;
    QByteArray renews; ///< Serial number of the certificate that it follows (更新); empty for a first one.
};

/// It is asked to lift a suspension (解冻).
struct ReleaseApplication
{
    QByteArray serialNumber;
    QString words;
};

/// 审核: what the second person says of an application.
struct ApplicationDecision
{
    quint64 application = 0; ///< The number of its act.
    bool isApproved = false;
    QString words;
};

/// 签发: a certificate was made by the operating CA.
struct CertificateIssue
{
    quint64 application = 0; ///< 0: at the domain's set-up, signed by the operating CA.
    QByteArray certificate;  ///< DER.
};

/// 吊销, or with CertificateHold 冻结.
struct CertificateRevocation
{
    QByteArray serialNumber;
    crypto::RevocationReason reason = crypto::RevocationReason::Unspecified;
    QString words;
};

/// A revocation list was made (发布).
struct ListPublication
{
    quint64 number = 0;
    std::optional<quint64> base; ///< Of a delta: the complete list's number.
    Digest digest;               ///< SM3 of the list's DER.
};

/// 解锁许可: a key file that too many wrong PINs locked may forget their count, this once. The act is the permission:
/// its bytes and signature are what the file's owner gets (KeyUnblocking).
struct UnblockPermission
{
    Digest keyFile;          ///< SM3 of the locked file.
    Digest lock;             ///< crypto::KeyFile::lockName().
    QByteArray serialNumber; ///< Of the certificate in the file.
    QString words;
};

/// 备案与发放: a seal stands in the directory and its keeper has it; or, for one that is known, another keeper has it
/// now (移交). The operating CA signs it, whose key puts the seal into the directory.
struct SealRegistration
{
    directory::RegisteredSeal seal; ///< Its withdrawals are not told; acts of their own do.
    SealId replaces;                ///< 换证重制: is revoked with it, as replaced; empty: none.
    std::optional<Instant> madeAt;  ///< 制作: as its maker says; nothing where the seal was not at hand.
};

/// 停用, 作废: taking trust away needs one officer.
struct SealWithdrawalAct
{
    SealId seal;
    directory::SealState state = directory::SealState::Suspended; ///< Suspended or Revoked.
    directory::WithdrawalReason reason = directory::WithdrawalReason::Unspecified;
    Instant since; ///< From when the seal is not to be trusted; not after the act.
    QString words;
};

/// It is asked to lift a seal's suspension (恢复): giving trust back needs two.
struct SealResumption
{
    SealId seal;
    QString words;
};

using RegisterContent =
    std::variant<OfficerAppointment, CertificateApplication, ReleaseApplication, ApplicationDecision, CertificateIssue,
        CertificateRevocation, ListPublication, UnblockPermission, SealRegistration, SealWithdrawalAct, SealResumption>;

/// One line of the authority's register (证书台账): what an officer did, chained to the line before.
struct RegisterAct
{
    static constexpr qsizetype LongestWords = 500; ///< UTF-16 units.

    quint64 number = 0; ///< Counts from 1.
    Digest previous;    ///< Of the act before; null for the first.
    Instant at;
    Digest signer; ///< Fingerprint of the officer's certificate, or of the operating CA's.
    RegisterContent content;
};

/// An act with the bytes that were signed, and the signature over them.
struct SignedAct
{
    RegisterAct act;
    QByteArray bytes;
    QByteArray signature;

    /// What the next act is chained to: SM3 over bytes and signature.
    Digest digest() const;
    /// Whether the signature is this key's. Fails with NotTrusted "signature.value".
    Result<void> verify(const crypto::PublicKey &key) const;
};

/// The act as canonical CBOR, signed. Fails with InvalidInput "register.words", and as the signer does.
Result<SignedAct> signAct(const RegisterAct &act, crypto::Signer &signer);
/// Reads what signAct() wrote; the signature is not looked at. Fails with Corrupt or TooLarge "cbor.…", Unsupported
/// "register.version", Corrupt "register.act".
Result<SignedAct> readAct(const QByteArray &bytes, const QByteArray &signature);

} // namespace wenyi::core
