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

QTEST_GUILESS_MAIN(StandbyDeskTest)
#include "StandbyDeskTest.moc"
