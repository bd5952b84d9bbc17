// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/OpenedStore.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// A part that came from another domain and rotted where it waits.
class RottenPartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsPutAgain();
    void manyArePutAgainAtOnce();
};

void RottenPartTest::itIsPutAgain()
{
    TestDomain town(u"常熟市"_s, u".cs"_s);
    TestDomain beyond(u"苏州市"_s, u".sz"_s);
    QCOMPARE(settle(town, beyond.name()), QByteArray());
    QCOMPARE(settle(beyond, {}), QByteArray());
    QVERIFY(town.peerWith(beyond));
    QVERIFY(beyond.peerWith(town));
    Servers townServer;
    Servers beyondServer;
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    QCOMPARE(startAgain(town, townServer), QByteArray());
    const UnitCode here = town.unit(tests::Office);
    const UnitCode there = beyond.unit(Finance);
    const exchange::Envelope envelope = town.envelope(here, {there}, 600'000);
    QCOMPARE(deliver(*at(town, townServer, here), envelope), QByteArray());
    QCOMPARE(waitFor(*at(beyond, beyondServer, there), 1).size(), 1);
    beyondServer.reset();
    const auto &parts = envelope.header.routing().parts;
    const auto largest = std::max_element(
        parts.begin(), parts.end(), [](const auto &one, const auto &other) { return one.size < other.size; });
    {
        // As the scrubber does where its bytes are others than they were.
        const auto store =
            server::openForWriting(beyond.folder(), beyond.folder().configuration().value(), beyond.clock());
        QVERIFY2(store, reasonOf(store).constData());
        const auto transaction = journal::Transaction::begin((*store)->database());
        QVERIFY2(transaction, reasonOf(transaction).constData());
        QVERIFY((*store)->blobs().setAside(server::queueOfDomain(town.name()), largest->digest));
        QVERIFY((*transaction)->commit());
    }
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    const auto receiver = at(beyond, beyondServer, there);
    const auto isWhole = [&] {
        const auto last =
            ask<BlobChunk>(*receiver, GetBlob{largest->digest, static_cast<quint64>(largest->size) - 1, 1});
        return last && last->chunk.size() == 1;
    };
    QTRY_VERIFY(isWhole());
    const auto chunk = ask<BlobChunk>(*receiver, GetBlob{largest->digest, 0, 262'144});
    QVERIFY2(chunk, reasonOf(chunk).constData());
    QCOMPARE(chunk->chunk, envelope.parts.at(largest - parts.begin()).left(chunk->chunk.size()));
}

void RottenPartTest::manyArePutAgainAtOnce()
{
    constexpr int Envelopes = 60; // Two parts each.
    TestDomain town(u"常熟市"_s, u".cs"_s);
    TestDomain beyond(u"苏州市"_s, u".sz"_s);
    QCOMPARE(settle(town, beyond.name()), QByteArray());
    QCOMPARE(settle(beyond, {}), QByteArray());
    QVERIFY(town.peerWith(beyond));
    QVERIFY(beyond.peerWith(town));
    Servers townServer;
    Servers beyondServer;
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    QCOMPARE(startAgain(town, townServer), QByteArray());
    const UnitCode here = town.unit(tests::Office);
    const UnitCode there = beyond.unit(Finance);
    const auto sender = at(town, townServer, here);
    QList<Digest> rotten;
    for (int i = 0; i < Envelopes; ++i) {
        const exchange::Envelope envelope = town.envelope(here, {there}, 1'000);
        QCOMPARE(deliver(*sender, envelope), QByteArray());
        for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
            rotten.append(part.digest);
    }
    QCOMPARE(waitFor(*at(beyond, beyondServer, there), Envelopes).size(), Envelopes);
    beyondServer.reset();
    {
        const auto store =
            server::openForWriting(beyond.folder(), beyond.folder().configuration().value(), beyond.clock());
        QVERIFY2(store, reasonOf(store).constData());
        const auto transaction = journal::Transaction::begin((*store)->database());
        QVERIFY2(transaction, reasonOf(transaction).constData());
        for (const Digest &part : std::as_const(rotten))
            QVERIFY((*store)->blobs().setAside(server::queueOfDomain(town.name()), part));
        QVERIFY((*transaction)->commit());
    }
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    const auto link = asLink(town, beyondServer->endpoint(), beyond);
    const auto lacking = [&link] {
        const auto state = ask<EnvelopeState>(*link, AskLacking{1'000});
        return state ? state->missing.size() : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(lacking(), 0, 30'000);
}

QTEST_GUILESS_MAIN(RottenPartTest)
#include "RottenPartTest.moc"
