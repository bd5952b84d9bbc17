// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/OfficeClock.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/records/NumberService.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The year of a number series is the server's, as far as it is known (F21).
class OfficeClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutAServerTheOwnClockCounts();
    void theServersYearCountsWhateverOurClockSays_data();
    void theServersYearCountsWhateverOurClockSays();
    void aTimeThatCannotBeIsNotHeard();
    void overNewYearTheYearChangesOfflineToo();
    void whatWasHeardLatelyIsNotWrittenAgain();
    void aClockThatWasMovedOfflineDrawsNothing_data();
    void aClockThatWasMovedOfflineDrawsNothing();

private:
    static constexpr auto Day = 24h;
    static constexpr auto Year = 365 * Day;
    /// The last second but so many of 2026 in China.
    static Instant beforeNewYear(std::chrono::seconds left)
    {
        return instantFromMilliseconds(
                   QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::OffsetFromUTC, 8 * 3600).toMSecsSinceEpoch())
               - left;
    }
    Workspace &desk() { return m_office->at(u"registrar"_s); }
    Instant own() const { return m_office->clock.now(); }
    /// A desktop that has not heard of its server yet.
    void forget()
    {
        journal::Statement remove(
            desk().journal().database(), "DELETE FROM exchange_cursors WHERE name LIKE 'server-%'");
        VERIFY_DONE(remove.run());
    }
    modules::SeriesKey documents()
    {
        const auto *outgoing = *desk().modules().newest(u"outgoing"_s);
        return NumberService(desk()).key(*outgoing, outgoing->series.constFirst());
    }

    std::unique_ptr<RecordOffice> m_office;
};

void OfficeClockTest::initTestCase()
{
    m_office = std::make_unique<RecordOffice>();
    desk();
    VERIFY_DONE(m_office->exchangeAll()); // Its unit's content key.
}

void OfficeClockTest::withoutAServerTheOwnClockCounts()
{
    forget();
    QCOMPARE(OfficeClock(desk()).year().value(), yearInChina(own()));
    QCOMPARE(documents().year, yearInChina(own()));
}

void OfficeClockTest::theServersYearCountsWhateverOurClockSays_data()
{
    QTest::addColumn<qint64>("left");
    QTest::addColumn<int>("year");
    QTest::newRow("a second before New Year") << qint64(1) << 2026;
    QTest::newRow("at New Year") << qint64(0) << 2027;
    QTest::newRow("a second behind New Year") << qint64(-1) << 2027;
    QTest::newRow("29 February") << qint64(-424 * Day / 1s) << 2028;
    QTest::newRow("ten years before") << qint64(10 * Year / 1s) << 2017;
    QTest::newRow("ten years behind") << qint64(-10 * Year / 1s) << 2036;
}

void OfficeClockTest::theServersYearCountsWhateverOurClockSays()
{
    QFETCH(qint64, left);
    QFETCH(int, year);
    forget();
    VERIFY_DONE(OfficeClock(desk()).hear(beforeNewYear(std::chrono::seconds(left))));
    QCOMPARE(OfficeClock(desk()).year().value(), year);
    QCOMPARE(documents().year, year);
}

void OfficeClockTest::aTimeThatCannotBeIsNotHeard()
{
    forget();
    VERIFY_DONE(OfficeClock(desk()).hear(beforeNewYear(-Day)));
    for (const Instant told : {Instant::min(), Instant::max(), Instant(-1ms), Instant(253'402'300'800'000ms)}) {
        VERIFY_DONE(OfficeClock(desk()).hear(told));
        QCOMPARE(OfficeClock(desk()).year().value(), 2027);
    }
}

void OfficeClockTest::overNewYearTheYearChangesOfflineToo()
{
    forget();
    VERIFY_DONE(OfficeClock(desk()).hear(beforeNewYear(30min)));
    QCOMPARE(OfficeClock(desk()).year().value(), 2026);
    m_office->clock.advance(31min);
    QCOMPARE(OfficeClock(desk()).year().value(), 2027);
}

void OfficeClockTest::whatWasHeardLatelyIsNotWrittenAgain()
{
    forget();
    const auto heard = [this] { return DesktopMarks(desk().journal().database()).serverClock().value()->heard; };
    const Instant first = own() + 5min;
    VERIFY_DONE(OfficeClock(desk()).hear(first));
    VERIFY_DONE(OfficeClock(desk()).hear(first + 10s));
    QCOMPARE(heard(), first);
    VERIFY_DONE(OfficeClock(desk()).hear(first + 2min)); // One of the clocks was set.
    QCOMPARE(heard(), first + 2min);
    m_office->clock.advance(2h);
    VERIFY_DONE(OfficeClock(desk()).hear(first + 2min + 2h));
    QCOMPARE(heard(), first + 2min + 2h);
}

void OfficeClockTest::aClockThatWasMovedOfflineDrawsNothing_data()
{
    QTest::addColumn<qint64>("days");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("not at all") << qint64(0) << QByteArray();
    QTest::newRow("a week on") << qint64(7) << QByteArray();
    QTest::newRow("much later in the same year") << qint64(150) << QByteArray();
    QTest::newRow("ten years on") << qint64(3650) << QByteArray("number.clock");
    QTest::newRow("two days back") << qint64(-2) << QByteArray("number.clock");
    QTest::newRow("ten years back") << qint64(-3650) << QByteArray("number.clock");
}

void OfficeClockTest::aClockThatWasMovedOfflineDrawsNothing()
{
    QFETCH(qint64, days);
    QFETCH(QByteArray, reason);
    forget();
    // In the middle of January, so that half a year does not pass New Year; a year of its own for each row's series.
    const Instant heard = beforeNewYear(-14 * Day);
    VERIFY_DONE(OfficeClock(desk()).hear(heard));
    m_office->clock.advance(days * Day);
    const auto year = OfficeClock(desk()).year();
    const modules::SeriesKey key = documents();
    const auto before = desk().journal().unsentCount().value();
    const auto opened =
        NumberService(desk()).open({key.unit, key.series, key.numberCode, 3000 + static_cast<int>(days)});
    m_office->clock.advance(-days * Day);
    QCOMPARE(year ? QByteArray() : year.error().reason, reason);
    QCOMPARE(opened ? QByteArray() : opened.error().reason, reason);
    QCOMPARE(desk().journal().unsentCount().value(), before + (reason.isEmpty() ? 1 : 0));
    if (year)
        QCOMPARE(*year, 2027);
}

QTEST_GUILESS_MAIN(OfficeClockTest)
#include "OfficeClockTest.moc"
