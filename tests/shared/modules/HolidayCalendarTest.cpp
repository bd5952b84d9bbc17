// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/HolidayCalendar.h"
#include "shared/modules/Deadline.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class HolidayCalendarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProductsCalendarKnowsHolidaysAndMakeUpDays_data();
    void theProductsCalendarKnowsHolidaysAndMakeUpDays();
    void countsWorkingDaysOverAHoliday();
    void withoutAFileWeekendsAloneAreFree();
    void refusesWithThePlaceInTheFile_data();
    void refusesWithThePlaceInTheFile();
    void addingAndCountingAgree_data();
    void addingAndCountingAgree();
    void noCalendarIsEarlierThanOneWithoutRest();
};

static QDate on(const QString &day)
{
    return QDate::fromString(day, Qt::ISODate);
}

void HolidayCalendarTest::theProductsCalendarKnowsHolidaysAndMakeUpDays_data()
{
    QTest::addColumn<QString>("day");
    QTest::addColumn<bool>("works");
    QTest::newRow("Friday") << u"2026-02-13"_s << true;
    QTest::newRow("Saturday that makes up") << u"2026-02-14"_s << true;
    QTest::newRow("Sunday of the Spring Festival") << u"2026-02-15"_s << false;
    QTest::newRow("Monday of the Spring Festival") << u"2026-02-23"_s << false;
    QTest::newRow("Tuesday after it") << u"2026-02-24"_s << true;
    QTest::newRow("Saturday that makes up afterwards") << u"2026-02-28"_s << true;
    QTest::newRow("the Sunday after that") << u"2026-03-01"_s << false;
    QTest::newRow("National Day") << u"2026-10-01"_s << false;
    QTest::newRow("a year that is not told of") << u"2031-10-01"_s << true;
}

void HolidayCalendarTest::theProductsCalendarKnowsHolidaysAndMakeUpDays()
{
    QFETCH(const QString, day);
    QTEST(productModules().holidays().isWorkingDay(on(day)), "works");
    QVERIFY(productModules().holidays().covers(2026));
    QVERIFY(!productModules().holidays().covers(2031));
}

void HolidayCalendarTest::countsWorkingDaysOverAHoliday()
{
    const HolidayCalendar &calendar = productModules().holidays();
    const QDate friday = on(u"2026-02-13"_s);
    QCOMPARE(calendar.addWorkingDays(friday, 0), friday);
    QCOMPARE(calendar.addWorkingDays(friday, 1), on(u"2026-02-14"_s));
    QCOMPARE(calendar.addWorkingDays(friday, 2), on(u"2026-02-24"_s));
    QCOMPARE(calendar.addWorkingDays(on(u"2026-02-24"_s), -1), on(u"2026-02-14"_s));
    QCOMPARE(calendar.workingDaysBetween(friday, on(u"2026-02-28"_s)), 6);
    QCOMPARE(calendar.workingDaysBetween(on(u"2026-02-28"_s), friday), -6);
    QCOMPARE(calendar.workingDaysBetween(friday, friday), 0);
}

void HolidayCalendarTest::withoutAFileWeekendsAloneAreFree()
{
    const HolidayCalendar calendar;
    QVERIFY(!calendar.isWorkingDay(on(u"2026-02-14"_s)));
    QVERIFY(calendar.isWorkingDay(on(u"2026-02-16"_s)));
    QCOMPARE(calendar.addWorkingDays(on(u"2026-02-13"_s), 1), on(u"2026-02-16"_s));
}

void HolidayCalendarTest::refusesWithThePlaceInTheFile_data()
{
    QTest::addColumn<QByteArray>("year");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *reason, const char *what, const QByteArray &year, const QString &place) {
        QTest::addRow("%s: %s", reason, what) << year << QByteArray(reason) << place;
    };
    const QByteArray spring = "{\"name\": \"春节\", \"from\": \"2026-02-15\", \"to\": \"2026-02-23\"}";
    row("calendar.date", "no such day", R"("holidays": [{"name": "元旦", "from": "2026-02-30", "to": "2026-03-01"}])",
        u"years[0].holidays[0].from"_s);
    row("calendar.date", "another form", R"("holidays": [], "workdays": ["2026/2/14"])", u"years[0].workdays[0]"_s);
    row("calendar.date", "a number", R"("holidays": [], "workdays": [20260214])", u"years[0].workdays[0]"_s);
    row("calendar.year", "mistyped year", R"("holidays": [{"name": "元旦", "from": "2062-01-01", "to": "2062-01-03"}])",
        u"years[0].holidays[0].from"_s);
    row("calendar.range", "backwards", R"("holidays": [{"name": "元旦", "from": "2026-01-03", "to": "2026-01-01"}])",
        u"years[0].holidays[0]"_s);
    row("calendar.range", "two months", R"("holidays": [{"name": "元旦", "from": "2026-01-03", "to": "2026-03-01"}])",
        u"years[0].holidays[0]"_s);
    row("calendar.day-twice", "two holidays", "\"holidays\": [" + spring + ", " + spring + "]",
        u"years[0].holidays[1]"_s);
    row("calendar.day-twice", "holiday and working day",
        "\"holidays\": [" + spring + "], \"workdays\": [\"2026-02-15\"]", u"years[0].workdays[0]"_s);
    row("calendar.workday", "a Monday", R"("holidays": [], "workdays": ["2026-03-02"])", u"years[0].workdays[0]"_s);
    row("calendar.year-twice", "the same year", R"("holidays": []}, {"year": 2026, "holidays": [])",
        u"years[1].year"_s);
    row("module.json-key", "misspelt", R"("holidays": [], "workday": [])", u"years[0].workday"_s);
    row("module.json-missing", "no holidays", R"("workdays": [])", u"years[0].holidays"_s);
}

