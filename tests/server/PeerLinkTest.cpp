// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/health/Exposition.h"
#include "shared/exchange/Directive.h"
#include "shared/exchange/HopList.h"
#include "shared/exchange/StatusTicket.h"
#include "shared/protocol/ServerReport.h"
#include "tests/server/ChildServer.h"
#include "tests/server/PeerSteps.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Three linked domains with a real server each: a county's (江阴市), a city's (无锡市) and a province's (江苏省). The
/// county knows the province by way of the city, and so the other way round. A fourth (浙江省) is where a loop leads
/// to: city and province each say that the other is the way.
class PeerLinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anEnvelopeGoesToAnotherDomainAndItsReceiptComesBack();
    void theMiddleOneHandsOn();
    void aLoopIsToldToTheSender();
    void theMoreUrgentGoesFirst();
    void whatWaitsAndWhatIsLinkedIsTold();
    void whatIsWrongWithAForwardIsRefused_data();
    void whatIsWrongWithAForwardIsRefused();
    void aForgedReturnIsRefused();
    void nobodyElseSpeaksAsALink();
    void nobodyOfAnotherDomainIsUrged();
    void theStatusListsNoLinkAsADesktop();
    void whatWaitsForAUnitThatIsRetiredThereIsReturned();
    void whatWaitsForADomainThatIsLinkedNoMoreIsReturned();
    void killedServersLoseNothingAndNothingComesTwice();

private:
    /// Has the domain's server always listen at one free port.
    static void settle(TestDomain &domain, const QString &connectsTo);
    /// An envelope of the county for the city's Finance with the hop that its server adds.
    ForwardEnvelope forwardOf(const exchange::Envelope &envelope, crypto::Signer &server, const UnitCode &to);
    /// Sends as many pairs of envelopes to the city's Office as servers are killed, in turn. Gives their headers.
    QList<QByteArray> sendUnderKills(ChildServer &county, ChildServer &city, ClientConnection &sender, int kills);

    TestDomain m_county;
    TestDomain m_city{u"无锡市"_s, u".wx"_s};
    TestDomain m_province{u"江苏省"_s, u".js"_s};
    TestDomain m_far{u"浙江省"_s, u".zj"_s};
    Servers m_countyServer;
    Servers m_cityServer;
    Servers m_provinceServer;
    std::unique_ptr<ClientConnection> m_asCounty; ///< At the city.
    quint64 m_receipts = 0;                       ///< Of the county's office that were seen.
};

void PeerLinkTest::settle(TestDomain &domain, const QString &connectsTo)
{
    QByteArray endpoint;
    {
        const auto once = domain.start();
        QVERIFY2(once, reasonOf(once).constData());
        endpoint = (*once)->endpoint();
    }
    const auto set = domain.setEndpoint(endpoint, connectsTo);
    QVERIFY2(set, reasonOf(set).constData());
}

void PeerLinkTest::initTestCase()
{
    settle(m_county, m_city.name());
    settle(m_city, m_province.name());
    settle(m_province, {});
    const auto peer = [](TestDomain &domain, TestDomain &other, const QString &via = {}) {
        const auto made = domain.peerWith(other, via);
        QVERIFY2(made, reasonOf(made).constData());
    };
    // The cards first, as administrators exchange them: none of them tells of peers.
    peer(m_county, m_city);
    peer(m_county, m_province, m_city.name());
    peer(m_county, m_far, m_city.name());
    peer(m_city, m_county);
    peer(m_city, m_province);
    peer(m_city, m_far, m_province.name());
    peer(m_province, m_city);
    peer(m_province, m_county, m_city.name());
    peer(m_province, m_far, m_city.name());
    QCOMPARE(startAgain(m_province, m_provinceServer), QByteArray());
    QCOMPARE(startAgain(m_city, m_cityServer), QByteArray());
    QCOMPARE(startAgain(m_county, m_countyServer), QByteArray());
}

