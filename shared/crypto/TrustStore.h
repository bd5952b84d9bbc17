// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Revocation.h"

#include <QByteArrayView>
#include <QHash>
#include <QList>

#include <memory>
#include <optional>

namespace wenyi::crypto {

class RevocationIndex;
struct RevocationListFacts;

/// How much is known about revocation of a certificate that otherwise holds.
enum class RevocationKnowledge { NotRevoked, RevokedLater, SuspendedLater, Unknown };

/// What is known of one authority's revocations, and how old that is.
struct RevocationStatus
{
    quint64 number = 0;           ///< Of the newest list, complete or delta; 0 where its authority numbers none.
    std::optional<quint64> delta; ///< The complete list's number, where the newest is a delta to it.
    Instant thisUpdate;           ///< When the newest was issued: what happened later is not known.
    Instant nextUpdate;           ///< When a newer one is due.
    qsizetype entries = 0;
};

/// Roots that are trusted, authorities under them and what is known of revocations.
class TrustStore
{
public:
    void addRoot(const Certificate &root);
    /// Takes the authority only when its chain to a root holds. Fails as verify() does.
    Result<void> addAuthority(const Certificate &authority, Instant at);
    /// Takes a DER CRL only when an authority of this store signed it and it is not older than the one that is known; a
    /// delta (RFC 5280 5.2.4) only onto a list of the same authority that is at least as new as the one it changes.
    /// What was revoked for good stays revoked, whatever a delta says. Fails with Corrupt "revocation-list.form",
    /// TooLarge "revocation-list.size", Unsupported "revocation-list.extension", NotTrusted "revocation-list.issuer",
    /// "revocation-list.older", "revocation-list.base".
    Result<void> addRevocationList(QByteArrayView der);

    /// Whether the certificate holds for the purpose at a moment: chain, signatures (SM2 id set on every link),
    /// validity, key usage, revocation. Revoked or suspended before `at` fails; afterwards is RevokedLater or
    /// SuspendedLater; without a list that reaches to `at`, Unknown. Fails with NotTrusted "certificate.chain",
    /// "certificate.expired", "certificate.not-yet-valid", "certificate.revoked", "certificate.suspended",
    /// "certificate.purpose".
    Result<RevocationKnowledge> verify(const Certificate &certificate, CertificatePurpose purpose, Instant at) const;
    /// The same for a certificate that may sign, and not time stamps alone, but tells none of our purposes: a
    /// document's from another hierarchy.
    Result<RevocationKnowledge> verifySigner(const Certificate &certificate, Instant at) const;

    /// The same for a time-stamp authority (RFC 3161 2.3: a critical extended key usage, for time stamps alone). Of one
    /// that was revoked later without its key being lost (RFC 3161 4) earlier stamps hold, and this says NotRevoked.
    /// Otherwise whoever has the key may have stamped any time: "time-stamp.authority-revoked",
    /// "time-stamp.authority-suspended".
    Result<RevocationKnowledge> verifyTimeStamper(const Certificate &certificate, Instant at) const;

    /// The same roots with no authority under them and no list: for who judges by what was kept with a signature.
    TrustStore rootsAlone() const;
    /// Who issued the certificate, who issued that one's, up to the root; empty where it is not known.
    QList<Certificate> issuersOf(const Certificate &certificate) const;

    /// What is known of the revocations of this authority; nothing without a list of it.
    std::optional<RevocationStatus> revocationsOf(const Certificate &authority) const;
    /// The same of the authority that issued this certificate: how old what verify() says of it is.
    std::optional<RevocationStatus> revocationsFor(const Certificate &certificate) const;
    /// What the newest list says of this certificate itself; nothing where it is in no list that is known.
    std::optional<Revocation> revocationOf(const Certificate &certificate) const;
    /// The same by the serial number, hexadecimal, of what this authority issued: for who asks about many.
    std::optional<Revocation> revocationOf(const Certificate &authority, const QByteArray &serialNumber) const;
    /// Whether all that the other store knows as revoked for good by this authority is revoked here too, and no later.
    bool keepsRevocationsOf(const TrustStore &earlier, const Certificate &authority) const;

private:
    /// An authority that was found to hold, with the place of its issuer in the list; a root has none.
    struct Authority
    {
        Certificate certificate;
        std::optional<qsizetype> issuer;
    };
    /// The newest list of an authority, and the complete one that deltas change.
    struct KnownList
    {
        RevocationStatus status;
        QByteArray signature; ///< Tells the same list again.
        quint64 completeNumber = 0;
        std::shared_ptr<const RevocationIndex> complete;
        std::shared_ptr<const RevocationIndex> revoked;
    };

    static Result<KnownList> completeList(const KnownList *known, RevocationListFacts facts);
    static Result<KnownList> changedList(const KnownList *known, const RevocationListFacts &facts);
    const KnownList *listOf(qsizetype authority) const;
    std::optional<qsizetype> issuerOf(const Certificate &certificate) const;
    Result<RevocationKnowledge> knowledgeOf(const Certificate &certificate, qsizetype issuer, Instant at) const;
    Result<RevocationKnowledge> holds(const Certificate &certificate, Instant at) const;
    bool isRetired(const Certificate &certificate, Instant at) const;

    QList<Authority> m_authorities;
    QHash<Digest, KnownList> m_lists; ///< By fingerprint of the authority.
};

} // namespace wenyi::crypto