void HolidayCalendarTest::refusesWithThePlaceInTheFile()
{
    QFETCH(const QByteArray, year);
    const auto calendar = HolidayCalendar::fromJson("{\"years\": [{\"year\": 2026, " + year + "}]}");
    QVERIFY(!calendar);
    QTEST(calendar.error().reason, "reason");
    QFETCH(const QString, place);
    QVERIFY2(calendar.error().detail.startsWith(place), qPrintable(calendar.error().detail));
}

void HolidayCalendarTest::addingAndCountingAgree_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Holidays of up to nine days in each month of 2026, and weekends made up for where they are free of them.
static Result<HolidayCalendar> randomCalendar(std::mt19937 &random)
{
    QByteArrayList holidays;
    QByteArrayList workdays;
    for (int month = 1; month <= 12; ++month) {
        const QDate from(2026, month, 1 + static_cast<int>(random() % 12));
        const QDate to = from.addDays(static_cast<int>(random() % 9));
        holidays.append("{\"name\": \"x\", \"from\": \"" + from.toString(Qt::ISODate).toLatin1() + "\", \"to\": \""
                        + to.toString(Qt::ISODate).toLatin1() + "\"}");
        for (QDate day = to.addDays(1); day.month() == month; day = day.addDays(1)) {
            if (day.dayOfWeek() >= Qt::Saturday && random() % 2)
                workdays.append('"' + day.toString(Qt::ISODate).toLatin1() + '"');
        }
    }
    return HolidayCalendar::fromJson("{\"years\": [{\"year\": 2026, \"holidays\": [" + holidays.join(", ")
                                     + "], \"workdays\": [" + workdays.join(", ") + "]}]}");
}

void HolidayCalendarTest::addingAndCountingAgree()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto calendar = randomCalendar(random);
    QVERIFY2(calendar, qPrintable(calendar ? QString() : describe(calendar.error())));
    for (int round = 0; round < 200; ++round) {
        const QDate day = QDate(2025, 11, 1).addDays(static_cast<int>(random() % 500));
        const int count = 1 + static_cast<int>(random() % 60);
        const QDate later = calendar->addWorkingDays(day, count);
        QVERIFY(calendar->isWorkingDay(later));
        QCOMPARE(calendar->workingDaysBetween(day, later), count);
        QCOMPARE(calendar->addWorkingDays(calendar->addWorkingDays(day, 1), count - 1), later);
        const QDate earlier = calendar->addWorkingDays(day, -count);
        QVERIFY(calendar->isWorkingDay(earlier) && earlier < day);
        QCOMPARE(calendar->workingDaysBetween(earlier.addDays(-1), day.addDays(-1)), count);
        const QDate other = day.addDays(static_cast<int>(random() % 90));
        QCOMPARE(calendar->workingDaysBetween(other, day), -calendar->workingDaysBetween(day, other));
        QCOMPARE(calendar->workingDaysBetween(day, other) + calendar->workingDaysBetween(other, later), count);
    }
}

void HolidayCalendarTest::noCalendarIsEarlierThanOneWithoutRest()
{
    std::mt19937 random(7);
    const auto calendar = randomCalendar(random);
    QVERIFY(calendar);
    TaskRules rules;
    rules.deadlineWorkingDays = 4;
    for (int round = 0; round < 500; ++round) {
        const Instant since = instantFromMilliseconds(
            QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()
            + static_cast<qint64>(random() % 360) * 86'400'000 + static_cast<qint64>(random() % 86'400'000));
        TimerRule timer;
        timer.days = random() % 2 ? DayKind::Working : DayKind::Calendar;
        timer.from = random() % 2 ? TimerStart::Deadline : TimerStart::Opening;
        const int days =
            timer.from == TimerStart::Opening ? static_cast<int>(random() % 6) : static_cast<int>(random() % 9) - 4;
        timer.after = std::chrono::days(days);
        const auto due = dueOf(*calendar, rules, {}, since);
        const auto time = timerTime(*calendar, timer, since, due);
        const auto earliest = earliestTimerTime(rules, timer, since, due);
        QVERIFY(time && earliest);
        // No act is earlier than the task, whatever is reckoned.
        QVERIFY(*earliest <= std::max(*time, since));
        // Another calendar does not change what is allowed.
        const HolidayCalendar weekends;
        QVERIFY(earliestTimerTime(rules, timer, since, dueOf(weekends, rules, {}, since)) == earliest);
    }
}

QTEST_GUILESS_MAIN(HolidayCalendarTest)
#include "HolidayCalendarTest.moc"
