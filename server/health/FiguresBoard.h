// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Figures.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace wenyi::server {

/// Where the store's thread hangs out what others want to know, so that nobody else touches the store.
///
/// Figures are read when somebody asks, at most each ten seconds, and never so often that reading them takes more than
/// a hundredth of the store's time.
class FiguresBoard
{
public:
    using Steady = std::chrono::steady_clock;
    static constexpr std::chrono::seconds Freshness{10};
    static constexpr int ShareOfTime = 100;
    /// Without a beat for so long the store's thread hangs.
    static constexpr std::chrono::seconds LongestBeat{30};

    /// `wake` rouses the store's thread; it is called by whoever asks.
    explicit FiguresBoard(std::function<void()> wake)
        : m_wake(std::move(wake))
    {
    }

    /// The newest figures, read anew when they are due; waits no longer than `patience` for them, then gives the last
    /// ones, if any.
    std::optional<Figures> figures(std::chrono::milliseconds patience);
    Standing standing() const;
    bool isBeating() const { return isBeatingAt(Steady::now()); }
    bool isBeatingAt(Steady::time_point now) const;

    /// For the store's thread: it is alive, and this is how things stand.
    void beat(const Standing &standing);
    /// Whether somebody waits for figures that are due.
    bool wantsFigures() const;
    /// Nothing where they could not be read: they are asked for again when due.
    void publish(const std::optional<Figures> &figures, std::chrono::nanoseconds took);
    /// For how long figures count that took so long to read.
    static std::chrono::nanoseconds pauseAfter(std::chrono::nanoseconds took)
    {
        return std::max<std::chrono::nanoseconds>(Freshness, ShareOfTime * took);
    }
    /// Whoever waits gets what there is.
    void close();

private:
    bool isDue(Steady::time_point now) const { return now >= m_nextDue; }

    std::function<void()> m_wake;
    mutable std::mutex m_mutex;
    std::condition_variable m_published;
    std::optional<Figures> m_figures;
    Standing m_standing;
    Steady::time_point m_lastBeat = Steady::now();
    Steady::time_point m_nextDue;
    bool m_isWanted = false;
    bool m_isClosed = false;
};

} // namespace wenyi::server
