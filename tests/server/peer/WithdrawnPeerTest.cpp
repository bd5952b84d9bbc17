// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Ruling.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// What was to go to a unit of another domain and does not: the unit learns what its row from the sender lacks.
class WithdrawnPeerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsRecalledWhileItIsHeldLeavesNoGapThere();
    void whatIsRefusedThereIsToldToThatDomain();
    void whatCameIsNotTakenByAnothersWord();
    void nobodyIsToldOfOthers();
    void whatNoCardHelpsHoldsUpNothing();

private:
    UnitCode here() const { return m_town.unit(tests::Office); }
    UnitCode there() const { return m_beyond.unit(Finance); }
    QByteArray give(DirectiveKind kind, const EnvelopeHeader &header, std::optional<Instant> until = {})
    {
        const auto directive = Directive::sign(factsOf(kind, header, until), m_town.unitSigner(here()));
        return directive ? reasonOf(
                   ask<DirectiveState>(*at(m_town, m_townServer, here()), GiveDirective{directive->toBytes()}))
                         : reasonOf(directive);
    }
    DirectiveFacts factsOf(DirectiveKind kind, const EnvelopeHeader &header, std::optional<Instant> until) const
    {
        DirectiveFacts facts;
        facts.kind = kind;
        facts.envelope = header.routing().id;
        facts.envelopeDigest = header.digest();
        facts.unit = here();
        if (kind == DirectiveKind::Recall) {
            facts.recipients = {there()};
            facts.reason = u"附件有误"_s;
        }
        facts.until = until;
        facts.time = m_town.clock().now();
        facts.member = MemberId(u"mailroom"_s);
        facts.memberName = u"孙丽华"_s;
        return facts;
    }
    /// What a unit is told about an envelope; nothing where it is told nothing.
    static std::optional<Ruling> rulingOn(ClientConnection &connection, const EnvelopeHeader &header)
    {
        const auto rulings = ask<Rulings>(connection, PullRulings{0, 1'000});
        for (qsizetype i = 0; rulings && i < rulings->rulings.size(); ++i) {
            const auto ruling = Ruling::fromBytes(rulings->rulings.at(i).bytes);
            if (ruling && ruling->facts().envelopeDigest == header.digest())
                return *ruling;
        }
        return std::nullopt;
    }

    TestDomain m_town{u"常熟市"_s, u".cs"_s};
    TestDomain m_beyond{u"苏州市"_s, u".sz"_s};
    TestDomain m_far{u"浙江省"_s, u".zj"_s};
    Servers m_townServer;
    Servers m_beyondServer;
};

void WithdrawnPeerTest::initTestCase()
{
    QCOMPARE(settle(m_town, m_beyond.name()), QByteArray());
    QCOMPARE(settle(m_beyond, {}), QByteArray());
    QVERIFY(m_town.peerWith(m_beyond));
    QVERIFY(m_town.peerWith(m_far));
    QVERIFY(m_beyond.peerWith(m_town));
    QCOMPARE(startAgain(m_beyond, m_beyondServer), QByteArray());
    QCOMPARE(startAgain(m_town, m_townServer), QByteArray());
}

void WithdrawnPeerTest::whatIsRecalledWhileItIsHeldLeavesNoGapThere()
{
    const Envelope envelope = m_town.envelope(here(), {there()}, 1'000);
    QCOMPARE(give(DirectiveKind::Hold, envelope.header, m_town.clock().now() + std::chrono::hours(1)), QByteArray());
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), envelope), QByteArray());
    QCOMPARE(give(DirectiveKind::Recall, envelope.header), QByteArray());
    const auto receiver = at(m_beyond, m_beyondServer, there());
    QTRY_VERIFY(rulingOn(*receiver, envelope.header));
    const auto ruling = rulingOn(*receiver, envelope.header);
    QCOMPARE(ruling->facts().kind, RulingKind::Recalled);
    QCOMPARE(ruling->facts().units, QList<UnitCode>{there()});
    // By its own server, which its desktops know, with the sender's act in it.
    const auto holds =
        ruling->verify(envelope.header, m_beyond.serverCertificate(), m_town.unitSigner(here()).certificate());
    QVERIFY2(holds, reasonOf(holds).constData());
    const auto withdrawn = ask<Withdrawn>(*receiver, AskWithdrawn{envelope.header.digest()});
    QVERIFY2(withdrawn, reasonOf(withdrawn).constData());
    QCOMPARE(withdrawn->header, envelope.header.toBytes());
    const auto other = at(m_beyond, m_beyondServer, m_beyond.unit(Town));
    QCOMPARE(reasonOf(ask<Withdrawn>(*other, AskWithdrawn{envelope.header.digest()})), QByteArray("envelope.unknown"));
    QVERIFY(!rulingOn(*other, envelope.header));
    const auto deliveries = ask<Deliveries>(*receiver, FetchDeliveries{10});
    QVERIFY2(deliveries, reasonOf(deliveries).constData());
    QVERIFY(deliveries->deliveries.isEmpty());
}

