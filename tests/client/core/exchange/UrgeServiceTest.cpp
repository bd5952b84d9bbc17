// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/UrgeService.h"

#include "client/core/exchange/ArrivalService.h"
#include "client/core/incoming/IncomingService.h"
#include "client/core/records/RecordList.h"
#include "tests/client/core/exchange/NoticeSteps.h"
#include "tests/client/core/exchange/WatchedLink.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

/// Urging between two units over a real server.
class UrgeServiceTest : public QObject, private NoticeSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anUrgeReachesTheOtherMailRoomAndRaisesItsDocument();
    void itCanBeRepeatedOnlyAfterAWorkingHour();
    void whatIsAnsweredIsNotUrged();
    void anUrgeWaitsForAServerThatKnowsIt();
    void whatWasUrgedCanBeRecalled();
    void whatMayNotBeUrgedIsNot();
    void whatIsSettledIsNotReadAgain();

private:
    auto urge(int serial, const QString &words = {})
    {
        return UrgeService(*m_exchange->sender).urge(streamOf(serial), {}, words);
    }
    QList<exchange::DirectiveFacts> askedOf(const EnvelopeId &envelope) const
    {
        const auto arrived = ExchangeProjection::arrived(m_exchange->finance->journal().database(), envelope).value();
        return UrgeService(*m_exchange->finance).asked(arrived->header).value();
    }

    EnvelopeId m_second;
};

void UrgeServiceTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void UrgeServiceTest::anUrgeReachesTheOtherMailRoomAndRaisesItsDocument()
{
    send(1);
    m_second = send(2).envelope;
    send(3);
    QVERIFY2(UrgeService(*m_exchange->sender).urgeable(streamOf(2))->isEmpty(), "the server does not have it yet");
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    const auto urged = urge(2, u" 请尽快签收 "_s);
    QVERIFY2(urged, reasonOf(urged).constData());
    QCOMPARE(*urged, QList{m_exchange->finance->profile().unit});
    QVERIFY(line(2).urged);
    QCOMPARE(line(2).urges, 1);
    QVERIFY(!line(2).recall);
    QVERIFY(sync(*m_exchange->sender).refused.isEmpty());
    QCOMPARE(sync(*m_exchange->finance).urgesTaken, 1);
    // Who, and with which words; above the others where arrivals are listed.
    const auto facts = IncomingService(*m_exchange->finance).facts(incomingStream(m_second)).value();
    QVERIFY(facts && facts->urged);
    QCOMPARE(facts->urged->reason, u"请尽快签收"_s);
    QCOMPARE(facts->urged->memberName, m_exchange->sender->member().name);
    QCOMPARE(openArrivals(*m_exchange->finance)->constFirst().stream, incomingStream(m_second));
    RecordQuery query;
    query.box = Box::Awaiting;
    const auto page = RecordList(*m_exchange->finance).page(query, {}, 10);
    QVERIFY2(page, reasonOf(page).constData());
    QCOMPARE(page->rows.size(), 3);
    QCOMPARE(page->rows.constFirst().stream, incomingStream(m_second));
    // Once, however often the two synchronise, and after a rebuild.
    QCOMPARE(sync(*m_exchange->sender).urgesTaken, 0);
    QCOMPARE(sync(*m_exchange->finance).urgesTaken, 0);
    QVERIFY(m_exchange->finance->journal().rebuild());
    QCOMPARE(askedOf(m_second).size(), 1);
    QCOMPARE(openArrivals(*m_exchange->finance)->constFirst().stream, incomingStream(m_second));
}

void UrgeServiceTest::itCanBeRepeatedOnlyAfterAWorkingHour()
{
    QVERIFY(UrgeService(*m_exchange->sender).urgeable(streamOf(2))->isEmpty());
    QCOMPARE(reasonOf(urge(2)), QByteArray("urge.nobody"));
    QCOMPARE(line(2).urges, 1);
}