void PeerLinkTest::anEnvelopeGoesToAnotherDomainAndItsReceiptComesBack()
{
    const UnitCode there = m_city.unit(Finance);
    const auto sender = at(m_county, m_countyServer, tests::Office);
    // One in the same domain gets it too, by the same envelope.
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {Town, there}, 600'000);
    const auto accepted = sendWhole(*sender, envelope);
    QVERIFY2(accepted, reasonOf(accepted).constData());
    const auto receiver = at(m_city, m_cityServer, there);
    const auto deliveries = waitFor(*receiver, 1);
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.constFirst().header, envelope.header.toBytes());
    const auto &part = envelope.header.routing().parts.constLast();
    QByteArray content;
    while (content.size() < part.size) {
        const auto chunk =
            ask<BlobChunk>(*receiver, GetBlob{part.digest, static_cast<quint64>(content.size()), 262'144});
        QVERIFY2(chunk, reasonOf(chunk).constData());
        QVERIFY(!chunk->chunk.isEmpty());
        content += chunk->chunk;
    }
    QCOMPARE(content, envelope.parts.constLast());
    QVERIFY(ask<Confirmed>(*receiver, ConfirmDelivery{envelope.header.routing().id, envelope.header.digest()}));
    const auto signedFor =
        m_city.receipt(envelope.header, there, exchange::ReceiptKind::SignedFor, m_city.unitSigner(there));
    const auto states = ask<ReceiptStates>(*receiver, PushReceipts{{signedFor.toBytes()}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QByteArrayList{QByteArray()});
    const auto receipts = receiptsOf(*sender, m_receipts, 1);
    QCOMPARE(receipts, QList<QByteArray>{signedFor.toBytes()});
    m_receipts += 1;
    QCOMPARE(waitFor(*at(m_county, m_countyServer, Town), 1).size(), 1);
}

void PeerLinkTest::theMiddleOneHandsOn()
{
    const UnitCode there = m_province.unit(tests::Office);
    const auto sender = at(m_county, m_countyServer, tests::Office);
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {there}, 50'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    const auto receiver = at(m_province, m_provinceServer, there);
    const auto deliveries = waitFor(*receiver, 1);
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.constFirst().header, envelope.header.toBytes());
    const auto whole = ask<WholeDeliveries>(*receiver, FetchWhole{1, {}, {}});
    QVERIFY2(whole, reasonOf(whole).constData());
    QCOMPARE(whole->deliveries.size(), 1);
    QCOMPARE(whole->deliveries.constFirst().parts, envelope.parts);
    const auto delivered =
        m_province.receipt(envelope.header, there, exchange::ReceiptKind::Delivered, m_province.unitSigner(there));
    QVERIFY(ask<Confirmed>(*receiver, ConfirmDelivery{envelope.header.routing().id, envelope.header.digest()}));
    QVERIFY(ask<ReceiptStates>(*receiver, PushReceipts{{delivered.toBytes()}}));
    QCOMPARE(receiptsOf(*sender, m_receipts, 1), QList<QByteArray>{delivered.toBytes()});
    m_receipts += 1;
}

void PeerLinkTest::aLoopIsToldToTheSender()
{
    const UnitCode nowhere = m_far.unit(Finance);
    const auto sender = at(m_county, m_countyServer, tests::Office);
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {nowhere}, 1'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    const auto receipts = receiptsOf(*sender, m_receipts, 1);
    QCOMPARE(receipts.size(), 1);
    m_receipts += 1;
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().unit, nowhere);
    QCOMPARE(returned->facts().kind, exchange::ReceiptKind::Returned);
    QCOMPARE(returned->facts().reason, u"envelope.loop"_s);
    // By the sender's own server, whom its desktops know.
    const auto holds = returned->verify(envelope.header, m_county.serverCertificate());
    QVERIFY2(holds, reasonOf(holds).constData());
}

