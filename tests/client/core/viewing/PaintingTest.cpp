// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/Painting.h"

#include <QMutex>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <atomic>

using namespace wenyi::core;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 10'000; // ms

int threads()
{
    return QThreadPool::globalInstance()->maxThreadCount();
}

} // namespace

/// Pages share the pool with the window's own fills.
class PaintingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverTakesMoreThreadsThanThePoolHas();
    void whatIsSeenComesFirst();
    void othersHaveTheirTurnMeanwhile();
    void oneThatWaitsDoesNotCount();
};

void PaintingTest::neverTakesMoreThreadsThanThePoolHas()
{
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    QSemaphore done;
    for (int i = 0; i < 40; ++i) {
        painting::add(Urgency::Seen, [&] {
            const int here = ++now;
            for (int known = most; known < here && !most.compare_exchange_weak(known, here);) {
            }
            QTest::qSleep(1);
            --now;
            done.release();
        });
    }
    QVERIFY(done.tryAcquire(40, Patience));
    QVERIFY2(most >= 1 && most <= threads(), qPrintable(QString::number(most)));
}

void PaintingTest::whatIsSeenComesFirst()
{
    QSemaphore begun;
    QSemaphore mayEnd;
    QSemaphore done;
    for (int i = 0; i < threads(); ++i) {
        painting::add(Urgency::Seen, [&] {
            begun.release();
            mayEnd.acquire();
            done.release();
        });
    }
    QVERIFY(begun.tryAcquire(threads(), Patience));
    QMutex mutex;
    QStringList order;
    const auto note = [&](Urgency urgency, const QString &name) {
        painting::add(urgency, [&mutex, &order, &done, name] {
            const QMutexLocker lock(&mutex);
            order += name;
            done.release();
        });
    };
    note(Urgency::Later, u"thumbnail"_s);
    note(Urgency::Seen, u"page 1"_s);
    note(Urgency::Seen, u"page 2"_s);
    mayEnd.release(); // One thread does it all.
    QVERIFY(done.tryAcquire(4, Patience));
    QCOMPARE(order, QStringList({u"page 1"_s, u"page 2"_s, u"thumbnail"_s}));
    mayEnd.release(threads() - 1);
    QVERIFY(done.tryAcquire(threads() - 1, Patience));
}

void PaintingTest::othersHaveTheirTurnMeanwhile()
{
    QSemaphore begun;
    QSemaphore turns;
    QSemaphore done;
    std::atomic<int> inTime = 0;
    for (int i = 0; i < threads(); ++i) {
        painting::add(Urgency::Seen, [&] {
            begun.release();
            inTime += turns.tryAcquire(1, Patience) ? 1 : 0;
            done.release();
        });
    }
    QVERIFY(begun.tryAcquire(threads(), Patience));
    // As Qt does with a large fill.
    QThreadPool::globalInstance()->start([&turns] { turns.release(threads()); });
    QVERIFY(done.tryAcquire(threads(), 2 * Patience));
    QCOMPARE(inTime.load(), threads());
}

void PaintingTest::oneThatWaitsDoesNotCount()
{
    QSemaphore begun;
    QSemaphore painted;
    QSemaphore done;
    std::atomic<int> inTime = 0;
    for (int i = 0; i < threads(); ++i) {
        painting::add(Urgency::Seen, [&] {
            const painting::Pause pause;
            begun.release();
            inTime += painted.tryAcquire(1, Patience) ? 1 : 0;
            done.release();
        });
    }
    QVERIFY(begun.tryAcquire(threads(), Patience));
    painting::add(Urgency::Later, [&painted] { painted.release(threads()); });
    QVERIFY(done.tryAcquire(threads(), 2 * Patience));
    QCOMPARE(inTime.load(), threads());
    const painting::Pause nothing; // This thread does not paint.
}

QTEST_GUILESS_MAIN(PaintingTest)
#include "PaintingTest.moc"
