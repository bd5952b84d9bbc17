// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/UseJudge.h"

#include <limits>

namespace wenyi::core {

namespace {

constexpr qsizetype Everything = std::numeric_limits<qsizetype>::max();

Error refusal(const char *reason, const Digest &subject)
{
    return {ErrorCode::NotAllowed, reason, QString::fromLatin1(subject.toHex())};
}

} // namespace

UseJudge::UseJudge(const UseRegister &uses, const crypto::TrustStore &trust, const directory::Directory &directory,
    UnitCode unit, IssueFinder issues)
    : m_uses(uses)
    , m_trust(trust)
    , m_directory(directory)
    , m_unit(std::move(unit))
    , m_issues(std::move(issues))
{
}

Result<void> UseJudge::isGenuine(const UseOrigin &origin, QStringView act, Instant at, const MemberId &member) const
{
    if (origin.actor != member)
        return Error{ErrorCode::NotTrusted, "seal-use.actor", origin.actor.toString()};
    return verifyContent(origin.content, statementOf(act, m_unit, origin.content.content, at, member), m_trust);
}

Result<void> UseJudge::isGenuine(const AppliedUse &applied) const
{
    return isGenuine(applied.origin, useact::Apply, applied.application.at, applied.application.applicant);
}

Result<void> UseJudge::isGenuine(const DecidedUse &decided) const
{
    const QStringView act = decided.decision.isApproved ? useact::Approve : useact::Refuse;
    return isGenuine(decided.origin, act, decided.decision.at, decided.decision.by);
}

Result<void> UseJudge::isGenuine(const LoggedUse &logged) const
{
    if (logged.origin.desktop != logged.use().desktop)
        return Error{ErrorCode::NotTrusted, "seal-use.actor", logged.origin.desktop.toString()};
    return isGenuine(logged.origin, useact::Use, logged.use().at, logged.use().keeper);
}

bool UseJudge::isLeader(const MemberId &member) const
{
    const directory::Member *known = m_directory.member(member);
    return known && known->unit == m_unit && known->has(directory::Role::Leader);
}

Result<void> UseJudge::counts(const DecidedUse &decided) const
{
    const AppliedUse *applied = m_uses.application(decided.decision.application);
    if (!applied || applied->origin.place > decided.origin.place)
        return refusal("seal-application.none", decided.decision.application);
    if (applied->application.applicant == decided.decision.by)
        return refusal("seal-application.own", applied->id);
    return isGenuine(decided);
}

const DecidedUse *UseJudge::decisionOn(const AppliedUse &applied, qsizetype before) const
{
    const DecidedUse *byAnother = nullptr;
    for (const DecidedUse &decided : m_uses.decisions) {
        if (decided.decision.application != applied.id || decided.origin.place >= before || !counts(decided))
            continue;
        if (isLeader(decided.decision.by))
            return &decided;
        if (!byAnother)
            byAnother = &decided;
    }
    return byAnother;
}

Result<Approval> UseJudge::approvalOf(const AppliedUse &applied, const MemberId &keeper, qsizetype before) const
{
    WENYI_CHECK(isGenuine(applied));
    const DecidedUse *decided = decisionOn(applied, before);
    if (!decided)
        return refusal("sealing.application-pending", applied.id);
    if (!decided->decision.isApproved)
        return refusal("sealing.application-refused", applied.id);
    if (decided->decision.by == keeper)
        return refusal("seal-application.keeper", applied.id);
    return Approval{decided->decision.by, decided->decision.at};
}

Result<Approval> UseJudge::approvalOf(const LoggedUse &logged) const
{
    const SealUse &use = logged.use();
    if (use.warrant.kind == WarrantKind::Issue)
        return m_issues(use.warrant);
    const AppliedUse *applied = m_uses.application(use.warrant.id);
    if (!applied || applied->origin.place > logged.origin.place)
        return refusal("sealing.no-application", use.warrant.id);
    const bool isAbout = applied->application.document == use.content && use.warrant.approved == use.content
                         && applied->application.seal == use.seal;
    if (!isAbout)
        return Error{ErrorCode::NotTrusted, "seal-use.other-document", QString::fromLatin1(use.content.toHex())};
    // Whoever is a leader today, the use rests on what was approved before it.
    for (const DecidedUse &decided : m_uses.decisions) {
        const bool isApproval = decided.decision.application == applied->id && decided.decision.isApproved
                                && decided.origin.place < logged.origin.place && decided.decision.by != use.keeper;
        if (isApproval && isGenuine(*applied) && counts(decided))
            return Approval{decided.decision.by, decided.decision.at};
    }
    return approvalOf(*applied, use.keeper, logged.origin.place);
}

Result<void> UseJudge::mayBeUsed(const AppliedUse &applied, const MemberId &keeper, Instant now) const
{
    if (m_uses.useOf(applied.id))
        return refusal("sealing.application-used", applied.id);
    WENYI_TRY(const auto approval, approvalOf(applied, keeper, Everything));
    if (!isLeader(approval.by))
        return refusal("seal-application.not-leader", applied.id);
    // Not only when it was signed: a key that was lost since may have signed at whatever time it says.
    const DecidedUse *decided = decisionOn(applied, Everything);
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(decided->origin.content.signature.certificate));
    WENYI_CHECK(m_trust.verify(certificate, crypto::CertificatePurpose::Member, now));
    return {};
}

Result<const AppliedUse *> UseJudge::entitling(
    const Digest &document, const SealId &seal, const MemberId &keeper, Instant now) const
{
    std::optional<Error> nearest;
    for (const AppliedUse &applied : m_uses.applications) {
        if (applied.application.document != document || applied.application.seal != seal)
            continue;
        const auto mayBe = mayBeUsed(applied, keeper, now);
        if (mayBe)
            return &applied;
        // What stands in the way of the newest application says more than that an old one is used up.
        nearest = mayBe.error();
    }
    return nearest.value_or(refusal("sealing.no-application", document));
}

} // namespace wenyi::core
