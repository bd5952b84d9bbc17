// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActVerdict.h"

#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"

#include <algorithm>
#include <array>

namespace wenyi::core {

using crypto::CertificatePurpose;
using crypto::RevocationKnowledge;

namespace {

constexpr std::array Names{"proven", "claimed-time", "unchecked", "doubtful", "expired", "revoked", "invalid"};

using Knowledge = Result<RevocationKnowledge>;

/// Evidence that was found to fit.
struct Fitting
{
    crypto::TrustStore trust; ///< The trusted roots with what the evidence brought.
    std::optional<crypto::VerifiedTimeStamp> stamp;
};

Error misfit(const char *reason, const Error &error)
{
    return Error{ErrorCode::NotTrusted, reason, describe(error)};
}

Result<crypto::TrustStore> trustOf(
    const KnownEvidence &evidence, const crypto::Certificate &signer, const crypto::TrustStore &trust, Instant at)
{
    crypto::TrustStore kept = trust.rootsAlone();
    const QList<crypto::Certificate> &issuers = evidence.content.issuers;
    for (auto issuer = issuers.rbegin(); issuer != issuers.rend(); ++issuer) {
        if (const auto taken = kept.addAuthority(*issuer, at); !taken)
            return misfit("evidence.issuers", taken.error());
    }
    if (kept.issuersOf(signer).isEmpty())
        return Error{ErrorCode::NotTrusted, "evidence.issuers", signer.issuerCommonName()};
    if (!evidence.content.list || !evidence.list)
        return kept;
    if (crypto::sm3(*evidence.list) != evidence.content.list->digest)
        return Error{ErrorCode::NotTrusted, "evidence.list", {}};
    if (const auto taken = kept.addRevocationList(*evidence.list); !taken)
        return misfit("evidence.list", taken.error());
    return kept;
}

Result<Fitting> fit(const KnownEvidence &evidence, const PersonalSignature &signature,
    const crypto::Certificate &signer, Instant claimed, const crypto::TrustStore &trust)
{
    const QByteArray bytes = signature.toBytes();
    if (evidence.content.signature != crypto::sm3(bytes))
        return Error{ErrorCode::NotTrusted, "evidence.other-signature", {}};
    Instant at = claimed;
    if (evidence.content.timeStamp) {
        const auto token = crypto::TimeStampToken::fromDer(*evidence.content.timeStamp);
        if (!token)
            return misfit("evidence.time-stamp", token.error());
        // What is known by now of who stamped counts as well: its key may have been lost since.
        const auto now = trust.verifyTimeStamper(token->authority(), token->time());
        if (!now && now.error().reason != "certificate.chain")
            return misfit("evidence.time-stamp", now.error());
        at = token->time();
    }
    Fitting fitting;
    WENYI_TRY(fitting.trust, trustOf(evidence, signer, trust, at));
    if (!evidence.content.timeStamp)
        return fitting;
    const auto stamp = crypto::verifyTimeStamp(*evidence.content.timeStamp, bytes, fitting.trust);
    if (!stamp)
        return misfit("evidence.time-stamp", stamp.error());
    fitting.stamp = *stamp;
    return fitting;
}

/// Both know something of one certificate; what is known of a withdrawal outweighs what is not.
RevocationKnowledge joined(RevocationKnowledge one, RevocationKnowledge other)
{
    using enum RevocationKnowledge;
    for (const RevocationKnowledge known : {RevokedLater, SuspendedLater, NotRevoked}) {
        if (one == known || other == known)
            return known;
    }
    return Unknown;
}

bool isSuspension(const Knowledge &known)
{
    return known ? *known == RevocationKnowledge::SuspendedLater : known.error().reason == "certificate.suspended";
}

bool isRevocation(const Knowledge &known)
{
    return known ? *known == RevocationKnowledge::RevokedLater : known.error().reason == "certificate.revoked";
}

/// Whether one list is newer than the other; nothing where one of them is not there.
std::optional<bool> isNewer(
    const std::optional<crypto::RevocationStatus> &one, const std::optional<crypto::RevocationStatus> &other)
{
    if (!one || !other)
        return {};
    return std::pair(one->thisUpdate, one->number) > std::pair(other->thisUpdate, other->number);
}

/// One judgement under way.
class Judgement
{
public:
    Judgement(const PersonalSignature &signature, const crypto::TrustStore &trust, Instant now)
        : m_signature(signature)
        , m_trust(trust)
        , m_now(now)
    {
    }

    ActVerdict judge(const QList<KnownEvidence> &evidence)
    {
        if (const auto read = readSigned(); !read)
            return failed(ActConclusion::Invalid, read.error());
        for (const KnownEvidence &one : evidence)
            take(one);
        noteCertificate();
        conclude();
        return std::move(m_verdict);
    }

private:
    ActVerdict failed(ActConclusion conclusion, const Error &error)
    {
        m_verdict.conclusion = conclusion;
        m_verdict.fault = error;
        return std::move(m_verdict);
    }
    Result<void> readSigned();
    void take(const KnownEvidence &evidence);
    void noteCertificate();
    void conclude();
    void concludeClaimed();
    Knowledge known(Instant at) const;
    /// Whether the list that was kept is newer than what is known now, of the signer's authority.
    std::optional<bool> isKeptNewer() const
    {
        return isNewer(m_best->trust.revocationsFor(*m_signer), m_trust.revocationsFor(*m_signer));
    }
    Instant claimed() const { return m_verdict.statement->at; }

