// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"

#include <chrono>
#include <optional>

namespace wenyi::core {

/// 自动锁屏: after how long a pause a member's session locks itself. A member chooses within what the domain allows.
/// The choice stands in the profile's members/NAME/session.json, the domain's word in trust/session.json.
struct LockPause
{
    static constexpr int Never = 0;
    static constexpr int Usual = 10;   ///< Minutes; of a member who chose nothing.
    static constexpr int Longest = 60; ///< Minutes; more is no lock.

    int minutes = Usual;   ///< Or Never.
    int longest = Longest; ///< What the member may choose at most; Never: anything, never too.

    /// Whether the number can be a pause at all.
    static bool isPossible(int minutes) { return minutes >= Never && minutes <= Longest; }
    /// Whether the domain lets a member choose it.
    bool allows(int chosen) const;
    /// Nothing where the session does not lock itself.
    std::optional<std::chrono::minutes> duration() const;
};

/// What counts for a member. A description or a choice that cannot be read counts as none: a session is rather locked
/// too soon than not at all.
LockPause lockPauseOf(const Profile &profile, const MemberId &member);

/// Keeps the member's choice. Fails with NotAllowed "lock-pause.not-allowed" (`detail`: the most that is allowed), and
/// as writeDurably() does.
Result<void> chooseLockPause(const Profile &profile, const MemberId &member, int minutes);

/// Keeps the domain's word when a profile is set up: the longest pause that a member may choose, or Never for any.
Result<void> writeLongestLockPause(const Profile &profile, int minutes);

} // namespace wenyi::core
