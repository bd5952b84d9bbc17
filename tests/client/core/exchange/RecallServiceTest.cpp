// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RecallService.h"

#include "client/core/exchange/CourierService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/SyncEvent.h"
#include "client/core/exchange/Unsent.h"
#include "client/core/incoming/IncomingService.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/exchange/NoticeSteps.h"
#include "tests/client/core/exchange/OtherLinks.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using exchange::DeliveryStage;

/// Recalls between two units over a real server, and a third one by stick.
class RecallServiceTest : public QObject, private NoticeSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatArrivedIsTakenBackAndEnds();
    void whoeverSignedFirstKeepsIt();
    void signingWhileApartComesTooLate();
    void aRecallWaitsOfflineAndForANewerServer();
    void whatNeverLeftGoesNowhere();
    void whatLeftWithoutAWordOfItIsTakenBack();
    void aRestoredServerIsToldWhomItConcerns();
    void aRulingThatWasPassedOverIsAskedForAgain();
    void aRulingOnOthersEndsNothing();
    void aRulingBeforeTheBeginningEndsToo();
    void aRetiredUnitsStickIsNotTheServersToRuleOn();
    void whatMayNotBeRecalledIsNot();
    void whatIsSentForLaterComesAtItsTime();
    void anOlderServerGetsItWhenItsTimeHasCome();
    void aRebuildTellsTheSame();

private:
    /// What the server ruled on the envelope under this number, the newest last.
    QList<exchange::Ruling> rulingsOf(int serial) const
    {
        journal::Database &database = m_exchange->sender->journal().database();
        const auto sent = ExchangeProjection::outbox(database, streamOf(serial)).value();
        return DirectiveProjection::rulings(database, sent.first().header.digest()).value();
    }
    /// Writes the ruling into a stream of the finance bureau as a desktop of its own would.
    void write(const exchange::Ruling &ruling, const StreamId &stream)
    {
        Workspace &finance = *m_exchange->finance;
        const auto written = finance.journal().append(
            finance.member().id, {{stream, u"incoming"_s, entrykind::Ruling.toString(), ruling.toBytes(), {},
                                     finance.profile().unit.toString()}});
        QVERIFY2(written, reasonOf(written).constData());
    }
    /// What another desktop of the finance bureau begins the stream with, which knows nothing of it.
    QList<journal::NewEntry> beginning(const StreamId &stream) const
    {
        return RecordService(*m_exchange->finance)
            .startEntries(
                {u"incoming"_s, {{u"title"_s, u"通知"_s}, {u"sender"_s, u"江阴市人民政府办公室"_s}}, {}, stream})
            .value();
    }
    bool isEnded(const StreamId &stream) const
    {
        const auto view = RecordService(*m_exchange->finance).load(stream).value();
        const auto summary = RecordProjection::summary(m_exchange->finance->journal().database(), stream).value();
        if (!summary || view.record.process.isEnded() != summary->process.isEnded())
            qFatal("the record and its summary differ");
        return summary->process.isEnded();
    }
    RecordView recordAtFinance(const EnvelopeId &envelope) const
    {
        return RecordService(*m_exchange->finance).load(incomingStream(envelope)).value();
    }
};

void RecallServiceTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void RecallServiceTest::whatArrivedIsTakenBackAndEnds()
{
    const Dispatch dispatch = send(1);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    QVERIFY(!recordAtFinance(dispatch.envelope).possible.isEmpty());
    const auto recalled = recall(1);
    QVERIFY2(recalled, reasonOf(recalled).constData());
    QCOMPARE(*recalled, QList{m_exchange->finance->profile().unit});
    QCOMPARE(line(1).delivery.stage(), DeliveryStage::Recalling);
    sync(*m_exchange->sender);
    QCOMPARE(line(1).delivery.stage(), DeliveryStage::Recalled);
    // The other side: who, when and why; nothing is left to do.
    sync(*m_exchange->finance);
    const StreamId stream = incomingStream(dispatch.envelope);
    const auto facts = IncomingService(*m_exchange->finance).facts(stream).value();
    QVERIFY(facts && facts->recalled);
    QCOMPARE(facts->recalled->reason, u"附件有误"_s);
    QCOMPARE(facts->recalled->memberName, m_exchange->sender->member().name);
    QVERIFY(recordAtFinance(dispatch.envelope).possible.isEmpty());
    QCOMPARE(recordAtFinance(dispatch.envelope).record.process.ended, modules::RecalledEnd.toString());
    const auto summary = RecordProjection::summary(m_exchange->finance->journal().database(), stream).value();
    QVERIFY(summary && summary->process.isEnded());
    QCOMPARE(reasonOf(ReceiptService(*m_exchange->finance).signFor(stream, SampleOffice::pin())),
        QByteArray("receipt.recalled"));
    QCOMPARE(reasonOf(ReceiptService(*m_exchange->finance)
                          .answerOnce(stream, exchange::ReceiptKind::SignedFor, {}, SampleOffice::pin())),
        QByteArray("receipt.recalled"));
    const auto open = openArrivals(*m_exchange->finance).value();
    QVERIFY(std::none_of(
        open.begin(), open.end(), [&stream](const ArrivedEnvelope &arrived) { return arrived.stream == stream; }));
    // Again there is nothing to take back, and nothing new to tell.
    QCOMPARE(reasonOf(recall(1)), QByteArray("delivery.already-signed-for"));
    QCOMPARE(m_exchange->sync(*m_exchange->sender)->rulingsTaken, 0);
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->rulingsTaken, 0);
}

