// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActVerdict.h"

#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

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
    Instant soundUntil;    ///< The end of the first certificate to run out of who stamped.
    bool isCurrent = true; ///< Stamps one over the other lead up to one whose certificates have not run out.
};

/// What the stamps over evidence come to.
struct Renewal
{
    std::optional<Instant> at; ///< The earliest that holds; nothing where none does.
    bool isCurrent = false;    ///< As Fitting has it, of one of them.
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

Instant soundUntil(const crypto::Certificate &authority, const crypto::TrustStore &trust)
{
    Instant until = authority.notAfter();
    const QList<crypto::Certificate> issuers = trust.issuersOf(authority);
    for (const crypto::Certificate &issuer : issuers)
        until = std::min(until, issuer.notAfter());
    return until;
}

/// RFC 5280 4.1.2.5: the last second belongs to the period.
bool hasRunOut(Instant until, Instant at)
{
    return at >= until + std::chrono::seconds(1);
}

Error ranOut(Instant until)
{
    return Error{ErrorCode::NotTrusted, "evidence.stamp-run-out", toDateTime(until).toString(Qt::ISODate)};
}

/// Whether a list tells that stamps of this authority count no more, though it held when it gave them.
bool isOfLater(const Error &error)
{
    return error.reason == "time-stamp.authority-revoked" || error.reason == "time-stamp.authority-suspended";
}

/// Whether what is known does not speak against who stamped. A key that was lost after the next stamp was given over
/// this one changes nothing of what was there by then.
Result<void> checkStamper(
    const crypto::TimeStampToken &token, const crypto::TrustStore &known, std::optional<Instant> renewed)
{
    const auto then = known.verifyTimeStamper(token.authority(), token.time());
    if (then || then.error().reason == "certificate.chain")
        return {};
    if (!renewed || !isOfLater(then.error()))
        return misfit("evidence.time-stamp", then.error());
    const auto next = known.verifyTimeStamper(token.authority(), *renewed);
    return next || isOfLater(next.error()) ? Result<void>() : misfit("evidence.time-stamp", next.error());
}

/// The stamp in evidence over these bytes, which are a signature of the signer or, without one, former evidence.
Result<Fitting> fitStamp(const KnownEvidence &evidence, const QByteArray &bytes,
    const std::optional<crypto::Certificate> &signer, const crypto::TrustStore &trust, const Renewal &renewal,
    Instant now)
{
    const auto token = crypto::TimeStampToken::fromDer(*evidence.content.timeStamp);
    if (!token)
        return misfit("evidence.time-stamp", token.error());
    // What is known by now of who stamped counts as well: its key may have been lost since.
    WENYI_CHECK(checkStamper(*token, trust, renewal.at));
    Fitting fitting;
    WENYI_TRY(fitting.trust, trustOf(evidence, signer.value_or(token->authority()), trust, token->time()));
    const auto stamp = crypto::verifyTimeStamp(*evidence.content.timeStamp, bytes, fitting.trust);
    if (!stamp)
        return misfit("evidence.time-stamp", stamp.error());
    fitting.stamp = *stamp;
    fitting.soundUntil = soundUntil(token->authority(), fitting.trust);
    fitting.isCurrent = renewal.isCurrent || !hasRunOut(fitting.soundUntil, now);
    return fitting;
}

/// Whether the stamp in former evidence held at a time, by what was kept with it and by what `known` tells.
Result<void> checkHeld(
    const KnownEvidence &former, const crypto::TrustStore &trust, const crypto::TrustStore &known, Instant at)
{
    const auto token = crypto::TimeStampToken::fromDer(*former.content.timeStamp);
    if (!token)
        return misfit("evidence.time-stamp", token.error());
    if (at < token->time())
        return misfit("evidence.time-stamp", {ErrorCode::NotTrusted, "evidence.time-stamp", u"order"_s});
    WENYI_TRY(const auto kept, trustOf(former, token->authority(), trust, token->time()));
    const Instant until = soundUntil(token->authority(), kept);
    return hasRunOut(until, at) ? Result<void>(ranOut(until)) : checkStamper(*token, known, at);
}

Result<Fitting> fitRenewal(const KnownEvidence &evidence, const KnownEvidence &former, const crypto::TrustStore &trust,
    const Renewal &renewal, Instant now)
{
    const QByteArray bytes = former.content.toBytes();
    if (!evidence.content.timeStamp || !former.content.timeStamp || evidence.content.signature != crypto::sm3(bytes))
        return Error{ErrorCode::NotTrusted, "evidence.other-signature", {}};
    WENYI_TRY(Fitting fitting, fitStamp(evidence, bytes, {}, trust, renewal, now));
    WENYI_CHECK(checkHeld(former, trust, fitting.trust, fitting.stamp->time));
    return fitting;
}

/// Walks up from evidence through the stamps over it.
Renewal renewalsOver(const KnownEvidence &evidence, const crypto::TrustStore &trust, Instant now,
    QList<EvidenceRemark> &remarks, int depth = 0)
{
    Renewal found;
    if (depth >= ActEvidence::MostRenewals)
        return found;
    for (const KnownEvidence &one : evidence.renewals) {
        const Renewal above = renewalsOver(one, trust, now, remarks, depth + 1);
        const auto fitting = fitRenewal(one, evidence, trust, above, now);
        if (!fitting) {
            remarks.append({one.entry, fitting.error()});
            continue;
        }
        found.at = std::min(fitting->stamp->time, found.at.value_or(fitting->stamp->time));
        found.isCurrent = found.isCurrent || fitting->isCurrent;
    }
    return found;
}

Result<Fitting> fit(const KnownEvidence &evidence, const PersonalSignature &signature,
    const crypto::Certificate &signer, Instant claimed, const crypto::TrustStore &trust, const Renewal &renewal,
    Instant now)
{
    const QByteArray bytes = signature.toBytes();
    if (evidence.content.signature != crypto::sm3(bytes))
        return Error{ErrorCode::NotTrusted, "evidence.other-signature", {}};
    if (evidence.content.timeStamp)
        return fitStamp(evidence, bytes, signer, trust, renewal, now);
    Fitting fitting;
    WENYI_TRY(fitting.trust, trustOf(evidence, signer, trust, claimed));
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
    const Renewal renewal = renewalsOver(evidence, m_trust, m_now, m_verdict.remarks);
    auto fitting = fit(evidence, m_signature, *m_signer, claimed(), m_trust, renewal, m_now);
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
    // Of a certificate that has run out nobody tells any more whether its key was lost.
    const bool isSound = m_best->isCurrent && *then != RevocationKnowledge::Unknown;
    if (!m_best->isCurrent)
        m_verdict.stampRanOut = m_best->soundUntil;
    if (claimed() > stamped + crypto::ClockTolerance)
        m_verdict.conclusion = ActConclusion::Doubtful; // It claims to have been done after it was there.
    else
        m_verdict.conclusion = isSound ? ActConclusion::Proven : ActConclusion::Unchecked;
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
    // Whether it has run out since is not asked here.
    QList<EvidenceRemark> remarks;
    const Instant now = statement.at;
    const Renewal renewal = renewalsOver(evidence, trust, now, remarks);
    WENYI_CHECK(fit(evidence, signature, signer, statement.at, trust, renewal, now));
    return {};
}

Result<void> checkRenewable(const KnownEvidence &evidence, const crypto::TrustStore &trust, Instant now)
{
    if (!evidence.content.timeStamp)
        return Error{ErrorCode::NotTrusted, "evidence.time-stamp", {}};
    const auto token = crypto::TimeStampToken::fromDer(*evidence.content.timeStamp);
    if (!token)
        return misfit("evidence.time-stamp", token.error());
    crypto::MessageImprint imprint = crypto::MessageImprint::of({});
    imprint.digest = evidence.content.signature.toBytes();
    if (token->imprint() != imprint)
        return Error{ErrorCode::NotTrusted, "evidence.other-signature", {}};
    // A key that is known as lost by now proves nothing, however late that was.
    WENYI_CHECK(checkStamper(*token, trust, {}));
    WENYI_TRY(const auto kept, trustOf(evidence, token->authority(), trust, token->time()));
    if (const auto held = kept.verifyTimeStamper(token->authority(), token->time()); !held)
        return misfit("evidence.time-stamp", held.error());
    return checkHeld(evidence, trust, trust, now);
}

Result<void> checkRenewal(const KnownEvidence &renewal, const KnownEvidence &former, const crypto::TrustStore &trust)
{
    WENYI_CHECK(fitRenewal(renewal, former, trust, {}, {}));
    return {};
}

} // namespace wenyi::core
