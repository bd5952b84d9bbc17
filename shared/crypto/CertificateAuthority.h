// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/RandomSource.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PrivateKey.h"

#include <QList>
#include <QString>

namespace wenyi::crypto {

/// What a certificate shall say.
struct CertificateSubject
{
    QString commonName;
    QString organization;
    QString subjectId; ///< See Certificate::subjectId().
};

enum class RevocationReason {
    Unspecified = 0,
    KeyCompromise = 1,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5
};

struct RevokedCertificate
{
    QByteArray serialNumber; ///< Hexadecimal.
    Instant revokedAt;
    RevocationReason reason = RevocationReason::Unspecified;
};

/// A certificate authority with its key: the root (key kept offline) or the operating CA under it.
class CertificateAuthority
{
public:
    /// A new self-signed root.
    static Result<CertificateAuthority> createRoot(
        const CertificateSubject &subject, Instant notBefore, Instant notAfter, RandomSource &random);
    CertificateAuthority(PrivateKey key, Certificate certificate);

    /// An authority under this one.
    Result<CertificateAuthority> createOperating(
        const CertificateSubject &subject, Instant notBefore, Instant notAfter, RandomSource &random) const;
    Result<Certificate> issue(const CertificateSubject &subject, CertificatePurpose purpose, const PublicKey &key,
        Instant notBefore, Instant notAfter, RandomSource &random) const;
    /// A DER certificate revocation list (RFC 5280 5) signed by this authority.
    Result<QByteArray> revocationList(
        const QList<RevokedCertificate> &revoked, quint64 number, Instant thisUpdate, Instant nextUpdate) const;

    const Certificate &certificate() const { return m_certificate; }
    const PrivateKey &key() const { return m_key; }

private:
    PrivateKey m_key;
    Certificate m_certificate;
};

} // namespace wenyi::crypto
