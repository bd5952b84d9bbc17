// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/HopList.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A domain that was linked is reached by way of another one. Its own and the other server are played here.
class PeerRouteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatWaitsGoesTheNewWay();
    void whatWaitsThereForOthersIsReturned();
    void whatTheOtherDomainHasAlreadyIsReturned();
    void whatTheOtherDomainHandedOnIsReturned();
    void receiptsGoBackTheWayThatTheEnvelopeCame();
    void whatWentTheOldWayIsAnsweredByIt();

private:
    exchange::Envelope send(const QList<UnitCode> &to)
    {
        exchange::Envelope envelope = m_town->envelope(here(), to, 1'000);
        const QByteArray fault = deliver(*at(*m_town, m_server, here()), envelope);
        if (!fault.isEmpty())
            qFatal("%s", fault.constData());
        return envelope;
    }
    /// From now on the far domain is reached by way of the city.
    void turn()
    {
        const auto turned = m_town->peerWith(*m_far, m_city->name());
        QVERIFY2(turned, reasonOf(turned).constData());
        m_server->followNow();
    }
    /// Brings an envelope with its parts, handed on by these domains, for this unit of the town. Gives why not.
    QByteArray bring(
        ClientConnection &link, const exchange::Envelope &envelope, const QList<TestDomain *> &over, const UnitCode &to)
    {
        exchange::HopList hops;
        for (TestDomain *domain : over)
            hops = *hops.followedBy(
                domain->name(), envelope.header.digest(), domain->clock().now(), domain->serverSigner());
        const ForwardEnvelope forward{envelope.header.toBytes(), hops.toBytes(), {to}};
        const auto asked = ask<EnvelopeState>(link, forward);
        const auto &parts = envelope.header.routing().parts;
        for (qsizetype i = 0; asked && i < parts.size(); ++i) {
            const auto size = static_cast<quint64>(envelope.parts.at(i).size());
            const auto put = ask<BlobState>(link, PutBlob{parts.at(i).digest, size, 0, envelope.parts.at(i)});
            if (!put)
                return reasonOf(put);
        }
        const auto brought = ask<EnvelopeState>(link, forward);
        return brought && !brought->receipt ? QByteArray("not accepted") : reasonOf(brought);
    }
    /// What waits for the city.
    QList<ForwardEnvelope> forwards() const
    {
        const auto told = ask<Forwards>(*asLink(*m_city, m_server->endpoint(), *m_town), FetchForwards{100, 0});
        return told ? told->forwards : QList<ForwardEnvelope>();
    }
    QList<QByteArray> receiptsAtTown(qsizetype count) const
    {
        return receiptsOf(*at(*m_town, m_server, here()), 0, count);
    }
    UnitCode here() const { return m_town->unit(tests::Office); }

    std::unique_ptr<TestDomain> m_town;
    std::unique_ptr<TestDomain> m_city;
    std::unique_ptr<TestDomain> m_far;
    Servers m_server;
};

void PeerRouteTest::init()
{
    m_town = std::make_unique<TestDomain>(u"常熟市"_s, u".cs"_s);
    m_city = std::make_unique<TestDomain>(u"苏州市"_s, u".sz"_s);
    m_far = std::make_unique<TestDomain>(u"浙江省"_s, u".zj"_s);
    QVERIFY(m_far->peerWith(*m_town));
    QVERIFY(m_town->peerWith(*m_city));
    QVERIFY(m_town->peerWith(*m_far));
    QCOMPARE(startAgain(*m_town, m_server), QByteArray());
}

void PeerRouteTest::cleanup()
{
    m_server.reset();
    m_town.reset();
    m_city.reset();
    m_far.reset();
}

void PeerRouteTest::whatWaitsGoesTheNewWay()
{
    const UnitCode there = m_far->unit(Finance);
    const UnitCode alsoThere = m_far->unit(Town);
    const exchange::Envelope envelope = send({there, alsoThere});
    QVERIFY(forwards().isEmpty());
    turn();
    QTRY_COMPARE(forwards().size(), 1);
    const auto waiting = forwards();
    QCOMPARE(waiting.at(0).header, envelope.header.toBytes());
    QCOMPARE(waiting.at(0).recipients.size(), 2);
    QVERIFY(waiting.at(0).recipients.contains(there) && waiting.at(0).recipients.contains(alsoThere));
    const auto hops = exchange::HopList::fromBytes(waiting.at(0).hops);
    QVERIFY2(hops, reasonOf(hops).constData());
    QCOMPARE(hops->hops().size(), 1);
    const auto receipts = ask<Receipts>(*at(*m_town, m_server, here()), PullReceipts{0, 10});
    QVERIFY2(receipts, reasonOf(receipts).constData());
    QVERIFY2(receipts->receipts.isEmpty(), "it was returned");
}

void PeerRouteTest::whatWaitsThereForOthersIsReturned()
{
    const UnitCode there = m_far->unit(Finance);
    const UnitCode onTheWay = m_city->unit(Finance);
    send({there, onTheWay});
    // A link has seen it, and may be about to hand it over for that one alone.
    QCOMPARE(forwards().size(), 1);
    turn();
    const auto receipts = receiptsAtTown(1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().unit, there);
    QCOMPARE(forwards().size(), 1);
    QCOMPARE(forwards().constFirst().recipients, QList<UnitCode>{onTheWay});
}