void RecallServiceTest::whoeverSignedFirstKeepsIt()
{
    const Dispatch dispatch = send(2);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const StreamId stream = incomingStream(dispatch.envelope);
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(stream, SampleOffice::pin()));
    sync(*m_exchange->finance);
    // Before the receipt is known here.
    QVERIFY(recall(2));
    sync(*m_exchange->sender);
    QCOMPARE(line(2).delivery.stage(), DeliveryStage::SignedFor);
    QVERIFY(line(2).wasRecalledTooLate());
    sync(*m_exchange->finance);
    QVERIFY(!IncomingService(*m_exchange->finance).facts(stream).value()->recalled);
    QVERIFY(recordAtFinance(dispatch.envelope).record.process.ended.isEmpty());
}

void RecallServiceTest::signingWhileApartComesTooLate()
{
    const Dispatch dispatch = send(3);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const StreamId stream = incomingStream(dispatch.envelope);
    // Both act while the finance bureau is cut off; the server hears of the recall first.
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(stream, SampleOffice::pin()));
    QVERIFY(recall(3));
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    sync(*m_exchange->sender);
    QCOMPARE(line(3).delivery.stage(), DeliveryStage::Recalled);
    QVERIFY(!line(3).delivery.isAnswered());
    QVERIFY(IncomingService(*m_exchange->finance).facts(stream).value()->recalled);
    const RecordView record = recordAtFinance(dispatch.envelope);
    QCOMPARE(record.record.process.ended, modules::RecalledEnd.toString());
    QVERIFY(record.possible.isEmpty());
    QVERIFY2(record.history.size() > 1, "what was done stays in the history");
}

void RecallServiceTest::aRecallWaitsOfflineAndForANewerServer()
{
    send(4);
    sync(*m_exchange->sender);
    m_exchange->stopServer();
    QVERIFY(recall(4));
    QCOMPARE(m_exchange->sync(*m_exchange->sender).error().code, ErrorCode::Unavailable);
    QCOMPARE(line(4).delivery.stage(), DeliveryStage::Recalling);
    m_exchange->startServer();
    auto settings = connectionSettings(*m_exchange->sender).value();
    settings.endpoint = m_exchange->server->endpoint();
    {
        protocol::ClientConnection connection(std::move(settings), m_exchange->office.random());
        ConnectionLink real(connection);
        OlderServerLink older(real);
        DirectGate gate;
        const auto report = Synchronizer(*m_exchange->sender, gate, older).run();
        QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
        QVERIFY(report->refused.isEmpty());
    }
    QCOMPARE(line(4).delivery.stage(), DeliveryStage::Recalling);
    sync(*m_exchange->sender);
    QCOMPARE(line(4).delivery.stage(), DeliveryStage::Recalled);
    // It never came to the finance bureau.
    QVERIFY(m_exchange->sync(*m_exchange->finance)->arrivals.isEmpty());
}

