// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Retention.h"
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "tests/Patience.h"
#include "tests/client/core/LaterClock.h"
#include "tests/server/TestDomain.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using core::tests::LaterClock;
using namespace Qt::StringLiterals;

/// Which parts of envelopes go, when, and what stays of them. One domain, whose server runs and is stopped.
class RetentionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyWhatEverybodyHasForLongEnoughIsDropped_data();
    void onlyWhatEverybodyHasForLongEnoughIsDropped();
    void whatAnotherEnvelopeHasTooStays();
    void whatIsHeldWaitsForNobodyYet();
    void whatWasAnsweredBeforeAnUpgradeCounts();
    void aClockThatIsAheadDropsNothingForADay();
    void anEnvelopeThatCannotBeReadHoldsNoOtherUp();
    void aServerDropsAndSaysSo();
    void whoAsksForADroppedPartIsToldSo();
    void whatStaysOfAnEnvelopeHolds();
    void aFullQuotaIsRefusedAndRetentionMakesRoom();

private:
    struct Sent
    {
        exchange::Envelope envelope;
        Digest part() const { return envelope.header.routing().parts.first().digest; }
        quint64 size() const { return static_cast<quint64>(envelope.header.routing().parts.first().size); }
    };
    void serve(const Clock &clock)
    {
        stop();
        auto started = server::Server::start(m_domain.folder(), clock);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        m_server = std::move(*started);
    }
    void stop()
    {
        m_connections.clear();
        m_server.reset();
    }
    /// One connection a unit, as long as the server runs.
    ClientConnection &as(const UnitCode &unit)
    {
        auto &connection = m_connections[unit];
        if (!connection)
            connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(unit));
        return *connection;
    }
    Sent send(qsizetype size = 150'000)
    {
        Sent sent{m_domain.envelope(Office, {Finance, Town}, size)};
        if (const auto accepted = sendWhole(as(Office), sent.envelope); !accepted)
            qFatal("%s", qUtf8Printable(describe(accepted.error())));
        return sent;
    }
    void confirm(const UnitCode &unit, const Sent &sent)
    {
        const exchange::EnvelopeHeader &header = sent.envelope.header;
        QVERIFY(ask<Confirmed>(as(unit), ConfirmDelivery{header.routing().id, header.digest()}));
    }
    void answer(const UnitCode &unit, const Sent &sent, exchange::ReceiptKind kind)
    {
        const auto receipt = m_domain.receipt(sent.envelope.header, unit, kind, m_domain.unitSigner(unit));
        const auto states = ask<ReceiptStates>(as(unit), PushReceipts{{receipt.toBytes()}});
        QVERIFY(states);
        QCOMPARE(states->reasons, QList<QByteArray>{QByteArray()});
    }
    QByteArray reasonFor(const UnitCode &unit, const Digest &part)
    {
        return reasonOf(ask<BlobChunk>(as(unit), GetBlob{part, 0, 1000}));
    }
    /// Somebody worked at the stopped server's store at that time, so that its clock is no surprise.
    void workAt(const Clock &clock)
    {
        const auto store = server::Store::open(m_domain.folder().storePath(), clock);
        QVERIFY2(store, reasonOf(store).constData());
        QVERIFY((*store)->audit().record(u"test"_s, u"time.passed"_s, {}, {}));
    }
    /// All of a round over the stopped server's store; the parts that are left.
    QList<bool> leftAfter(const server::RetentionPolicy &policy, std::chrono::days later, const QList<Sent> &sent);

    TestDomain m_domain;
    SystemClock m_clock;
    LaterClock m_later{std::chrono::days(91)};
    std::unique_ptr<server::Server> m_server;
    std::map<UnitCode, std::unique_ptr<ClientConnection>> m_connections;
    std::optional<Sent> m_dropped;
    std::optional<Sent> m_kept;
};

void RetentionTest::initTestCase()
{
    serve(m_clock);
    QVERIFY(m_server);
}