void PeerRouteTest::whatTheOtherDomainHasAlreadyIsReturned()
{
    const UnitCode there = m_far->unit(Finance);
    const exchange::Envelope envelope = send({there, m_city->unit(Finance)});
    exchange::ReceiptFacts facts;
    facts.envelope = envelope.header.routing().id;
    facts.envelopeDigest = envelope.header.digest();
    facts.unit = here();
    facts.kind = exchange::ReceiptKind::Accepted;
    facts.time = m_city->clock().now();
    const auto accepted = exchange::Receipt::sign(facts, m_city->serverSigner());
    QVERIFY(accepted);
    const auto confirmed = ask<Confirmed>(*asLink(*m_city, m_server->endpoint(), *m_town),
        ConfirmForward{facts.envelope, facts.envelopeDigest, accepted->toBytes(), {}});
    QVERIFY2(confirmed, reasonOf(confirmed).constData());
    turn();
    const auto receipts = receiptsAtTown(1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().unit, there);
    QCOMPARE(returned->facts().reason, u"envelope.recipient-unknown"_s);
    QVERIFY(forwards().isEmpty());
}

void PeerRouteTest::whatTheOtherDomainHandedOnIsReturned()
{
    const auto city = asLink(*m_city, m_server->endpoint(), *m_town);
    const UnitCode there = m_far->unit(Finance);
    m_city->know(there, m_far->unitEncryption(there));
    const exchange::Envelope envelope = m_city->envelope(m_city->unit(tests::Office), {there}, 1'000);
    QCOMPARE(bring(*city, envelope, {m_city.get()}, there), QByteArray());
    turn();
    // To the city, which would have it back: it hears that it was not brought.
    const auto isReturned = [&] {
        const auto receipts = ask<Receipts>(*city, PullReceipts{0, 10});
        if (!receipts || receipts->receipts.isEmpty())
            return false;
        const auto receipt = exchange::Receipt::fromBytes(receipts->receipts.constFirst().bytes);
        return receipt && receipt->facts().unit == there && receipt->facts().isByServer();
    };
    QTRY_VERIFY(isReturned());
    QVERIFY(forwards().isEmpty());
}

void PeerRouteTest::receiptsGoBackTheWayThatTheEnvelopeCame()
{
    const UnitCode unit = m_town->unit(Finance);
    const exchange::Envelope envelope = m_far->envelope(m_far->unit(tests::Office), {unit}, 1'000);
    {
        const auto far = asLink(*m_far, m_server->endpoint(), *m_town);
        QCOMPARE(bring(*far, envelope, {m_far.get()}, unit), QByteArray());
    }
    send({m_far->unit(Town)});
    const auto receipt =
        m_town->receipt(envelope.header, unit, exchange::ReceiptKind::Delivered, m_town->unitSigner(unit));
    const auto pulled = [this](TestDomain &domain) {
        QList<QByteArray> bytes;
        const auto told = ask<Receipts>(*asLink(domain, m_server->endpoint(), *m_town), PullReceipts{0, 10}, 2s);
        for (qsizetype i = 0; told && i < told->receipts.size(); ++i)
            bytes.append(told->receipts.at(i).bytes);
        return bytes;
    };
    turn();
    QTRY_COMPARE(forwards().size(), 1); // The town goes by the new directory.
    const auto states = ask<ReceiptStates>(*at(*m_town, m_server, unit), PushReceipts{{receipt.toBytes()}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QByteArrayList{QByteArray()});
    // The city does not know the envelope, and could give the receipt to nobody.
    QVERIFY(pulled(*m_city).isEmpty());
    const auto back = m_town->peerWith(*m_far);
    QVERIFY2(back, reasonOf(back).constData());
    m_server->followNow();
    QTRY_COMPARE(pulled(*m_far), QList<QByteArray>{receipt.toBytes()});
}

void PeerRouteTest::whatWentTheOldWayIsAnsweredByIt()
{
    const UnitCode there = m_far->unit(Finance);
    const UnitCode alsoThere = m_far->unit(Town);
    const UnitCode notAsked = m_far->unit(tests::Office);
    const exchange::Envelope envelope = send({there, alsoThere});
    turn();
    QTRY_COMPARE(forwards().size(), 1);
    // And back: the far domain is linked again.
    const auto back = m_town->peerWith(*m_far);
    QVERIFY2(back, reasonOf(back).constData());
    m_server->followNow();
    QTRY_VERIFY(ask<Forwards>(*asLink(*m_far, m_server->endpoint(), *m_town), FetchForwards{1, 0}, 2s));
    // Of a link's sessions the newest few stand, and to look as the city opens one each time.
    const auto city = asLink(*m_city, m_server->endpoint(), *m_town);
    const auto push = [&](const exchange::Receipt &receipt) {
        const auto states = ask<ReceiptStates>(*city, PushReceipts{{receipt.toBytes()}});
        return states ? states->reasons : QByteArrayList{reasonOf(states)};
    };
    const auto signedBy = [&](const UnitCode &unit) {
        return m_far->receipt(envelope.header, unit, exchange::ReceiptKind::SignedFor, m_far->unitSigner(unit));
    };
    QCOMPARE(push(signedBy(there)), QByteArrayList{QByteArray()});
    QCOMPARE(push(signedBy(notAsked)), QByteArrayList{"receipt.impersonated"});
    exchange::ReceiptFacts facts;
    facts.envelope = envelope.header.routing().id;
    facts.envelopeDigest = envelope.header.digest();
    facts.unit = alsoThere;
    facts.kind = exchange::ReceiptKind::Returned;
    facts.time = m_city->clock().now();
    facts.reason = u"envelope.impersonated"_s;
    QCOMPARE(push(exchange::Receipt::sign(facts, m_city->serverSigner()).value()), QByteArrayList{QByteArray()});
    QCOMPARE(receiptsAtTown(2).size(), 2);
}

QTEST_GUILESS_MAIN(PeerRouteTest)
#include "PeerRouteTest.moc"
