// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/standby/StandbyDesk.h"

#include "server/store/Compaction.h"
#include "shared/crypto/Sm3.h"
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::server;
using namespace wenyi::tests;

/// What a primary keeps of its log for a standby, and what it says where that is gone.
class StandbyDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLogIsKeptAsFarAsTheStandbyNeedsIt();
    void whatIsAskedAgainWaitsAsItDidAtFirst();

private:
    static constexpr qint64 SegmentBytes = 200'000;
    static constexpr int BlobBytes = 60'000;

    /// Blobs in small segments, none of which counts any more.
    static void fill(Store &store);
    static QByteArray reasonFor(StandbyDesk &desk, server::Office &office, Body body)
    {
        const Arrival arrival{"one", StandbyDesk::id(), Message{1, std::move(body)}};
        return reasonOf(desk.answer(office, arrival, std::chrono::steady_clock::now()));
    }
    static void compact(Store &store, const StandbyDesk &desk)
    {
        Compaction compaction(store, [&desk] { return desk.neededFrom(); });
        compaction.begin({50, true});
        while (compaction.isWorking()) {
            compaction.wait();
            QVERIFY(compaction.step());
        }
    }

    TestDomain m_domain;
};

void StandbyDeskTest::fill(Store &store)
{
    for (int i = 0; i < 12; ++i) {
        const QByteArray blob(BlobBytes, static_cast<char>('a' + i));
        const auto transaction = journal::Transaction::begin(store.database()).value();
        QVERIFY(store.blobs().begin(tests::Office, crypto::sm3(blob), BlobBytes, 1 << 30));
        QVERIFY(store.blobs().append(tests::Office, crypto::sm3(blob), 0, blob));
        QVERIFY(transaction->commit());
    }
    for (int i = 0; i < 12; ++i) {
        const auto transaction = journal::Transaction::begin(store.database()).value();
        QVERIFY(store.blobs().drop(tests::Office, crypto::sm3(QByteArray(BlobBytes, static_cast<char>('a' + i)))));
        QVERIFY(transaction->commit());
    }
}

void StandbyDeskTest::theLogIsKeptAsFarAsTheStandbyNeedsIt()
{
    const auto store = Store::open(m_domain.folder().storePath(), m_domain.clock(), SegmentBytes).value();
    fill(*store);
    QVERIFY(store->segments()->newest() >= 4);
    const auto domain = m_domain.folder().domain(m_domain.clock().now()).value();
    const auto signer = m_domain.folder().signer().value();
    server::Office office{*store, domain, *signer, m_domain.clock(), *m_domain.folder().configuration(), {}};
    EventLog log(LogSettings(), m_domain.clock());
    const auto now = std::chrono::steady_clock::now();
    const StandbySettings settings{QByteArray(64, 'a'), "async", 10};
    const quint64 sets = store->keptSets();

    StandbyDesk desk(settings, sets, log, now);
    compact(*store, desk); // One that has not come yet may need all of it.
    QCOMPARE(store->segments()->sizes().first().number, quint64(1));
    QCOMPARE(reasonFor(desk, office, Hello{1, 1, StandbyDesk::id(), 0}), QByteArray());
    const journal::LogPlace third{3, 24, 0};
    const FollowLog inThird{3, 24, store->segments()->digestBefore(third).value(), 1};
    QCOMPARE(reasonFor(desk, office, inThird), QByteArray());
    QCOMPARE(desk.neededFrom(), quint64(2));
    compact(*store, desk);
    QCOMPARE(store->segments()->sizes().first().number, quint64(2));
    QCOMPARE(reasonFor(desk, office, inThird), QByteArray()); // It goes on where it was.

    StandbyDesk none({}, sets, log, now); // No standby is configured any more.
    compact(*store, none);
    QVERIFY(store->segments()->sizes().first().number > 3);
    // One that comes back from before is told to be seeded anew, and not that this server lost anything.
    QCOMPARE(reasonFor(desk, office, inThird), QByteArray("standby.log-gone"));
    FollowLog ahead = inThird;
    ahead.number = store->keptSets() + 1;
    QCOMPARE(reasonFor(desk, office, ahead), QByteArray("standby.ahead"));
}

/// A desktop that lost its connection asks again. What the server has already changes nothing; the standby lacks it
/// still.
void StandbyDeskTest::whatIsAskedAgainWaitsAsItDidAtFirst()
{
    using namespace std::chrono_literals;
    EventLog log(LogSettings(), m_domain.clock());
    const auto now = std::chrono::steady_clock::now();
    StandbyDesk desk({QByteArray(64, 'a'), "sync", 5}, 7, log, now);
    const auto numbers = [](const std::vector<Departure> &departures) {
        QList<quint64> requests;
        for (const Departure &departure : departures)
            requests.append(departure.message.request);
        return requests;
    };
    const DesktopId desktop = m_domain.desktop(tests::Office).id;
    const std::vector<Arrival> push{{"one", desktop, Message{1, PushEntries{}}}};
    QCOMPARE(numbers(desk.pass(push, {{"one", {1, Accepted{}}}}, 8, now)), QList<quint64>());
    std::vector<Arrival> again = push;
    again.push_back({"one", desktop, Message{2, PullEntries{0}}});
    again.push_back({"one", desktop, Message{3, PushEntries{}}});
    std::vector<Departure> answers{{"one", {1, Accepted{}}}, {"one", {2, Entries{}}}, {"one", {3, Refused{}}}};
    // What only reads, and what is refused, acknowledges nothing.
    QCOMPARE(numbers(desk.pass(again, answers, 8, now)), (QList<quint64>{2, 3}));
    QCOMPARE(numbers(desk.release(now + 4s)), QList<quint64>());
    // Both go when the patience is over, and from then on everything does.
    QCOMPARE(numbers(desk.release(now + 5s)), (QList<quint64>{1, 1}));
    QCOMPARE(numbers(desk.pass(push, {{"one", {1, Accepted{}}}}, 8, now + 6s)), QList<quint64>{1});
}

QTEST_GUILESS_MAIN(StandbyDeskTest)
#include "StandbyDeskTest.moc"
