// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Allowances.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What one desktop and one unit may take, at times that the test sets.
class AllowancesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBurstIsTakenThenSoManyASecond();
    void bytesAreBoundedByTheMinute();
    void oneMessageMayBeLargerThanAMinute();
    void aUnitsDesktopsShareItsAllowance();
    void aRefusedRequestTakesNothing();
    void nothingIsBoundByZero();
    void otherLimitsCountAtOnce();
    void whatIsRefusedOftenIsToldOnceAMinute();

private:
    const DesktopId one{u"ZFB-1"_s}, two{u"ZFB-2"_s};
    const UnitCode office{u"ZFB"_s}, finance{u"CZJ"_s};
    const Allowances::Moment start{std::chrono::hours(1'000)};
};

void AllowancesTest::aBurstIsTakenThenSoManyASecond()
{
    Allowances allowances({10, 30, 0}, {});
    for (int i = 0; i < 30; ++i)
        QCOMPARE(allowances.take(one, office, 100, start), 0ms);
    QCOMPARE(allowances.take(one, office, 100, start), 100ms);
    QCOMPARE(allowances.take(one, office, 100, start + 60ms), 40ms);
    QCOMPARE(allowances.take(one, office, 100, start + 101ms), 0ms);
    QVERIFY(allowances.take(one, office, 100, start + 102ms) > 0ms);
    // A pause fills it up again, and no more than that.
    for (int i = 0; i < 30; ++i)
        QCOMPARE(allowances.take(one, office, 100, start + 1h), 0ms);
    QVERIFY(allowances.take(one, office, 100, start + 1h) > 0ms);
    QCOMPARE(allowances.take(two, office, 100, start + 1h), 0ms);
}

void AllowancesTest::bytesAreBoundedByTheMinute()
{
    Allowances allowances({0, 0, 60'000}, {});
    QCOMPARE(allowances.take(one, office, 30'000, start), 0ms);
    QCOMPARE(allowances.take(one, office, 30'000, start), 0ms);
    const auto pause = allowances.take(one, office, 1, start);
    QVERIFY(pause > 0ms && pause <= 2ms);
    QCOMPARE(allowances.take(one, office, 10'000, start + pause), 0ms);
    const auto owed = allowances.take(one, office, 1, start + pause);
    QVERIFY2(owed > 9s && owed < 11s, qPrintable(QString::number(owed.count())));
    QCOMPARE(allowances.take(one, office, 1, start + pause + owed), 0ms);
}

void AllowancesTest::oneMessageMayBeLargerThanAMinute()
{
    Allowances allowances({0, 0, 1'000}, {});
    QCOMPARE(allowances.take(one, office, 3'000, start), 0ms);
    QVERIFY(allowances.take(one, office, 1, start + 1min) > 0ms);
    QCOMPARE(allowances.take(one, office, 1, start + 2min + 1s), 0ms);
}

void AllowancesTest::aUnitsDesktopsShareItsAllowance()
{
    Allowances allowances({}, {1, 4, 0});
    QCOMPARE(allowances.take(one, office, 1, start), 0ms);
    QCOMPARE(allowances.take(one, office, 1, start), 0ms);
    QCOMPARE(allowances.take(two, office, 1, start), 0ms);
    QCOMPARE(allowances.take(two, office, 1, start), 0ms);
    QCOMPARE(allowances.take(one, office, 1, start), 1'000ms);
    QCOMPARE(allowances.take(two, office, 1, start), 1'000ms);
    QCOMPARE(allowances.take(DesktopId(u"CZJ-1"_s), finance, 1, start), 0ms);
}

void AllowancesTest::aRefusedRequestTakesNothing()
{
    // The unit stands in the way, and the desktop's own allowance is not used up by trying.
    Allowances allowances({1, 5, 0}, {1, 1, 0});
    QCOMPARE(allowances.take(one, office, 1, start), 0ms);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(allowances.take(one, office, 1, start), 1'000ms);
    for (int i = 1; i <= 4; ++i)
        QCOMPARE(allowances.take(one, office, 1, start + i * 1s), 0ms);
}

void AllowancesTest::nothingIsBoundByZero()
{
    Allowances allowances({0, 10, 0}, {});
    for (int i = 0; i < 10'000; ++i)
        QCOMPARE(allowances.take(one, office, limits::Message, start), 0ms);
    // And is no debt once there is a bound.
    allowances.setLimits({10, 10, 60'000}, {});
    QVERIFY(allowances.take(one, office, 100, start + 10ms) <= 1ms);
}

void AllowancesTest::otherLimitsCountAtOnce()
{
    Allowances allowances({1, 1, 0}, {});
    QCOMPARE(allowances.take(one, office, 1, start), 0ms);
    QCOMPARE(allowances.take(one, office, 1, start), 1'000ms);
    allowances.setLimits({100, 100, 0}, {});
    QCOMPARE(allowances.take(one, office, 1, start + 20ms), 0ms);
    allowances.setLimits({0, 0, 0}, {});
    QCOMPARE(allowances.take(one, office, 1, start + 20ms), 0ms);
}

void AllowancesTest::whatIsRefusedOftenIsToldOnceAMinute()
{
    RarelyTold told;
    QCOMPARE(told.note(one, start), std::optional<quint64>(1));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(told.note(one, start + 30s), std::optional<quint64>());
    QCOMPARE(told.note(two, start + 30s), std::optional<quint64>(1));
    QCOMPARE(told.note(one, start + 60s), std::optional<quint64>(501));
    QCOMPARE(told.note(one, start + 119s), std::optional<quint64>());
}

QTEST_GUILESS_MAIN(AllowancesTest)
#include "AllowancesTest.moc"
