// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/SyncEvent.h"
#include "tests/client/core/exchange/NoticeSteps.h"
#include "tests/client/core/exchange/OtherLinks.h"
#include "tests/client/core/exchange/WatchedLink.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// What was recalled before it came leaves no gap at its recipient, over a real server.
class WithdrawnTest : public QObject, private NoticeSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasTakenBackBeforeItCameIsNotMissing();
    void anyOrderOfRulingsAndArrivalsExplainsTheGaps();
    void whatAnOlderServerCannotExplainStaysMissing();
    void aRulingExplainsNoOtherEnvelope();
    // Behind the others: the numbers of what it is told are not the real server's.
    void whatOnlyTheServerExplainsIsTold();

private:
    /// Over a server that lacks something.
    Result<SyncReport> syncByOlder(Workspace &workspace, Lacks lacks)
    {
        return m_exchange->over(workspace, [&workspace, lacks](ServerLink &real) {
            OlderServerLink older(real, lacks);
            DirectGate gate;
            return Synchronizer(workspace, gate, older).run();
        });
    }
    /// What is missing at the finance bureau of the sender's row, as "2-3 5-5".
    QString missing() const
    {
        const auto pair = ExchangeProjection::pair(m_exchange->finance->journal().database(),
            m_exchange->sender->profile().unit, m_exchange->finance->profile().unit);
        QStringList gaps;
        for (const exchange::SequenceGap &gap : pair.value().gaps())
            gaps.append(u"%1-%2"_s.arg(gap.from).arg(gap.to));
        return gaps.join(u' ');
    }
    /// What the finance bureau reads of it for each arrival of a run.
    QList<quint64> toldMissing(const SyncReport &report) const
    {
        QList<quint64> told;
        for (const SyncEvent &event : describeRun(*m_exchange->finance, report)) {
            if (event.kind == SyncEventKind::DocumentArrived)
                told.append(event.missing);
        }
        return told;
    }
};

void WithdrawnTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void WithdrawnTest::whatWasTakenBackBeforeItCameIsNotMissing()
{
    for (const int serial : {20, 21, 22})
        send(serial);
    sync(*m_exchange->sender);
    for (const int serial : {20, 21})
        QVERIFY(recall(serial));
    sync(*m_exchange->sender);
    const auto report = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(report && report->refused.isEmpty(), report ? "refused" : qPrintable(describe(report.error())));
    QCOMPARE(report->arrivals.size(), 1);
    QVERIFY2(report->arrivals[0].missing.isEmpty(), "two that were recalled are told as missing");
    QCOMPARE(missing(), QString());
    // No record begins with what never came, and nothing is told anew.
    QVERIFY(!RecordService(*m_exchange->finance).load(withdrawnStream(line(20).delivery.envelopeDigest)));
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->rulingsTaken, 0);
    QVERIFY(m_exchange->finance->journal().rebuild());
    QCOMPARE(missing(), QString());
    // A new desktop has them from its unit's log before they come by their numbers: once each they are no repetition.
    QVERIFY(DesktopMarks(m_exchange->finance->journal().database()).moveRulingCursor(0));
    const auto again = m_exchange->over(*m_exchange->finance, [this](ServerLink &real) {
        DirectGate gate;
        return Synchronizer(*m_exchange->finance, gate, real, {}, 0).run();
    });
    QVERIFY2(again, reasonOf(again).constData());
    QCOMPARE(again->rulingsTaken, 0);
}

void WithdrawnTest::anyOrderOfRulingsAndArrivalsExplainsTheGaps()
{
    std::mt19937 random(5);
    for (int round = 0; round < 4; ++round) {
        const int first = 30 + 2 * round;
        send(first);
        sync(*m_exchange->sender);
        // The finance bureau may have it before the recall, after it, or never; the ruling comes before or behind the
        // next one.
        const bool comesFirst = random() % 2;
        if (comesFirst)
            QVERIFY(syncByOlder(*m_exchange->finance, Lacks::Recalls));
        QVERIFY(recall(first));
        sync(*m_exchange->sender);
        send(first + 1);
        sync(*m_exchange->sender);
        // In the first round the arrival, in the second the ruling comes first; then as it happens.
        const bool arrivalFirst = round == 0 || (round > 1 && random() % 2);
        if (arrivalFirst) {
            const auto report = syncByOlder(*m_exchange->finance, Lacks::Recalls);
            QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
            QCOMPARE(report->arrivals.size(), 1);
            QCOMPARE(report->arrivals[0].missing.isEmpty(), comesFirst);
        }
        sync(*m_exchange->finance);
        QVERIFY2(missing().isEmpty(), qPrintable(u"round %1: %2"_s.arg(round).arg(missing())));
    }
}