QList<bool> RetentionTest::leftAfter(
    const server::RetentionPolicy &policy, std::chrono::days later, const QList<Sent> &sent)
{
    stop();
    QList<bool> left;
    {
        const LaterClock clock(later);
        workAt(clock);
        const auto store = server::Store::open(m_domain.folder().storePath(), clock);
        if (!store)
            qFatal("%s", qUtf8Printable(describe(store.error())));
        server::Retention retention(**store, clock);
        for (Result<bool> isRound = false; isRound && !*isRound;)
            isRound = retention.step(policy);
        for (const Sent &one : sent)
            left.append((*store)->blobs().find(Office, one.part()).value().has_value());
    }
    serve(m_clock);
    return left;
}

void RetentionTest::onlyWhatEverybodyHasForLongEnoughIsDropped_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("waitsForAnswers");
    QTest::addColumn<int>("later");
    // In this order: nobody has it; one has it; both have it; one of them signed for it; both did.
    QTest::addColumn<QList<bool>>("left");
    QTest::newRow("for ever") << 0 << true << 4000 << QList<bool>{true, true, true, true, true};
    QTest::newRow("a day too early") << 90 << true << 89 << QList<bool>{true, true, true, true, true};
    QTest::newRow("answered") << 90 << true << 91 << QList<bool>{true, true, true, true, false};
    QTest::newRow("confirmed") << 90 << false << 91 << QList<bool>{true, true, false, false, false};
    QTest::newRow("a year later, unanswered") << 90 << true << 365 << QList<bool>{true, true, true, true, false};
}

void RetentionTest::onlyWhatEverybodyHasForLongEnoughIsDropped()
{
    QFETCH(const int, days);
    QFETCH(const bool, waitsForAnswers);
    QFETCH(const int, later);
    QFETCH(const QList<bool>, left);
    QList<Sent> sent;
    for (int i = 0; i < 5; ++i)
        sent.append(send());
    for (int i = 1; i < 5; ++i)
        confirm(Finance, sent[i]);
    for (int i = 2; i < 5; ++i)
        confirm(Town, sent[i]);
    answer(Finance, sent[3], exchange::ReceiptKind::SignedFor);
    answer(Finance, sent[4], exchange::ReceiptKind::SignedFor);
    answer(Town, sent[4], exchange::ReceiptKind::SignedFor);
    QCOMPARE(leftAfter({days, waitsForAnswers}, std::chrono::days(later), sent), left);
    QVERIFY(m_server);
}

void RetentionTest::whatAnotherEnvelopeHasTooStays()
{
    const Sent first = send();
    const Sent second = send();
    for (const UnitCode &unit : {Finance, Town})
        confirm(unit, first);
    stop();
    {
        // As where a unit sends the same parts to others too.
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        const auto transaction = journal::Transaction::begin(store->database()).value();
        {
            journal::Statement number(store->database(), "SELECT number FROM envelopes WHERE digest = ?");
            QVERIFY(number.bind(second.envelope.header.digest()).next().value());
            const qint64 envelope = number.integer(0);
            journal::Statement insert(store->database(), "INSERT INTO envelope_parts(digest, envelope) VALUES (?, ?)");
            QVERIFY(insert.run(first.part(), envelope));
        }
        QVERIFY(transaction->commit());
    }
    QCOMPARE(leftAfter({90, false}, std::chrono::days(91), {first, second}), (QList<bool>{true, true}));
    for (const UnitCode &unit : {Finance, Town})
        confirm(unit, second);
    // The parts of its own header go with the second; the row that was put in is not among them.
    QCOMPARE(leftAfter({90, false}, std::chrono::days(200), {first, second}), (QList<bool>{true, false}));
}

