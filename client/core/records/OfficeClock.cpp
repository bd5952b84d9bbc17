// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/OfficeClock.h"

#include "client/core/exchange/DesktopMarks.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

constexpr int SecondsToChina = 8 * 3600;
/// Two clocks that go apart by less are one, and what was heard within this time is not written again.
constexpr auto Drift = 1min;
constexpr auto HeardLately = 1h;
/// A clock that stands so much before what the server last said was set back.
constexpr auto SetBack = 24h;
/// For so long a desktop may be without its server and still know of New Year by its own clock.
constexpr auto LongestSilence = 24h * 90;
/// The end of the year 9999: what lies beyond is no moment that anybody could reckon with, nor is one before 1970.
constexpr qint64 LatestMoment = 253'402'300'799'999;

} // namespace

int yearInChina(Instant at)
{
    return toDateTime(at).toOffsetFromUtc(SecondsToChina).date().year();
}

Result<void> OfficeClock::hear(Instant serverTime)
{
    if (toMilliseconds(serverTime) < 0 || toMilliseconds(serverTime) > LatestMoment)
        return {};
    DesktopMarks marks(m_workspace.journal().database());
    const std::chrono::milliseconds ahead = serverTime - m_workspace.environment().clock.now();
    WENYI_TRY(const auto before, marks.serverClock());
    const bool isKnown = before && std::chrono::abs(ahead - before->ahead) < Drift && serverTime >= before->heard
                         && serverTime - before->heard < HeardLately;
    if (isKnown)
        return {};
    return marks.keepServerClock({serverTime, ahead});
}

Result<int> OfficeClock::year()
{
    const Instant own = m_workspace.environment().clock.now();
    WENYI_TRY(const auto server, DesktopMarks(m_workspace.journal().database()).serverClock());
    if (!server)
        return yearInChina(own);
    const Instant now = own + server->ahead;
    // By less it is only the one drifting from the other, and time does not go back.
    const int year = yearInChina(std::max(now, server->heard));
    const bool wasMovedOn = now > server->heard + LongestSilence && year != yearInChina(server->heard);
    if (now < server->heard - SetBack || wasMovedOn)
        return Error{ErrorCode::Unavailable, "number.clock", toDateTime(server->heard).toString(Qt::ISODate)};
    return year;
}

} // namespace wenyi::core