void UrgeServiceTest::whatIsAnsweredIsNotUrged()
{
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(incomingStream(m_second), SampleOffice::pin()));
    const auto facts = IncomingService(*m_exchange->finance).facts(incomingStream(m_second)).value();
    QVERIFY2(facts && !facts->urged, "what was signed for is not asked for any more");
    // One whose answer is at the server while the sender does not know it.
    const EnvelopeId envelope = send(4).envelope;
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    QVERIFY(ReceiptService(*m_exchange->finance).signFor(incomingStream(envelope), SampleOffice::pin()));
    QVERIFY(urge(4));
    sync(*m_exchange->finance);
    const SyncReport report = sync(*m_exchange->sender);
    // Receipts come before urges are given: the answer is known in time, and nothing is asked.
    QVERIFY2(report.refused.isEmpty(), report.refused.value(0).error.reason.constData());
    QCOMPARE(line(4).delivery.stage(), DeliveryStage::SignedFor);
    QCOMPARE(reasonOf(urge(4)), QByteArray("urge.nobody"));
    QCOMPARE(sync(*m_exchange->finance).urgesTaken, 0);
    QVERIFY(askedOf(envelope).isEmpty());
}

void UrgeServiceTest::anUrgeWaitsForAServerThatKnowsIt()
{
    const EnvelopeId envelope = send(5).envelope;
    sync(*m_exchange->sender);
    sync(*m_exchange->finance);
    QVERIFY(urge(5));
    qsizetype given = 0;
    const auto older = m_exchange->over(*m_exchange->sender, [&](ServerLink &real) {
        WatchedLink link(real, [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::PullUrges>(body))
                return Result<protocol::Body>(Error{ErrorCode::Unsupported, "message.type", {}});
            return std::nullopt;
        });
        DirectGate gate;
        auto report = Synchronizer(*m_exchange->sender, gate, link).run();
        given = link.asked<protocol::GiveDirective>().size();
        return report;
    });
    QVERIFY2(older && older->refused.isEmpty(), reasonOf(older).constData());
    QCOMPARE(given, 0); // It would take it for something damaged.
    QVERIFY(sync(*m_exchange->sender).refused.isEmpty());
    QCOMPARE(sync(*m_exchange->finance).urgesTaken, 1);
    QCOMPARE(askedOf(envelope).size(), 1);
}

void UrgeServiceTest::whatWasUrgedCanBeRecalled()
{
    RecallService recalls(*m_exchange->sender);
    QCOMPARE(recalls.recallable(streamOf(5))->size(), 1);
    QVERIFY(recalls.recall(streamOf(5), {}, u"附件有误"_s));
    sync(*m_exchange->sender);
    QCOMPARE(line(5).delivery.stage(), DeliveryStage::Recalled);
    QCOMPARE(reasonOf(urge(5)), QByteArray("urge.nobody"));
}

void UrgeServiceTest::whatMayNotBeUrgedIsNot()
{
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    QCOMPARE(reasonOf(UrgeService(*clerk).urge(streamOf(3), {}, {})), QByteArray("dispatch.no-unit-key"));
    QCOMPARE(reasonOf(urge(3, u"一\n二"_s)), QByteArray("urge.words"));
    QCOMPARE(reasonOf(urge(99)), QByteArray("urge.nobody"));
    UrgeService service(*m_exchange->sender);
    QCOMPARE(reasonOf(service.urge(streamOf(3), {m_exchange->town->profile().unit}, {})), QByteArray("urge.nobody"));
    QVERIFY(!line(3).urged);
    // What no sender signed is refused and recorded.
    QVERIFY(!UrgeService(*m_exchange->finance).take("no urge"));
    QCOMPARE(m_exchange->finance->audit().newest(1)->first().what, u"urge.take"_s);
}

/// Of years of urges those alone are read that may still have to be given.
void UrgeServiceTest::whatIsSettledIsNotReadAgain()
{
    for (Workspace *desk : {m_exchange->sender.get(), m_exchange->finance.get()}) {
        UrgeService service(*desk);
        QVERIFY(service.waitingForServer()); // Notes which they are.
        const auto transaction = journal::Transaction::begin(desk->journal().database()).value();
        journal::Statement count(transaction->database(), "SELECT count(*) FROM exchange_directives WHERE kind = 2");
        QVERIFY(count.next().value() && count.integer(0) > 0);
        // Reading one of these fails.
        journal::Statement damage(
            transaction->database(), "UPDATE exchange_directives SET bytes = x'00' WHERE kind = 2");
        QVERIFY(damage.run());
        const auto waiting = service.waitingForServer();
        QVERIFY2(waiting, reasonOf(waiting).constData());
        QVERIFY(waiting->isEmpty());
    } // Undone.
}

QTEST_GUILESS_MAIN(UrgeServiceTest)
#include "UrgeServiceTest.moc"
