// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Tempo.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>

using namespace wenyi;
using namespace wenyi::core;
using namespace std::chrono_literals;

/// When the next chunk of content goes.
class TempoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLimitAppliesInItsHours_data();
    void aLimitAppliesInItsHours();
    void withoutALimitNothingWaits();
    void aWaitEndsWhenSomethingComesUp_data();
    void aWaitEndsWhenSomethingComesUp();
    void whatGaveWayIsPaidForLater();
    void whatOwesWaitsBeforeItGoesOn();

private:
    SystemClock m_clock;
};

void TempoTest::aLimitAppliesInItsHours_data()
{
    QTest::addColumn<QTime>("from");
    QTest::addColumn<QTime>("to");
    QTest::addColumn<QTime>("at");
    QTest::addColumn<bool>("applies");
    const QTime eight(8, 0);
    const QTime six(18, 0);
    QTest::newRow("all day") << QTime() << QTime() << QTime(3, 0) << true;
    QTest::newRow("the same hour is all day") << eight << eight << QTime(3, 0) << true;
    QTest::newRow("before") << eight << six << QTime(7, 59, 59) << false;
    QTest::newRow("at its beginning") << eight << six << eight << true;
    QTest::newRow("at its end") << eight << six << six << false;
    QTest::newRow("over midnight, late") << six << eight << QTime(23, 0) << true;
    QTest::newRow("over midnight, early") << six << eight << QTime(7, 0) << true;
    QTest::newRow("over midnight, by day") << six << eight << QTime(12, 0) << false;
}

void TempoTest::aLimitAppliesInItsHours()
{
    QFETCH(QTime, from);
    QFETCH(QTime, to);
    QFETCH(QTime, at);
    QTEST((BandwidthLimit{1, 1, from, to}.appliesAt(at)), "applies");
}

void TempoTest::withoutALimitNothingWaits()
{
    Tempo tempo(m_clock);
    tempo.limit({1, 0, {}, {}}); // The other way.
    QElapsedTimer timer;
    timer.start();
    QVERIFY(tempo.moved(Tempo::Way::Down, 1 << 30) == Tempo::Next::GoOn);
    QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()).constData());
}

void TempoTest::aWaitEndsWhenSomethingComesUp_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("a nudge") << 0;
    QTest::newRow("a stop") << 1;
    QTest::newRow("another limit") << 2;
}

void TempoTest::aWaitEndsWhenSomethingComesUp()
{
    QFETCH(int, what);
    Tempo tempo(m_clock);
    tempo.limit({1, 1, {}, {}});
    auto waiting = std::async(std::launch::async, [&tempo] { return tempo.moved(Tempo::Way::Up, 1 << 20); });
    QVERIFY(waiting.wait_for(200ms) == std::future_status::timeout); // A quarter of an hour is wanted.
    if (what == 0)
        tempo.nudge();
    else if (what == 1)
        tempo.stop();
    else
        tempo.limit({0, 0, {}, {}});
    const Tempo::Next expected[] = {Tempo::Next::GiveWay, Tempo::Next::Stop, Tempo::Next::GoOn};
    const bool ended = waiting.wait_for(20s) == std::future_status::ready;
    tempo.stop(); // Else the test would wait with it.
    QVERIFY(ended);
    QVERIFY(waiting.get() == expected[what]);
}

void TempoTest::whatGaveWayIsPaidForLater()
{
    Tempo tempo(m_clock);
    tempo.limit({100, 100, {}, {}});
    tempo.nudge();
    QVERIFY(tempo.moved(Tempo::Way::Up, 50 * 1024) == Tempo::Next::GiveWay); // Half a second, not waited for.
    tempo.forgetNudges();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(tempo.moved(Tempo::Way::Up, 10 * 1024) == Tempo::Next::GoOn);
    QVERIFY2(timer.elapsed() >= 400, QByteArray::number(timer.elapsed()).constData());
}

void TempoTest::whatOwesWaitsBeforeItGoesOn()
{
    Tempo tempo(m_clock);
    QVERIFY(!tempo.isLimited(Tempo::Way::Up));
    tempo.limit({100, 0, {}, {}});
    QVERIFY(tempo.isLimited(Tempo::Way::Up) && !tempo.isLimited(Tempo::Way::Down));
    tempo.nudge();
    QVERIFY(tempo.ready(Tempo::Way::Up) == Tempo::Next::GoOn); // It owes nothing.
    QElapsedTimer timer;
    timer.start();
    QVERIFY(tempo.moved(Tempo::Way::Up, 500 * 1024) == Tempo::Next::GiveWay); // Five seconds, not waited for.
    QVERIFY(timer.elapsed() > 4'000 || tempo.ready(Tempo::Way::Up) == Tempo::Next::GiveWay);
    QVERIFY(tempo.ready(Tempo::Way::Down) == Tempo::Next::GoOn);
    tempo.limit({200, 0, {}, {}}); // Nothing of before is owed under another limit.
    tempo.forgetNudges();
    timer.start();
    tempo.nudge();
    QVERIFY(tempo.moved(Tempo::Way::Up, 100 * 1024) == Tempo::Next::GiveWay);
    tempo.forgetNudges();
    QVERIFY(tempo.ready(Tempo::Way::Up) == Tempo::Next::GoOn);
    QVERIFY2(timer.elapsed() >= 450, QByteArray::number(timer.elapsed()).constData());
    tempo.stop();
    QVERIFY(tempo.ready(Tempo::Way::Up) == Tempo::Next::Stop);
}

QTEST_GUILESS_MAIN(TempoTest)
#include "TempoTest.moc"