void RecallServiceTest::whatNeverLeftGoesNowhere()
{
    const auto waiting = recordsWaiting(*m_exchange->sender).value();
    const Dispatch dispatch = send(5, {u"各镇"_s, u"市各直属单位"_s});
    QCOMPARE(dispatch.routes.size(), 2);
    const auto recalled = recall(5);
    QVERIFY2(recalled, reasonOf(recalled).constData());
    QCOMPARE(recalled->size(), 2);
    QCOMPARE(line(5, 0).delivery.stage(), DeliveryStage::Recalled);
    QCOMPARE(line(5, 1).delivery.stage(), DeliveryStage::Recalled);
    QVERIFY(m_exchange->sync(*m_exchange->sender)->sent.isEmpty());
    // It does not count as waiting, neither for the server nor for a stick.
    QCOMPARE(recordsWaiting(*m_exchange->sender).value(), waiting);
    const auto unsent = unsentThings(*m_exchange->sender);
    QVERIFY(unsent);
    for (const UnsentThing &thing : *unsent)
        QVERIFY(thing.stream != streamOf(5));
    QVERIFY(m_exchange->sync(*m_exchange->finance)->arrivals.isEmpty());
    // The server does not know it; once nothing can be on its way any more, it is not asked again.
    journal::Database &database = m_exchange->sender->journal().database();
    const auto isAsked = [&] {
        const auto asked = RecallService(*m_exchange->sender).waitingForServer().value();
        return std::any_of(
            asked.begin(), asked.end(), [](const GivenDirective &recall) { return recall.stream == streamOf(5); });
    };
    const auto directive = DirectiveProjection::recalls(database)->constLast().directive;
    QVERIFY(RecallService(*m_exchange->sender).noteUnknown(directive).value());
    QVERIFY(isAsked());
    QVERIFY(DesktopMarks(database).noteNeverLeft(directive.digest()));
    QVERIFY(!isAsked());
    const QString stick = m_exchange->office.path(u"recall-stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    const auto out = CourierService(*m_exchange->sender).exportTo(m_exchange->town->profile().desktop, medium);
    QVERIFY2(out, reasonOf(out).constData());
    QCOMPARE(out->envelopes, 0);
}

/// The server took it, and its word of that was lost: only the server can say whether it left.
void RecallServiceTest::whatLeftWithoutAWordOfItIsTakenBack()
{
    const Dispatch dispatch = send(9);
    const auto lost = m_exchange->over(*m_exchange->sender, [this](ServerLink &real) {
        LostAcceptanceLink link(real);
        DirectGate gate;
        return Synchronizer(*m_exchange->sender, gate, link).run();
    });
    QCOMPARE(reasonOf(lost), QByteArray("connection.lost"));
    QVERIFY(recall(9));
    sync(*m_exchange->sender);
    const auto ruling = DirectiveProjection::recalled(m_exchange->sender->journal().database(),
        ExchangeProjection::outbox(m_exchange->sender->journal().database(), streamOf(9))->first().header.digest(),
        m_exchange->finance->profile().unit);
    QVERIFY2(ruling && *ruling, "the server was not told of the recall");
    const auto report = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(report, reasonOf(report).constData());
    for (const ArrivalOutcome &arrival : report->arrivals)
        QVERIFY(arrival.envelope != dispatch.envelope);
    QCOMPARE(line(9).delivery.stage(), DeliveryStage::Recalled);
}

/// Those who keep the document are not named to it; the others are, whatever was ruled before.
void RecallServiceTest::aRestoredServerIsToldWhomItConcerns()
{
    const UnitCode finance = m_exchange->finance->profile().unit;
    const UnitCode town = m_exchange->town->profile().unit;
    const Dispatch dispatch = send(10, {u"各镇"_s, u"江阴市财政局"_s});
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(incomingStream(dispatch.envelope), SampleOffice::pin()));
    sync(*m_exchange->finance);
    const auto recalled = recall(10); // Before the receipt is known here.
    QVERIFY2(recalled, reasonOf(recalled).constData());
    QVERIFY(recalled->contains(finance) && recalled->contains(town));
    sync(*m_exchange->sender);
    const auto repeated = RecallService(*m_exchange->sender).recallsToRepeat(Instant());
    QVERIFY2(repeated, reasonOf(repeated).constData());
    const auto recipients = [&](int serial) {
        const auto sent = ExchangeProjection::outbox(m_exchange->sender->journal().database(), streamOf(serial));
        QList<UnitCode> units;
        for (const exchange::Directive &recall : *repeated) {
            if (recall.facts().envelopeDigest == sent->first().header.digest())
                units += recall.facts().recipients;
        }
        return units;
    };
    QCOMPARE(recipients(1), QList{finance});
    QCOMPARE(recipients(2), QList<UnitCode>());
    QVERIFY(!recipients(10).contains(finance));
    QVERIFY(recipients(10).contains(town));
    QVERIFY(RecallService(*m_exchange->sender)
                .recallsToRepeat(m_exchange->office.environment().clock.now() + 1h)
                ->isEmpty());
}

