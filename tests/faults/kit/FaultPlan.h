// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace wenyi::faults {

/// What shall go wrong in a program that runs with the preload library: a file that both sides map.
struct FaultPlan
{
    enum Kind : std::int32_t {
        Nothing,  ///< Calls are counted and go through.
        Kill,     ///< SIGKILL instead of the call that comes when `left` is used up.
        SyncOnce, ///< That sync fails with EIO; later ones work.
        DiskFull, ///< From that call on nothing takes room but what a reserve had, until the plan is changed.
    };
    static constexpr const char *Variable = "WENYI_FAULT_PLAN"; ///< Names the file in the program's environment.

    std::atomic<std::int32_t> kind{Nothing};
    std::atomic<std::int64_t> left{0};   ///< Calls that still go through.
    std::atomic<std::int64_t> calls{0};  ///< Calls that came.
    std::atomic<std::int64_t> faults{0}; ///< Faults that took place.
    std::atomic<std::int64_t> room{0};   ///< Bytes that a reserve gave up on a disk that is full.
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free, "it is shared between processes");

} // namespace wenyi::faults
