// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Counters.h"
#include "server/health/Figures.h"
#include "shared/protocol/ServerReport.h"
#include "shared/protocol/SocketCounts.h"

#include <chrono>
#include <deque>

namespace wenyi::server {

/// 采样: what the last day was like, a sample a minute, in memory alone. Used by one thread.
class SampleRing
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds Interval{60};
    static constexpr std::size_t Most = 24 * 60;

    explicit SampleRing(Moment start)
        : m_last(start)
    {
    }

    bool isDue(Moment now) const { return now - m_last >= Interval; }
    /// What was counted since the one before, and how things stand; `figures` are what the store last told.
    void add(Moment now, Instant at, const Counters::Reading &counters, const protocol::SocketCounts &socket,
        const Standing &standing, const std::optional<Figures> &figures);
    /// Those behind a number, the oldest first.
    QList<protocol::StatusSample> after(quint64 number) const;

private:
    /// What counters said, all of them since the start.
    struct Totals
    {
        quint64 envelopes = 0;
        quint64 envelopeBytes = 0;
        quint64 requests = 0;
        quint64 refused = 0;
        quint64 strangers = 0;
    };

    Moment m_last;
    Totals m_before;
    quint64 m_number = 0;
    std::deque<protocol::StatusSample> m_samples;
};

/// Requests that came, whatever became of them, and those of them that were refused.
struct RequestTotals
{
    quint64 all = 0;
    quint64 refused = 0;
};
RequestTotals totalsOf(const Counters::Reading &counters);

} // namespace wenyi::server