/// It came while the clock was wrong, say, and was refused; the server refuses the answer because of it.
void RecallServiceTest::aRulingThatWasPassedOverIsAskedForAgain()
{
    const Dispatch dispatch = send(11);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const StreamId stream = incomingStream(dispatch.envelope);
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(stream, SampleOffice::pin()));
    QVERIFY(recall(11));
    sync(*m_exchange->sender);
    DesktopMarks marks(m_exchange->finance->journal().database());
    QVERIFY(marks.moveRulingCursor(marks.rulingCursor().value() + 1)); // As if it had been refused.
    const auto refused = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(refused, reasonOf(refused).constData());
    QCOMPARE(refused->rulingsTaken, 0);
    QCOMPARE(refused->refused.value(0).error.reason, QByteArray("receipt.recalled"));
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->rulingsTaken, 1);
    QVERIFY(IncomingService(*m_exchange->finance).facts(stream).value()->recalled);
    // Where it does not help, it is not done in every run.
    QVERIFY(marks.moveRulingCursor(1));
    exchange::ReceiptFacts answer;
    answer.envelopeDigest = crypto::sm3("an envelope without a ruling");
    QVERIFY(RecallService(*m_exchange->finance).noteMissingRuling(answer));
    QCOMPARE(marks.rulingCursor().value(), quint64(1));
}

/// A hostile server has a genuine ruling about another unit, or a clerk one about another document.
void RecallServiceTest::aRulingOnOthersEndsNothing()
{
    const auto rulings = rulingsOf(10);
    const auto onTown = std::find_if(rulings.begin(), rulings.end(),
        [](const exchange::Ruling &ruling) { return ruling.facts().kind == exchange::RulingKind::Recalled; });
    QVERIFY(onTown != rulings.end());
    const StreamId stream = incomingStream(onTown->facts().envelope);
    QVERIFY(!onTown->facts().units.contains(m_exchange->finance->profile().unit));
    QCOMPARE(reasonOf(RecallService(*m_exchange->finance).take(onTown->toBytes())), QByteArray("ruling.foreign-unit"));
    write(*onTown, stream);
    QVERIFY2(!isEnded(stream), "by a ruling on another unit");
    write(rulingsOf(9).first(), stream);
    QVERIFY2(!isEnded(stream), "by a ruling on another envelope");
}

/// So it may stand after a restore, when the ruling's desktop was there before the arrival's.
void RecallServiceTest::aRulingBeforeTheBeginningEndsToo()
{
    const exchange::Ruling ruling = rulingsOf(9).first();
    const StreamId stream = incomingStream(ruling.facts().envelope);
    const auto entries = beginning(stream);
    write(ruling, stream);
    QVERIFY(m_exchange->finance->journal().append(m_exchange->finance->member().id, entries));
    QVERIFY2(isEnded(stream), "the record is open for ever");
    QVERIFY(RecordService(*m_exchange->finance).load(stream)->possible.isEmpty());
    QVERIFY(m_exchange->finance->journal().rebuild());
    QVERIFY(isEnded(stream));
}

/// The server has a row for every recipient; what goes by stick it does not bring.
void RecallServiceTest::aRetiredUnitsStickIsNotTheServersToRuleOn()
{
    Workspace &sender = *m_exchange->sender;
    send(12, {u"各镇"_s, u"江阴市财政局"_s});
    const auto sent = ExchangeProjection::outbox(sender.journal().database(), streamOf(12))->first();
    exchange::RulingFacts facts;
    facts.kind = exchange::RulingKind::Undeliverable;
    facts.envelope = sent.header.routing().id;
    facts.envelopeDigest = sent.header.digest();
    facts.units = {m_exchange->finance->profile().unit, m_exchange->town->profile().unit};
    facts.time = m_exchange->office.environment().clock.now();
    const auto ruling = exchange::Ruling::sign(facts, *sender.keys().unitSigning);
    QVERIFY2(ruling, reasonOf(ruling).constData());
    QVERIFY(sender.journal().append(sender.member().id, {{streamOf(12), u"outgoing"_s, entrykind::Ruling.toString(),
                                                            ruling->toBytes(), {}, sender.profile().unit.toString()}}));
    for (qsizetype i = 0; i < 2; ++i) {
        const bool byStick = line(12, i).channel == Channel::Bundle;
        QCOMPARE(line(12, i).delivery.stage(), byStick ? DeliveryStage::Queued : DeliveryStage::Failed);
    }
}