void WithdrawnPeerTest::whatIsRefusedThereIsToldToThatDomain()
{
    // The far domain has no link: its server is played here.
    const UnitCode far = m_far.unit(Finance);
    const Envelope envelope = m_town.envelope(here(), {far}, 1'000);
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), envelope), QByteArray());
    const auto link = asLink(m_far, m_townServer->endpoint(), m_town);
    QVERIFY(!rulingOn(*link, envelope.header));
    const auto refused = ask<Confirmed>(
        *link, ConfirmForward{envelope.header.routing().id, envelope.header.digest(), {}, "envelope.refused"});
    QVERIFY2(refused, reasonOf(refused).constData());
    const auto ruling = rulingOn(*link, envelope.header);
    QVERIFY(ruling);
    QCOMPARE(ruling->facts().kind, RulingKind::Undeliverable);
    QCOMPARE(ruling->facts().units, QList<UnitCode>{far});
    const auto withdrawn = ask<Withdrawn>(*link, AskWithdrawn{envelope.header.digest()});
    QVERIFY2(withdrawn, reasonOf(withdrawn).constData());
    QCOMPARE(withdrawn->header, envelope.header.toBytes());
}

void WithdrawnPeerTest::whatCameIsNotTakenByAnothersWord()
{
    const Envelope envelope = m_town.envelope(here(), {there()}, 1'000);
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), envelope), QByteArray());
    const auto receiver = at(m_beyond, m_beyondServer, there());
    QCOMPARE(waitFor(*receiver, 1).size(), 1);
    const auto recall = Directive::sign(factsOf(DirectiveKind::Recall, envelope.header, {}), m_town.unitSigner(here()));
    QVERIFY2(recall, reasonOf(recall).constData());
    const auto ruling = Ruling::sign({RulingKind::Recalled, envelope.header.routing().id, envelope.header.digest(),
                                         {there()}, m_town.clock().now(), {}, recall->toBytes(), {}},
        m_town.serverSigner());
    QVERIFY2(ruling, reasonOf(ruling).constData());
    const auto link = asLink(m_town, m_beyondServer->endpoint(), m_beyond);
    const auto told = ask<Confirmed>(*link, TellWithdrawn{ruling->toBytes(), envelope.header.toBytes()});
    QVERIFY2(told, reasonOf(told).constData());
    QVERIFY(!rulingOn(*receiver, envelope.header));
    QCOMPARE(waitFor(*receiver, 1).size(), 1);
}

void WithdrawnPeerTest::nobodyIsToldOfOthers()
{
    // By a unit in the place of the server, and about a sender whom another link leads to.
    const Envelope envelope = m_town.envelope(here(), {there()}, 1'000);
    const RulingFacts facts{RulingKind::Undeliverable, envelope.header.routing().id, envelope.header.digest(),
        {there()}, m_town.clock().now(), {}, {}, {}};
    const auto byUnit = Ruling::sign(facts, m_town.unitSigner(here()));
    QVERIFY2(byUnit, reasonOf(byUnit).constData());
    const auto link = asLink(m_town, m_beyondServer->endpoint(), m_beyond);
    QCOMPARE(reasonOf(ask<Confirmed>(*link, TellWithdrawn{byUnit->toBytes(), envelope.header.toBytes()})),
        QByteArray("card.outdated"));
    const auto byServer = Ruling::sign(facts, m_town.serverSigner());
    QVERIFY2(byServer, reasonOf(byServer).constData());
    const auto asFar = asLink(m_far, m_townServer->endpoint(), m_town);
    QCOMPARE(reasonOf(ask<Confirmed>(*asFar, TellWithdrawn{byServer->toBytes(), envelope.header.toBytes()})),
        QByteArray("envelope.impersonated"));
    const auto desktop = at(m_beyond, m_beyondServer, there());
    QCOMPARE(reasonOf(ask<Confirmed>(*desktop, TellWithdrawn{byServer->toBytes(), envelope.header.toBytes()})),
        QByteArray("session.links-only"));
    QVERIFY(!rulingOn(*desktop, envelope.header));
}

void WithdrawnPeerTest::whatNoCardHelpsHoldsUpNothing()
{
    const Instant later = m_town.clock().now() + std::chrono::hours(1);
    const Envelope before = m_town.envelope(here(), {there()}, 1'000);
    QCOMPARE(give(DirectiveKind::Hold, before.header, later), QByteArray());
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), before), QByteArray());
    const auto receiver = at(m_beyond, m_beyondServer, there());
    const qsizetype count = waitFor(*receiver, 0).size();
    QVERIFY(m_town.renewUnit(here()));
    m_townServer->followNow();
    QVERIFY(m_beyond.peerWith(m_town));
    m_beyondServer->followNow();
    // Both servers know the new certificate once this has come.
    const Envelope between = m_town.envelope(here(), {there()}, 1'000);
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), between), QByteArray());
    QCOMPARE(waitFor(*receiver, count + 1).size(), count + 1);
    // Nobody there can judge the header any more that the certificate of before signed.
    QCOMPARE(give(DirectiveKind::Recall, before.header), QByteArray());
    const Envelope since = m_town.envelope(here(), {there()}, 1'000);
    QCOMPARE(give(DirectiveKind::Hold, since.header, later), QByteArray());
    QCOMPARE(deliver(*at(m_town, m_townServer, here()), since), QByteArray());
    QCOMPARE(give(DirectiveKind::Recall, since.header), QByteArray());
    QTRY_VERIFY(rulingOn(*receiver, since.header));
    QVERIFY(!rulingOn(*receiver, before.header));
}

QTEST_GUILESS_MAIN(WithdrawnPeerTest)
#include "WithdrawnPeerTest.moc"
