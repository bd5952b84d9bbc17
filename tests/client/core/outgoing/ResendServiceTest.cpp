// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/ResendService.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/RecallService.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

/// What was dispatched goes to further units over a real server, once more to who returned it, and to a successor.
class ResendServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFurtherUnitGetsTheSameDocument();
    void whoHasItDoesNotGetItTwice();
    void whoReturnedItGetsItAgainOnceConfirmed();
    void fromWhomItWasRecalledMayHaveItAgain();
    void whatCannotBeSentOnIsRefusedAndChangesNothing();
    void whatRottedInTheFirstComesOutOfAnother();
    void noSuccessorIsTheServersToName();
    // Behind the others: the finance bureau is retired then.
    void aRetiredUnitsSuccessorGetsIt();

private:
    StreamId send(const QString &name, int serial, const QString &to)
    {
        auto order = m_exchange->order(StreamId(name), serial);
        order.recipients = {to};
        order.attachments = {{u"附表.csv"_s, "科目,金额\n"}};
        order.printQuota = 3;
        const auto dispatch = DispatchService(*m_exchange->sender).dispatch(order);
        if (!dispatch)
            qFatal("%s", dispatch.error().reason.constData());
        return order.stream;
    }
    auto add(const StreamId &stream, const QStringList &to, Again again = Again::Refuse)
    {
        return ResendService(*m_exchange->sender).send(stream, {to, again, {}});
    }
    void sync(Workspace &workspace)
    {
        const auto report = m_exchange->sync(workspace);
        QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
        QVERIFY2(report->refused.isEmpty(), report->refused.value(0).error.reason.constData());
    }
    QList<DispatchedEnvelope> sent(const StreamId &stream) const
    {
        return ExchangeProjection::outbox(m_exchange->sender->journal().database(), stream).value();
    }
    Tracking tracking(const StreamId &stream) const
    {
        return ReceiptService(*m_exchange->sender).tracking(stream).value();
    }
    std::optional<ArrivedEnvelope> atFinance(const EnvelopeId &envelope) const
    {
        return ExchangeProjection::arrived(m_exchange->finance->journal().database(), envelope).value();
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    const QString m_finance = u"江阴市财政局"_s;
    StreamId m_shared; ///< Sent to the town, then to the finance bureau.
};

void ResendServiceTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void ResendServiceTest::aFurtherUnitGetsTheSameDocument()
{
    m_shared = send(u"shared"_s, 1, u"各镇"_s);
    const auto added = add(m_shared, {m_finance});
    QVERIFY2(added, reasonOf(added).constData());
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const auto arrived = atFinance(added->envelope);
    QVERIFY(arrived);
    // Byte for byte what the first recipient has in its envelope.
    const auto envelopes = sent(m_shared);
    QCOMPARE(envelopes.size(), 2);
    QVERIFY(envelopes[0].header.routing().id != envelopes[1].header.routing().id);
    const ArrivalService arrivals(*m_exchange->finance);
    auto order = m_exchange->order(StreamId(u"compared"_s), 1);
    QCOMPARE(arrivals.documentHeader(arrived->entry)->title, order.header.title);
    QCOMPARE(arrivals.documentHeader(arrived->entry)->number, order.header.number);
    QCOMPARE(arrived->entry.parts.size(), 3);
    QCOMPARE(arrived->entry.parts[2].name, u"附表.csv"_s);
    QCOMPARE(*arrivals.read(arrived->entry, arrived->entry.parts[2]), QByteArray("科目,金额\n"));
    QVERIFY(arrivals.verify(*arrived)->conclusion <= SealingConclusion::CannotBeChecked);
    const exchange::EnvelopeRecipient &granted = envelopes[1].header.routing().recipients[0];
    QCOMPARE(granted.printQuota, quint64(3));
    QCOMPARE(granted.position.sequence, quint64(1)); // The first of the row to this unit.
    // Both stand together.
    const Tracking told = tracking(m_shared);
    QCOMPARE(told.lines.size(), 2);
    QCOMPARE(told.summary.total, 2);
    QCOMPARE(told.lines[1].unitName, m_finance);
}

void ResendServiceTest::whoHasItDoesNotGetItTwice()
{
    QCOMPARE(reasonOf(add(m_shared, {m_finance})), QByteArray("resend.has-it"));
    // Nor by being one of a group, nor where it only waits to go, nor by allowing what was not asked.
    QCOMPARE(reasonOf(add(m_shared, {u"市各直属单位"_s}, Again::Allow)), QByteArray("resend.has-it"));
    QCOMPARE(reasonOf(add(m_shared, {u"各镇"_s})), QByteArray("resend.has-it"));
    QCOMPARE(sent(m_shared).size(), 2);
    // Signing for it does not change that.
    const auto arrived = atFinance(sent(m_shared)[1].header.routing().id);
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(arrived->stream, SampleOffice::pin()));
    sync(*m_exchange->finance);
    sync(*m_exchange->sender);
    QCOMPARE(tracking(m_shared).lines[1].delivery.stage(), DeliveryStage::SignedFor);
    QCOMPARE(reasonOf(add(m_shared, {m_finance}, Again::Allow)), QByteArray("resend.has-it"));
    QCOMPARE(sent(m_shared).size(), 2);
}