void RecallServiceTest::whatMayNotBeRecalledIsNot()
{
    send(6);
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    QCOMPARE(reasonOf(RecallService(*clerk).recall(streamOf(6), {}, u"因"_s)), QByteArray("dispatch.no-unit-key"));
    RecallService service(*m_exchange->sender);
    QCOMPARE(reasonOf(service.recall(streamOf(6), {}, u"  "_s)), QByteArray("recall.reason"));
    QCOMPARE(reasonOf(service.recall(streamOf(6), {}, u"一\n二"_s)), QByteArray("recall.reason"));
    QCOMPARE(reasonOf(service.recall(StreamId(u"none"_s), {}, u"因"_s)), QByteArray("recall.not-sent"));
    QCOMPARE(reasonOf(service.recall(streamOf(6), {m_exchange->town->profile().unit}, u"因"_s)),
        QByteArray("delivery.already-signed-for"));
    QVERIFY(!line(6).recall);
    // Another unit's ruling-like bytes are refused and recorded.
    QVERIFY(!service.take("no ruling"));
    QCOMPARE(m_exchange->sender->audit().newest(1)->first().what, u"ruling.take"_s);
}

void RecallServiceTest::whatIsSentForLaterComesAtItsTime()
{
    const Instant now = m_exchange->office.environment().clock.now();
    DispatchOrder order = m_exchange->order(streamOf(7), 7);
    order.recipients = {u"江阴市财政局"_s};
    DispatchService service(*m_exchange->sender);
    for (const Instant wrong : {now - 1s, now + 24h * 366}) {
        order.notBefore = wrong;
        QCOMPARE(reasonOf(service.dispatch(order)), QByteArray("dispatch.time"));
    }
    QVERIFY(!m_exchange->sender->journal().hasStream(streamOf(7)).value());
    order.notBefore = m_exchange->office.environment().clock.now() + 4s;
    const auto dispatch = service.dispatch(order);
    QVERIFY2(dispatch, reasonOf(dispatch).constData());
    const Instant until = *line(7).heldUntil;
    sync(*m_exchange->sender);
    QCOMPARE(line(7).delivery.stage(), DeliveryStage::Accepted);
    const auto arrives = [&] {
        const auto report = m_exchange->sync(*m_exchange->finance);
        return report && !report->arrivals.isEmpty() && report->arrivals.constLast().envelope == dispatch->envelope;
    };
    bool came = arrives();
    // On a slow machine the moment may be past by now; before it, nothing comes.
    QVERIFY2(!came || m_exchange->office.environment().clock.now() >= until, "it came before its time");
    QTRY_VERIFY_WITH_TIMEOUT(came = came || arrives(), 30'000); // It arrives once.
    QVERIFY(m_exchange->office.environment().clock.now() >= until);
}

void RecallServiceTest::anOlderServerGetsItWhenItsTimeHasCome()
{
    auto order = m_exchange->order(streamOf(8), 8);
    order.recipients = {u"江阴市财政局"_s, u"各镇"_s};
    order.notBefore = m_exchange->office.environment().clock.now() + 1h;
    QVERIFY(DispatchService(*m_exchange->sender).dispatch(order));
    auto settings = connectionSettings(*m_exchange->sender).value();
    settings.endpoint = m_exchange->server->endpoint();
    protocol::ClientConnection connection(std::move(settings), m_exchange->office.random());
    ConnectionLink real(connection);
    OlderServerLink older(real);
    DirectGate gate;
    const auto report = Synchronizer(*m_exchange->sender, gate, older).run();
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QVERIFY(report->refused.isEmpty());
    QVERIFY2(!report->sent.contains(streamOf(8)), "sent to a server that does not hold it");
    QCOMPARE(line(8).delivery.stage(), DeliveryStage::Queued);
    // Nor does a stick carry it before.
    const auto lists = CourierService(*m_exchange->sender).contentsFor(m_exchange->town->profile().desktop);
    QVERIFY2(lists, reasonOf(lists).constData());
    for (const CargoLine &carried : lists->lines)
        QVERIFY(carried.stream != streamOf(8));
}

void RecallServiceTest::aRebuildTellsTheSame()
{
    const auto stages = [this] {
        QList<DeliveryStage> all;
        for (int serial = 1; serial <= 6; ++serial)
            all.append(line(serial).delivery.stage());
        return all;
    };
    const auto before = stages();
    QVERIFY(m_exchange->sender->journal().rebuild());
    QVERIFY(m_exchange->finance->journal().rebuild());
    QCOMPARE(stages(), before);
}

QTEST_GUILESS_MAIN(RecallServiceTest)
#include "RecallServiceTest.moc"
