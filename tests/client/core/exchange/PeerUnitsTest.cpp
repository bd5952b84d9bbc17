// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainAuthority.h"
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/exchange/RecipientBook.h"
#include "client/core/exchange/UrgeService.h"
#include "shared/directory/DirectoryChange.h"
#include "shared/exchange/HopList.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/exchange/OtherLinks.h"
#include "tests/server/TestDomain.h"

#include <QTest>

#include <thread>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using exchange::DeliveryStage;
using exchange::ReceiptKind;
using wenyi::tests::ask;
using wenyi::tests::TestDomain;

/// Real desktops of one domain at their server; another domain's server (无锡市) is played by the test, with that
/// server's keys.
class PeerUnitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void unitsOfALinkedDomainAreRecipients();
    void aStandaloneDesktopDoesNotReachThem();
    void anEnvelopeGoesOutAndItsReceiptCounts();
    void whatServersReturnIsNotDelivered();
    void whyItWaitsIsTold();
    void whatIsHeldForThemIsTakenBack();
    void whatWentToThemIsBeyondRecall();
    void whatComesIsJudgedByTheOtherRoot();
    void whatItsSenderThereTookBackIsNoGap();
    void whatWasSignedBeforeARenewalThereCounts();

private:
    /// Takes the city's card into the directory, and waits until both desktops have it.
    void takeCard();
    UnitCode there() const { return m_city.unit(wenyi::tests::Finance); }
    /// Dispatches a notice to the city's Finance, synchronises, and gives what was queued last for the link.
    Result<exchange::EnvelopeHeader> send(const StreamId &stream, int serial);
    Result<TrackingLine> trackedLine(const StreamId &stream);
    /// Recalls all of it, and gives how its line stands once the server was asked.
    Result<TrackingLine> recall(const StreamId &stream);
    QByteArray reasonOfTaking(const exchange::Envelope &envelope);

    std::optional<ExchangeOffice> m_exchange;
    TestDomain m_city{u"无锡市"_s, u".wx"_s};
    std::unique_ptr<protocol::ClientConnection> m_link;
};

namespace {

bool hasCard(const Workspace &workspace, const QByteArray &card)
{
    const auto &peers = workspace.directory().content().peers;
    return peers.size() == 1 && peers.constFirst().card == card;
}

} // namespace

void PeerUnitsTest::initTestCase()
{
    m_exchange.emplace();
    takeCard();
    protocol::ClientConnection::Settings settings{m_exchange->server->endpoint(),
        m_exchange->folder->curveKeys().value().publicKey, m_city.folder().curveKeys().value(),
        [name = m_city.name()] {
            return protocol::Hello{1, 1, server::serverOfDomain(name), 0};
        },
        {}, {20ms, 200ms}};
    m_link = std::make_unique<protocol::ClientConnection>(std::move(settings), m_city.random());
}

void PeerUnitsTest::takeCard()
{
    const SampleOffice &office = m_exchange->office;
    const auto authority =
        DomainAuthority::open(office.path(u"authority"_s), SampleOffice::pin(), office.environment());
    QVERIFY2(authority, reasonOf(authority).constData());
    directory::DirectoryContent content = m_exchange->sender->directory().content();
    const QByteArray card = m_city.card().toBytes();
    const auto changed = directory::applyChange(content, directory::SetPeer{card, {}});
    QVERIFY2(changed, reasonOf(changed).constData());
    const auto next = authority->signNext(content);
    QVERIFY2(next, reasonOf(next).constData());
    server::ServerFiles files;
    files.directory = office.path(u"next.wyd"_s);
    QVERIFY(writeDurably(files.directory, *next));
    const auto updated = m_exchange->folder->update(files, office.environment().clock.now());
    QVERIFY2(updated, reasonOf(updated).constData());
    m_exchange->server->followNow();
    for (Workspace *workspace : {m_exchange->sender.get(), m_exchange->finance.get()}) {
        for (int i = 0; i < 100 && !hasCard(*workspace, card); ++i) {
            const auto report = m_exchange->sync(*workspace);
            QVERIFY2(report, reasonOf(report).constData());
            std::this_thread::sleep_for(50ms);
        }
        QVERIFY(hasCard(*workspace, card));
    }
}

