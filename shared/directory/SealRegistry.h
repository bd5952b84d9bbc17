// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi {

/// 印章: the seal's own identifier (GB/T 38540 esID).
using SealId = StrongId<struct SealIdTag>;

} // namespace wenyi

namespace wenyi::directory {

/// 启用, 停用, 作废.
enum class SealState { Active, Suspended, Revoked };

/// 单位印章, 个人名章.
enum class SealKind { Unit, Personal };

/// Why a seal is suspended or revoked. The names are written into change files and `--json`.
enum class WithdrawalReason {
    Unspecified,  ///< "unspecified"
    Lost,         ///< 遗失 "lost"
    Damaged,      ///< 损坏 "damaged"
    Replaced,     ///< 换证重制 "replaced"
    UnitChanged,  ///< 机构变更 "unit-changed": renamed, merged or dissolved
    Misused,      ///< 违规使用 "misused"
    KeeperChanged ///< 保管人变动 "keeper-changed"
};

const QList<WithdrawalReason> &allWithdrawalReasons();
/// The stable name, e.g. "unit-changed".
QString withdrawalReasonName(WithdrawalReason reason);
/// The stable name: "active", "suspended", "revoked".
QString sealStateName(SealState state);
/// Whether the seal stayed in its keeper's hand until then, so that a time before the withdrawal which only its signer
/// claims need not be doubted.
bool isOrderly(WithdrawalReason reason);

/// A seal was suspended, or revoked for good.
struct SealWithdrawal
{
    SealState state = SealState::Suspended; ///< Never Active.
    /// From when the seal is not to be trusted; of a lost one from when it must be presumed lost. Nothing: nobody knows
    /// since when, as of the directories that did not tell.
    std::optional<Instant> since;
    Instant decidedAt{}; ///< When the register took it.
    WithdrawalReason reason = WithdrawalReason::Unspecified;
    std::optional<Instant> until; ///< When a suspension was lifted.

    bool isOpen() const { return !until; }
    /// Whether the seal was not to be used at this moment.
    bool covers(Instant at) const { return (!since || *since <= at) && (!until || at < *until); }
    friend bool operator==(const SealWithdrawal &, const SealWithdrawal &) = default;
};

/// For an error's detail: "revoked 2026-06-15T08:00:00Z lost"; "-" where nobody knows since when.
QString describe(const SealWithdrawal &withdrawal);

/// A seal that a unit has registered: what is not here is not the unit's seal.
struct RegisteredSeal
{
    SealId id;
    UnitCode unit;
    QString name;
    Digest digest;   ///< SM3 of the seal's DER (SESeal, GB/T 38540).
    MemberId keeper; ///< Of a personal seal the person whose it is.
    SealKind kind = SealKind::Unit;
    QList<SealWithdrawal> withdrawals = {}; ///< In the order in which they were decided; only the last may be open.

    /// The withdrawal that is in force now; null while the seal may be used.
    const SealWithdrawal *withdrawal() const;
    SealState state() const;
};

/// How far the clocks of two machines of one office may be apart.
inline constexpr auto ClockTolerance = std::chrono::hours(24);

/// Suspends or revokes. A suspended seal is revoked from the earlier of the two moments. Fails with NotAllowed
/// "seal-state.suspended", "seal-state.revoked" (it is so already), InvalidInput "seal-state.since" (a moment after
/// `withdrawal.decidedAt`).
Result<void> withdraw(RegisteredSeal &seal, const SealWithdrawal &withdrawal);
/// Lifts the suspension (恢复). Fails with NotAllowed "seal-state.active", "seal-state.revoked".
Result<void> resume(RegisteredSeal &seal, Instant at);

/// Whether a seal's withdrawals are ones that a directory of `issuedAt` may tell. Fails with InvalidInput
/// "directory.seal-state"; `detail` names the seal. Pure.
Result<void> checkWithdrawals(const RegisteredSeal &seal, Instant issuedAt);

/// Whether these registrations may follow on the older ones: none is left out or becomes another unit's or another
/// face's, none that was revoked comes back, and nothing that was withdrawn is withdrawn from a later moment. Fails
/// with NotTrusted "directory.seal-left-out", "directory.seal-other", "directory.seal-revived", "directory.seal-since";
/// `detail` names the seal. Pure.
Result<void> checkSealsSucceed(const QList<RegisteredSeal> &older, const QList<RegisteredSeal> &newer);

} // namespace wenyi::directory
