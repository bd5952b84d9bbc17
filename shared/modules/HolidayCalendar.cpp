// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/HolidayCalendar.h"

#include "shared/modules/JsonDeclaration.h"

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<int, int> KnownYears{1949, 2999};
constexpr qint64 LongestHoliday = 31; // days

bool isWeekend(QDate day)
{
    return day.dayOfWeek() >= Qt::Saturday;
}

} // namespace

/// Reads holidays.json into a calendar.
class HolidayReader
{
public:
    Result<HolidayCalendar> read(const QByteArray &json)
    {
        const JsonPlace root = m_in.root(json);
        m_in.allowKeys(root, {u"years"});
        for (const JsonPlace &at : m_in.list(root, u"years"))
            readYear(at);
        WENYI_CHECK(m_in.finish());
        return std::move(m_calendar);
    }

private:
    void readYear(const JsonPlace &at)
    {
        m_in.allowKeys(at, {u"year", u"source", u"holidays", u"workdays"});
        const int year = m_in.integer(at, u"year", KnownYears);
        m_in.text(at, u"source", Presence::Optional);
        if (m_in.ok() && m_calendar.m_years.contains(year))
            m_in.fail("calendar.year-twice", JsonDeclaration::placeOf(at, u"year"), QString::number(year));
        m_calendar.m_years.insert(year);
        for (const JsonPlace &holiday : m_in.list(at, u"holidays"))
            readHoliday(holiday, year);
        for (const JsonPlace &day : m_in.list(at, u"workdays", Presence::Optional))
            readWorkday(day, year);
    }

    void readHoliday(const JsonPlace &at, int year)
    {
        m_in.allowKeys(at, {u"name", u"from", u"to"});
        m_in.text(at, u"name");
        const QDate from = date(m_in.text(at, u"from"), JsonDeclaration::placeOf(at, u"from"), year);
        const QDate to = date(m_in.text(at, u"to"), JsonDeclaration::placeOf(at, u"to"), year);
        if (!m_in.ok())
            return;
        if (from > to || from.daysTo(to) >= LongestHoliday)
            return m_in.fail(
                "calendar.range", at.place, u"%1 to %2"_s.arg(from.toString(Qt::ISODate), to.toString(Qt::ISODate)));
        for (QDate day = from; day <= to; day = day.addDays(1))
            take(m_calendar.m_holidays, day, at.place);
    }

    void readWorkday(const JsonPlace &at, int year)
    {
        const QDate day = date(at.value.toString(), at.place, year);
        if (!m_in.ok())
            return;
        if (!isWeekend(day))
            return m_in.fail("calendar.workday", at.place, day.toString(Qt::ISODate));
        take(m_calendar.m_workdays, day, at.place);
    }

    void take(QSet<QDate> &days, QDate day, const QString &place)
    {
        if (m_calendar.m_holidays.contains(day) || m_calendar.m_workdays.contains(day))
            m_in.fail("calendar.day-twice", place, day.toString(Qt::ISODate));
        days.insert(day);
    }

    // A holiday at New Year may reach into the year before or after.
    QDate date(const QString &text, const QString &place, int year)
    {
        const QDate day = QDate::fromString(text, u"yyyy-MM-dd");
        if (!m_in.ok())
            return {};
        if (!day.isValid())
            m_in.fail("calendar.date", place, text.left(40));
        else if (day < QDate(year - 1, 12, 1) || day > QDate(year + 1, 1, 31))
            m_in.fail("calendar.year", place, text);
        return day;
    }

    JsonDeclaration m_in;
    HolidayCalendar m_calendar;
};

Result<HolidayCalendar> HolidayCalendar::fromJson(const QByteArray &json)
{
    return HolidayReader().read(json);
}

HolidayCalendar HolidayCalendar::withoutRest()
{
    HolidayCalendar calendar;
    calendar.m_rests = false;
    return calendar;
}

bool HolidayCalendar::isWorkingDay(QDate day) const
{
    if (!m_rests || m_workdays.contains(day))
        return true;
    return !m_holidays.contains(day) && !isWeekend(day);
}

QDate HolidayCalendar::addWorkingDays(QDate day, int count) const
{
    const int step = count < 0 ? -1 : 1;
    while (count != 0) {
        day = day.addDays(step);
        if (isWorkingDay(day))
            count -= step;
    }
    return day;
}

int HolidayCalendar::workingDaysBetween(QDate from, QDate to) const
{
    if (to < from)
        return -workingDaysBetween(to, from);
    int count = 0;
    for (QDate day = from.addDays(1); day <= to; day = day.addDays(1))
        count += isWorkingDay(day) ? 1 : 0;
    return count;
}

} // namespace wenyi::modules
