// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

#include <QTime>

#include <array>
#include <condition_variable>
#include <mutex>

namespace wenyi::core {

/// 限速: how fast content may go each way. Entries and receipts are small and are never held back.
struct BandwidthLimit
{
    quint32 up = 0;   ///< KiB a second; 0 is without limit.
    quint32 down = 0; ///< KiB a second; 0 is without limit.
    QTime from;       ///< When the limit begins, by the wall clock here; with `to` the same or invalid: all day.
    QTime to;         ///< When it ends; before `from` it ends on the next day.

    bool appliesAt(QTime time) const;
    friend bool operator==(const BandwidthLimit &, const BandwidthLimit &) = default;
};

/// 节拍: says after each chunk of content whether the next one goes, and when; a transfer goes on later where it
/// stopped. All but moved() and ready() may be called from any thread.
class Tempo
{
public:
    enum class Way { Up, Down };
    enum class Next {
        GoOn,
        GiveWay, ///< Something small or urgent came up.
        Stop
    };

    /// The clock tells the time of day for the limit, and nothing else.
    explicit Tempo(const Clock &clock)
        : m_clock(clock)
    {
    }

    void limit(const BandwidthLimit &limit);
    /// Something small or urgent came up.
    void nudge();
    /// What came up until now is being done.
    void forgetNudges();
    void stop();

    /// Waits for as long as the limit wants, unless something comes up.
    Next moved(Way way, qsizetype bytes);
    /// Waits for what went before to be paid for, unless something comes up: before a large transfer's first chunk.
    Next ready(Way way);
    /// Whether a limit applies now.
    bool isLimited(Way way);

private:
    using Steady = std::chrono::steady_clock;
    Next wait(std::unique_lock<std::mutex> &lock, Steady::time_point due);
    /// KiB a second; 0 where no limit applies now.
    quint32 rateOf(Way way) const;
    /// When the next chunk may go; by now where there is no limit.
    Steady::time_point dueAfter(Way way, qsizetype bytes, Steady::time_point now);

    const Clock &m_clock;
    std::mutex m_mutex; ///< Over what follows.
    std::condition_variable m_changed;
    BandwidthLimit m_limit;
    std::array<Steady::time_point, 2> m_free{}; ///< When what went is paid for, each way.
    quint64 m_limits = 0;                       ///< How often the limit changed.
    bool m_isNudged = false;
    bool m_isStopped = false;
};

} // namespace wenyi::core
