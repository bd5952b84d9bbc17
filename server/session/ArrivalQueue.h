// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ServerSocket.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <new>
#include <vector>

namespace wenyi::server {

/// What the socket's thread hands to the store's thread. ServerSocket bounds what can lie in it.
class ArrivalQueue
{
public:
    /// Requests that share a commit at the most, so that no group holds up the thread's other work for long.
    static constexpr std::size_t LargestGroup = 512;

    /// Throws std::bad_alloc where there is no memory for them; then all of them are still in the list.
    void add(std::vector<protocol::Arrival> &&arrivals)
    {
        bool isEnough = true;
        {
            const std::lock_guard lock(m_mutex);
            const auto append = [&] {
                m_arrivals.insert(
                    m_arrivals.end(), std::move_iterator(arrivals.begin()), std::move_iterator(arrivals.end()));
            };
            try {
                append();
            } catch (const std::bad_alloc &) {
                append(); // Nothing was moved; where it fails again whoever handed them over sees to them.
            }
            isEnough = m_arrivals.size() >= m_wanted;
        }
        if (isEnough)
            m_filled.notify_one();
    }

    /// Whether take() waits for something to come. From any thread.
    bool isAwaited() const
    {
        const std::lock_guard lock(m_mutex);
        return m_isAwaited;
    }

    /// What waits, up to LargestGroup; empty when nothing comes within the time, or on wake() or stop().
    std::vector<protocol::Arrival> take(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(m_mutex);
        m_isAwaited = true;
        m_filled.wait_for(lock, patience, [this] { return !m_arrivals.empty() || m_stopped || m_woken; });
        m_isAwaited = false;
        gather(lock);
        m_woken = false;
        const auto count = static_cast<std::ptrdiff_t>(std::min(m_arrivals.size(), LargestGroup));
        m_lastTaken = static_cast<std::size_t>(count);
        std::vector<protocol::Arrival> taken(
            std::move_iterator(m_arrivals.begin()), std::move_iterator(m_arrivals.begin() + count));
        m_arrivals.erase(m_arrivals.begin(), m_arrivals.begin() + count);
        return taken;
    }

    /// Has take() come back, for other work of its thread. From any thread.
    void wake()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_woken = true;
        }
        m_filled.notify_one();
    }

    void stop()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
        }
        m_filled.notify_all();
    }

    bool stopped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_stopped;
    }

private:
    /// Whoever was answered with the last group mostly asks again: a sync for all of them is worth a moment. Where one
    /// asks at a time nobody waits.
    void gather(std::unique_lock<std::mutex> &lock)
    {
        const std::size_t wanted = std::min(m_lastTaken, LargestGroup) * 3 / 4;
        if (wanted < SmallestGathered || m_arrivals.empty() || m_arrivals.size() >= wanted)
            return;
        m_wanted = wanted;
        m_filled.wait_for(lock, GatheredFor, [&] { return m_arrivals.size() >= wanted || m_stopped || m_woken; });
        m_wanted = 1;
    }

    static constexpr std::size_t SmallestGathered = 4;
    /// About half of what a sync takes.
    static constexpr std::chrono::microseconds GatheredFor{250};

    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::deque<protocol::Arrival> m_arrivals;
    std::size_t m_wanted = 1; ///< So many arrivals take() waits for.
    std::size_t m_lastTaken = 0;
    bool m_isAwaited = false;
    bool m_woken = false;
    bool m_stopped = false;
};

} // namespace wenyi::server
