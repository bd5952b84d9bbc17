// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/crypto/PublicKey.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace wenyi::crypto {

/// What a certificate of the domain's hierarchy is for; written as key usage, basic constraint and extended key usage.
/// Units and members have two key pairs each, one that signs and one that content keys are wrapped for.
enum class CertificatePurpose {
    RootAuthority,
    OperatingAuthority,
    Server,
    Unit,
    UnitEncryption,
    Member,
    MemberEncryption,
    Desktop,
    SealMaker,
    TimeStamp, ///< A time-stamp authority (RFC 3161 2.3).
    PdfSigner  ///< A unit or member signing PDFs with a P-256 key; all other purposes but authorities are of SM2 alone.
};

struct CertificateFacts;

/// An X.509 certificate (GB/T 20518 profile: SM2 with SM3; where its reader takes it also one of a P-256 key), parsed
/// once and shared by value.
class Certificate
{
public:
    /// At most 64 KiB of DER with nothing behind it, X.509 version 3, a key of a suite that is taken, no
    /// critical extension but basic constraints, key usage and extended key usage, and no name constraints. Whether it
    /// is to be trusted is TrustStore's to say. Fails with TooLarge "certificate.size", Corrupt "certificate.form",
    /// "certificate.name", "certificate.serial", "certificate.time", Unsupported "certificate.key",
    /// "certificate.extension".
    static Result<Certificate> fromDer(QByteArrayView der, TakenSuites taken = TakenSuites::Sm2);
    /// Exactly one certificate; Corrupt "certificate.pem" otherwise.
    static Result<Certificate> fromPem(QByteArrayView pem, TakenSuites taken = TakenSuites::Sm2);
    /// All certificates of a PEM file, at most a thousand.
    static Result<QList<Certificate>> listFromPem(QByteArrayView pem, TakenSuites taken = TakenSuites::Sm2);
    const QByteArray &toDer() const;
    QByteArray toPem() const;

    QString commonName() const;
    QString organization() const;
    /// The subject's serialNumber attribute: the unit's code, member's id or desktop's id.
    QString subjectId() const;
    QString issuerCommonName() const;
    /// Hexadecimal, lower case.
    QByteArray serialNumber() const;
    Instant notBefore() const;
    Instant notAfter() const;
    /// Fails with NotTrusted "certificate.purpose" where it is none of ours, e.g. a certificate of another hierarchy.
    Result<CertificatePurpose> purpose() const;
    const PublicKey &publicKey() const;
    Suite suite() const { return publicKey().suite(); }
    /// SM3 of the DER.
    Digest fingerprint() const;

    friend bool operator==(const Certificate &a, const Certificate &b) { return a.toDer() == b.toDer(); }

private:
    friend struct CertificateAccess;
    explicit Certificate(std::shared_ptr<const CertificateFacts> facts);
    std::shared_ptr<const CertificateFacts> m_facts;
};

} // namespace wenyi::crypto
