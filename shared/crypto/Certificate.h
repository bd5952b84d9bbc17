// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/crypto/PublicKey.h"

#include <QByteArray>
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
    SealMaker
};

/// An X.509 certificate (GB/T 20518 profile: SM2 with SM3).
class Certificate
{
public:
    static Result<Certificate> fromDer(QByteArrayView der);
    static Result<Certificate> fromPem(QByteArrayView pem);
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
    Result<CertificatePurpose> purpose() const;
    const PublicKey &publicKey() const;
    /// SM3 of the DER.
    Digest fingerprint() const;

    friend bool operator==(const Certificate &a, const Certificate &b) { return a.toDer() == b.toDer(); }

private:
    friend struct KeyAccess;
    struct Handle;
    explicit Certificate(std::shared_ptr<const Handle> handle);
    std::shared_ptr<const Handle> m_handle;
};

} // namespace wenyi::crypto
