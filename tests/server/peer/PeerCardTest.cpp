// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "shared/exchange/HopList.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QFile>
#include <QJsonArray>

#include <atomic>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// May be set ahead while a server runs by it.
class LaterClock final : public Clock
{
public:
    Instant now() const override { return SystemClock().now() + std::chrono::hours(m_ahead); }
    void setAhead(int days) { m_ahead = 24 * days; }

private:
    std::atomic<int> m_ahead = 0;
};

} // namespace

/// Two linked domains of which one signs with certificates that the other one's card of it does not have yet.
class PeerCardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void receiptsOfARenewedUnitWaitForTheCard();
    void envelopesOfARenewedServerWaitForTheCard();
    void whatARenewedUnitSendsWaitsForTheCard();
    void whatANewUnitSendsWaitsForTheCard();
    void whatWasHandedOverBeforeTheRenewalGoesAfterIt();
    void whatWasSignedBeforeTheRenewalComesBack();
    void whatWasSignedByAToldFormerCertificateGoes();
    void aReceiptByAToldFormerCertificateGoesToo();
    void theAcceptanceOfARenewedServerWaitsForTheCard();
    void whatWaitsForAMonthIsReturned();
    void whoseReasonsAlternateIsGivenUpAllTheSame();
    void whatIsKnownIsTakenAgainAfterARenewal();

private:
    static void take(TestDomain &domain, Servers &server, TestDomain &other)
    {
        const auto taken = domain.peerWith(other);
        QVERIFY2(taken, reasonOf(taken).constData());
        server->followNow();
    }
    /// What its server's log says.
    static QByteArray logOf(TestDomain &domain)
    {
        QFile file(domain.path() + u"/server.log"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Why envelopes wait in the domain's queue for its peer.
    static QJsonArray waitingBecause(TestDomain &domain)
    {
        const auto status = server::status(domain.folder(), domain.clock());
        return status ? status->value(u"peers"_s).toArray().at(0).toObject().value(u"waitingBecause"_s).toArray()
                      : QJsonArray{u"no status"_s};
    }
    static QString reasonToWait(TestDomain &domain)
    {
        return waitingBecause(domain).at(0).toObject().value(u"reason"_s).toString();
    }
    static bool hasWaiting(TestDomain &domain)
    {
        const auto status = server::status(domain.folder(), domain.clock());
        return !status || status->value(u"peers"_s).toArray().at(0).toObject().value(u"envelopesWaiting"_s).toInt() > 0;
    }
    /// An envelope of the town's office, which its server has.
    exchange::Envelope sendTo(const UnitCode &unit)
    {
        const UnitCode here = m_town->unit(tests::Office);
        exchange::Envelope envelope = m_town->envelope(here, {unit}, 1'000);
        const QByteArray fault = deliver(*at(*m_town, m_townServer, here), envelope);
        if (!fault.isEmpty())
            qFatal("%s", fault.constData());
        return envelope;
    }
    qsizetype receiptsAtTown() const
    {
        const auto receipts =
            ask<Receipts>(*at(*m_town, m_townServer, m_town->unit(tests::Office)), PullReceipts{0, 1'000});
        return receipts ? receipts->receipts.size() : -1;
    }

    LaterClock m_clock;
    std::unique_ptr<TestDomain> m_town;
    std::unique_ptr<TestDomain> m_beyond;
    Servers m_townServer;
    Servers m_beyondServer;
};

void PeerCardTest::init()
{
    m_town = std::make_unique<TestDomain>(u"常熟市"_s, u".cs"_s);
    m_beyond = std::make_unique<TestDomain>(u"苏州市"_s, u".sz"_s);
    QCOMPARE(settle(*m_town, m_beyond->name()), QByteArray());
    QCOMPARE(settle(*m_beyond, {}), QByteArray());
    QVERIFY(m_town->peerWith(*m_beyond));
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    QCOMPARE(startAgain(*m_town, m_townServer), QByteArray());
}

void PeerCardTest::cleanup()
{
    m_townServer.reset();
    m_beyondServer.reset();
    m_town.reset();
    m_beyond.reset();
}

void PeerCardTest::receiptsOfARenewedUnitWaitForTheCard()
{
    const UnitCode renewed = m_beyond->unit(Finance);
    const UnitCode other = m_beyond->unit(Town);
    const exchange::Envelope first = sendTo(renewed);
    const exchange::Envelope second = sendTo(other);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, renewed), 1).size(), 1);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, other), 1).size(), 1);
    QVERIFY(m_beyond->renewUnit(renewed));
    m_beyondServer->followNow();
    const auto signedBy = [this](const UnitCode &unit, const exchange::Envelope &envelope) {
        return m_beyond->receipt(envelope.header, unit, exchange::ReceiptKind::Delivered, m_beyond->unitSigner(unit))
            .toBytes();
    };
    const auto give = [this](const UnitCode &unit, const QByteArray &receipt) {
        const auto states = ask<ReceiptStates>(*at(*m_beyond, m_beyondServer, unit), PushReceipts{{receipt}});
        return states ? states->reasons.value(0, "none") : reasonOf(states);
    };
    const QByteArray waits = signedBy(renewed, first);
    // Its own server takes the directory a moment later.
    QTRY_COMPARE(give(renewed, waits), QByteArray());
    QCOMPARE(give(other, signedBy(other, second)), QByteArray());
    // The one behind it comes; which card is out of date is told where it is to be taken.
    QTRY_COMPARE(receiptsAtTown(), 1);
    QTRY_VERIFY(logOf(*m_town).contains("card.outdated"));
    take(*m_town, m_townServer, *m_beyond);
    QTRY_COMPARE(receiptsAtTown(), 2);
    QVERIFY(!logOf(*m_town).contains("link.receipt-refused"));
    const auto receiptsWaiting = [this] {
        const auto status = server::status(m_beyond->folder(), m_beyond->clock());
        return status ? status->value(u"peers"_s).toArray().at(0).toObject().value(u"receiptsWaiting"_s).toInt(-1) : -1;
    };
    QTRY_COMPARE(receiptsWaiting(), 0);
}

