// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Tempo.h"

#include "shared/base/Limits.h"

#include <algorithm>

namespace wenyi::core {

bool BandwidthLimit::appliesAt(QTime time) const
{
    if (!from.isValid() || !to.isValid() || from == to)
        return true;
    return from < to ? from <= time && time < to : from <= time || time < to;
}

void Tempo::limit(const BandwidthLimit &limit)
{
    const std::lock_guard lock(m_mutex);
    if (m_limit == limit)
        return;
    m_limit = limit;
    m_free = {}; // What is under way is not held to the old one.
    ++m_limits;
    m_changed.notify_all();
}

void Tempo::nudge()
{
    const std::lock_guard lock(m_mutex);
    m_isNudged = true;
    m_changed.notify_all();
}

void Tempo::forgetNudges()
{
    const std::lock_guard lock(m_mutex);
    m_isNudged = false;
}

void Tempo::stop()
{
    const std::lock_guard lock(m_mutex);
    m_isStopped = true;
    m_changed.notify_all();
}

Tempo::Steady::time_point Tempo::dueAfter(Way way, qsizetype bytes, Steady::time_point now)
{
    const quint32 rate = rateOf(way);
    if (rate == 0)
        return now;
    const std::chrono::milliseconds cost(bytes * 1000 / (static_cast<qint64>(rate) * limits::KiB));
    Steady::time_point &free = m_free[way == Way::Up ? 0 : 1];
    // Time in which nothing went is not saved up.
    free = std::max(free, now) + cost;
    return free;
}

Tempo::Next Tempo::moved(Way way, qsizetype bytes)
{
    std::unique_lock lock(m_mutex);
    const Steady::time_point due = dueAfter(way, bytes, Steady::now());
    return wait(lock, due);
}

Tempo::Next Tempo::ready(Way way)
{
    std::unique_lock lock(m_mutex);
    const Steady::time_point now = Steady::now();
    const Steady::time_point due = dueAfter(way, 0, now);
    if (due > now)
        return wait(lock, due);
    // However often something comes up, what owes nothing goes on by a chunk.
    return m_isStopped ? Next::Stop : Next::GoOn;
}

Tempo::Next Tempo::wait(std::unique_lock<std::mutex> &lock, Steady::time_point due)
{
    const quint64 seen = m_limits;
    m_changed.wait_until(lock, due, [&] { return m_isStopped || m_isNudged || m_limits != seen; });
    if (m_isStopped)
        return Next::Stop;
    return m_isNudged ? Next::GiveWay : Next::GoOn;
}

bool Tempo::isLimited(Way way)
{
    const std::lock_guard lock(m_mutex);
    return rateOf(way) != 0;
}

quint32 Tempo::rateOf(Way way) const
{
    const quint32 rate = way == Way::Up ? m_limit.up : m_limit.down;
    return rate != 0 && m_limit.appliesAt(toDateTime(m_clock.now()).toLocalTime().time()) ? rate : 0;
}

} // namespace wenyi::core
