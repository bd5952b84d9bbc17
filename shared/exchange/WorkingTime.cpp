// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/WorkingTime.h"

#include <algorithm>

namespace wenyi::exchange {

namespace {

constexpr qint64 Hour = 3'600'000; ///< Milliseconds, as all here.
constexpr qint64 Day = 24 * Hour;
constexpr qint64 ChinaOffset = 8 * Hour;
constexpr qint64 Opens = 8 * Hour;
constexpr qint64 Closes = 18 * Hour;
constexpr qint64 Week = 7 * Day;

/// Whether a day, counted from 1 January 1970, which was a Thursday, is one from Monday to Friday.
bool isWorkday(qint64 day)
{
    const qint64 sinceMonday = (day + 3) % 7;
    return sinceMonday < 5;
}

} // namespace

std::chrono::milliseconds workingTimeBetween(Instant from, Instant to)
{
    const qint64 begin = std::max<qint64>(toMilliseconds(from) + ChinaOffset, 0);
    const qint64 end = std::min(toMilliseconds(to) + ChinaOffset, begin + Week);
    qint64 sum = 0;
    for (qint64 day = begin / Day; day * Day < end; ++day) {
        if (!isWorkday(day))
            continue;
        const qint64 opens = std::max(begin, day * Day + Opens);
        const qint64 closes = std::min(end, day * Day + Closes);
        sum += std::max<qint64>(closes - opens, 0);
    }
    return std::chrono::milliseconds(sum);
}

bool mayUrgeAgain(Instant urged, Instant now)
{
    return workingTimeBetween(urged, now) >= UrgeInterval;
}

} // namespace wenyi::exchange