    const PersonalSignature &m_signature;
    const crypto::TrustStore &m_trust;
    Instant m_now;
    std::optional<crypto::Certificate> m_signer;
    std::optional<Fitting> m_best; ///< The earliest stamp, or where there is none the first evidence.
    ActVerdict m_verdict;
};

Result<void> Judgement::readSigned()
{
    WENYI_TRY(m_verdict.statement, readStatement(m_signature));
    WENYI_TRY(m_signer, crypto::Certificate::fromDer(m_signature.certificate));
    WENYI_CHECK(m_signer->publicKey().verify(m_signature.statement, m_signature.signature));
    if (m_signer->subjectId() != m_verdict.statement->member.toString())
        return Error{ErrorCode::NotTrusted, "personal-signature.member", m_signer->subjectId()};
    return {};
}

void Judgement::take(const KnownEvidence &evidence)
{
    auto fitting = fit(evidence, m_signature, *m_signer, claimed(), m_trust);
    if (!fitting) {
        m_verdict.remarks.append({evidence.entry, fitting.error()});
        return;
    }
    if (evidence.content.list && !evidence.list)
        m_verdict.remarks.append({evidence.entry, {ErrorCode::NotFound, "evidence.list-missing", {}}});
    const bool isEarlier = m_best && fitting->stamp && (!m_best->stamp || fitting->stamp->time < m_best->stamp->time);
    if (!m_best || isEarlier)
        m_best = std::move(*fitting);
}

void Judgement::noteCertificate()
{
    if (m_signer->notAfter() < m_now)
        m_verdict.expiredAt = m_signer->notAfter();
    m_verdict.withdrawn = m_trust.revocationOf(*m_signer);
    if (m_verdict.withdrawn || !m_best)
        return;
    const auto kept = m_best->trust.revocationOf(*m_signer);
    // A suspension that a newer list does not tell was lifted; who was revoked stays so, in whatever list.
    if (kept && (!kept->isSuspension() || isKeptNewer().value_or(true)))
        m_verdict.withdrawn = kept;
}

Knowledge Judgement::known(Instant at) const
{
    const Knowledge now = m_trust.verify(*m_signer, CertificatePurpose::Member, at);
    if (!m_best)
        return now;
    const Knowledge kept = m_best->trust.verify(*m_signer, CertificatePurpose::Member, at);
    // A suspension may have been lifted: of that the newer list tells, unless it tells of a revocation since.
    if (const auto keptCounts = isKeptNewer()) {
        const Knowledge &older = *keptCounts ? now : kept;
        const Knowledge &newer = *keptCounts ? kept : now;
        if (isSuspension(older) && !isRevocation(newer))
            return newer;
    }
    if (!kept)
        return kept;
    if (now)
        return joined(*now, *kept);
    // The authority of then may be another than today's, or run out itself.
    return now.error().reason == "certificate.chain" ? kept : now;
}

void Judgement::conclude()
{
    if (!m_best || !m_best->stamp)
        return concludeClaimed();
    const Instant stamped = m_best->stamp->time;
    const Knowledge then = known(stamped);
    // Stamped when the certificate no longer held, it proves nothing of what was before.
    if (!then || !known(std::min(stamped, claimed())))
        return concludeClaimed();
    m_verdict.provenAt = stamped;
    m_verdict.stampedBy = m_best->stamp->authority;
    if (claimed() > stamped + crypto::ClockTolerance)
        m_verdict.conclusion = ActConclusion::Doubtful; // It claims to have been done after it was there.
    else
        m_verdict.conclusion = *then == RevocationKnowledge::Unknown ? ActConclusion::Unchecked : ActConclusion::Proven;
}

void Judgement::concludeClaimed()
{
    const Knowledge then = known(claimed());
    if (!then) {
        const QByteArray &reason = then.error().reason;
        m_verdict.fault = then.error();
        if (reason == "certificate.revoked" || reason == "certificate.suspended")
            m_verdict.conclusion = ActConclusion::Revoked;
        else if (reason == "certificate.expired" || reason == "certificate.not-yet-valid")
            m_verdict.conclusion = ActConclusion::Expired;
        return;
    }
    const bool isWithdrawnLater =
        *then == RevocationKnowledge::RevokedLater || *then == RevocationKnowledge::SuspendedLater;
    if (isWithdrawnLater || claimed() > m_now + crypto::ClockTolerance)
        m_verdict.conclusion = ActConclusion::Doubtful;
    else
        m_verdict.conclusion =
            *then == RevocationKnowledge::Unknown ? ActConclusion::Unchecked : ActConclusion::ClaimedTime;
}

} // namespace

QByteArray conclusionName(ActConclusion conclusion)
{
    return Names.at(static_cast<size_t>(conclusion));
}

ActVerdict judgeAct(const PersonalSignature &signature, const QList<KnownEvidence> &evidence,
    const crypto::TrustStore &trust, Instant now)
{
    return Judgement(signature, trust, now).judge(evidence);
}

Result<void> checkEvidence(
    const PersonalSignature &signature, const KnownEvidence &evidence, const crypto::TrustStore &trust)
{
    WENYI_TRY(const auto statement, readStatement(signature));
    WENYI_TRY(const auto signer, crypto::Certificate::fromDer(signature.certificate));
    WENYI_CHECK(fit(evidence, signature, signer, statement.at, trust));
    return {};
}

} // namespace wenyi::core