void PeerLinkTest::theMoreUrgentGoesFirst()
{
    const UnitCode there = m_city.unit(Town);
    m_cityServer.reset();
    const auto sender = at(m_county, m_countyServer, Finance);
    const exchange::Envelope slow = m_county.envelope(Finance, {there}, 1'000, exchange::Urgency::Ordinary);
    const exchange::Envelope fast = m_county.envelope(Finance, {there}, 1'000, exchange::Urgency::Flash);
    QCOMPARE(deliver(*sender, slow), QByteArray());
    QCOMPARE(deliver(*sender, fast), QByteArray());
    QCOMPARE(startAgain(m_city, m_cityServer), QByteArray());
    const auto deliveries = waitFor(*at(m_city, m_cityServer, there), 2);
    QCOMPARE(deliveries.size(), 2);
    // A queue is in this order anyway; what tells is the order in which the city's server accepted them.
    QCOMPARE(deliveries.at(0).header, fast.header.toBytes());
    QVERIFY2(deliveries.at(0).number < deliveries.at(1).number, "the ordinary one was carried first");
}

void PeerLinkTest::whatWaitsAndWhatIsLinkedIsTold()
{
    const auto status = server::status(m_county.folder(), m_county.clock());
    QVERIFY2(status, reasonOf(status).constData());
    const QJsonArray peers = status->value(u"peers"_s).toArray();
    QCOMPARE(peers.size(), 3);
    const QJsonObject city = peers.at(0).toObject();
    QCOMPARE(city.value(u"domain"_s).toString(), m_city.name());
    QVERIFY(city.value(u"isLinked"_s).toBool());
    // What was carried before is confirmed a moment after it arrived.
    const auto waiting = [this] {
        const auto now = server::status(m_county.folder(), m_county.clock());
        return now ? now->value(u"peers"_s).toArray().at(0).toObject().value(u"envelopesWaiting"_s).toInt(-1) : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(waiting(), 0, 10'000);
    const QJsonObject province = peers.at(1).toObject();
    QCOMPARE(province.value(u"via"_s).toString(), m_city.name());
    QVERIFY(!province.value(u"isLinked"_s).toBool());
    server::Readings readings;
    readings.standing.links = 2;
    readings.standing.linksUp = 1;
    readings.standing.linkReceiptsHeld = 3;
    readings.figures.emplace().forwards.waiting = 7;
    const QByteArray page = server::exposition(readings);
    for (const char *line : {"wenyi_peer_links 2\n", "wenyi_peer_links_up 1\n", "wenyi_link_receipts_held 3\n",
             "wenyi_forwards_waiting 7\n"})
        QVERIFY2(page.contains(line), line);
}

ForwardEnvelope PeerLinkTest::forwardOf(const exchange::Envelope &envelope, crypto::Signer &server, const UnitCode &to)
{
    const auto hops =
        exchange::HopList().followedBy(m_county.name(), envelope.header.digest(), m_county.clock().now(), server);
    return {envelope.header.toBytes(), hops ? hops->toBytes() : QByteArray(), {to}};
}

void PeerLinkTest::whatIsWrongWithAForwardIsRefused_data()
{
    QTest::addColumn<ForwardEnvelope>("forward");
    QTest::addColumn<QByteArray>("reason");
    const UnitCode there = m_city.unit(Finance);
    const auto signer = m_county.folder().signer().value();
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {there, Town}, 1'000);
    const exchange::Envelope other = m_county.envelope(tests::Office, {there}, 1'000);
    const ForwardEnvelope good = forwardOf(envelope, *signer, there);
    ForwardEnvelope forward = good;
    forward.hops = forwardOf(other, *signer, there).hops;
    QTest::newRow("a hop of another envelope") << forward << QByteArray("envelope.hop-signature");
    forward.hops = forwardOf(envelope, m_county.unitSigner(tests::Office), there).hops;
    QTest::newRow("a hop that no server signed") << forward << QByteArray("card.outdated");
    forward.hops = exchange::HopList().toBytes();
    QTest::newRow("no hop") << forward << QByteArray("envelope.impersonated");
    const auto hops = exchange::HopList::fromBytes(good.hops).value();
    forward.hops = hops.followedBy(m_city.name(), envelope.header.digest(), m_county.clock().now(), *signer)->toBytes();
    QTest::newRow("it was here before") << forward << QByteArray("envelope.loop");
    forward.hops = hops.followedBy(m_far.name(), envelope.header.digest(), m_county.clock().now(), *signer)->toBytes();
    QTest::newRow("another domain is the last hop") << forward << QByteArray("envelope.impersonated");
    forward = good;
    forward.recipients = {m_city.unit(tests::Office)};
    QTest::newRow("for somebody it is not for") << forward << QByteArray("envelope.recipients");
    forward.recipients = {};
    QTest::newRow("for nobody") << forward << QByteArray("envelope.recipients");
    // Others of the same names and codes, under roots of their own.
    TestDomain falseCounty;
    QVERIFY(falseCounty.peerWith(m_city));
    QTest::newRow("a forged unit of the county") << forwardOf(falseCounty.envelope(tests::Office, {there}, 1'000),
        *signer, there) << QByteArray("card.outdated");
    TestDomain falseCity(m_city.name(), u".wx"_s);
    const exchange::Envelope asCity = falseCity.envelope(falseCity.unit(tests::Office), {there}, 1'000);
    QTest::newRow("the county as a unit of the city")
        << forwardOf(asCity, *signer, there) << QByteArray("envelope.impersonated");
    const exchange::Envelope secret =
        m_county.envelope(tests::Office, {there}, 1'000, exchange::Urgency::Ordinary, exchange::Secrecy::Secret);
    QTest::newRow("too secret") << forwardOf(secret, *signer, there) << QByteArray("exchange.secrecy-refused");
}

void PeerLinkTest::whatIsWrongWithAForwardIsRefused()
{
    QFETCH(const ForwardEnvelope, forward);
    QFETCH(const QByteArray, reason);
    // One for all: a server remembers the newest few sessions alone, and the real link has one of them.
    if (!m_asCounty)
        m_asCounty = asLink(m_county, m_cityServer->endpoint(), m_city);
    QCOMPARE(reasonOf(ask<EnvelopeState>(*m_asCounty, forward)), reason);
}

void PeerLinkTest::aForgedReturnIsRefused()
{
    const UnitCode there = m_city.unit(Finance);
    const auto sender = at(m_county, m_countyServer, tests::Office);
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {there}, 1'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    exchange::ReceiptFacts facts;
    facts.envelope = envelope.header.routing().id;
    facts.envelopeDigest = envelope.header.digest();
    facts.unit = there;
    facts.kind = exchange::ReceiptKind::Returned;
    facts.time = m_city.clock().now();
    facts.reason = u"envelope.loop"_s;
    const auto link = asLink(m_city, m_countyServer->endpoint(), m_county);
    const auto province = m_province.folder().signer().value();
    const auto byProvince = exchange::Receipt::sign(facts, *province);
    const auto byUnit = exchange::Receipt::sign(facts, m_city.unitSigner(there));
    QVERIFY(byProvince && byUnit);
    const auto states = ask<ReceiptStates>(*link, PushReceipts{{byProvince->toBytes(), byUnit->toBytes()}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, (QByteArrayList{"card.outdated", "card.outdated"}));
    // A desktop cannot say it at all, be it signed by whom it may.
    const auto city = m_city.folder().signer().value();
    const auto byCity = exchange::Receipt::sign(facts, *city);
    QVERIFY(byCity);
    const auto desktop = at(m_county, m_countyServer, Finance);
    const auto refused = ask<ReceiptStates>(*desktop, PushReceipts{{byCity->toBytes()}});
    QVERIFY2(refused, reasonOf(refused).constData());
    QCOMPARE(refused->reasons, QByteArrayList{"receipt.impersonated"});
    QVERIFY(receiptsOf(*sender, m_receipts, 1, 1s).isEmpty());
}

void PeerLinkTest::nobodyElseSpeaksAsALink()
{
    const auto desktop = at(m_county, m_countyServer, Finance);
    QCOMPARE(reasonOf(ask<Forwards>(*desktop, FetchForwards{8, 0})), QByteArray("session.links-only"));
    const auto link = asLink(m_city, m_countyServer->endpoint(), m_county);
    QCOMPARE(reasonOf(ask<DirectoryChunk>(*link, GetDirectory{0})), QByteArray("session.not-for-links"));
    QCOMPARE(reasonOf(ask<Forwards>(*link, FetchForwards{8, 1'000'000})), QByteArray("forward.receipts"));
    // The county knows that one by way of the city alone: it has no link.
    const auto stranger = asLink(m_far, m_countyServer->endpoint(), m_county);
    QTRY_COMPARE_WITH_TIMEOUT(stranger->state(), ConnectionState::Refused, 10'000);
}

void PeerLinkTest::nobodyOfAnotherDomainIsUrged()
{
    const UnitCode there = m_city.unit(Town);
    const auto sender = at(m_county, m_countyServer, tests::Office);
    const exchange::Envelope envelope = m_county.envelope(tests::Office, {Finance, there}, 1'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    const auto urge = [&](const UnitCode &unit) {
        const exchange::DirectiveFacts facts{exchange::DirectiveKind::Urge, envelope.header.routing().id,
            envelope.header.digest(), tests::Office, {unit}, {}, m_county.clock().now(), MemberId(u"mailroom"_s),
            u"孙丽华"_s, u"请尽快签收"_s, {}};
        const auto directive = exchange::Directive::sign(facts, m_county.unitSigner(tests::Office));
        if (!directive)
            return reasonOf(directive);
        return reasonOf(ask<DirectiveState>(*sender, GiveDirective{directive->toBytes()}));
    };
    QCOMPARE(urge(there), QByteArray("directive.nobody-to-urge"));
    QCOMPARE(urge(Finance), QByteArray());
}

void PeerLinkTest::theStatusListsNoLinkAsADesktop()
{
    const auto admin = m_county.addMember(tests::Office, u"admin"_s, {directory::Role::SystemAdministrator});
    QVERIFY2(admin, reasonOf(admin).constData());
    const auto link = asLink(m_city, m_countyServer->endpoint(), m_county);
    const auto asked = ask<Receipts>(*link, PullReceipts{0, 1});
    QVERIFY2(asked, reasonOf(asked).constData());
    const auto connection = at(m_county, m_countyServer, tests::Office);
    // The server takes the directory that tells of the administrator a moment later.
    const auto open = [&] {
        const auto given = ask<StatusOpening>(*connection, OpenStatus{});
        if (!given)
            return reasonOf(given);
        const auto ticket = exchange::StatusTicket::sign({given->challenge, m_county.serverCertificate().fingerprint(),
                                                             m_county.desktop(tests::Office).id, *admin, {}},
            m_county.memberSigner(*admin));
        return ticket ? reasonOf(ask<StatusOpening>(*connection, OpenStatus{ticket->toBytes()})) : reasonOf(ticket);
    };
    QTRY_COMPARE_WITH_TIMEOUT(open(), QByteArray(), 10'000);
    const auto status = ask<ServerStatus>(*connection, AskStatus{});
    QVERIFY2(status, reasonOf(status).constData());
    const auto report = ServerReport::fromBytes(status->report);
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY(!report->desktops.isEmpty());
    for (const DesktopLine &line : report->desktops)
        QVERIFY2(!server::Domain::isQueueOfDomain(line.unit), qPrintable(line.desktop.toString()));
}

void PeerLinkTest::whatWaitsForAUnitThatIsRetiredThereIsReturned()
{
    const UnitCode there = m_city.unit(Town);
    const auto sender = at(m_county, m_countyServer, Finance);
    const exchange::Envelope envelope = m_county.envelope(Finance, {there}, 1'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    const auto receiver = at(m_city, m_cityServer, there);
    const auto hasArrived = [&] {
        const auto waiting = ask<Deliveries>(*receiver, FetchDeliveries{1'000});
        return waiting
               && std::any_of(waiting->deliveries.begin(), waiting->deliveries.end(),
                   [&envelope](const Delivery &delivery) { return delivery.header == envelope.header.toBytes(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasArrived(), 20'000);
    QVERIFY(m_city.retire(there, m_city.unit(Finance)));
    m_cityServer->followNow();
    const auto isReturned = [&] {
        const auto receipts = ask<Receipts>(*sender, PullReceipts{0, 1'000});
        for (qsizetype i = 0; receipts && i < receipts->receipts.size(); ++i) {
            const auto receipt = exchange::Receipt::fromBytes(receipts->receipts.at(i).bytes);
            if (receipt && receipt->facts().envelopeDigest == envelope.header.digest())
                return receipt->facts().unit == there && receipt->facts().kind == exchange::ReceiptKind::Returned
                       && receipt->facts().reason == u"envelope.recipient-unknown"_s;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isReturned(), 20'000);
}

void PeerLinkTest::whatWaitsForADomainThatIsLinkedNoMoreIsReturned()
{
    // A domain of its own, with a link to the far one that never comes.
    TestDomain lonely(u"常州市"_s, u".cz"_s);
    QVERIFY(lonely.peerWith(m_far));
    Servers server;
    QCOMPARE(startAgain(lonely, server), QByteArray());
    const UnitCode here = lonely.unit(tests::Office);
    const auto sender = at(lonely, server, here);
    const exchange::Envelope envelope = lonely.envelope(here, {m_far.unit(Finance)}, 1'000);
    QCOMPARE(deliver(*sender, envelope), QByteArray());
    QVERIFY(lonely.dropPeers());
    const auto receipts = receiptsOf(*sender, 0, 1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().unit, m_far.unit(Finance));
    QCOMPARE(returned->facts().reason, u"envelope.recipient-unknown"_s);
}

QList<QByteArray> PeerLinkTest::sendUnderKills(
    ChildServer &county, ChildServer &city, ClientConnection &sender, int kills)
{
    QList<QByteArray> sent;
    for (int i = 0; i < kills; ++i) {
        const exchange::Envelope large = m_county.envelope(Town, {m_city.unit(tests::Office)}, 300'000);
        const exchange::Envelope small = m_county.envelope(Town, {m_city.unit(tests::Office)}, 2'000);
        QByteArray fault;
        std::thread sending([&] {
            fault = deliver(sender, large);
            if (fault.isEmpty())
                fault = deliver(sender, small);
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(10, 300)));
        ChildServer &victim = i % 2 == 0 ? city : county;
        victim.kill();
        victim.start(); // At the same endpoint.
        sending.join();
        if (!fault.isEmpty()) {
            qWarning("not accepted: %s", fault.constData());
            return {};
        }
        sent << large.header.toBytes() << small.header.toBytes();
    }
    return sent;
}

void PeerLinkTest::killedServersLoseNothingAndNothingComesTwice()
{
    m_countyServer.reset();
    m_cityServer.reset();
    const UnitCode there = m_city.unit(tests::Office);
    ChildServer county(m_county.path());
    ChildServer city(m_city.path());
    const int kills = std::max(qEnvironmentVariableIntValue("WENYI_FAULT_POINTS"), 4);
    const auto sender = m_county.connect(county.endpoint(), m_county.desktop(Town));
    QList<QByteArray> sent = sendUnderKills(county, city, *sender, kills);
    QCOMPARE(sent.size(), 2 * kills);
    const auto receiver = m_city.connect(city.endpoint(), m_city.desktop(there));
    const auto deliveries = waitFor(*receiver, sent.size(), 60s);
    QList<QByteArray> delivered;
    PushReceipts push;
    for (const Delivery &delivery : deliveries) {
        delivered.append(delivery.header);
        const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
        QVERIFY(header);
        push.receipts.append(
            m_city.receipt(*header, there, exchange::ReceiptKind::Delivered, m_city.unitSigner(there)).toBytes());
    }
    std::sort(sent.begin(), sent.end());
    std::sort(delivered.begin(), delivered.end());
    QCOMPARE(delivered, sent);
    QVERIFY(ask<ReceiptStates>(*receiver, push));
    QList<QByteArray> receipts = receiptsOf(*sender, 0, sent.size(), 30s);
    std::sort(receipts.begin(), receipts.end());
    std::sort(push.receipts.begin(), push.receipts.end());
    QCOMPARE(receipts, push.receipts);
    county.kill();
    city.kill();
    for (TestDomain *domain : {&m_county, &m_city}) {
        const auto report = server::verify(domain->folder(), domain->clock());
        QVERIFY2(report, reasonOf(report).constData());
        QCOMPARE(report->faults, QStringList());
    }
}

QTEST_GUILESS_MAIN(PeerLinkTest)
#include "PeerLinkTest.moc"
