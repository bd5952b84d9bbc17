// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ServerSocket.h"

#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <vector>

namespace wenyi::server {

/// What the socket's thread hands to the store's thread. ServerSocket bounds what can lie in it.
class ArrivalQueue
{
public:
    void add(std::vector<protocol::Arrival> arrivals)
    {
        {
            const std::lock_guard lock(m_mutex);
            std::move(arrivals.begin(), arrivals.end(), std::back_inserter(m_arrivals));
        }
        m_filled.notify_one();
    }

    /// Everything that waits; empty when nothing comes within the time or stop() was called.
    std::vector<protocol::Arrival> takeAll(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait_for(lock, patience, [this] { return !m_arrivals.empty() || m_stopped; });
        return std::exchange(m_arrivals, {});
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
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::vector<protocol::Arrival> m_arrivals;
    bool m_stopped = false;
};

} // namespace wenyi::server
