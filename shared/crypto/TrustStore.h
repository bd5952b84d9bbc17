// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"

#include <QByteArrayView>
#include <QHash>
#include <QList>

#include <optional>

namespace wenyi::crypto {

/// How much is known about revocation of a certificate that otherwise holds.
enum class RevocationKnowledge { NotRevoked, RevokedLater, Unknown };

/// Roots that are trusted, authorities under them and what is known of revocations.
class TrustStore
{
public:
    void addRoot(const Certificate &root);
    /// Takes the authority only when its chain to a root holds.
    Result<void> addAuthority(const Certificate &authority, Instant at);
    /// Takes a DER CRL only when an authority of this store signed it.
    Result<void> addRevocationList(QByteArrayView der);

    /// Whether the certificate holds for the purpose at a moment: chain, signatures (SM2 id set on every link), validity,
    /// key usage, revocation. Revoked before `at` fails; afterwards is RevokedLater; without a list, Unknown.
    /// Fails with NotTrusted "certificate.chain", "certificate.expired", "certificate.not-yet-valid",
    /// "certificate.revoked", "certificate.purpose".
    Result<RevocationKnowledge> verify(const Certificate &certificate, CertificatePurpose purpose, Instant at) const;

private:
    struct RevocationList
    {
        quint64 number = 0;
        Instant thisUpdate;
        QHash<QByteArray, RevokedCertificate> revoked;
    };
    QList<Certificate> m_roots;
    QList<Certificate> m_authorities;
    QHash<QByteArray, RevocationList> m_lists; ///< By fingerprint of the authority.
};

} // namespace wenyi::crypto
