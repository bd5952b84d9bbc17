// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/modules/HolidayCalendar.h"
#include "shared/modules/ProcessDefinition.h"

#include <QDate>
#include <QJsonObject>

#include <optional>

namespace wenyi::modules {

/// The day it is in China, which keeps one time, UTC+8.
QDate dayInChina(Instant at);
/// When a day ends there.
Instant endOfDay(QDate day);

/// 期限: when a task that opens at `at` is due; none where it has no deadline.
std::optional<Instant> dueOf(
    const HolidayCalendar &calendar, const TaskRules &rules, const QJsonObject &values, Instant at);

/// When a timer's time comes on a task that opened at `since` and is due at `due`; none where it counts from a deadline
/// that the task does not have.
std::optional<Instant> timerTime(
    const HolidayCalendar &calendar, const TimerRule &timer, Instant since, const std::optional<Instant> &due);

/// What no calendar makes a timer's time earlier than. What is allowed goes by this and not by timerTime(): two
/// desktops may not have the same calendar yet, and must agree all the same. `rules` are those of the timer's task.
std::optional<Instant> earliestTimerTime(
    const TaskRules &rules, const TimerRule &timer, Instant since, const std::optional<Instant> &due);

} // namespace wenyi::modules
