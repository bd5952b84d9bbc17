// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Delivery.h"
#include "shared/journal/ServerTerm.h"
#include "tests/server/DirectiveSteps.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What senders decide about their envelopes at a real server in this process: recalls, holds, units that retire.
class RecallTest : public QObject, private DirectiveSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatNobodySignedForIsTakenBack();
    void whoeverSignedForItKeepsIt();
    void theFirstAtTheServerWins();
    void theSameRecallAgainChangesNothing();
    void nobodyRecallsAnothersDocument_data();
    void nobodyRecallsAnothersDocument();
    void aFloodOfOrdinaryOnesDelaysNoFlash();
    void whatIsHeldComesAtItsTime();
    void theClockSetBackTakesNothingOutOfAQueue();
    void whoWasReplacedLetsNothingGo();
    void whatIsHeldCanBeRecalled();
    void nothingIsHeldOnceItIsAccepted();
    void everyDeliveryEndsInOneStateThatBothSidesKnow();
    void whatWaitsForARetiredUnitGoesBackWithItsSuccessor();

private:
    DirectiveFacts facts(const EnvelopeHeader &header, const QList<UnitCode> &units) const
    {
        return factsOf(DirectiveKind::Recall, header, units, u"附件有误"_s);
    }
    QByteArray directive(const DirectiveFacts &facts, const UnitCode &signer = Office)
    {
        return Directive::sign(facts, m_domain.unitSigner(signer))->toBytes();
    }
    /// The rulings on a recall, each as "recalled CJZ CZJ".
    QByteArrayList recall(const EnvelopeHeader &header, const QList<UnitCode> &units)
    {
        const auto state = ask<DirectiveState>(*connectAs(Office), GiveDirective{directive(facts(header, units))});
        return state ? words(state->rulings) : QByteArrayList{state.error().reason};
    }
    static QByteArrayList words(const QList<QByteArray> &rulings)
    {
        QByteArrayList lines;
        for (const QByteArray &bytes : rulings) {
            const auto ruling = Ruling::fromBytes(bytes);
            if (!ruling)
                return {ruling.error().reason};
            QByteArray line = rulingName(ruling->facts().kind);
            for (const UnitCode &unit : ruling->facts().units)
                line += ' ' + unit.toString().toLatin1();
            lines.append(line);
        }
        return lines;
    }
    /// What a unit was told, behind a number.
    QList<Ruling> told(const UnitCode &unit, quint64 after = 0)
    {
        QList<Ruling> rulings;
        const auto pulled = ask<Rulings>(*connectAs(unit), PullRulings{after, 1000});
        for (const Numbered &ruling : pulled ? pulled->rulings : QList<Numbered>())
            rulings.append(*Ruling::fromBytes(ruling.bytes));
        return rulings;
    }
    bool waits(const UnitCode &unit, const EnvelopeHeader &header)
    {
        const auto deliveries = ask<Deliveries>(*connectAs(unit), FetchDeliveries{1000});
        return std::any_of(deliveries->deliveries.begin(), deliveries->deliveries.end(),
            [&header](const auto &delivery) { return delivery.header == header.toBytes(); });
    }
    /// What the server says to a receipt: nothing, or why not.
    QByteArray answer(const UnitCode &unit, const EnvelopeHeader &header, ReceiptKind kind)
    {
        const auto receipt = returnedOr(unit, header, kind);
        const auto states = ask<ReceiptStates>(*connectAs(unit), PushReceipts{{receipt.toBytes()}});
        return states ? states->reasons.value(0) : states.error().reason;
    }
    Receipt returnedOr(const UnitCode &unit, const EnvelopeHeader &header, ReceiptKind kind)
    {
        if (kind != ReceiptKind::Returned)
            return m_domain.receipt(header, unit, kind, m_domain.unitSigner(unit));
        ReceiptFacts facts = m_domain.receipt(header, unit, ReceiptKind::SignedFor, m_domain.unitSigner(unit)).facts();
        facts.kind = kind;
        facts.reason = u"缺附件"_s;
        return *Receipt::sign(facts, m_domain.unitSigner(unit));
    }
    bool mayRead(const UnitCode &unit, const Envelope &envelope)
    {
        return ask<BlobChunk>(*connectAs(unit), GetBlob{envelope.header.routing().parts.at(1).digest, 0, 10})
            .has_value();
    }
    Envelope heldFor(std::chrono::milliseconds time)
    {
        Envelope envelope = m_domain.envelope(Office, {Finance, Town}, 500);
        const auto office = connectAs(Office);
        DirectiveFacts hold = facts(envelope.header, {});
        hold.kind = DirectiveKind::Hold;
        hold.reason.clear();
        hold.until = hold.time + time;
        const auto state = ask<DirectiveState>(*office, GiveDirective{directive(hold)});
        const auto sent = sendWhole(*office, envelope);
        if (!state || !sent)
            qFatal("%s%s", reasonOf(state).constData(), reasonOf(sent).constData());
        return envelope;
    }
    void checkBothSides(const Envelope &envelope, const UnitCode &unit, const QList<Receipt> &receipts,
        const QList<Ruling> &senders, const QList<Ruling> &recipients);
};