void WithdrawnTest::whatAnOlderServerCannotExplainStaysMissing()
{
    send(40);
    sync(*m_exchange->sender);
    QVERIFY(recall(40));
    send(41);
    sync(*m_exchange->sender);
    const auto report = syncByOlder(*m_exchange->finance, Lacks::Withdrawn);
    QVERIFY2(report && report->refused.isEmpty(), report ? "refused" : qPrintable(describe(report.error())));
    QCOMPARE(report->arrivals.size(), 1);
    QCOMPARE(report->arrivals[0].missing.size(), 1);
    QVERIFY(!missing().isEmpty());
    QCOMPARE(toldMissing(*report), QList<quint64>{1});
    // The ruling itself still explains it to whoever asks a newer server.
    QVERIFY(DesktopMarks(m_exchange->finance->journal().database()).moveRulingCursor(0));
    sync(*m_exchange->finance);
    QCOMPARE(missing(), QString());
    QCOMPARE(toldMissing(*report), QList<quint64>{0}); // As it is when the person reads it.
}

void WithdrawnTest::aRulingExplainsNoOtherEnvelope()
{
    const Dispatch other = send(42);
    send(43);
    sync(*m_exchange->sender);
    QVERIFY(recall(43));
    sync(*m_exchange->sender);
    journal::Database &database = m_exchange->sender->journal().database();
    const auto envelopes = ExchangeProjection::outbox(database, streamOf(42)).value();
    QCOMPARE(envelopes[0].header.routing().id, other.envelope);
    const auto recalled = ExchangeProjection::outbox(database, streamOf(43)).value();
    const auto rulings = DirectiveProjection::rulings(database, recalled[0].header.digest()).value();
    QCOMPARE(rulings.size(), 1);
    RecallService service(*m_exchange->finance);
    QCOMPARE(reasonOf(service.takeUnseen(rulings[0].toBytes(), envelopes[0].header.toBytes())),
        QByteArray("ruling.foreign-envelope"));
    QVERIFY(!service.takeUnseen(rulings[0].toBytes(), "no header"));
    QVERIFY(!service.takeUnseen("no ruling", recalled[0].header.toBytes()));
    sync(*m_exchange->finance);
    QCOMPARE(missing(), QString());
    // What was withdrawn is not taken in by another way.
    const auto source = [](const exchange::EnvelopePart &) -> Result<QByteArray> {
        return Error{ErrorCode::NotFound, "blob.none", {}};
    };
    QCOMPARE(reasonOf(ArrivalService(*m_exchange->finance).take(recalled[0].header.toBytes(), Channel::Bundle, source)),
        QByteArray("arrival.withdrawn"));
}

void WithdrawnTest::whatOnlyTheServerExplainsIsTold()
{
    // It keeps an envelope back and says why; no sender signed that.
    send(44);
    const auto kept = ExchangeProjection::outbox(m_exchange->sender->journal().database(), streamOf(44)).value();
    QCOMPARE(kept.size(), 1);
    const exchange::EnvelopeHeader header = kept[0].header;
    const auto server = m_exchange->folder->signer();
    QVERIFY2(server, reasonOf(server).constData());
    exchange::RulingFacts facts;
    facts.kind = exchange::RulingKind::Undeliverable;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.units = {m_exchange->finance->profile().unit};
    facts.time = m_exchange->office.environment().clock.now();
    const auto ruling = exchange::Ruling::sign(facts, **server);
    QVERIFY2(ruling, reasonOf(ruling).constData());
    const QByteArray bytes = ruling->toBytes();
    const quint64 number = DesktopMarks(m_exchange->finance->journal().database()).rulingCursor().value() + 1;
    const auto report = m_exchange->over(*m_exchange->finance, [&](ServerLink &real) {
        WatchedLink link(real, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            const auto *pull = std::get_if<protocol::PullRulings>(&body);
            if (pull && pull->after < number)
                return Result<protocol::Body>(protocol::Rulings{{{number, bytes}}});
            if (std::holds_alternative<protocol::AskWithdrawn>(body))
                return Result<protocol::Body>(protocol::Withdrawn{header.toBytes()});
            return std::nullopt;
        });
        DirectGate gate;
        return Synchronizer(*m_exchange->finance, gate, link).run();
    });
    QVERIFY2(report, report ? "" : qPrintable(describe(report.error())));
    QCOMPARE(missing(), QString());
    QVERIFY2(report->refused.size() == 1, "nobody is told that a document did not come");
    QCOMPARE(report->refused[0].error.reason, QByteArray("ruling.undelivered"));
    QCOMPARE(report->refused[0].subject, m_exchange->sender->profile().unit.toString());
    const auto rows = m_exchange->finance->audit().newest(20).value();
    QVERIFY(std::any_of(rows.begin(), rows.end(),
        [](const journal::AuditRecord &row) { return row.reason == u"ruling.undelivered"_s; }));
    // Nor is it told by another way that its sender had taken it back.
    const auto source = [](const exchange::EnvelopePart &) -> Result<QByteArray> {
        return Error{ErrorCode::NotFound, "blob.none", {}};
    };
    QCOMPARE(reasonOf(ArrivalService(*m_exchange->finance).take(header.toBytes(), Channel::Bundle, source)),
        QByteArray("arrival.undelivered"));
}

QTEST_GUILESS_MAIN(WithdrawnTest)
#include "WithdrawnTest.moc"