void PeerUnitsTest::unitsOfALinkedDomainAreRecipients()
{
    const RecipientBook book = recipientBook(*m_exchange->sender);
    const Recipient *recipient = book.recipient(there());
    QVERIFY(recipient);
    QCOMPARE(recipient->name, u"无锡市财政局"_s);
    // Whoever chooses sees whose it is: another domain may have one of the same name.
    QCOMPARE(recipient->label(), u"无锡市财政局（无锡市）"_s);
    const Recipient *own = book.recipient(m_exchange->finance->profile().unit);
    QVERIFY(own);
    QCOMPARE(own->label(), own->name);
    // Though this directory knows none of its desktops.
    QVERIFY(recipient->channel == Channel::Server);
    const auto named = recipientsNamed(*m_exchange->sender, {u"无锡市财政局"_s});
    QCOMPARE(named.size(), 1);
    QCOMPARE(named.constFirst().unit, there());
}

void PeerUnitsTest::aStandaloneDesktopDoesNotReachThem()
{
    const auto taken = m_exchange->town->takeDirectory(m_exchange->sender->directory().bytes());
    QVERIFY2(taken, reasonOf(taken).constData());
    QVERIFY(!recipientBook(*m_exchange->town).recipient(there()));
    // Nor does it wait for a stick that nobody can take along.
    QCOMPARE(
        reasonOf(DispatchService(*m_exchange->town).routesOf({u"无锡市财政局"_s})), QByteArray("routing.other-domain"));
}

Result<exchange::EnvelopeHeader> PeerUnitsTest::send(const StreamId &stream, int serial)
{
    DispatchOrder order = m_exchange->order(stream, serial);
    order.recipients = {u"无锡市财政局"_s};
    WENYI_CHECK(DispatchService(*m_exchange->sender).dispatch(order));
    WENYI_CHECK(m_exchange->sync(*m_exchange->sender));
    // What nobody of the other domain answered before still waits in front of it.
    WENYI_TRY(const auto waiting, ask<protocol::Forwards>(*m_link, protocol::FetchForwards{8, 0}));
    if (waiting.forwards.isEmpty())
        return Error{ErrorCode::NotFound, "test.no-forward", {}};
    return exchange::EnvelopeHeader::fromBytes(waiting.forwards.constLast().header);
}

Result<TrackingLine> PeerUnitsTest::trackedLine(const StreamId &stream)
{
    WENYI_TRY(const auto tracking, ReceiptService(*m_exchange->sender).tracking(stream));
    if (tracking.lines.size() != 1)
        return Error{ErrorCode::NotFound, "test.not-one-line", QString::number(tracking.lines.size())};
    return tracking.lines.constFirst();
}