void RecallTest::initTestCase()
{
    start();
}

void RecallTest::whatNobodySignedForIsTakenBack()
{
    const Envelope envelope = send({Finance, Town});
    // The town has it already and has not signed for it.
    QVERIFY(mayRead(Town, envelope));
    QVERIFY(ask<Confirmed>(*connectAs(Town), ConfirmDelivery{envelope.header.routing().id, envelope.header.digest()}));
    QCOMPARE(answer(Town, envelope.header, ReceiptKind::Delivered), QByteArray());
    QVERIFY(waits(Finance, envelope.header));
    QCOMPARE(recall(envelope.header, {Finance, Town}), QByteArrayList{"recalled CZJ CJZ"});
    QVERIFY(!waits(Finance, envelope.header));
    QVERIFY(!mayRead(Finance, envelope));
    QVERIFY(!mayRead(Town, envelope));
    // Everybody whom it concerns is told, with the act itself.
    for (const UnitCode &unit : {Office, Finance, Town}) {
        const auto rulings = told(unit);
        QCOMPARE(rulings.size(), 1);
        QCOMPARE(reasonOf(rulings[0].verify(
                     envelope.header, m_domain.serverCertificate(), m_domain.unitSigner(Office).certificate())),
            QByteArray());
        QCOMPARE(rulings[0].directive()->facts().reason, u"附件有误"_s);
        QCOMPARE(rulings[0].directive()->facts().memberName, u"孙丽华"_s);
    }
    // A machine may still say that it had it; nobody signs for it or returns it any more.
    QCOMPARE(answer(Finance, envelope.header, ReceiptKind::Opened), QByteArray());
    for (const ReceiptKind kind : {ReceiptKind::SignedFor, ReceiptKind::Registered, ReceiptKind::Returned})
        QCOMPARE(answer(Town, envelope.header, kind), QByteArray("receipt.recalled"));
}

void RecallTest::whoeverSignedForItKeepsIt()
{
    const Envelope envelope = send({Finance, Town});
    QCOMPARE(answer(Finance, envelope.header, ReceiptKind::SignedFor), QByteArray());
    QCOMPARE(recall(envelope.header, {Finance, Town}), (QByteArrayList{"recalled CJZ", "too-late CZJ"}));
    QVERIFY(mayRead(Finance, envelope));
    QCOMPARE(answer(Finance, envelope.header, ReceiptKind::Registered), QByteArray());
    const auto last = told(Finance);
    QVERIFY(last.isEmpty() || last.constLast().facts().envelope != envelope.header.routing().id);
}

void RecallTest::theFirstAtTheServerWins()
{
    // Both at once, over and over: whoever is second is told, and never do both succeed.
    for (int round = 0; round < 6; ++round) {
        const Envelope envelope = send({Finance});
        const auto office = connectAs(Office);
        const auto finance = connectAs(Finance);
        QVERIFY(ask<Rulings>(*office, PullRulings{0, 1}));
        QVERIFY(ask<Rulings>(*finance, PullRulings{0, 1}));
        const GiveDirective give{directive(facts(envelope.header, {Finance}))};
        const PushReceipts push{{returnedOr(Finance, envelope.header, ReceiptKind::SignedFor).toBytes()}};
        auto recalled = round % 2 ? office->request(give, 20s) : QFuture<Result<Body>>();
        auto answered = finance->request(push, 20s);
        if (round % 2 == 0)
            recalled = office->request(give, 20s);
        const auto state = answerAs<DirectiveState>(recalled.result());
        const auto receipts = answerAs<ReceiptStates>(answered.result());
        QVERIFY2(state && receipts, (reasonOf(state) + reasonOf(receipts)).constData());
        const bool isSigned = receipts->reasons.at(0).isEmpty();
        QCOMPARE(words(state->rulings), QByteArrayList{isSigned ? "too-late CZJ" : "recalled CZJ"});
        if (!isSigned)
            QCOMPARE(receipts->reasons.at(0), QByteArray("receipt.recalled"));
    }
}

