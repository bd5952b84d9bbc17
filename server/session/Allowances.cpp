// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Allowances.h"

#include <algorithm>
#include <cmath>

namespace wenyi::server {

namespace {

constexpr auto ToldEach = std::chrono::minutes(1);
constexpr double SecondsOfMinute = 60;

double fullRequests(const RateLimit &limit)
{
    return static_cast<double>(std::max({limit.burst, limit.requestsPerSecond, qint64(1)}));
}

} // namespace

Allowances::Allowances(const RateLimit &desktop, const RateLimit &unit)
    : m_desktopLimit(desktop)
    , m_unitLimit(unit)
{
}

void Allowances::setLimits(const RateLimit &desktop, const RateLimit &unit)
{
    m_desktopLimit = desktop;
    m_unitLimit = unit;
}

Allowances::Allowance Allowances::full(const RateLimit &limit, Moment now)
{
    return {fullRequests(limit), static_cast<double>(limit.bytesPerMinute), now};
}

void Allowances::refill(Allowance &allowance, const RateLimit &limit, Moment now)
{
    const double seconds = std::chrono::duration<double>(now - allowance.asOf).count();
    const auto perMinute = static_cast<double>(limit.bytesPerMinute);
    allowance.requests =
        std::min(allowance.requests + seconds * static_cast<double>(limit.requestsPerSecond), fullRequests(limit));
    allowance.bytes = std::min(allowance.bytes + seconds / SecondsOfMinute * perMinute, perMinute);
    allowance.asOf = now;
}

double Allowances::secondsUntil(const Allowance &allowance, const RateLimit &limit)
{
    double seconds = 0;
    if (limit.requestsPerSecond > 0 && allowance.requests < 1)
        seconds = (1 - allowance.requests) / static_cast<double>(limit.requestsPerSecond);
    if (limit.bytesPerMinute > 0 && allowance.bytes <= 0)
        seconds =
            std::max(seconds, (1 - allowance.bytes) / static_cast<double>(limit.bytesPerMinute) * SecondsOfMinute);
    return seconds;
}

void Allowances::charge(Allowance &allowance, const RateLimit &limit, qsizetype bytes)
{
    // What is not bounded makes no debt, for the day when it is.
    if (limit.requestsPerSecond > 0)
        allowance.requests -= 1;
    if (limit.bytesPerMinute > 0)
        allowance.bytes -= static_cast<double>(bytes);
}

Allowances::Pause Allowances::take(const DesktopId &desktop, const UnitCode &unit, qsizetype bytes, Moment now)
{
    auto own = m_desktops.find(desktop);
    if (own == m_desktops.end())
        own = m_desktops.insert(desktop, full(m_desktopLimit, now));
    auto common = m_units.find(unit);
    if (common == m_units.end())
        common = m_units.insert(unit, full(m_unitLimit, now));
    refill(*own, m_desktopLimit, now);
    refill(*common, m_unitLimit, now);
    const double seconds = std::max(secondsUntil(*own, m_desktopLimit), secondsUntil(*common, m_unitLimit));
    if (seconds > 0)
        return std::max(Pause(1), Pause(static_cast<qint64>(std::ceil(seconds * 1'000))));
    charge(*own, m_desktopLimit, bytes);
    charge(*common, m_unitLimit, bytes);
    return Pause(0);
}

std::optional<quint64> RarelyTold::note(const DesktopId &desktop, Allowances::Moment now)
{
    Count &count = m_counts[desktop];
    ++count.since;
    if (now < count.next)
        return std::nullopt;
    count.next = now + ToldEach;
    return std::exchange(count.since, 0);
}

} // namespace wenyi::server