void PeerUnitsTest::anEnvelopeGoesOutAndItsReceiptCounts()
{
    const StreamId stream(u"outgoing-1"_s);
    const auto header = send(stream, 31);
    QVERIFY2(header, reasonOf(header).constData());
    QVERIFY(header->routing().recipient(there()));
    const auto queued = trackedLine(stream);
    QVERIFY2(queued, reasonOf(queued).constData());
    QVERIFY(queued->delivery.stage() == DeliveryStage::Accepted);
    const auto urgeable = UrgeService(*m_exchange->sender).urgeable(stream);
    QVERIFY2(urgeable, reasonOf(urgeable).constData());
    QVERIFY2(urgeable->isEmpty(), "an urge would not reach a unit of another domain");
    exchange::ReceiptFacts facts;
    facts.envelope = header->routing().id;
    facts.envelopeDigest = header->digest();
    facts.unit = header->routing().sender;
    facts.kind = ReceiptKind::Accepted;
    facts.time = m_city.clock().now();
    const auto server = m_city.folder().signer().value();
    const auto accepted = exchange::Receipt::sign(facts, *server);
    QVERIFY(accepted);
    const auto confirmed = ask<protocol::Confirmed>(
        *m_link, protocol::ConfirmForward{facts.envelope, facts.envelopeDigest, accepted->toBytes(), {}});
    QVERIFY2(confirmed, reasonOf(confirmed).constData());
    QVERIFY(ask<protocol::Forwards>(*m_link, protocol::FetchForwards{8, 0})->forwards.isEmpty());
    const auto signedFor = m_city.receipt(*header, there(), ReceiptKind::SignedFor, m_city.unitSigner(there()));
    const auto states = ask<protocol::ReceiptStates>(*m_link, protocol::PushReceipts{{signedFor.toBytes()}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QByteArrayList{QByteArray()});
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->receiptsTaken, 1);
    const auto line = trackedLine(stream);
    QVERIFY2(line, reasonOf(line).constData());
    QCOMPARE(line->unitName, u"无锡市财政局"_s);
    QVERIFY(line->delivery.stage() == DeliveryStage::SignedFor);
}

void PeerUnitsTest::whatServersReturnIsNotDelivered()
{
    const StreamId stream(u"outgoing-2"_s);
    const auto header = send(stream, 32);
    QVERIFY2(header, reasonOf(header).constData());
    const protocol::ConfirmForward refused{header->routing().id, header->digest(), {}, "envelope.recipient-unknown"};
    for (int again = 0; again < 2; ++again) {
        const auto confirmed = ask<protocol::Confirmed>(*m_link, refused);
        QVERIFY2(confirmed, reasonOf(confirmed).constData());
    }
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->receiptsTaken, 1);
    const auto line = trackedLine(stream);
    QVERIFY2(line, reasonOf(line).constData());
    QVERIFY(line->delivery.stage() == DeliveryStage::Returned);
    const exchange::ReceiptFacts returned = line->delivery.receipts.value(ReceiptKind::Returned);
    QVERIFY(returned.isByServer());
    QCOMPARE(returned.reason, u"envelope.recipient-unknown"_s);
}

void PeerUnitsTest::whyItWaitsIsTold()
{
    const StreamId stream(u"outgoing-5"_s);
    const auto header = send(stream, 35);
    QVERIFY2(header, reasonOf(header).constData());
    const auto tell = [&](const QByteArray &reason) {
        return reasonOf(ask<protocol::Confirmed>(
            *m_link, protocol::ConfirmForward{header->routing().id, header->digest(), {}, reason}));
    };
    const auto areWaitsNew = [this] {
        const auto report = m_exchange->sync(*m_exchange->sender);
        return report ? QByteArray(report->areWaitsNew ? "new" : "known") : reasonOf(report);
    };
    const auto reasonToWait = [&] {
        const auto line = trackedLine(stream);
        if (!line)
            return reasonOf(line);
        return line->wait ? line->wait->reason : QByteArray("goes its way");
    };
    QCOMPARE(reasonToWait(), "goes its way");
    const Instant before = m_exchange->office.environment().clock.now();
    QCOMPARE(tell("card.outdated"), QByteArray());
    QCOMPARE(areWaitsNew(), "new");
    QCOMPARE(reasonToWait(), "card.outdated");
    const auto line = trackedLine(stream);
    QCOMPARE(line->wait->domain, m_city.name());
    QVERIFY(line->wait->since >= before - 1s);
    QVERIFY(line->wait->since <= m_exchange->office.environment().clock.now());
    QCOMPARE(areWaitsNew(), "known");
    QCOMPARE(tell("store.full"), QByteArray());
    QCOMPARE(areWaitsNew(), "new");
    QCOMPARE(reasonToWait(), "store.full");
    // A server of before does not know it, and all the rest goes on.
    const auto report = m_exchange->over(*m_exchange->sender, [this](ServerLink &real) {
        OlderServerLink link(real, Lacks::Waits);
        DirectGate gate;
        return Synchronizer(*m_exchange->sender, gate, link).run();
    });
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY(report->areWaitsNew);
    QCOMPARE(reasonToWait(), "goes its way");
    QCOMPARE(areWaitsNew(), "new");
    QCOMPARE(reasonToWait(), "store.full");
    QCOMPARE(tell("envelope.recipient-unknown"), QByteArray());
    QCOMPARE(areWaitsNew(), "new");
    const auto returned = trackedLine(stream);
    QVERIFY2(returned, reasonOf(returned).constData());
    QVERIFY(returned->delivery.stage() == DeliveryStage::Returned);
    QVERIFY(!returned->wait);
}