void ResendServiceTest::whoReturnedItGetsItAgainOnceConfirmed()
{
    const StreamId stream = send(u"returned"_s, 2, m_finance);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const auto first = atFinance(sent(stream)[0].header.routing().id);
    QVERIFY(first);
    QVERIFY(ReceiptService(*m_exchange->finance).returnDocument(first->stream, u"缺附件"_s, SampleOffice::pin()));
    sync(*m_exchange->finance);
    sync(*m_exchange->sender);
    QCOMPARE(reasonOf(add(stream, {m_finance})), QByteArray("resend.had-it"));
    QCOMPARE(sent(stream).size(), 1);
    const auto again = add(stream, {m_finance}, Again::Allow);
    QVERIFY2(again, reasonOf(again).constData());
    sync(*m_exchange->sender);
    const auto report = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(report && report->arrivals.size() == 1, "it did not come again");
    QVERIFY(report->arrivals[0].missing.isEmpty());
    QVERIFY(report->arrivals[0].stream != first->stream);
    sync(*m_exchange->sender);
    const Tracking told = tracking(stream);
    QCOMPARE(told.lines.size(), 2);
    QCOMPARE(told.lines[0].delivery.stage(), DeliveryStage::Returned);
    QCOMPARE(told.lines[1].delivery.stage(), DeliveryStage::Delivered);
    QCOMPARE(reasonOf(add(stream, {m_finance}, Again::Allow)), QByteArray("resend.has-it"));
}

void ResendServiceTest::fromWhomItWasRecalledMayHaveItAgain()
{
    const StreamId stream = send(u"recalled"_s, 3, m_finance);
    sync(*m_exchange->sender);
    QVERIFY(RecallService(*m_exchange->sender).recall(stream, {}, u"附件有误"_s));
    // Until the server has ruled, it is on its way.
    QCOMPARE(reasonOf(add(stream, {m_finance}, Again::Allow)), QByteArray("resend.has-it"));
    sync(*m_exchange->sender);
    QCOMPARE(reasonOf(add(stream, {m_finance})), QByteArray("resend.had-it"));
    const auto again = add(stream, {m_finance}, Again::Allow);
    QVERIFY2(again, reasonOf(again).constData());
    sync(*m_exchange->sender);
    const auto report = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(report && report->arrivals.size() == 1, "it did not come again");
    QCOMPARE(report->arrivals[0].envelope, again->envelope);
    QVERIFY2(report->arrivals[0].missing.isEmpty(), "the one that was recalled is told as missing");
}

void ResendServiceTest::whatCannotBeSentOnIsRefusedAndChangesNothing()
{
    const StreamId stream = send(u"refused"_s, 4, u"各镇"_s);
    QCOMPARE(reasonOf(add(StreamId(u"none"_s), {m_finance})), QByteArray("resend.not-sent"));
    QCOMPARE(reasonOf(add(stream, {})), QByteArray("resend.nobody"));
    QCOMPARE(reasonOf(add(stream, {u"某某局"_s})), QByteArray("routing.unknown-recipient"));
    QCOMPARE(reasonOf(add(stream, {u"江阴市人民政府办公室"_s})), QByteArray("routing.nobody"));
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    QCOMPARE(reasonOf(ResendService(*clerk).send(stream, {{m_finance}, Again::Refuse, {}})),
        QByteArray("dispatch.no-unit-key"));
    // Without its key, as an earlier version sent it.
    auto order = m_exchange->order(StreamId(u"keyless"_s), 5);
    order.recipients = {u"各镇"_s};
    auto prepared = DispatchService(*m_exchange->sender).prepare(order);
    QVERIFY2(prepared, reasonOf(prepared).constData());
    prepared->entries.removeIf([](const journal::NewEntry &entry) { return entry.kind == entrykind::KeptKey; });
    QVERIFY(m_exchange->sender->journal().append(m_exchange->sender->member().id, prepared->entries));
    QCOMPARE(reasonOf(add(order.stream, {m_finance})), QByteArray("resend.not-kept"));
    QCOMPARE(sent(order.stream).size(), 1);
    QCOMPARE(sent(stream).size(), 1);
}

