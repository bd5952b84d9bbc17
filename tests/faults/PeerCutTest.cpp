// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"
#include "tests/faults/kit/ChaosRelay.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Two linked domains, and a relay between their servers.
class PeerCutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLinkThatIsCutGoesOn();
    void whatCannotGoHoldsNothingUp();
};

void PeerCutTest::aLinkThatIsCutGoesOn()
{
    using faults::Treatment;
    TestDomain town(u"常熟市"_s, u".cs"_s);
    TestDomain beyond(u"苏州市"_s, u".sz"_s);
    Servers beyondServer;
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    const QByteArray endpoint = beyondServer->endpoint();
    faults::ChaosRelay relay(endpoint.mid(endpoint.lastIndexOf(':') + 1).toUShort());
    QVERIFY(beyond.setEndpoint(relay.endpoint())); // As others are told; the server itself stays where it is.
    QVERIFY(town.setEndpoint("tcp://127.0.0.1:*", beyond.name()));
    QVERIFY(town.peerWith(beyond));
    QVERIFY(beyond.peerWith(town));
    beyondServer->followNow();
    const auto probe = asLink(town, endpoint, beyond);
    QTRY_COMPARE_WITH_TIMEOUT(probe->state(), ConnectionState::Connected, 10'000);
    // Behind CURVE's two frames and the Hello: after one to four requests, in one way and in the other.
    constexpr int Cuts = 8;
    relay.setPlan([](int connection) {
        faults::Fate fate;
        if (connection < Cuts)
            (connection % 2 == 0 ? fate.up : fate.down) = Treatment{Treatment::Act::Cut, 4 + connection / 2, 0};
        return fate;
    });
    Servers townServer;
    QCOMPARE(startAgain(town, townServer), QByteArray());
    const UnitCode here = town.unit(wenyi::tests::Office);
    const UnitCode there = beyond.unit(Finance);
    const auto sender = at(town, townServer, here);
    QList<QByteArray> sent;
    for (const qsizetype size : {600'000, 1'000}) {
        const exchange::Envelope envelope = town.envelope(here, {there}, size);
        QCOMPARE(deliver(*sender, envelope), QByteArray());
        sent.append(envelope.header.toBytes());
    }
    const auto receiver = at(beyond, beyondServer, there);
    QList<QByteArray> delivered;
    for (const Delivery &delivery : waitFor(*receiver, sent.size(), 60s))
        delivered.append(delivery.header);
    QCOMPARE(delivered, sent);
    QVERIFY2(relay.faults() >= 2, QByteArray::number(relay.faults()).constData());
}

void PeerCutTest::whatCannotGoHoldsNothingUp()
{
    TestDomain town(u"昆山市"_s, u".ks"_s);
    TestDomain beyond(u"苏州市"_s, u".sz"_s);
    auto configuration = beyond.folder().configuration();
    QVERIFY2(configuration, reasonOf(configuration).constData());
    configuration->unitQuota = limits::MiB;
    QVERIFY(server::writeFile(beyond.path() + u"/server.toml"_s, configuration->toToml()));
    Servers beyondServer;
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    QVERIFY(beyond.setEndpoint(beyondServer->endpoint()));
    QVERIFY(town.setEndpoint("tcp://127.0.0.1:*", beyond.name()));
    QVERIFY(town.peerWith(beyond));
    QVERIFY(beyond.peerWith(town));
    beyondServer.reset(); // Until all lies in the queue, so that the link sees it at once.
    Servers townServer;
    QCOMPARE(startAgain(town, townServer), QByteArray());
    const UnitCode here = town.unit(wenyi::tests::Office);
    const UnitCode there = beyond.unit(Finance);
    const auto sender = at(town, townServer, here);
    // More than a link asks for at once, each more than the other server lets this domain store.
    for (int i = 0; i < 9; ++i)
        QCOMPARE(deliver(*sender, town.envelope(here, {there}, 1'100'000)), QByteArray());
    const exchange::Envelope small = town.envelope(here, {there}, 1'000);
    QCOMPARE(deliver(*sender, small), QByteArray());
    QCOMPARE(startAgain(beyond, beyondServer), QByteArray());
    const auto deliveries = waitFor(*at(beyond, beyondServer, there), 1, 30s);
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.constFirst().header, small.header.toBytes());
}

QTEST_GUILESS_MAIN(PeerCutTest)
#include "PeerCutTest.moc"
