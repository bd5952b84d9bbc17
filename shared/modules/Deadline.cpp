// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Deadline.h"

#include <algorithm>

namespace wenyi::modules {

namespace {

constexpr int SecondsEastOfGreenwich = 8 * 3600;

} // namespace

QDate dayInChina(Instant at)
{
    return toDateTime(at).toOffsetFromUtc(SecondsEastOfGreenwich).date();
}

Instant endOfDay(QDate day)
{
    const QDateTime end(day.addDays(1), QTime(0, 0), Qt::OffsetFromUTC, SecondsEastOfGreenwich);
    return instantFromMilliseconds(end.toMSecsSinceEpoch());
}

std::optional<Instant> dueOf(
    const HolidayCalendar &calendar, const TaskRules &rules, const QJsonObject &values, Instant at)
{
    const QDate day = QDate::fromString(values.value(rules.deadlineField).toString(), Qt::ISODate);
    if (day.isValid())
        return endOfDay(day);
    if (rules.deadlineWorkingDays)
        return endOfDay(calendar.addWorkingDays(dayInChina(at), *rules.deadlineWorkingDays));
    if (rules.deadlineDays)
        return at + std::chrono::days(*rules.deadlineDays);
    return std::nullopt;
}

std::optional<Instant> timerTime(
    const HolidayCalendar &calendar, const TimerRule &timer, Instant since, const std::optional<Instant> &due)
{
    if (timer.from == TimerStart::Deadline && !due)
        return std::nullopt;
    const Instant base = timer.from == TimerStart::Opening ? since : *due;
    const int days = static_cast<int>(timer.after / std::chrono::days(1));
    if (timer.days == DayKind::Calendar || days == 0)
        return base + timer.after;
    if (timer.from == TimerStart::Opening)
        return endOfDay(calendar.addWorkingDays(dayInChina(base), days));
    // A deadline at midnight is the end of the day before.
    const QDate day = dayInChina(base - std::chrono::milliseconds(1));
    return base + std::chrono::days(day.daysTo(calendar.addWorkingDays(day, days)));
}

std::optional<Instant> earliestTimerTime(
    const TaskRules &rules, const TimerRule &timer, Instant since, const std::optional<Instant> &due)
{
    static const HolidayCalendar everyDay = HolidayCalendar::withoutRest();
    // So many working days before the deadline may lie far back, but never before the task was there.
    if (timer.days == DayKind::Working && timer.after < std::chrono::seconds(0))
        return due ? std::optional(since) : std::nullopt;
    std::optional<Instant> earliestDue = due;
    if (due && rules.deadlineWorkingDays)
        earliestDue = std::min(*due, endOfDay(dayInChina(since).addDays(*rules.deadlineWorkingDays)));
    return timerTime(everyDay, timer, since, earliestDue);
}

} // namespace wenyi::modules
