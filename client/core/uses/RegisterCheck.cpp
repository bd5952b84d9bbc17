// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/uses/RegisterCheck.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace wenyi::core {

namespace {

using Findings = QList<UseFinding>;
/// The uses of one seal by their numbers; more than one of a number is a fork.
using Chain = std::map<quint64, QList<const LoggedUse *>>;

UseFinding about(const LoggedUse &logged, UseFault fault, std::optional<Error> error = {})
{
    return {fault, logged.use().seal, logged.use().number, QString::fromLatin1(logged.origin.entry.toHex()),
        std::move(error)};
}

/// Numbers between those that are there. A gap is told by its first number, so that a log that lost its beginning does
/// not give a million findings.
void checkNumbers(const SealId &seal, const Chain &chain, Findings &findings)
{
    quint64 expected = 1;
    for (const auto &[number, uses] : chain) {
        if (number > expected)
            findings.append({UseFault::Gap, seal, expected, QString::number(number - expected), {}});
        expected = number + 1;
        if (uses.size() > 1) {
            for (const LoggedUse *use : uses)
                findings.append(about(*use, UseFault::Fork));
        }
    }
}

/// Each use names the one that it followed: where that one is here and another, it was changed afterwards.
void checkLinks(const Chain &chain, Findings &findings)
{
    for (const auto &[number, uses] : chain) {
        const auto before = chain.find(number - 1);
        for (const LoggedUse *use : uses) {
            const Digest &previous = use->use().previous;
            if (number == 1) {
                if (!previous.isNull())
                    findings.append(about(*use, UseFault::Changed, Error{ErrorCode::Corrupt, "seal-use.chain", {}}));
                continue;
            }
            if (before == chain.end())
                continue; // A gap, told as such.
            const bool follows = std::any_of(before->second.begin(), before->second.end(),
                [&previous](const LoggedUse *earlier) { return earlier->digest == previous; });
            if (!follows)
                findings.append(about(*before->second.constFirst(), UseFault::Changed,
                    Error{ErrorCode::Corrupt, "seal-use.chain", QString::number(number)}));
        }
    }
}

void checkHead(const UseHead &head, const Chain &chain, Findings &findings)
{
    const auto named = chain.find(head.number);
    const quint64 newest = chain.empty() ? 0 : chain.rbegin()->first;
    if (head.number > newest) {
        findings.append({UseFault::HeadAhead, head.seal, head.number, QString::number(newest), {}});
        return;
    }
    if (named == chain.end())
        return; // A gap, told as such.
    const bool isThere = std::any_of(
        named->second.begin(), named->second.end(), [&head](const LoggedUse *use) { return use->digest == head.use; });
    if (!isThere)
        findings.append(about(*named->second.constFirst(), UseFault::Fork));
}

void checkApplications(const UseRegister &uses, const UseJudge &judge, Findings &findings)
{
    QSet<Digest> known;
    const auto notEffective = [&findings](const UseOrigin &origin, const SealId &seal, const Error &error) {
        const UseFault fault = error.code == ErrorCode::NotAllowed ? UseFault::NotEffective : UseFault::Changed;
        findings.append({fault, seal, 0, QString::fromLatin1(origin.entry.toHex()), error});
    };
    for (const AppliedUse &applied : uses.applications) {
        if (const auto genuine = judge.isGenuine(applied); !genuine)
            notEffective(applied.origin, applied.application.seal, genuine.error());
        else if (known.contains(applied.id))
            notEffective(
                applied.origin, applied.application.seal, {ErrorCode::NotAllowed, "seal-application.again", {}});
        known.insert(applied.id);
    }
    for (const DecidedUse &decided : uses.decisions) {
        const AppliedUse *applied = uses.application(decided.decision.application);
        if (const auto counts = judge.counts(decided); !counts)
            notEffective(decided.origin, applied ? applied->application.seal : SealId(), counts.error());
    }
}

void checkWarrants(const UseRegister &uses, const UseJudge &judge, Findings &findings)
{
    for (const LoggedUse &logged : uses.uses) {
        if (const auto genuine = judge.isGenuine(logged); !genuine)
            findings.append(about(logged, UseFault::Changed, genuine.error()));
        const auto approval = judge.approvalOf(logged);
        if (!approval)
            findings.append(about(logged, UseFault::NoApproval, approval.error()));
        else if (!judge.isLeader(approval->by))
            findings.append(about(logged, UseFault::ApproverNotLeader));
        const UseWarrant &warrant = logged.use().warrant;
        if (warrant.kind == WarrantKind::Application && uses.useOf(warrant.id) != &logged)
            findings.append(about(logged, UseFault::UsedTwice));
    }
}

} // namespace

QByteArray useFaultName(UseFault fault)
{
    switch (fault) {
    case UseFault::Gap:
        return "gap";
    case UseFault::Changed:
        return "changed";
    case UseFault::Fork:
        return "fork";
    case UseFault::NoApproval:
        return "no-approval";
    case UseFault::UsedTwice:
        return "used-twice";
    case UseFault::HeadAhead:
        return "head-ahead";
    case UseFault::HeadDamaged:
        return "head-damaged";
    case UseFault::NotInLog:
        return "not-in-log";
    case UseFault::Unnumbered:
        return "unnumbered";
    case UseFault::Unreadable:
        return "unreadable";
    case UseFault::NotEffective:
        return "not-effective";
    case UseFault::ApproverNotLeader:
        return "approver-not-leader";
    case UseFault::NotEvidence:
        break;
    }
    return "not-evidence";
}

QList<UseFinding> checkRegister(const UseRegister &uses, const UseJudge &judge, const QList<UseHead> &heads)
{
    Findings findings;
    for (const UnreadableUse &unreadable : uses.unreadable)
        findings.append({UseFault::Unreadable, {}, 0, QString::fromLatin1(unreadable.entry.toHex()), unreadable.error});
    std::map<SealId, Chain> chains;
    for (const LoggedUse &logged : uses.uses)
        chains[logged.use().seal][logged.use().number].append(&logged);
    for (const auto &[seal, chain] : chains) {
        checkNumbers(seal, chain, findings);
        checkLinks(chain, findings);
    }
    for (const UseHead &head : heads)
        checkHead(head, chains[head.seal], findings);
    checkApplications(uses, judge, findings);
    checkWarrants(uses, judge, findings);
    return findings;
}

std::optional<UseFinding> checkSeen(const SeenUse &seen, const UseRegister &uses, const QString &document)
{
    if (!seen.mark) {
        // A provider may have sealed before Signature.xml bore the number; the register names each by its digest.
        const bool isLogged = std::any_of(uses.uses.begin(), uses.uses.end(), [&seen](const LoggedUse &logged) {
            return logged.use().seal == seen.seal && logged.completed.signature == seen.signature;
        });
        return isLogged ? std::nullopt : std::optional(UseFinding{UseFault::Unnumbered, seen.seal, 0, document, {}});
    }
    bool hasNumber = false;
    for (const LoggedUse &logged : uses.uses) {
        if (logged.use().seal != seen.seal || logged.use().number != seen.mark->number)
            continue;
        hasNumber = true;
        if (logged.digest == seen.mark->use && logged.completed.signature == seen.signature)
            return {};
    }
    const UseFault fault = hasNumber ? UseFault::Fork : UseFault::NotInLog;
    return UseFinding{fault, seen.seal, seen.mark->number, document, {}};
}

} // namespace wenyi::core
