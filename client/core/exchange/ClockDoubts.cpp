// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ClockDoubts.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wenyi::core {

namespace {

constexpr auto FirstWait = 1h;
constexpr auto LongestWait = 24h * 7;
/// Clocks that go apart by less were not set.
constexpr auto Drift = 1min;

} // namespace

Result<std::chrono::milliseconds> ClockDoubts::ahead()
{
    WENYI_TRY(const auto server, m_marks.serverClock());
    return server ? server->ahead : 0ms;
}

Result<void> ClockDoubts::note(PulledRow row, quint64 number, const Error &refusal)
{
    if (refusal.reason != "certificate.not-yet-valid" && refusal.reason != "certificate.expired")
        return {};
    WENYI_TRY(DesktopMarks::Doubts doubts, m_marks.doubts());
    const bool isFirst = doubts.isEmpty();
    quint64 &lowest = doubts.lowest[static_cast<std::size_t>(row)];
    if (lowest != 0 && lowest <= number)
        return {};
    lowest = number;
    if (isFirst && doubts.wait == 0ms) {
        doubts.since = m_workspace.environment().clock.now();
        doubts.wait = FirstWait;
        WENYI_TRY(doubts.ahead, ahead());
    }
    return m_marks.keepDoubts(doubts);
}

Result<void> ClockDoubts::pullAgain()
{
    WENYI_TRY(DesktopMarks::Doubts doubts, m_marks.doubts());
    if (doubts.isEmpty())
        return doubts.wait == 0ms ? Result<void>() : m_marks.keepDoubts({}); // All of it was taken, or is past.
    const Instant now = m_workspace.environment().clock.now();
    WENYI_TRY(const auto aheadNow, ahead());
    const bool wasSet = now < doubts.since || std::chrono::abs(aheadNow - doubts.ahead) >= Drift;
    if (!wasSet && now - doubts.since < doubts.wait)
        return {};
    // What is refused again is noted again, and waits for longer.
    const std::chrono::milliseconds longer = std::min<std::chrono::milliseconds>(doubts.wait * 2, LongestWait);
    const DesktopMarks::Doubts next{{}, now, aheadNow, wasSet ? FirstWait : longer};
    return m_marks.pullAgain(doubts, next);
}

} // namespace wenyi::core
