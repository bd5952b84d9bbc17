// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/WorkingTime.h"

#include <QDateTime>
#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace Qt::StringLiterals;

class WorkingTimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheHoursOfWorkdaysInChina_data();
    void countsTheHoursOfWorkdaysInChina();
    void urgingWaitsForAWorkingHour();

private:
    /// A time of China's.
    static Instant at(const QString &time)
    {
        return instantFromMilliseconds(QDateTime::fromString(time + u"+08:00"_s, Qt::ISODate).toMSecsSinceEpoch());
    }
};

void WorkingTimeTest::countsTheHoursOfWorkdaysInChina_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("minutes");
    // 2026-11-30 is a Monday.
    QTest::newRow("within a morning") << u"2026-11-30T09:00:00"_s << u"2026-11-30T09:30:00"_s << 30;
    QTest::newRow("before the office opens") << u"2026-11-30T06:00:00"_s << u"2026-11-30T08:10:00"_s << 10;
    QTest::newRow("after it closes") << u"2026-11-30T17:50:00"_s << u"2026-11-30T23:00:00"_s << 10;
    QTest::newRow("over night") << u"2026-11-30T17:30:00"_s << u"2026-12-01T08:30:00"_s << 60;
    QTest::newRow("over a weekend") << u"2026-12-04T17:45:00"_s << u"2026-12-07T08:15:00"_s << 30;
    QTest::newRow("a Sunday") << u"2026-11-29T08:00:00"_s << u"2026-11-29T18:00:00"_s << 0;
    QTest::newRow("a week") << u"2026-11-30T00:00:00"_s << u"2026-12-07T00:00:00"_s << 5 * 600;
    QTest::newRow("at most a week") << u"2026-11-30T00:00:00"_s << u"2027-11-30T00:00:00"_s << 5 * 600;
    QTest::newRow("backwards") << u"2026-11-30T10:00:00"_s << u"2026-11-30T09:00:00"_s << 0;
    QTest::newRow("no time") << u"2026-11-30T10:00:00"_s << u"2026-11-30T10:00:00"_s << 0;
}

void WorkingTimeTest::countsTheHoursOfWorkdaysInChina()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, minutes);
    QCOMPARE(static_cast<qint64>(workingTimeBetween(at(from), at(to)).count()), qint64(minutes) * 60'000);
}

void WorkingTimeTest::urgingWaitsForAWorkingHour()
{
    const Instant urged = at(u"2026-11-30T17:30:00"_s);
    QVERIFY(!mayUrgeAgain(urged, urged));
    QVERIFY(!mayUrgeAgain(urged, at(u"2026-11-30T23:59:00"_s)));
    QVERIFY(!mayUrgeAgain(urged, at(u"2026-12-01T08:29:59"_s)));
    QVERIFY(mayUrgeAgain(urged, at(u"2026-12-01T08:30:00"_s)));
    // A clock that was set back allows nothing.
    QVERIFY(!mayUrgeAgain(urged, at(u"2026-11-29T12:00:00"_s)));
}

QTEST_APPLESS_MAIN(WorkingTimeTest)
#include "WorkingTimeTest.moc"
