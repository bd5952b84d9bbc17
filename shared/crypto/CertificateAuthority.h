// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/RandomSource.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/crypto/Revocation.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::crypto {

/// What a certificate shall say.
struct CertificateSubject
{
    QString commonName;
    QString organization;
    QString subjectId; ///< See Certificate::subjectId().
};

/// A certificate authority with its key: the root (key kept offline) or the operating CA under it.
class CertificateAuthority
{
public:
    /// A new self-signed root, whose suite is that of everything below it.
    static Result<CertificateAuthority> createRoot(const CertificateSubject &subject, Instant notBefore,
        Instant notAfter, RandomSource &random, Suite suite = Suite::Sm2WithSm3);
    CertificateAuthority(PrivateKey key, Certificate certificate);

    /// An authority under this one.
    Result<CertificateAuthority> createOperating(
        const CertificateSubject &subject, Instant notBefore, Instant notAfter, RandomSource &random) const;
    /// Fails with NotAllowed "certificate.suite" for a key of another suite than the authority's own, or a purpose that
    /// is not the suite's; "certificate.root-is-its-own", "certificate.path-length"; InvalidInput
    /// "certificate.subject", "certificate.time".
    Result<Certificate> issue(const CertificateSubject &subject, CertificatePurpose purpose, const PublicKey &key,
        Instant notBefore, Instant notAfter, RandomSource &random) const;
    /// A complete DER certificate revocation list (RFC 5280 5) signed by this authority. Fails with InvalidInput
    /// "certificate.serial", "certificate.time", "revocation-list.reason", TooLarge "revocation-list.size".
    Result<QByteArray> revocationList(
        const QList<RevokedCertificate> &revoked, quint64 number, Instant thisUpdate, Instant nextUpdate) const;
    /// A delta (RFC 5280 5.2.4) with what revocationChanges() tells since the complete list number `base`. Fails as
    /// revocationList() does, and with InvalidInput "revocation-list.base" where its own number is not a later one.
    Result<QByteArray> deltaRevocationList(const QList<RevokedCertificate> &changes, quint64 base, quint64 number,
        Instant thisUpdate, Instant nextUpdate) const;

    const Certificate &certificate() const { return m_certificate; }
    const PrivateKey &key() const { return m_key; }

private:
    struct ListRequest
    {
        const QList<RevokedCertificate> &revoked;
        std::optional<quint64> base;
        quint64 number;
        Instant thisUpdate;
        Instant nextUpdate;
    };
    Result<QByteArray> signedList(const ListRequest &request) const;

    PrivateKey m_key;
    Certificate m_certificate;
};

} // namespace wenyi::crypto
