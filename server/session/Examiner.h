// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Examination.h"
#include "shared/protocol/ServerSocket.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace wenyi::server {

/// Threads that examine envelopes while those before them are stored, so that the store's thread, which works for all,
/// neither verifies nor digests. Without such threads, or where they are late, it does so itself.
class Examiner
{
public:
    /// How many threads pay: all processors but the store's.
    static unsigned usualThreads();

    explicit Examiner(std::shared_ptr<const Domain> domain, unsigned threads = usualThreads());
    ~Examiner();
    Examiner(const Examiner &) = delete;
    Examiner &operator=(const Examiner &) = delete;

    /// Goes by another directory from now on. From any thread.
    void follow(std::shared_ptr<const Domain> domain);
    /// Begins with those that can be examined; they come to their turn whether it is done by then or not. From any
    /// thread. Where memory lacks nothing is begun.
    void begin(std::vector<protocol::Arrival> &arrivals) noexcept;
    /// Leaves alone for so long what comes from a desktop that asks too fast: a flood costs nothing, whatever it is of.
    void leave(const DesktopId &desktop, std::chrono::milliseconds time);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::shared_ptr<const Domain> m_domain;
    std::deque<std::shared_ptr<Examination>> m_waiting;
    QHash<DesktopId, std::chrono::steady_clock::time_point> m_left; ///< Until when.
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace wenyi::server