void PeerCardTest::envelopesOfARenewedServerWaitForTheCard()
{
    m_townServer.reset();
    QVERIFY(m_town->renewServer());
    QCOMPARE(startAgain(*m_town, m_townServer), QByteArray());
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    QTRY_COMPARE(reasonToWait(*m_town), u"card.outdated"_s);
    QTRY_VERIFY(logOf(*m_beyond).contains("card.outdated"));
    QCOMPARE(receiptsAtTown(), 0);
    take(*m_beyond, m_beyondServer, *m_town);
    const auto deliveries = waitFor(*at(*m_beyond, m_beyondServer, there), 1);
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.constFirst().header, envelope.header.toBytes());
    QTRY_COMPARE(waitingBecause(*m_town), QJsonArray());
    QCOMPARE(receiptsAtTown(), 0);
}

void PeerCardTest::whatARenewedUnitSendsWaitsForTheCard()
{
    const UnitCode here = m_town->unit(tests::Office);
    QVERIFY(m_town->renewUnit(here));
    m_townServer->followNow();
    const UnitCode there = m_beyond->unit(Finance);
    sendTo(there);
    QTRY_COMPARE(reasonToWait(*m_town), u"card.outdated"_s);
    // What another unit sends after it is not held up.
    const UnitCode other = m_town->unit(Finance);
    const exchange::Envelope behind = m_town->envelope(other, {there}, 1'000);
    QCOMPARE(deliver(*at(*m_town, m_townServer, other), behind), QByteArray());
    const auto receiver = at(*m_beyond, m_beyondServer, there);
    const auto first = waitFor(*receiver, 1);
    QCOMPARE(first.size(), 1);
    QCOMPARE(first.constFirst().header, behind.header.toBytes());
    take(*m_beyond, m_beyondServer, *m_town);
    QCOMPARE(waitFor(*receiver, 2).size(), 2);
}

void PeerCardTest::whatANewUnitSendsWaitsForTheCard()
{
    const UnitCode fresh = m_town->unit(UnitCode(u"XDW"_s));
    QVERIFY(m_town->foundUnit(fresh, u"常熟市数据局"_s));
    m_townServer->followNow();
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = m_town->envelope(fresh, {there}, 1'000);
    // Its own server takes the directory a moment later.
    QTRY_VERIFY(sendWhole(*at(*m_town, m_townServer, fresh), envelope, 2s));
    QTRY_COMPARE(reasonToWait(*m_town), u"card.outdated"_s);
    take(*m_beyond, m_beyondServer, *m_town);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
}

void PeerCardTest::whatWasHandedOverBeforeTheRenewalGoesAfterIt()
{
    m_beyondServer.reset();
    const UnitCode there = m_beyond->unit(Finance);
    sendTo(there); // With a hop by the certificate of before.
    m_townServer.reset();
    QVERIFY(m_town->renewServer());
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    QCOMPARE(startAgain(*m_town, m_townServer), QByteArray());
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    QTRY_VERIFY(!hasWaiting(*m_town));
}

void PeerCardTest::whatWasSignedBeforeTheRenewalComesBack()
{
    m_beyondServer.reset();
    const UnitCode here = m_town->unit(tests::Office);
    const exchange::Envelope envelope = sendTo(m_beyond->unit(Finance));
    QVERIFY(m_town->renewUnit(here));
    m_townServer->followNow();
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    const auto receipts = receiptsOf(*at(*m_town, m_townServer, here), 0, 1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().envelopeDigest, envelope.header.digest());
    QCOMPARE(returned->facts().reason, u"envelope.signer"_s);
}

void PeerCardTest::whatWasSignedByAToldFormerCertificateGoes()
{
    m_beyondServer.reset();
    const UnitCode here = m_town->unit(tests::Office);
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    QVERIFY(m_town->renewUnit(here, TestDomain::Former::Told));
    m_townServer->followNow();
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    const auto come = waitFor(*at(*m_beyond, m_beyondServer, there), 1);
    QCOMPARE(come.size(), 1);
    QTRY_VERIFY(!hasWaiting(*m_town));
    QCOMPARE(receiptsAtTown(), 0);
}

void PeerCardTest::aReceiptByAToldFormerCertificateGoesToo()
{
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    const QByteArray before =
        m_beyond->receipt(envelope.header, there, exchange::ReceiptKind::Delivered, m_beyond->unitSigner(there))
            .toBytes();
    QVERIFY(m_beyond->renewUnit(there, TestDomain::Former::Told));
    m_beyondServer->followNow();
    const auto give = [&](const QByteArray &receipt) {
        const auto states = ask<ReceiptStates>(*at(*m_beyond, m_beyondServer, there), PushReceipts{{receipt}});
        return states ? states->reasons.value(0, "none") : reasonOf(states);
    };
    // By the directory of before as by the next one; and the town needs no new card for it.
    QCOMPARE(give(before), QByteArray());
    QTRY_COMPARE(receiptsAtTown(), 1);
    const exchange::Envelope second = sendTo(there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 2).size(), 2);
    take(*m_town, m_townServer, *m_beyond);
    const QByteArray after =
        m_beyond->receipt(second.header, there, exchange::ReceiptKind::Delivered, m_beyond->unitSigner(there))
            .toBytes();
    QTRY_COMPARE(give(after), QByteArray());
    QTRY_COMPARE(receiptsAtTown(), 2);
}

void PeerCardTest::theAcceptanceOfARenewedServerWaitsForTheCard()
{
    m_beyondServer.reset();
    QVERIFY(m_beyond->renewServer());
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    const UnitCode there = m_beyond->unit(Finance);
    sendTo(there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    QTRY_COMPARE(reasonToWait(*m_town), u"link.acceptance"_s);
    take(*m_town, m_townServer, *m_beyond);
    QTRY_VERIFY(!hasWaiting(*m_town));
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    QCOMPARE(receiptsAtTown(), 0);
}

void PeerCardTest::whatWaitsForAMonthIsReturned()
{
    m_townServer.reset();
    QVERIFY(m_town->renewServer());
    auto started = server::Server::start(m_town->folder(), m_clock);
    QVERIFY2(started, reasonOf(started).constData());
    m_townServer = std::move(*started);
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    QTRY_COMPARE(reasonToWait(*m_town), u"card.outdated"_s);
    m_clock.setAhead(31);
    const auto receipts = receiptsOf(*at(*m_town, m_townServer, m_town->unit(tests::Office)), 0, 1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().unit, there);
    QCOMPARE(returned->facts().envelopeDigest, envelope.header.digest());
    QCOMPARE(returned->facts().reason, u"envelope.card-outdated"_s);
    QVERIFY(!hasWaiting(*m_town));
}

void PeerCardTest::whoseReasonsAlternateIsGivenUpAllTheSame()
{
    m_beyondServer.reset(); // It is played here.
    m_townServer.reset();
    m_clock.setAhead(0);
    auto started = server::Server::start(m_town->folder(), m_clock);
    QVERIFY2(started, reasonOf(started).constData());
    m_townServer = std::move(*started);
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    const exchange::Envelope known = sendTo(there);
    const auto link = asLink(*m_beyond, m_townServer->endpoint(), *m_town);
    const auto refuse = [&link](const exchange::Envelope &of, const QByteArray &reason) {
        const exchange::EnvelopeHeader &header = of.header;
        return reasonOf(ask<Confirmed>(*link, ConfirmForward{header.routing().id, header.digest(), {}, reason}));
    };
    QCOMPARE(refuse(envelope, "card.outdated"), QByteArray());
    QCOMPARE(refuse(known, "link.acceptance"), QByteArray());
    m_clock.setAhead(20);
    QCOMPARE(refuse(envelope, "store.full"), QByteArray());
    QCOMPARE(waitingBecause(*m_town).size(), 2);
    m_clock.setAhead(31);
    const auto receipts = receiptsOf(*at(*m_town, m_townServer, m_town->unit(tests::Office)), 0, 1);
    QCOMPARE(receipts.size(), 1);
    const auto returned = exchange::Receipt::fromBytes(receipts.constFirst());
    QVERIFY2(returned, reasonOf(returned).constData());
    QCOMPARE(returned->facts().envelopeDigest, envelope.header.digest());
    QCOMPARE(returned->facts().reason, u"envelope.not-taken"_s);
    // What the other domain has by its own word is not returned, however long it waits.
    QCOMPARE(reasonToWait(*m_town), u"link.acceptance"_s);
    QCOMPARE(receiptsAtTown(), 1);
}

void PeerCardTest::whatIsKnownIsTakenAgainAfterARenewal()
{
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope envelope = sendTo(there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    const auto receipt =
        m_beyond->receipt(envelope.header, there, exchange::ReceiptKind::Delivered, m_beyond->unitSigner(there));
    QVERIFY(ask<ReceiptStates>(*at(*m_beyond, m_beyondServer, there), PushReceipts{{receipt.toBytes()}}));
    QTRY_COMPARE(receiptsAtTown(), 1);
    // The unit's certificate and both servers' are others now, and both sides have the cards.
    const auto hops = exchange::HopList().followedBy(
        m_town->name(), envelope.header.digest(), m_town->clock().now(), *m_town->folder().signer().value());
    m_townServer.reset();
    m_beyondServer.reset();
    QVERIFY(m_town->renewUnit(m_town->unit(tests::Office)));
    QVERIFY(m_beyond->renewUnit(there));
    QVERIFY(m_town->renewServer());
    QVERIFY(m_beyond->renewServer());
    QVERIFY(m_town->peerWith(*m_beyond));
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_town, m_townServer), QByteArray());
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    const auto asTown = asLink(*m_town, m_beyondServer->endpoint(), *m_beyond);
    const auto state =
        ask<EnvelopeState>(*asTown, ForwardEnvelope{envelope.header.toBytes(), hops->toBytes(), {there}});
    QVERIFY2(state, reasonOf(state).constData());
    QVERIFY(state->receipt);
    const auto accepted = exchange::Receipt::fromBytes(*state->receipt);
    QVERIFY2(accepted, reasonOf(accepted).constData());
    const auto holds = accepted->verify(envelope.header, m_beyond->serverCertificate());
    QVERIFY2(holds, reasonOf(holds).constData());
    const auto asBeyond = asLink(*m_beyond, m_townServer->endpoint(), *m_town);
    const auto states = ask<ReceiptStates>(*asBeyond, PushReceipts{{receipt.toBytes()}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QByteArrayList{QByteArray()});
    QCOMPARE(receiptsAtTown(), 1);
}

QTEST_GUILESS_MAIN(PeerCardTest)
#include "PeerCardTest.moc"
