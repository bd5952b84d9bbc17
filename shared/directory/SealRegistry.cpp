// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/SealRegistry.h"

#include <QDateTime>
#include <QHash>

#include <algorithm>
#include <array>

namespace wenyi::directory {

namespace {

/// More than any seal lives to see; a bound on what a directory may make everybody read.
constexpr qsizetype MostWithdrawals = 100;

constexpr std::array ReasonNames{
    "unspecified", "lost", "damaged", "replaced", "unit-changed", "misused", "keeper-changed"};

Error notAllowed(const char *reason, const RegisteredSeal &seal)
{
    return Error{ErrorCode::NotAllowed, reason, seal.id.toString()};
}

/// Somebody else may have had the seal, or its keeper did wrong with it.
bool isOfMisdeed(WithdrawalReason reason)
{
    return reason == WithdrawalReason::Lost || reason == WithdrawalReason::Misused;
}

bool isNotLater(const std::optional<Instant> &moment, const std::optional<Instant> &than)
{
    return !moment || (than && *moment <= *than);
}

/// Of one withdrawal: what an older directory told, and what a newer one tells of it.
const char *faultOfChange(const SealWithdrawal &older, const SealWithdrawal &newer)
{
    const bool wasRevoked = older.state == SealState::Revoked;
    if (wasRevoked && (newer.state != SealState::Revoked || newer.until))
        return "directory.seal-revived";
    if (!isNotLater(newer.since, older.since))
        return "directory.seal-since";
    // What was said against whoever held it is not taken back by a harmless word.
    if (isOfMisdeed(older.reason) && !isOfMisdeed(newer.reason))
        return "directory.seal-other";
    // A suspension that was lifted is past, and stays what it was.
    return older.until && newer != older ? "directory.seal-other" : nullptr;
}

const char *faultOfChange(const RegisteredSeal &older, const RegisteredSeal &newer)
{
    if (newer.unit != older.unit || newer.digest != older.digest || newer.kind != older.kind)
        return "directory.seal-other";
    if (newer.withdrawals.size() < older.withdrawals.size())
        return "directory.seal-revived";
    for (qsizetype index = 0; index < older.withdrawals.size(); ++index) {
        if (const char *fault = faultOfChange(older.withdrawals.at(index), newer.withdrawals.at(index)))
            return fault;
    }
    return nullptr;
}

} // namespace

const QList<WithdrawalReason> &allWithdrawalReasons()
{
    static const QList<WithdrawalReason> reasons{WithdrawalReason::Unspecified, WithdrawalReason::Lost,
        WithdrawalReason::Damaged, WithdrawalReason::Replaced, WithdrawalReason::UnitChanged, WithdrawalReason::Misused,
        WithdrawalReason::KeeperChanged};
    return reasons;
}

QString withdrawalReasonName(WithdrawalReason reason)
{
    return QString::fromLatin1(ReasonNames.at(static_cast<size_t>(reason)));
}

QString sealStateName(SealState state)
{
    static constexpr std::array Names{"active", "suspended", "revoked"};
    return QString::fromLatin1(Names.at(static_cast<size_t>(state)));
}

bool isOrderly(WithdrawalReason reason)
{
    return reason == WithdrawalReason::Damaged || reason == WithdrawalReason::Replaced
           || reason == WithdrawalReason::UnitChanged || reason == WithdrawalReason::KeeperChanged;
}

QString describe(const SealWithdrawal &withdrawal)
{
    const QString since = withdrawal.since ? toDateTime(*withdrawal.since).toString(Qt::ISODate) : QStringLiteral("-");
    return QStringLiteral("%1 %2 %3")
        .arg(sealStateName(withdrawal.state), since, withdrawalReasonName(withdrawal.reason));
}

const SealWithdrawal *RegisteredSeal::withdrawal() const
{
    return withdrawals.isEmpty() || !withdrawals.constLast().isOpen() ? nullptr : &withdrawals.constLast();
}

SealState RegisteredSeal::state() const
{
    const SealWithdrawal *open = withdrawal();
    return open ? open->state : SealState::Active;
}

Result<void> withdraw(RegisteredSeal &seal, const SealWithdrawal &withdrawal)
{
    const SealState state = seal.state();
    if (state == SealState::Revoked)
        return notAllowed("seal-state.revoked", seal);
    if (state == SealState::Suspended && withdrawal.state == SealState::Suspended)
        return notAllowed("seal-state.suspended", seal);
    if (!withdrawal.since || *withdrawal.since > withdrawal.decidedAt)
        return Error{ErrorCode::InvalidInput, "seal-state.since", seal.id.toString()};
    if (state == SealState::Active) {
        // One place is kept for revoking it.
        const qsizetype room = MostWithdrawals - (withdrawal.state == SealState::Revoked ? 0 : 1);
        if (seal.withdrawals.size() >= room)
            return notAllowed("seal-state.too-often", seal);
        seal.withdrawals.append(withdrawal);
        return {};
    }
    SealWithdrawal &last = seal.withdrawals.last();
    const std::optional<Instant> since = std::min(last.since, withdrawal.since);
    // A lost seal that is replaced stays a lost one.
    const WithdrawalReason reason =
        isOfMisdeed(last.reason) && !isOfMisdeed(withdrawal.reason) ? last.reason : withdrawal.reason;
    last = withdrawal;
    last.since = since;
    last.reason = reason;
    return {};
}

Result<void> resume(RegisteredSeal &seal, Instant at)
{
    const SealState state = seal.state();
    if (state != SealState::Suspended)
        return notAllowed(state == SealState::Active ? "seal-state.active" : "seal-state.revoked", seal);
    seal.withdrawals.last().until = at;
    return {};
}

Result<void> checkWithdrawals(const RegisteredSeal &seal, Instant issuedAt)
{
    const Instant latest = issuedAt + ClockTolerance;
    const qsizetype count = seal.withdrawals.size();
    bool isGood = count <= MostWithdrawals;
    for (qsizetype index = 0; isGood && index < count; ++index) {
        const SealWithdrawal &one = seal.withdrawals.at(index);
        const bool isLast = index + 1 == count;
        const bool isRevoked = one.state == SealState::Revoked;
        const bool hasForm = isRevoked ? isLast && !one.until : one.state == SealState::Suspended && one.since;
        const bool isInOrder = index == 0 || seal.withdrawals.at(index - 1).decidedAt <= one.decidedAt;
        isGood = hasForm && isInOrder && (isLast || one.until) && (!one.since || *one.since <= one.decidedAt)
                 && one.decidedAt <= latest && (!one.until || (one.decidedAt <= *one.until && *one.until <= latest));
    }
    if (!isGood)
        return Error{ErrorCode::InvalidInput, "directory.seal-state", seal.id.toString()};
    return {};
}

Result<void> checkSealsSucceed(const QList<RegisteredSeal> &older, const QList<RegisteredSeal> &newer)
{
    QHash<SealId, const RegisteredSeal *> known;
    for (const RegisteredSeal &seal : newer)
        known.insert(seal.id, &seal);
    for (const RegisteredSeal &seal : older) {
        const RegisteredSeal *next = known.value(seal.id);
        const char *fault = next ? faultOfChange(seal, *next) : "directory.seal-left-out";
        if (fault)
            return Error{ErrorCode::NotTrusted, fault, seal.id.toString()};
    }
    return {};
}

} // namespace wenyi::directory
