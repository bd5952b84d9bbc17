// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/ArrivalQueue.h"

#include <QTest>

#include <future>

using namespace std::chrono_literals;
using namespace wenyi;
using protocol::Arrival;
using server::ArrivalQueue;

/// How requests come together to groups.
class ArrivalQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsOneGroup();
    void behindALargeGroupAMomentIsWaitedForMore();
    void stoppingAndWakingEndTheWaiting();
    void isAwaitedWhileNothingIsThere();

private:
    static std::vector<Arrival> some(int count)
    {
        std::vector<Arrival> arrivals;
        for (int i = 0; i < count; ++i)
            arrivals.push_back({"connection", DesktopId(), Error{ErrorCode::Corrupt, "message.frames", {}}, 0});
        return arrivals;
    }
};

void ArrivalQueueTest::whatWaitsIsOneGroup()
{
    ArrivalQueue queue;
    queue.add(some(3));
    queue.add(some(2));
    QCOMPARE(queue.take(1h).size(), std::size_t(5));
    queue.add(some(int(ArrivalQueue::LargestGroup) + 1));
    QCOMPARE(queue.take(1h).size(), ArrivalQueue::LargestGroup);
    QCOMPARE(queue.take(1h).size(), std::size_t(1));
    QCOMPARE(queue.take(0ms).size(), std::size_t(0));
}

void ArrivalQueueTest::behindALargeGroupAMomentIsWaitedForMore()
{
    const auto shortestBehind = [](int before) {
        auto shortest = std::chrono::nanoseconds::max();
        for (int round = 0; round < 50; ++round) {
            ArrivalQueue queue;
            queue.add(some(before));
            queue.take(1h);
            queue.add(some(1));
            const auto begun = std::chrono::steady_clock::now();
            if (queue.take(1h).size() != 1)
                qFatal("not the one");
            shortest = std::min<std::chrono::nanoseconds>(shortest, std::chrono::steady_clock::now() - begun);
        }
        return shortest;
    };
    QVERIFY(shortestBehind(1) < 200us);
    QVERIFY(shortestBehind(8) >= 250us);
}

void ArrivalQueueTest::stoppingAndWakingEndTheWaiting()
{
    ArrivalQueue queue;
    auto woken = std::async(std::launch::async, [&queue] { return queue.take(1h).size(); });
    queue.wake();
    QCOMPARE(woken.get(), std::size_t(0));
    queue.add(some(8));
    QCOMPARE(queue.take(1h).size(), std::size_t(8));
    queue.add(some(1));
    queue.stop();
    QCOMPARE(queue.take(1h).size(), std::size_t(1));
    QCOMPARE(queue.take(1h).size(), std::size_t(0));
}

void ArrivalQueueTest::isAwaitedWhileNothingIsThere()
{
    ArrivalQueue queue;
    QVERIFY(!queue.isAwaited());
    auto taken = std::async(std::launch::async, [&queue] { return queue.take(1h).size(); });
    QTRY_VERIFY(queue.isAwaited());
    queue.add(some(1));
    QCOMPARE(taken.get(), std::size_t(1));
    QVERIFY(!queue.isAwaited());
}

QTEST_GUILESS_MAIN(ArrivalQueueTest)
#include "ArrivalQueueTest.moc"