void RecallTest::theSameRecallAgainChangesNothing()
{
    const Envelope envelope = send({Finance});
    const auto office = connectAs(Office);
    const GiveDirective give{directive(facts(envelope.header, {Finance}))};
    const auto first = ask<DirectiveState>(*office, give);
    const auto before = told(Finance).size();
    QCOMPARE(*ask<DirectiveState>(*office, give), *first);
    // Another desktop of the unit recalls it too: it hears the same, and the recipient hears nothing new.
    DirectiveFacts other = facts(envelope.header, {Finance});
    other.time += 1s;
    const auto second = ask<DirectiveState>(*office, GiveDirective{directive(other)});
    QVERIFY2(second, reasonOf(second).constData());
    QCOMPARE(words(second->rulings), QByteArrayList{"recalled CZJ"});
    QCOMPARE(told(Finance).size(), before);
}

void RecallTest::nobodyRecallsAnothersDocument_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("in its own name") << 0 << QByteArray("directive.foreign-envelope");
    QTest::newRow("in the sender's name") << 1 << QByteArray("directive.impersonated");
    QTest::newRow("a copy of the sender's act") << 2 << QByteArray("directive.impersonated");
    QTest::newRow("the sender, from a stranger to it") << 3 << QByteArray("directive.foreign-unit");
    QTest::newRow("of nothing") << 4 << QByteArray("envelope.unknown");
    QTest::newRow("altered") << 5 << QByteArray("directive.signature");
}

void RecallTest::nobodyRecallsAnothersDocument()
{
    QFETCH(int, fault);
    QFETCH(QByteArray, reason);
    const Envelope envelope = send({Town});
    DirectiveFacts recalled = facts(envelope.header, {Town});
    const UnitCode session = fault < 3 ? Finance : Office;
    if (fault == 0)
        recalled.unit = Finance;
    if (fault == 3)
        recalled.recipients = {Finance};
    if (fault == 4)
        recalled.envelopeDigest = Digest();
    QByteArray bytes = directive(recalled, fault < 2 ? Finance : Office);
    if (fault == 5)
        bytes.replace(u"附件有误"_s.toUtf8(), u"附件有毒"_s.toUtf8());
    QCOMPARE(reasonOf(ask<DirectiveState>(*connectAs(session), GiveDirective{bytes})), reason);
    QVERIFY(waits(Town, envelope.header));
    QCOMPARE(answer(Town, envelope.header, ReceiptKind::SignedFor), QByteArray());
}

void RecallTest::aFloodOfOrdinaryOnesDelaysNoFlash()
{
    for (int i = 0; i < 30; ++i)
        send({Finance}, i % 2 ? Urgency::Ordinary : Urgency::Expedited);
    const Envelope flash = send({Finance}, Urgency::Flash);
    send({Finance}, Urgency::Urgent);
    // Whatever the recipient asks for next, the flash one is the first, then by urgency, then as they came.
    const auto one = ask<Deliveries>(*connectAs(Finance), FetchDeliveries{1});
    QCOMPARE(one->deliveries.size(), 1);
    QCOMPARE(one->deliveries[0].header, flash.header.toBytes());
    const auto all = ask<Deliveries>(*connectAs(Finance), FetchDeliveries{1000});
    std::pair<int, quint64> before{100, 0};
    for (const auto &delivery : all->deliveries) {
        const auto header = EnvelopeHeader::fromBytes(delivery.header);
        const std::pair place{static_cast<int>(header->routing().urgency), delivery.number};
        QVERIFY(place.first < before.first || (place.first == before.first && place.second > before.second));
        before = place;
    }
    QVERIFY(all->deliveries.size() >= 32);
}