void RetentionTest::whatIsHeldWaitsForNobodyYet()
{
    send();
    stop();
    {
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        const auto waiting = [&store] {
            const auto counts = store->envelopes().queues().value().value(Finance).waiting;
            return std::accumulate(counts.begin(), counts.end(), quint64(0));
        };
        const auto owed = [&store] { return store->answers().owed().value().value(Finance).number; };
        const quint64 waitedBefore = waiting();
        const quint64 owedBefore = owed();
        const auto transaction = journal::Transaction::begin(store->database()).value(); // Undone at the end.
        journal::Statement hold(store->database(), "INSERT INTO held(envelope, until) VALUES (?, ?)");
        QVERIFY(hold.run(store->envelopes().newest().value(), quint64(1) << 50));
        QCOMPARE(waiting(), waitedBefore - 1);
        QCOMPARE(owed(), owedBefore - 1);
    }
    serve(m_clock);
}

void RetentionTest::whatWasAnsweredBeforeAnUpgradeCounts()
{
    const Sent confirmed = send();
    const Sent answered = send();
    for (const UnitCode &unit : {Finance, Town}) {
        confirm(unit, confirmed);
        confirm(unit, answered);
        answer(unit, answered, exchange::ReceiptKind::SignedFor);
    }
    stop();
    {
        // As a server that kept no such table left its store.
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        const auto transaction = journal::Transaction::begin(store->database()).value();
        QVERIFY(store->database().execute("DROP TABLE unanswered; DROP TABLE answers_unread;"
                                          " DELETE FROM schema_versions WHERE component = 'answers'"));
        QVERIFY(transaction->commit());
    }
    QCOMPARE(leftAfter({90, true}, std::chrono::days(91), {confirmed, answered}), (QList<bool>{true, false}));
    QVERIFY(m_server);
}

void RetentionTest::aClockThatIsAheadDropsNothingForADay()
{
    const Sent sent = send();
    for (const UnitCode &unit : {Finance, Town}) {
        confirm(unit, sent);
        answer(unit, sent, exchange::ReceiptKind::SignedFor);
    }
    stop();
    {
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        QVERIFY(store->audit().record(u"test"_s, u"time.is"_s, {}, {}));
        auto steady = std::chrono::steady_clock::now();
        server::Retention retention(*store, m_later, [&steady] { return steady; });
        const auto isLeft = [&] {
            for (Result<bool> isRound = false; isRound && !*isRound;)
                isRound = retention.step({90, true});
            return store->blobs().find(Office, sent.part()).value().has_value();
        };
        QVERIFY(isLeft());
        QVERIFY(retention.isClockInDoubt());
        steady += std::chrono::hours(23);
        QVERIFY(isLeft());
        steady += std::chrono::hours(2);
        QVERIFY(!isLeft());
        QVERIFY(!retention.isClockInDoubt());
    }
    serve(m_clock);
}

void RetentionTest::anEnvelopeThatCannotBeReadHoldsNoOtherUp()
{
    const Sent damaged = send();
    const Sent whole = send();
    for (const UnitCode &unit : {Finance, Town}) {
        confirm(unit, damaged);
        confirm(unit, whole);
    }
    const auto write = [this, &damaged](const QByteArray &header) {
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        const auto transaction = journal::Transaction::begin(store->database()).value();
        {
            journal::Statement update(store->database(), "UPDATE envelopes SET header = ? WHERE digest = ?");
            QVERIFY(update.run(header, damaged.envelope.header.digest()));
        }
        QVERIFY(transaction->commit());
    };
    stop();
    write("no header");
    QCOMPARE(leftAfter({90, false}, std::chrono::days(91), {damaged, whole}), (QList<bool>{true, false}));
    stop();
    write(damaged.envelope.header.toBytes());
    serve(m_clock);
}

