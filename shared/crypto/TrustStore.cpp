// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TrustStore.h"

#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/RevocationListReader.h"

#include <algorithm>

namespace wenyi::crypto {

namespace {

Error refused(const char *reason, const CertificateFacts &facts)
{
    return Error{ErrorCode::NotTrusted, reason, facts.commonName};
}

Result<void> isWithinValidity(const CertificateFacts &facts, Instant at)
{
    if (at < facts.notBefore)
        return refused("certificate.not-yet-valid", facts);
    // RFC 5280 4.1.2.5: the last second belongs to the period.
    if (at >= facts.notAfter + std::chrono::seconds(1))
        return refused("certificate.expired", facts);
    return {};
}

bool mayIssue(const CertificateFacts &issuer, const CertificateFacts &subject)
{
    if (!issuer.isAuthority || !(issuer.usage & keyUsage::CertificateSign) || issuer.subject != subject.issuer)
        return false;
    if (subject.isAuthority && issuer.pathLength == 0)
        return false;
    return issuer.subjectKeyId.isEmpty() || subject.authorityKeyId.isEmpty()
           || issuer.subjectKeyId == subject.authorityKeyId;
}

/// Whether the issuer's key signed the certificate, which is found out once.
bool isSignedBy(const CertificateFacts &issuer, const CertificateFacts &facts)
{
    if (facts.signedBy.is(issuer.fingerprint))
        return true;
    if (!issuer.publicKey.verify(facts.signedPart, facts.signature))
        return false;
    facts.signedBy.note(issuer.fingerprint);
    return true;
}

/// What is to be said of a chain by what is known of a link and of the one above it, whose list may be missing.
RevocationKnowledge graver(RevocationKnowledge known, RevocationKnowledge above)
{
    if (above == RevocationKnowledge::RevokedLater || known == RevocationKnowledge::RevokedLater)
        return RevocationKnowledge::RevokedLater;
    return above == RevocationKnowledge::SuspendedLater ? above : known;
}

bool maySign(const CertificateFacts &facts)
{
    return !facts.isAuthority && (facts.usage & (keyUsage::DigitalSignature | keyUsage::NonRepudiation));
}

bool isForTimeStamps(const CertificateFacts &facts)
{
    return facts.extendedUsages == QList<QByteArray>{TimeStampingUsage};
}

Error older(const RevocationListFacts &facts)
{
    return Error{ErrorCode::NotTrusted, "revocation-list.older", QString::number(facts.number)};
}

} // namespace

void TrustStore::addRoot(const Certificate &root)
{
    const auto isSame = [&root](const Authority &known) { return !known.issuer && known.certificate == root; };
    if (std::none_of(m_authorities.begin(), m_authorities.end(), isSame))
        m_authorities.append({root, {}});
}

std::optional<qsizetype> TrustStore::issuerOf(const Certificate &certificate) const
{
    const CertificateFacts &facts = CertificateAccess::of(certificate);
    // One suite from the root down: what it is for (docs/SECURITY.md) is so known by the root that is trusted.
    if (!facts.signedUnder || *facts.signedUnder != facts.publicKey.suite())
        return {};
    for (qsizetype index = 0; index < m_authorities.size(); ++index) {
        const CertificateFacts &issuer = CertificateAccess::of(m_authorities[index].certificate);
        if (issuer.publicKey.suite() == *facts.signedUnder && mayIssue(issuer, facts) && isSignedBy(issuer, facts))
            return index;
    }
    return {};
}

const TrustStore::KnownList *TrustStore::listOf(qsizetype authority) const
{
    const auto list = m_lists.find(m_authorities[authority].certificate.fingerprint());
    return list == m_lists.end() ? nullptr : &*list;
}

Result<RevocationKnowledge> TrustStore::knowledgeOf(const Certificate &certificate, qsizetype issuer, Instant at) const
{
    const CertificateFacts &facts = CertificateAccess::of(certificate);
    const KnownList *list = listOf(issuer);
    if (!list)
        return RevocationKnowledge::Unknown;
    const std::optional<Revocation> revoked = list->revoked->find(facts.serialOctets);
    if (!revoked)
        return at <= list->status.nextUpdate ? RevocationKnowledge::NotRevoked : RevocationKnowledge::Unknown;
    if (revoked->at <= at)
        return refused(revoked->isSuspension() ? "certificate.suspended" : "certificate.revoked", facts);
    return revoked->isSuspension() ? RevocationKnowledge::SuspendedLater : RevocationKnowledge::RevokedLater;
}

Result<RevocationKnowledge> TrustStore::holds(const Certificate &certificate, Instant at) const
{
    const auto isRoot = [&certificate](
                            const Authority &known) { return !known.issuer && known.certificate == certificate; };
    if (std::any_of(m_authorities.begin(), m_authorities.end(), isRoot)) {
        WENYI_CHECK(isWithinValidity(CertificateAccess::of(certificate), at));
        return RevocationKnowledge::NotRevoked; // A root is withdrawn by no longer trusting it.
    }
    std::optional<qsizetype> issuer = issuerOf(certificate);
    if (!issuer)
        return refused("certificate.chain", CertificateAccess::of(certificate));
    WENYI_CHECK(isWithinValidity(CertificateAccess::of(certificate), at));
    WENYI_TRY(RevocationKnowledge knowledge, knowledgeOf(certificate, *issuer, at));
    // The signatures from here to the root were verified when the authorities were taken.
    while (issuer) {
        const Authority &authority = m_authorities[*issuer];
        WENYI_CHECK(isWithinValidity(CertificateAccess::of(authority.certificate), at));
        if (authority.issuer) {
            WENYI_TRY(const RevocationKnowledge above, knowledgeOf(authority.certificate, *authority.issuer, at));
            knowledge = graver(knowledge, above);
        }
        issuer = authority.issuer;
    }
    return knowledge;
}

Result<void> TrustStore::addAuthority(const Certificate &authority, Instant at)
{
    const CertificateFacts &facts = CertificateAccess::of(authority);
    WENYI_CHECK(holds(authority, at));
    if (!facts.isAuthority || !(facts.usage & keyUsage::CertificateSign))
        return refused("certificate.purpose", facts);
    const auto isSame = [&authority](const Authority &known) { return known.certificate == authority; };
    if (std::any_of(m_authorities.begin(), m_authorities.end(), isSame))
        return {};
    const std::optional<qsizetype> issuer = issuerOf(authority);
    // RFC 5280 4.2.1.9: how many authorities may stand below each one above.
    int below = 1;
    for (auto above = issuer; above; above = m_authorities[*above].issuer, ++below) {
        const int most = CertificateAccess::of(m_authorities[*above].certificate).pathLength;
        if (most >= 0 && most < below)
            return refused("certificate.chain", facts);
    }
    m_authorities.append({authority, issuer});
    return {};
}

Result<void> TrustStore::addRevocationList(QByteArrayView der)
{
    WENYI_TRY(RevocationListFacts facts, readRevocationList(der));
    const auto signedIt = [&facts](const Authority &authority) {
        const CertificateFacts &issuer = CertificateAccess::of(authority.certificate);
        return issuer.isAuthority && (issuer.usage & keyUsage::RevocationListSign) && issuer.subject == facts.issuer
               && issuer.publicKey.suite() == facts.signedUnder
               && issuer.publicKey.verify(facts.signedPart, facts.signature).has_value();
    };
    const auto authority = std::find_if(m_authorities.begin(), m_authorities.end(), signedIt);
    if (authority == m_authorities.end())
        return Error{ErrorCode::NotTrusted, "revocation-list.issuer", {}};
    const Digest name = authority->certificate.fingerprint();
    const auto found = m_lists.constFind(name);
    const KnownList *known = found == m_lists.constEnd() ? nullptr : &*found;
    if (known && QByteArrayView(known->signature) == facts.signature)
        return {};
    QByteArray signature = facts.signature.toByteArray();
    WENYI_TRY(KnownList list, facts.base ? changedList(known, facts) : completeList(known, std::move(facts)));
    list.signature = std::move(signature);
    m_lists.insert(name, std::move(list));
    return {};
}

Result<TrustStore::KnownList> TrustStore::completeList(const KnownList *known, RevocationListFacts facts)
{
    if (known) {
        // An authority that publishes a delta publishes a complete list of the same number (RFC 5280 5.2.4). Lists
        // without numbers are told apart by their time alone.
        const bool isSameNumber = facts.number == known->status.number && facts.number != 0 && !known->status.delta;
        if (facts.number < known->status.number || facts.thisUpdate < known->status.thisUpdate || isSameNumber)
            return older(facts);
    }
    const auto revoked = std::make_shared<const RevocationIndex>(std::move(facts.revoked));
    const RevocationStatus status{facts.number, {}, facts.thisUpdate, facts.nextUpdate, revoked->size()};
    return KnownList{status, {}, facts.number, revoked, revoked};
}

Result<TrustStore::KnownList> TrustStore::changedList(const KnownList *known, const RevocationListFacts &facts)
{
    if (!known || known->status.number < *facts.base)
        return Error{ErrorCode::NotTrusted, "revocation-list.base", QString::number(*facts.base)};
    if (facts.number <= known->status.number || facts.thisUpdate < known->status.thisUpdate)
        return older(facts);
    const bool isWhole = known->completeNumber >= *facts.base;
    const auto revoked = std::make_shared<const RevocationIndex>(
        RevocationIndex::merged(*known->revoked, facts.revoked, isWhole ? known->complete.get() : nullptr));
    const RevocationStatus status{
        facts.number, known->completeNumber, facts.thisUpdate, facts.nextUpdate, revoked->size()};
    return KnownList{status, {}, known->completeNumber, known->complete, revoked};
}

TrustStore TrustStore::rootsAlone() const
{
    TrustStore store;
    for (const Authority &authority : m_authorities) {
        if (!authority.issuer)
            store.addRoot(authority.certificate);
    }
    return store;
}

QList<Certificate> TrustStore::issuersOf(const Certificate &certificate) const
{
    QList<Certificate> issuers;
    for (auto issuer = issuerOf(certificate); issuer; issuer = m_authorities[*issuer].issuer)
        issuers.append(m_authorities[*issuer].certificate);
    return issuers;
}

std::optional<RevocationStatus> TrustStore::revocationsOf(const Certificate &authority) const
{
    const auto list = m_lists.find(authority.fingerprint());
    return list == m_lists.end() ? std::nullopt : std::optional(list->status);
}

std::optional<RevocationStatus> TrustStore::revocationsFor(const Certificate &certificate) const
{
    const std::optional<qsizetype> issuer = issuerOf(certificate);
    return issuer ? revocationsOf(m_authorities[*issuer].certificate) : std::nullopt;
}

std::optional<Revocation> TrustStore::revocationOf(const Certificate &certificate) const
{
    const std::optional<qsizetype> issuer = issuerOf(certificate);
    const KnownList *list = issuer ? listOf(*issuer) : nullptr;
    return list ? list->revoked->find(CertificateAccess::of(certificate).serialOctets) : std::nullopt;
}

std::optional<Revocation> TrustStore::revocationOf(const Certificate &authority, const QByteArray &serialNumber) const
{
    const auto list = m_lists.find(authority.fingerprint());
    if (list == m_lists.end())
        return {};
    const QByteArray octets = QByteArray::fromHex(serialNumber);
    const auto isZero = [](char octet) { return octet == '\0'; };
    const auto first = std::find_if_not(octets.begin(), octets.end(), isZero);
    return list->revoked->find(QByteArrayView(first, octets.end()));
}

bool TrustStore::keepsRevocationsOf(const TrustStore &earlier, const Certificate &authority) const
{
    const auto before = earlier.m_lists.find(authority.fingerprint());
    const auto now = m_lists.find(authority.fingerprint());
    if (before == earlier.m_lists.end())
        return true;
    static const RevocationIndex None;
    return (now == m_lists.end() ? None : *now->revoked).keeps(*before->revoked);
}

Result<RevocationKnowledge> TrustStore::verify(
    const Certificate &certificate, CertificatePurpose purpose, Instant at) const
{
    WENYI_TRY(const RevocationKnowledge knowledge, holds(certificate, at));
    const Result<CertificatePurpose> actual = certificate.purpose();
    if (!actual || *actual != purpose)
        return refused("certificate.purpose", CertificateAccess::of(certificate));
    return knowledge;
}

Result<RevocationKnowledge> TrustStore::verifySigner(const Certificate &certificate, Instant at) const
{
    WENYI_TRY(const RevocationKnowledge knowledge, holds(certificate, at));
    const CertificateFacts &facts = CertificateAccess::of(certificate);
    if (!maySign(facts) || isForTimeStamps(facts))
        return refused("certificate.purpose", facts);
    return knowledge;
}

Result<RevocationKnowledge> TrustStore::verifyTimeStamper(const Certificate &certificate, Instant at) const
{
    WENYI_TRY(const RevocationKnowledge knowledge, holds(certificate, at));
    const CertificateFacts &facts = CertificateAccess::of(certificate);
    if (!maySign(facts) || !isForTimeStamps(facts) || !facts.isExtendedUsageCritical)
        return refused("certificate.purpose", facts);
    if (knowledge == RevocationKnowledge::SuspendedLater)
        return refused("time-stamp.authority-suspended", facts);
    if (knowledge != RevocationKnowledge::RevokedLater)
        return knowledge;
    if (!isRetired(certificate, at))
        return refused("time-stamp.authority-revoked", facts);
    return RevocationKnowledge::NotRevoked;
}

/// Whether what was revoked later is this certificate alone, for a reason that leaves its key with its owner. A reason
/// that is not told may be the worst one.
bool TrustStore::isRetired(const Certificate &certificate, Instant at) const
{
    const auto own = revocationOf(certificate);
    const auto issuer = issuerOf(certificate);
    if (!own || !issuer)
        return false;
    if (own->reason != RevocationReason::AffiliationChanged && own->reason != RevocationReason::Superseded
        && own->reason != RevocationReason::CessationOfOperation)
        return false;
    const auto above = holds(m_authorities[*issuer].certificate, at);
    return above && *above != RevocationKnowledge::RevokedLater && *above != RevocationKnowledge::SuspendedLater;
}

} // namespace wenyi::crypto
