// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/SampleRing.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace std::chrono_literals;

/// What a server remembers of its last day.
class SampleRingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSampleIsDueEachMinute();
    void aSampleHasWhatHappenedSinceTheOneBefore();
    void theOldestGoAfterADay();

private:
    const SampleRing::Moment m_start = std::chrono::steady_clock::now();
    const Instant m_now = instantFromMilliseconds(1'795'000'000'000);
};

void SampleRingTest::aSampleIsDueEachMinute()
{
    SampleRing ring(m_start);
    QVERIFY(!ring.isDue(m_start + 59s));
    QVERIFY(ring.isDue(m_start + 60s));
    ring.add(m_start + 61s, m_now, {}, {}, {}, {});
    QVERIFY(!ring.isDue(m_start + 120s));
    QVERIFY(ring.isDue(m_start + 121s));
}

void SampleRingTest::aSampleHasWhatHappenedSinceTheOneBefore()
{
    SampleRing ring(m_start);
    Counters counters;
    protocol::SocketCounts socket;
    Standing standing;
    standing.activeDesktops = 4;
    counters.countEnvelope(1'000);
    counters.countRequest(protocol::MessageType::SendEnvelope, Outcome::Done);
    counters.countRequest(protocol::MessageType::PullEntries, Outcome::Refused);
    socket.strangers = 3;
    ring.add(m_start + 60s, m_now, counters.read(), socket, standing, {});
    counters.countEnvelope(500);
    counters.countEnvelope(500);
    counters.countRequest(protocol::MessageType::SendEnvelope, Outcome::Failed);
    socket.strangers = 5;
    Figures figures;
    figures.queue.waiting = {1, 2, 3, 4};
    figures.storeBytes = 77;
    ring.add(m_start + 120s, m_now + 60s, counters.read(), socket, standing, figures);
    const QList<protocol::StatusSample> samples = ring.after(0);
    QCOMPARE(samples.size(), 2);
    QVERIFY(samples[0] == (protocol::StatusSample{1, m_now, 1, 1'000, 2, 1, 3, 4, 0, 0}));
    QVERIFY(samples[1] == (protocol::StatusSample{2, m_now + 60s, 2, 1'000, 1, 0, 2, 4, 10, 77}));
    QCOMPARE(ring.after(1).size(), 1);
    QVERIFY(ring.after(2).isEmpty());
}

void SampleRingTest::theOldestGoAfterADay()
{
    SampleRing ring(m_start);
    for (int i = 1; i <= int(SampleRing::Most) + 5; ++i)
        ring.add(m_start + i * 60s, m_now, {}, {}, {}, {});
    const QList<protocol::StatusSample> samples = ring.after(0);
    QCOMPARE(samples.size(), qsizetype(SampleRing::Most));
    QCOMPARE(samples.constFirst().number, quint64(6));
    QCOMPARE(samples.constLast().number, quint64(SampleRing::Most + 5));
}

QTEST_GUILESS_MAIN(SampleRingTest)
#include "SampleRingTest.moc"