void ResendServiceTest::whatRottedInTheFirstComesOutOfAnother()
{
    const StreamId stream(u"returned"_s); // It went to the finance bureau twice.
    const auto damage = [&](const DispatchedEnvelope &envelope) {
        for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
            QVERIFY(m_exchange->sender->blobs().setAside(part.digest));
    };
    damage(sent(stream)[0]);
    const auto added = add(stream, {u"各镇"_s});
    QVERIFY2(added, reasonOf(added).constData());
    const auto envelopes = sent(stream);
    QCOMPARE(envelopes.size(), 3);
    QCOMPARE(envelopes[2].header.routing().parts.size(), envelopes[0].header.routing().parts.size());
    QCOMPARE(envelopes[2].header.routing().recipients[0].printQuota, quint64(3));
    for (qsizetype i = 1; i < envelopes.size(); ++i)
        damage(envelopes[i]);
    QVERIFY(RecallService(*m_exchange->sender).recall(stream, {}, u"附件有误"_s));
    QCOMPARE(reasonOf(add(stream, {u"各镇"_s}, Again::Allow)), QByteArray("resend.not-kept"));
}

void ResendServiceTest::noSuccessorIsTheServersToName()
{
    const StreamId stream = send(u"ruled"_s, 8, m_finance);
    const exchange::EnvelopeHeader header = sent(stream)[0].header;
    const auto server = m_exchange->folder->signer();
    QVERIFY2(server, reasonOf(server).constData());
    exchange::RulingFacts facts;
    facts.kind = exchange::RulingKind::Undeliverable;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.units = {m_exchange->finance->profile().unit};
    facts.time = m_exchange->office.environment().clock.now();
    facts.successor = m_exchange->town->profile().unit;
    const auto ruling = exchange::Ruling::sign(facts, **server);
    QVERIFY2(ruling, reasonOf(ruling).constData());
    const auto taken = RecallService(*m_exchange->sender).take(ruling->toBytes());
    QVERIFY2(taken && *taken == Novelty::New, reasonOf(taken).constData());
    const TrackingLine line = tracking(stream).lines[0];
    QCOMPARE(line.delivery.stage(), DeliveryStage::Failed);
    QVERIFY(!line.successor && line.successorName.isEmpty());
    const auto offered = ResendService(*m_exchange->sender).successors(stream);
    QVERIFY2(offered, reasonOf(offered).constData());
    QVERIFY2(offered->isEmpty(), "the server chooses who gets what is sealed for another unit");
}

void ResendServiceTest::aRetiredUnitsSuccessorGetsIt()
{
    // One that it has and has not answered, and one that waits for it at the server.
    const StreamId delivered = send(u"delivered"_s, 6, m_finance);
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const StreamId waiting = send(u"waiting"_s, 7, m_finance);
    sync(*m_exchange->sender);
    QVERIFY(!tracking(delivered).lines[0].isRetired);
    QCOMPARE(tracking(delivered).summary.notSignedFor.size(), 1);
    const UnitCode finance = m_exchange->finance->profile().unit;
    const UnitCode town = m_exchange->town->profile().unit;
    const auto published = m_exchange->publish(*m_exchange->sender, [&finance, &town](
                                                                        directory::DirectoryContent &content) {
        content.desktops.removeIf([&finance](const directory::Desktop &desktop) { return desktop.unit == finance; });
        for (directory::Unit &unit : content.units) {
            if (unit.code == finance) {
                unit.state = directory::UnitState::Retired;
                unit.successor = town;
            }
        }
    });
    QVERIFY2(published, reasonOf(published).constData());
    // The server follows within a moment of its own.
    const auto isRuled = [&] {
        return m_exchange->sync(*m_exchange->sender) && tracking(waiting).lines[0].delivery.ruled.has_value();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRuled(), 30'000);
    const TrackingLine returned = tracking(waiting).lines[0];
    QCOMPARE(returned.delivery.stage(), DeliveryStage::Failed);
    QVERIFY(!returned.willNotAnswer());
    QCOMPARE(returned.successorName, u"澄江镇人民政府"_s);
    const Tracking told = tracking(delivered);
    QVERIFY(told.lines[0].willNotAnswer());
    QCOMPARE(told.lines[0].successor, std::optional(town));
    QCOMPARE(told.unanswerable, 1);
    QVERIFY2(told.summary.notSignedFor.isEmpty(), "nobody urges a unit that is retired");
    const ResendService service(*m_exchange->sender);
    QCOMPARE(*service.successors(waiting), QList{town});
    QCOMPARE(*service.successors(delivered), QList{town});
    QVERIFY2(service.successors(m_shared)->isEmpty(), "whoever signed for it needs no successor");
    // By the successor's code, and by the retired unit's name, which stands for it.
    const auto byCode = add(waiting, {town.toString()});
    QVERIFY2(byCode, reasonOf(byCode).constData());
    QCOMPARE(byCode->routes.size(), 1);
    QCOMPARE(byCode->routes[0].unit, town);
    const auto byName = add(delivered, {m_finance});
    QVERIFY2(byName, reasonOf(byName).constData());
    QCOMPARE(byName->routes[0].unit, town);
    QCOMPARE(tracking(delivered).lines.size(), 2);
    QVERIFY2(service.successors(delivered)->isEmpty(), "the successor has it by now");
}

QTEST_GUILESS_MAIN(ResendServiceTest)
#include "ResendServiceTest.moc"