Result<TrackingLine> PeerUnitsTest::recall(const StreamId &stream)
{
    WENYI_CHECK(RecallService(*m_exchange->sender).recall(stream, {}, u"发错了"_s));
    WENYI_CHECK(m_exchange->sync(*m_exchange->sender));
    return trackedLine(stream);
}

void PeerUnitsTest::whatIsHeldForThemIsTakenBack()
{
    const StreamId stream(u"outgoing-3"_s);
    DispatchOrder order = m_exchange->order(stream, 33);
    order.recipients = {u"无锡市财政局"_s};
    order.notBefore = m_exchange->office.environment().clock.now() + 1h;
    const auto dispatched = DispatchService(*m_exchange->sender).dispatch(order);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, reasonOf(report).constData());
    const auto line = recall(stream);
    QVERIFY2(line, reasonOf(line).constData());
    QVERIFY2(line->delivery.ruled, "the server said nothing");
    QVERIFY(line->delivery.ruled->kind == exchange::RulingKind::Recalled);
    QVERIFY(line->delivery.stage() == DeliveryStage::Recalled);
    QVERIFY(!line->wasRecalledTooLate());
}

void PeerUnitsTest::whatWentToThemIsBeyondRecall()
{
    const StreamId stream(u"outgoing-4"_s);
    const auto header = send(stream, 34);
    QVERIFY2(header, reasonOf(header).constData());
    const auto line = recall(stream);
    QVERIFY2(line, reasonOf(line).constData());
    // Though nobody answered: it goes on, and whoever looks must not take it for recalled.
    QVERIFY(!line->delivery.isAnswered());
    QVERIFY(line->delivery.stage() == DeliveryStage::Accepted);
    QVERIFY(line->wasRecalledTooLate());
}

QByteArray PeerUnitsTest::reasonOfTaking(const exchange::Envelope &envelope)
{
    const exchange::PartSource source = [&envelope](const exchange::EnvelopePart &part) -> Result<QByteArray> {
        const auto &parts = envelope.header.routing().parts;
        return envelope.parts.at(parts.indexOf(part));
    };
    return reasonOf(ArrivalService(*m_exchange->finance).take(envelope.header.toBytes(), Channel::Server, source));
}

