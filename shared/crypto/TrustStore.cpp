// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/TrustStore.h"

#include "shared/crypto/CertificateFacts.h"
#include "shared/crypto/RevocationListReader.h"
#include "shared/crypto/Sm3.h"

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
    if (!facts.isSm2WithSm3)
        return {};
    for (qsizetype index = 0; index < m_authorities.size(); ++index) {
        const CertificateFacts &issuer = CertificateAccess::of(m_authorities[index].certificate);
        if (mayIssue(issuer, facts) && issuer.publicKey.verify(facts.signedPart, facts.signature))
            return index;
    }
    return {};
}

Result<RevocationKnowledge> TrustStore::knowledgeOf(const Certificate &certificate, qsizetype issuer, Instant at) const
{
    const auto list = m_lists.find(m_authorities[issuer].certificate.fingerprint());
    if (list == m_lists.end())
        return RevocationKnowledge::Unknown;
    const auto revoked = list->revoked.find(certificate.serialNumber());
    if (revoked != list->revoked.end()) {
        if (revoked->revokedAt <= at)
            return refused("certificate.revoked", CertificateAccess::of(certificate));
        return RevocationKnowledge::RevokedLater;
    }
    return at <= list->nextUpdate ? RevocationKnowledge::NotRevoked : RevocationKnowledge::Unknown;
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
            if (above == RevocationKnowledge::RevokedLater)
                knowledge = above;
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
    WENYI_TRY(const RevocationListFacts facts, readRevocationList(der));
    const auto signedIt = [&facts](const Authority &authority) {
        const CertificateFacts &issuer = CertificateAccess::of(authority.certificate);
        return issuer.isAuthority && (issuer.usage & keyUsage::RevocationListSign) && issuer.subject == facts.issuer
               && issuer.publicKey.verify(facts.signedPart, facts.signature).has_value();
    };
    const auto authority = std::find_if(m_authorities.begin(), m_authorities.end(), signedIt);
    if (authority == m_authorities.end())
        return Error{ErrorCode::NotTrusted, "revocation-list.issuer", {}};
    RevocationList list{facts.number, facts.thisUpdate, facts.nextUpdate, sm3(der), facts.revoked};
    const auto known = m_lists.find(authority->certificate.fingerprint());
    if (known != m_lists.end() && known->fingerprint == list.fingerprint)
        return {};
    // Lists without numbers are told apart by their time alone.
    if (known != m_lists.end()
        && (list.number < known->number || list.thisUpdate < known->thisUpdate
            || (list.number == known->number && list.number != 0)))
        return Error{ErrorCode::NotTrusted, "revocation-list.older", QString::number(list.number)};
    m_lists.insert(authority->certificate.fingerprint(), std::move(list));
    return {};
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
    if (facts.isAuthority || !(facts.usage & (keyUsage::DigitalSignature | keyUsage::NonRepudiation)))
        return refused("certificate.purpose", facts);
    return knowledge;
}

} // namespace wenyi::crypto