void RetentionTest::aServerDropsAndSaysSo()
{
    m_dropped = send();
    m_kept = send();
    for (const UnitCode &unit : {Finance, Town}) {
        confirm(unit, *m_dropped);
        answer(unit, *m_dropped, exchange::ReceiptKind::SignedFor);
    }
    QCOMPARE(reasonFor(Finance, m_dropped->part()), QByteArray());
    stop();
    workAt(m_later);
    serve(m_later);
    QVERIFY(m_server);
    m_server->followNow(); // As the hour would, or an administrator's SIGHUP.
    QTRY_COMPARE(reasonFor(Finance, m_dropped->part()), QByteArray("blob.expired"));
    QCOMPARE(reasonFor(Finance, m_kept->part()), QByteArray());
    stop();
    const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
    const auto rows = store->audit().newest(50).value();
    const auto row = std::find_if(
        rows.begin(), rows.end(), [](const journal::AuditRecord &record) { return record.what == u"parts.dropped"; });
    QVERIFY(row != rows.end());
    QVERIFY2(row->subject.contains(u"bytes: "_s), qPrintable(row->subject));
    QVERIFY(store->audit().verify());
}

void RetentionTest::whoAsksForADroppedPartIsToldSo()
{
    QVERIFY(m_dropped && m_kept);
    serve(m_clock);
    QVERIFY(m_server);
    QCOMPARE(reasonFor(Office, m_dropped->part()), QByteArray("blob.expired")); // The sender's other desktop.
    QCOMPARE(reasonFor(Town, m_dropped->part()), QByteArray("blob.expired"));
    QCOMPARE(reasonFor(Town, crypto::sm3("never sent")), QByteArray("blob.none"));
    // The same envelope again: it was accepted, and nothing of it is asked for.
    const auto again = ask<EnvelopeState>(as(Office), SendEnvelope{m_dropped->envelope.header.toBytes()});
    QVERIFY(again && again->receipt);
    QVERIFY(again->missing.isEmpty());
    // The parts again, as with an envelope that has them, too.
    const auto put = ask<BlobState>(as(Office), PutBlob{m_dropped->part(), m_dropped->size(), 0, {}});
    QVERIFY(put);
    QCOMPARE(put->have, quint64(0));
}

void RetentionTest::whatStaysOfAnEnvelopeHolds()
{
    stop();
    const auto report = server::verify(m_domain.folder(), m_clock);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults, QStringList());
    QVERIFY(report->envelopes > 2 && report->receipts > 2);
    const auto status = server::status(m_domain.folder(), m_clock);
    QVERIFY(status);
    QVERIFY(status->value(u"envelopesWithoutParts"_s).toInt() > 0);
    QCOMPARE(status->value(u"blobsAside"_s).toInt(-1), 0);
    serve(m_clock);
}

void RetentionTest::aFullQuotaIsRefusedAndRetentionMakesRoom()
{
    const Sent one = send(4'000'000); // More than all the others together.
    for (const UnitCode &unit : {Finance, Town})
        confirm(unit, one);
    stop();
    server::Configuration configuration = *m_domain.folder().configuration();
    {
        const auto store = server::Store::open(m_domain.folder().storePath(), m_clock).value();
        configuration.unitQuota = static_cast<qint64>(*store->blobs().storedBy(Office)) / limits::MiB * limits::MiB;
    }
    configuration.retentionAfter = "confirmed";
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    const auto unit = [this] {
        const QJsonObject status = server::status(m_domain.folder(), m_clock).value();
        for (const QJsonValue &row : status.value(u"units"_s).toArray()) {
            if (row.toObject().value(u"unit"_s) == Office.toString())
                return row.toObject();
        }
        return QJsonObject();
    };
    QVERIFY(unit().value(u"nearQuota"_s).toBool());
    serve(m_clock);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 150'000);
    QCOMPARE(reasonOf(sendWhole(as(Office), envelope)), QByteArray("unit.quota"));
    m_server->followNow();
    QTRY_VERIFY(
        readBounded(m_domain.path() + u"/server.log"_s, 1 << 24).value_or(QByteArray()).contains("unit.near-quota"));
    // What others had long enough makes room.
    stop();
    workAt(m_later);
    serve(m_later);
    m_server->followNow();
    QTRY_COMPARE(reasonFor(Finance, one.part()), QByteArray("blob.expired"));
    QVERIFY(sendWhole(as(Office), envelope));
    QVERIFY(unit().value(u"storedBytes"_s).toInteger() > 0);
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "RetentionTest.moc"
