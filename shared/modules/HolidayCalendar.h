// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QDate>
#include <QSet>

namespace wenyi::modules {

/// 节假日历: which days an office works: Monday to Friday, but for public holidays, and the days at weekends that make
/// up for them (调休).
///
/// A plain file, holidays.json beside the modules, which an administrator goes on with each year. For years that it
/// does not tell of, weekends alone are free.
class HolidayCalendar
{
public:
    /// Weekends alone are free.
    HolidayCalendar() = default;
    /// Fails with InvalidInput "module.json-…" or "calendar.date", "calendar.year", "calendar.range",
    /// "calendar.year-twice", "calendar.day-twice", "calendar.workday" (no day of a weekend), TooLarge
    /// "module.json-size"; the detail begins with the place in the file.
    static Result<HolidayCalendar> fromJson(const QByteArray &json);
    /// No day is free. What is reckoned by it is never later than by any other calendar.
    static HolidayCalendar withoutRest();

    bool isWorkingDay(QDate day) const;
    /// The working day that is the `count`th after a day, or before it where `count` is negative; the day itself for 0.
    QDate addWorkingDays(QDate day, int count) const;
    /// How many working days there are after `from` up to and with `to`; negative where `to` is before `from`. Looks at
    /// each day between them.
    int workingDaysBetween(QDate from, QDate to) const;
    /// Whether the file tells of a year.
    bool covers(int year) const { return m_years.contains(year); }

private:
    friend class HolidayReader;

    QSet<int> m_years;
    QSet<QDate> m_holidays;
    QSet<QDate> m_workdays;
    bool m_rests = true;
};

} // namespace wenyi::modules