void RecallTest::whatIsHeldComesAtItsTime()
{
    const Envelope envelope = heldFor(2h);
    QVERIFY(!waits(Finance, envelope.header));
    QVERIFY(!mayRead(Finance, envelope));
    // It is accepted and durable: a restart holds it as before.
    m_server.reset();
    start();
    QVERIFY(!waits(Finance, envelope.header));
    m_clock.move(2h + 1s);
    m_server->followNow();
    QTRY_VERIFY(waits(Finance, envelope.header));
    QVERIFY(mayRead(Town, envelope));
}

void RecallTest::theClockSetBackTakesNothingOutOfAQueue()
{
    const Envelope envelope = heldFor(1h);
    m_clock.move(1h + 1s);
    m_server->followNow();
    QTRY_VERIFY(waits(Finance, envelope.header));
    m_clock.move(-2h);
    m_server->followNow();
    QVERIFY(waits(Finance, envelope.header));
    m_server.reset();
    start();
    QVERIFY(waits(Town, envelope.header));
    m_clock.move(1h);
}

/// Another server keeps the queues; this one is asked by nobody who knows.
void RecallTest::whoWasReplacedLetsNothingGo()
{
    const Envelope envelope = heldFor(1h);
    const auto term = journal::ServerTerm::sign(
        {quint64(1) << 40, journal::TermKind::TakenOver, m_clock.now()}, m_domain.serverSigner());
    QVERIFY2(term, reasonOf(term).constData());
    QCOMPARE(reasonOf(ask<Term>(*connectAs(Office), AskTerm{term->toBytes()})), QByteArray("server.superseded"));
    m_clock.move(1h + 1s);
    m_server->followNow();
    QTest::qWait(1'500); // It looks each second.
    m_clock.move(-1h);
    m_server.reset();
    QVERIFY(QFile::remove(m_domain.path() + u"/superseded.term"_s));
    start();
    QVERIFY2(!waits(Finance, envelope.header), "it let an envelope go that was held");
    m_clock.move(1h);
}

void RecallTest::whatIsHeldCanBeRecalled()
{
    const Envelope envelope = heldFor(1h);
    QCOMPARE(recall(envelope.header, {Finance}), QByteArrayList{"recalled CZJ"});
    m_clock.move(1h + 1s);
    m_server->followNow();
    QTRY_VERIFY(waits(Town, envelope.header));
    QVERIFY(!waits(Finance, envelope.header));
}

void RecallTest::nothingIsHeldOnceItIsAccepted()
{
    const Envelope envelope = send({Finance});
    DirectiveFacts hold = facts(envelope.header, {});
    hold.kind = DirectiveKind::Hold;
    hold.reason.clear();
    hold.until = hold.time + 1h;
    QCOMPARE(reasonOf(ask<DirectiveState>(*connectAs(Office), GiveDirective{directive(hold)})),
        QByteArray("directive.too-late"));
    QVERIFY(waits(Finance, envelope.header));
    // What another unit says of an envelope that is to come holds nothing.
    const Envelope next = m_domain.envelope(Office, {Town}, 500);
    hold = facts(next.header, {});
    hold.kind = DirectiveKind::Hold;
    hold.reason.clear();
    hold.until = hold.time + 1h;
    hold.unit = Finance;
    QVERIFY(ask<DirectiveState>(*connectAs(Finance), GiveDirective{directive(hold, Finance)}));
    QVERIFY(sendWhole(*connectAs(Office), next));
    QVERIFY(waits(Town, next.header));
}

void RecallTest::checkBothSides(const Envelope &envelope, const UnitCode &unit, const QList<Receipt> &receipts,
    const QList<Ruling> &senders, const QList<Ruling> &recipients)
{
    const Digest digest = envelope.header.digest();
    auto delivery = exchange::Delivery::begin(envelope.header, unit);
    int answers = 0;
    for (const Receipt &receipt : receipts) {
        if (receipt.facts().envelopeDigest == digest && receipt.facts().unit == unit) {
            delivery = *delivery.apply(ReceiptArrived{receipt.facts()});
            ++answers;
        }
    }
    for (const Ruling &ruling : senders) {
        if (ruling.facts().envelopeDigest == digest && ruling.facts().units.contains(unit))
            delivery = *delivery.apply(RulingArrived{ruling.facts()});
    }
    const bool hears = std::any_of(recipients.begin(), recipients.end(), [&](const Ruling &ruling) {
        return ruling.facts().envelopeDigest == digest && ruling.facts().kind == RulingKind::Recalled;
    });
    const bool isRecalled = delivery.ruled && delivery.ruled->kind == RulingKind::Recalled;
    QCOMPARE(hears, isRecalled);
    QVERIFY2(!isRecalled || answers == 0, "recalled, and answered all the same");
    QVERIFY2(!delivery.ruled || isRecalled || answers == 1, "too late, and nobody answered");
    QCOMPARE(delivery.stage() == DeliveryStage::Recalled, isRecalled);
    QCOMPARE(waits(unit, envelope.header), !isRecalled);
}

void RecallTest::everyDeliveryEndsInOneStateThatBothSidesKnow()
{
    const quint32 seed = 20'260'701;
    std::mt19937 random(seed);
    QList<Envelope> envelopes;
    for (int step = 0; step < 60; ++step) {
        const auto what = random() % 10;
        if (envelopes.isEmpty() || what < 3) {
            envelopes.append(send({Finance, Town}));
            continue;
        }
        const Envelope &envelope =
            envelopes.at(static_cast<qsizetype>(random() % static_cast<quint64>(envelopes.size())));
        const UnitCode unit = random() % 2 ? Finance : Town;
        if (what < 6)
            recall(envelope.header, random() % 3 ? QList{unit} : QList{Finance, Town});
        else if (what < 9)
            answer(unit, envelope.header, random() % 4 ? ReceiptKind::SignedFor : ReceiptKind::Returned);
        else if (step % 3 == 0) {
            m_server.reset();
            start();
        }
    }
    QList<Receipt> receipts;
    const auto pulled = ask<Receipts>(*connectAs(Office), PullReceipts{0, 10'000});
    for (const Numbered &receipt : pulled->receipts) {
        const auto read = Receipt::fromBytes(receipt.bytes);
        // Who signed for it may return it later, which is no second state.
        const bool isFirst = std::none_of(receipts.begin(), receipts.end(), [&read](const Receipt &known) {
            return known.facts().envelopeDigest == read->facts().envelopeDigest
                   && known.facts().unit == read->facts().unit;
        });
        if (read->facts().kind >= ReceiptKind::SignedFor && isFirst)
            receipts.append(*read);
    }
    const auto senders = told(Office);
    for (const UnitCode &unit : {Finance, Town}) {
        const auto recipients = told(unit);
        for (const Envelope &envelope : std::as_const(envelopes)) {
            checkBothSides(envelope, unit, receipts, senders, recipients);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void RecallTest::whatWaitsForARetiredUnitGoesBackWithItsSuccessor()
{
    const Envelope waiting = send({Finance, Town});
    const Envelope held = heldFor(5h);
    const quint64 before = static_cast<quint64>(told(Office).size());
    QVERIFY(m_domain.retire(Town, Finance));
    m_server->followNow();
    QList<Ruling> rulings;
    const auto tells = [&](const Envelope &envelope) {
        rulings = told(Office, before);
        return std::any_of(rulings.begin(), rulings.end(), [&envelope](const Ruling &ruling) {
            return ruling.facts().envelopeDigest == envelope.header.digest()
                   && ruling.facts().kind == RulingKind::Undeliverable && ruling.facts().units == QList{Town}
                   && ruling.facts().successor == Finance;
        });
    };
    QTRY_VERIFY(tells(waiting));
    QVERIFY(tells(held));
    // The other recipient has it as before; nothing is told twice.
    QVERIFY(waits(Finance, waiting.header));
    m_server.reset();
    start();
    const qsizetype count = rulings.size();
    m_server->followNow();
    QTest::qWait(50);
    QCOMPARE(told(Office, before).size(), count);
    QCOMPARE(reasonOf(ask<EnvelopeState>(
                 *connectAs(Office), SendEnvelope{m_domain.envelope(Office, {Town}, 500).header.toBytes()})),
        QByteArray("envelope.recipient-unknown"));
}

QTEST_GUILESS_MAIN(RecallTest)
#include "RecallTest.moc"