void PeerUnitsTest::whatComesIsJudgedByTheOtherRoot()
{
    const directory::Unit *finance = m_exchange->finance->directory().unit(m_exchange->finance->profile().unit);
    QVERIFY(finance);
    const auto encryption = crypto::Certificate::fromDer(finance->encryptionCertificate);
    QVERIFY(encryption);
    // The same names and codes under another root.
    TestDomain falseCity(m_city.name(), u".wx"_s);
    for (TestDomain *domain : {&m_city, &falseCity})
        domain->know(finance->code, *encryption);
    const QByteArray forged = reasonOfTaking(falseCity.envelope(there(), {finance->code}, 1'000));
    QCOMPARE(forged, QByteArray("envelope.signer"));
    // Signed by a unit of the city: opened, and refused for its content, which is no document.
    const QByteArray genuine = reasonOfTaking(m_city.envelope(there(), {finance->code}, 1'000));
    QVERIFY2(genuine.startsWith("document-header."), genuine.constData());
}

void PeerUnitsTest::whatItsSenderThereTookBackIsNoGap()
{
    Workspace &finance = *m_exchange->finance;
    const UnitCode here = finance.profile().unit;
    const auto encryption = crypto::Certificate::fromDer(finance.directory().unit(here)->encryptionCertificate);
    QVERIFY(encryption);
    m_city.know(here, *encryption);
    const exchange::Envelope envelope = m_city.envelope(there(), {here}, 1'000);
    exchange::DirectiveFacts recalled;
    recalled.kind = exchange::DirectiveKind::Recall;
    recalled.envelope = envelope.header.routing().id;
    recalled.envelopeDigest = envelope.header.digest();
    recalled.unit = there();
    recalled.recipients = {here};
    recalled.time = m_city.clock().now();
    recalled.member = MemberId(u"mailroom"_s);
    recalled.memberName = u"孙丽华"_s;
    recalled.reason = u"附件有误"_s;
    const auto directive = exchange::Directive::sign(recalled, m_city.unitSigner(there()));
    QVERIFY2(directive, reasonOf(directive).constData());
    const auto ruling =
        exchange::Ruling::sign({exchange::RulingKind::Recalled, recalled.envelope, recalled.envelopeDigest, {here},
                                   recalled.time, {}, directive->toBytes(), {}},
            m_city.serverSigner());
    QVERIFY2(ruling, reasonOf(ruling).constData());
    const auto told =
        ask<protocol::Confirmed>(*m_link, protocol::TellWithdrawn{ruling->toBytes(), envelope.header.toBytes()});
    QVERIFY2(told, reasonOf(told).constData());
    const auto report = m_exchange->sync(finance);
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY2(report->refused.isEmpty(), report->refused.value(0).error.reason.constData());
    QCOMPARE(report->rulingsTaken, 1);
    const auto isKnown = ExchangeProjection::isWithdrawn(finance.journal().database(), envelope.header.digest());
    QVERIFY2(isKnown, reasonOf(isKnown).constData());
    QVERIFY(*isKnown);
}

void PeerUnitsTest::whatWasSignedBeforeARenewalThereCounts()
{
    const StreamId stream(u"outgoing-6"_s);
    const auto header = send(stream, 36);
    QVERIFY2(header, reasonOf(header).constData());
    Workspace &finance = *m_exchange->finance;
    const UnitCode here = finance.profile().unit;
    const auto encryption = crypto::Certificate::fromDer(finance.directory().unit(here)->encryptionCertificate);
    QVERIFY(encryption);
    m_city.know(here, *encryption);
    const auto sign = [&] {
        return m_city.receipt(*header, there(), ReceiptKind::Delivered, m_city.unitSigner(there())).toBytes();
    };
    const QByteArray receipt = sign();
    const exchange::Envelope envelope = m_city.envelope(there(), {here}, 1'000);
    QVERIFY(m_city.renewUnit(there(), TestDomain::Former::Told));
    takeCard();
    ReceiptService receipts(*m_exchange->sender);
    const auto taken = receipts.take(receipt);
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(*taken, Novelty::New);
    const auto line = trackedLine(stream);
    QVERIFY2(line, reasonOf(line).constData());
    QVERIFY(line->delivery.stage() == DeliveryStage::Delivered);
    // Its signature holds: it is refused for its content alone, which is no document.
    const QByteArray reason = reasonOfTaking(envelope);
    QVERIFY2(reason.startsWith("document-header."), reason.constData());
    // What the directory does not tell as a former one is as unknown as ever.
    const QByteArray untold = sign();
    QVERIFY(m_city.renewUnit(there()));
    takeCard();
    QCOMPARE(reasonOf(receipts.take(untold)), QByteArray("receipt.signer"));
}

QTEST_GUILESS_MAIN(PeerUnitsTest)
#include "PeerUnitsTest.moc"
