// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Deadline.h"

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

std::optional<Instant> dueOf(const TaskRules &rules, const QJsonObject &values, Instant at)
{
    const QDate day = QDate::fromString(values.value(rules.deadlineField).toString(), Qt::ISODate);
    if (day.isValid())
        return endOfDay(day);
    if (rules.deadlineDays)
        return at + std::chrono::days(*rules.deadlineDays);
    return std::nullopt;
}

std::optional<Instant> timerTime(const TimerRule &timer, Instant since, const std::optional<Instant> &due)
{
    if (timer.from == TimerStart::Opening)
        return since + timer.after;
    if (!due)
        return std::nullopt;
    return *due + timer.after;
}

} // namespace wenyi::modules
