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
    /// Takes the authority only when its chain to a root holds. Fails as verify() does.
    Result<void> addAuthority(const Certificate &authority, Instant at);
    /// Takes a DER CRL only when an authority of this store signed it and it is not older than the one that is known.
    /// Fails with Corrupt "revocation-list.form", TooLarge "revocation-list.size", Unsupported
    /// "revocation-list.extension", NotTrusted "revocation-list.issuer", "revocation-list.older".
    Result<void> addRevocationList(QByteArrayView der);

    /// Whether the certificate holds for the purpose at a moment: chain, signatures (SM2 id set on every link),
    /// validity, key usage, revocation. Revoked before `at` fails; afterwards is RevokedLater; without a list that
    /// reaches to `at`, Unknown. Fails with NotTrusted "certificate.chain", "certificate.expired",
    /// "certificate.not-yet-valid", "certificate.revoked", "certificate.purpose".
    Result<RevocationKnowledge> verify(const Certificate &certificate, CertificatePurpose purpose, Instant at) const;
    /// The same for a certificate that may sign but tells none of our purposes: a document's from another hierarchy.
    Result<RevocationKnowledge> verifySigner(const Certificate &certificate, Instant at) const;

private:
    /// An authority that was found to hold, with the place of its issuer in the list; a root has none.
    struct Authority
    {
        Certificate certificate;
        std::optional<qsizetype> issuer;
    };
    struct RevocationList
    {
        quint64 number = 0;
        Instant thisUpdate;
        Instant nextUpdate;
        Digest fingerprint;
        QHash<QByteArray, RevokedCertificate> revoked; ///< By serial number.
    };

    std::optional<qsizetype> issuerOf(const Certificate &certificate) const;
    Result<RevocationKnowledge> knowledgeOf(const Certificate &certificate, qsizetype issuer, Instant at) const;
    Result<RevocationKnowledge> holds(const Certificate &certificate, Instant at) const;

    QList<Authority> m_authorities;
    QHash<Digest, RevocationList> m_lists; ///< By fingerprint of the authority.
};

} // namespace wenyi::crypto
