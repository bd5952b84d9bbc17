// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Tempo.h"
#include "client/core/profile/Profile.h"

#include <optional>

namespace wenyi::core {

/// What was chosen for this desktop's synchronising, by whoever sits at it: limits and a pause. Kept in the profile, so
/// that a restart changes neither.
struct SyncSettings
{
    /// A pause always ends by itself: whoever forgets it would miss what is urgent.
    static constexpr std::chrono::hours LongestPause{24};
    static constexpr quint32 LeastLimit = 16; ///< KiB a second; a chunk would take longer than anybody waits.
    static constexpr quint32 LargestLimit = 1'000'000;

    BandwidthLimit limit;
    std::optional<Instant> pausedAt;
    std::chrono::milliseconds pauseLength{0};

    /// What is left of the pause. None when it is over, and none where the clock says that it has not begun: a clock
    /// that was set back prolongs nothing.
    std::chrono::milliseconds pauseLeft(Instant now) const;
    /// Fails with InvalidInput "sync-settings.limit", "sync-settings.pause".
    Result<void> check() const;
    friend bool operator==(const SyncSettings &, const SyncSettings &) = default;
};

/// Without limit and pause where nothing was chosen, or where the file does not say it.
SyncSettings syncSettingsOf(const Profile &profile);
/// Fails as check() and writeDurably() do.
Result<void> writeSyncSettings(const Profile &profile, const SyncSettings &settings);

} // namespace wenyi::core
