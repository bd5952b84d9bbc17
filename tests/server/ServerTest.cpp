// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "shared/crypto/Sm3.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Dialogues between desktops and a real server in this process.
class ServerTest : public QObject
{
    Q_OBJECT

private:
    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;

    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit, int index = 1)
    {
        return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit, index));
    }

    /// The headers that wait for a unit, in the order of its queue.
    QList<QByteArray> waitingFor(const UnitCode &unit)
    {
        QList<QByteArray> headers;
        const auto connection = connectAs(unit);
        const auto deliveries = ask<Deliveries>(*connection, FetchDeliveries{100});
        if (deliveries) {
            for (const Delivery &delivery : deliveries->deliveries)
                headers.append(delivery.header);
        }
        return headers;
    }

private Q_SLOTS:
    void initTestCase();
    void aDesktopIsWelcomedWithTheServersState();
    void entriesOfOneDesktopReachTheOtherOfItsUnit();
    void anotherUnitSeesNothingOfThem();
    void aRunPushedAgainKeepsItsNumbers();
    void whatIsWrongWithARunIsRefusedWithoutTrace_data();
    void whatIsWrongWithARunIsRefusedWithoutTrace();
    void anEnvelopeGoesFromUnitToUnitWithItsParts();
    void theMoreUrgentComesFirst();
    void aBlobGoesOnWhereItBroke();
    void aBlobIsNoneOfAStrangersBusiness();
    void anEnvelopeSentAgainGetsItsFirstReceipt();
    void anotherEnvelopeUnderAUsedIdIsRefused();
    void impersonationMatrix_data();
    void impersonationMatrix();
    void whatIsTooSecretIsRefusedBeforeItIsStored();
    void anUnknownRecipientIsRefused();
    void aReceiptComesBackToTheSender();
    void forgedReceiptsAreRefused();
    void leasedNumbersAreNeverGivenTwice();
    void theDirectoryComesInPieces();
    void refusalsAreInTheAuditLog();
    void limitsAreInForce();
    void theOtherDesktopIsNotified();
    void oneFolderHasOneServer();
};

void ServerTest::initTestCase()
{
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

void ServerTest::aDesktopIsWelcomedWithTheServersState()
{
    const auto connection = connectAs(Town);
    std::optional<Welcome> welcome;
    connect(
        connection.get(), &ClientConnection::welcomed, connection.get(),
        [&welcome](const Welcome &got) { welcome = got; }, Qt::DirectConnection);
    const auto entries = ask<Entries>(*connection, PullEntries{0});
    QVERIFY2(entries, reasonOf(entries).constData());
    QVERIFY(welcome);
    QCOMPARE(welcome->directoryVersion, quint64(1));
    QCOMPARE(welcome->log, LogHead{});
    QCOMPARE(welcome->deliveriesWaiting, quint64(0));
}

void ServerTest::entriesOfOneDesktopReachTheOtherOfItsUnit()
{
    TestDesktop &writer = m_domain.desktop(Office, 1);
    const auto one = connectAs(Office, 1);
    const auto two = connectAs(Office, 2);
    const PushEntries push = writer.write(5);
    const auto accepted = ask<Accepted>(*one, push);
    QVERIFY2(accepted, reasonOf(accepted).constData());
    QCOMPARE(accepted->first, quint64(1));
    QCOMPARE(ask<Accepted>(*two, m_domain.desktop(Office, 2).write(2))->first, quint64(6));

    const auto entries = ask<Entries>(*two, PullEntries{0});
    QVERIFY(entries);
    QCOMPARE(entries->runs.size(), 2);
    const auto first = journal::LogRun::fromBytes(entries->runs[0]);
    QVERIFY(first);
    QCOMPARE(first->run.entries, push.entries);
    QCOMPARE(first->run.head.toBytes(), push.head);
    const auto checkpoint = journal::Checkpoint::fromBytes(entries->checkpoint);
    QVERIFY(checkpoint);
    QVERIFY(checkpoint->verify(m_domain.serverCertificate().publicKey()));
    QCOMPARE(checkpoint->position.number, quint64(7));
    QCOMPARE(ask<Entries>(*two, PullEntries{7})->runs.size(), 0);
    QCOMPARE(reasonOf(ask<Entries>(*two, PullEntries{99})), QByteArray("journal.log-number"));
}

void ServerTest::anotherUnitSeesNothingOfThem()
{
    const auto connection = connectAs(Finance);
    const auto entries = ask<Entries>(*connection, PullEntries{0});
    QVERIFY(entries);
    QCOMPARE(entries->runs.size(), 0);
}

void ServerTest::aRunPushedAgainKeepsItsNumbers()
{
    const auto connection = connectAs(Office, 1);
    const PushEntries push = m_domain.desktop(Office, 1).write(3);
    const auto accepted = ask<Accepted>(*connection, push);
    QVERIFY(accepted);
    const auto again = ask<Accepted>(*connection, push);
    QVERIFY(again);
    QCOMPARE(again->first, accepted->first);
    QCOMPARE(ask<Entries>(*connection, PullEntries{accepted->first + 2})->runs.size(), 0);
}

void ServerTest::whatIsWrongWithARunIsRefusedWithoutTrace_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("gap") << 0 << QByteArray("journal.chain-gap");
    QTest::newRow("other desktop's run") << 1 << QByteArray("journal.foreign-desktop");
    QTest::newRow("head of fewer") << 2 << QByteArray("journal.head-position");
    QTest::newRow("signature altered") << 3 << QByteArray("journal.head-signature");
    QTest::newRow("nothing") << 4 << QByteArray("journal.run-empty");
    QTest::newRow("too large") << 5 << QByteArray("journal.run-size");
}

void ServerTest::whatIsWrongWithARunIsRefusedWithoutTrace()
{
    QFETCH(int, fault);
    QFETCH(QByteArray, reason);
    TestDesktop &writer = m_domain.desktop(Finance, 1);
    const auto chainBefore = writer.chain;
    const auto connection = connectAs(Finance, 1);
    const quint64 before = ask<Entries>(*connection, PullEntries{0})->logNumber;
    PushEntries push = writer.write(3);
    if (fault == 0)
        push = writer.write(1);
    if (fault == 1)
        push = m_domain.desktop(Town, 2).write(1);
    if (fault == 2)
        push.entries.removeLast();
    if (fault == 3) {
        auto head = journal::SignedHead::fromBytes(push.head);
        head->signature[20] = static_cast<char>(head->signature[20] ^ 1);
        push.head = head->toBytes();
    }
    if (fault == 4)
        push.entries.clear();
    if (fault == 5)
        push = writer.write(4, 900'000);
    QCOMPARE(reasonOf(ask<Accepted>(*connection, push)), reason);
    QCOMPARE(ask<Entries>(*connection, PullEntries{0})->logNumber, before);
    writer.chain = chainBefore;
    QVERIFY(ask<Accepted>(*connection, writer.write(1)));
}

void ServerTest::anEnvelopeGoesFromUnitToUnitWithItsParts()
{
    const auto sender = connectAs(Office);
    const auto receiver = connectAs(Finance);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance, Town}, 200'000);
    const auto receiptBytes = sendWhole(*sender, envelope);
    QVERIFY2(receiptBytes, reasonOf(receiptBytes).constData());
    const auto receipt = exchange::Receipt::fromBytes(*receiptBytes);
    QVERIFY(receipt);
    QVERIFY(receipt->verify(envelope.header, m_domain.serverCertificate()));
    QCOMPARE(receipt->facts().kind, exchange::ReceiptKind::Accepted);

    const auto deliveries = ask<Deliveries>(*receiver, FetchDeliveries{10});
    QVERIFY(deliveries);
    QCOMPARE(deliveries->deliveries.size(), 1);
    QCOMPARE(deliveries->deliveries[0].header, envelope.header.toBytes());
    for (qsizetype i = 0; i < envelope.parts.size(); ++i) {
        const exchange::EnvelopePart &part = envelope.header.routing().parts[i];
        QByteArray bytes;
        while (bytes.size() < part.size) {
            const auto chunk =
                ask<BlobChunk>(*receiver, GetBlob{part.digest, static_cast<quint64>(bytes.size()), 64 * limits::KiB});
            QVERIFY2(chunk, reasonOf(chunk).constData());
            QVERIFY(!chunk->chunk.isEmpty());
            bytes += chunk->chunk;
        }
        QCOMPARE(bytes, envelope.parts[i]);
    }
    const ConfirmDelivery confirm{envelope.header.routing().id, envelope.header.digest()};
    QVERIFY(ask<Confirmed>(*receiver, confirm));
    QVERIFY(ask<Confirmed>(*receiver, confirm));
    QCOMPARE(ask<Deliveries>(*receiver, FetchDeliveries{10})->deliveries.size(), 0);
    QCOMPARE(ask<Deliveries>(*connectAs(Town), FetchDeliveries{10})->deliveries.size(), 1);
    QCOMPARE(reasonOf(ask<Confirmed>(*sender, confirm)), QByteArray("envelope.unknown"));
}

void ServerTest::theMoreUrgentComesFirst()
{
    using exchange::Urgency;
    const auto sender = connectAs(Finance);
    QList<QByteArray> headers;
    for (const Urgency urgency :
        {Urgency::Ordinary, Urgency::Flash, Urgency::Expedited, Urgency::Urgent, Urgency::Flash}) {
        const exchange::Envelope envelope = m_domain.envelope(Finance, {Office}, 100, urgency);
        QVERIFY(sendWhole(*sender, envelope));
        headers.append(envelope.header.toBytes());
    }
    const auto deliveries = ask<Deliveries>(*connectAs(Office), FetchDeliveries{10});
    QCOMPARE(deliveries->deliveries.size(), 5);
    const QList<int> order{1, 4, 3, 2, 0};
    for (qsizetype i = 0; i < 5; ++i)
        QCOMPARE(deliveries->deliveries[i].header, headers[order[i]]);
    QCOMPARE(ask<Deliveries>(*connectAs(Office), FetchDeliveries{2})->deliveries.size(), 2);
}

void ServerTest::aBlobGoesOnWhereItBroke()
{
    const QByteArray blob = m_domain.random().bytes(300'000);
    const Digest digest = crypto::sm3(blob);
    {
        const auto connection = connectAs(Office);
        const auto state = ask<BlobState>(*connection, PutBlob{digest, 300'000, 0, blob.left(100'000)});
        QVERIFY2(state, reasonOf(state).constData());
        QCOMPARE(state->have, quint64(100'000));
    }
    const auto connection = connectAs(Office);
    QCOMPARE(ask<BlobState>(*connection, PutBlob{digest, 300'000, 0, {}})->have, quint64(100'000));
    // The same chunk once more, and one that leaves a hole: neither is taken.
    QCOMPARE(ask<BlobState>(*connection, PutBlob{digest, 300'000, 0, blob.left(100'000)})->have, quint64(100'000));
    QCOMPARE(ask<BlobState>(*connection, PutBlob{digest, 300'000, 200'000, blob.mid(200'000)})->have, quint64(100'000));
    QCOMPARE(ask<BlobState>(*connection, PutBlob{digest, 300'000, 100'000, blob.mid(100'000)})->have, quint64(300'000));
    QCOMPARE(ask<BlobChunk>(*connection, GetBlob{digest, 299'990, 100})->chunk, blob.right(10));
    // Bytes that are not what they claim to be begin anew.
    const Digest other = crypto::sm3("something else");
    QCOMPARE(reasonOf(ask<BlobState>(*connection, PutBlob{other, 5, 0, "wrong"})), QByteArray("blob.damaged"));
    QCOMPARE(ask<BlobState>(*connection, PutBlob{other, 5, 0, {}})->have, quint64(0));
}

void ServerTest::aBlobIsNoneOfAStrangersBusiness()
{
    const QByteArray blob("of the office alone");
    const Digest digest = crypto::sm3(blob);
    const auto size = static_cast<quint64>(blob.size());
    QVERIFY(ask<BlobState>(*connectAs(Office), PutBlob{digest, size, 0, blob}));
    const auto stranger = connectAs(Finance);
    QCOMPARE(reasonOf(ask<BlobChunk>(*stranger, GetBlob{digest, 0, size})), QByteArray("blob.none"));
    // Nor does asking tell that somebody has it.
    QCOMPARE(ask<BlobState>(*stranger, PutBlob{digest, size, 0, {}})->have, quint64(0));
    QCOMPARE(reasonOf(ask<BlobChunk>(*stranger, GetBlob{digest, 0, size})), QByteArray("blob.none"));
}

void ServerTest::anEnvelopeSentAgainGetsItsFirstReceipt()
{
    const auto one = connectAs(Office, 1);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance});
    const auto receipt = sendWhole(*one, envelope);
    QVERIFY(receipt);
    const SendEnvelope again{envelope.header.toBytes()};
    QCOMPARE(*ask<EnvelopeState>(*one, again)->receipt, *receipt);
    QCOMPARE(*ask<EnvelopeState>(*connectAs(Office, 2), again)->receipt, *receipt);
    // Twice in one group: one acceptance.
    const exchange::Envelope next = m_domain.envelope(Office, {Finance});
    for (qsizetype i = 0; i < next.parts.size(); ++i)
        QVERIFY(ask<BlobState>(*one, PutBlob{next.header.routing().parts[i].digest,
                                         static_cast<quint64>(next.parts[i].size()), 0, next.parts[i]}));
    auto first = one->request(SendEnvelope{next.header.toBytes()});
    auto second = one->request(SendEnvelope{next.header.toBytes()});
    const auto firstState = answerAs<EnvelopeState>(first.result());
    const auto secondState = answerAs<EnvelopeState>(second.result());
    QVERIFY(firstState && secondState && firstState->receipt && !firstState->receipt->isEmpty());
    QCOMPARE(*secondState->receipt, *firstState->receipt);
    QCOMPARE(waitingFor(Finance).count(next.header.toBytes()), 1);
}

void ServerTest::anotherEnvelopeUnderAUsedIdIsRefused()
{
    const auto connection = connectAs(Office);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance});
    QVERIFY(sendWhole(*connection, envelope));
    exchange::EnvelopeRouting routing = envelope.header.routing();
    routing.urgency = exchange::Urgency::Flash;
    const auto other = exchange::EnvelopeHeader::sign(routing, m_domain.unitSigner(Office));
    QVERIFY(other);
    QCOMPARE(
        reasonOf(ask<EnvelopeState>(*connection, SendEnvelope{other->toBytes()})), QByteArray("envelope.id-reused"));
}

void ServerTest::impersonationMatrix_data()
{
    QTest::addColumn<UnitCode>("session");
    QTest::addColumn<UnitCode>("claimed");
    for (const UnitCode &session : {Office, Finance, Town}) {
        for (const UnitCode &claimed : {Office, Finance, Town})
            QTest::addRow("%s as %s", qPrintable(session.toString()), qPrintable(claimed.toString()))
                << session << claimed;
    }
}

void ServerTest::impersonationMatrix()
{
    QFETCH(UnitCode, session);
    QFETCH(UnitCode, claimed);
    const UnitCode to = claimed == Town ? Office : Town;
    const auto connection = connectAs(session);
    const exchange::Envelope envelope = m_domain.envelope(claimed, {to}, 100);
    QCOMPARE(reasonOf(sendWhole(*connection, envelope)),
        session == claimed ? QByteArray() : QByteArray("envelope.impersonated"));
    if (session == claimed) {
        // The right unit, but its other desktop: the header names where the envelope was closed.
        const exchange::Envelope next = m_domain.envelope(claimed, {to}, 100);
        QCOMPARE(reasonOf(sendWhole(*connectAs(session, 2), next)), QByteArray("envelope.impersonated"));
    }
}

void ServerTest::whatIsTooSecretIsRefusedBeforeItIsStored()
{
    const auto connection = connectAs(Office);
    const exchange::Envelope secret =
        m_domain.envelope(Office, {Finance}, 100, exchange::Urgency::Ordinary, exchange::Secrecy::Secret);
    const SendEnvelope send{secret.header.toBytes()};
    QCOMPARE(reasonOf(ask<EnvelopeState>(*connection, send)), QByteArray("exchange.secrecy-refused"));
    QVERIFY(!waitingFor(Finance).contains(send.header));
}

void ServerTest::anUnknownRecipientIsRefused()
{
    exchange::EnvelopeRouting routing = m_domain.envelope(Office, {Finance}, 100).header.routing();
    routing.recipients[0].unit = UnitCode(u"NOBODY"_s);
    const auto header = exchange::EnvelopeHeader::sign(routing, m_domain.unitSigner(Office));
    QVERIFY(header);
    QCOMPARE(reasonOf(ask<EnvelopeState>(*connectAs(Office), SendEnvelope{header->toBytes()})),
        QByteArray("envelope.recipient-unknown"));
}

void ServerTest::aReceiptComesBackToTheSender()
{
    const auto sender = connectAs(Office);
    const auto receiver = connectAs(Finance);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 100);
    QVERIFY(sendWhole(*sender, envelope));
    const QByteArray receipt =
        m_domain.receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance))
            .toBytes();
    const auto states = ask<ReceiptStates>(*receiver, PushReceipts{{receipt}});
    QVERIFY(states);
    QCOMPARE(states->reasons, QList<QByteArray>{QByteArray()});
    QVERIFY(ask<ReceiptStates>(*receiver, PushReceipts{{receipt}}));
    const auto receipts = ask<Receipts>(*sender, PullReceipts{0, 100});
    QVERIFY(receipts);
    QCOMPARE(receipts->receipts.size(), 1);
    QCOMPARE(receipts->receipts[0].bytes, receipt);
    QCOMPARE(receipts->receipts[0].number, quint64(1));
    QCOMPARE(ask<Receipts>(*sender, PullReceipts{1, 100})->receipts.size(), 0);
    QCOMPARE(ask<Receipts>(*receiver, PullReceipts{0, 100})->receipts.size(), 0);
}

void ServerTest::forgedReceiptsAreRefused()
{
    using exchange::ReceiptKind;
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 100);
    QVERIFY(sendWhole(*connectAs(Office), envelope));
    const auto made = [&](const UnitCode &unit, ReceiptKind kind, const UnitCode &key) {
        return m_domain.receipt(envelope.header, unit, kind, m_domain.unitSigner(key)).toBytes();
    };
    const quint64 before = ask<Receipts>(*connectAs(Office), PullReceipts{0, 100})->receipts.size();
    const auto finance = connectAs(Finance);
    const auto states = ask<ReceiptStates>(*finance,
        PushReceipts{{made(Town, ReceiptKind::SignedFor, Town), made(Finance, ReceiptKind::SignedFor, Town),
            made(Finance, ReceiptKind::SignedFor, Office), made(Office, ReceiptKind::Accepted, Finance), "rubbish"}});
    QVERIFY(states);
    QCOMPARE(states->reasons.size(), 5);
    QCOMPARE(states->reasons[0], QByteArray("receipt.impersonated"));
    QCOMPARE(states->reasons[1], QByteArray("receipt.signer"));
    QCOMPARE(states->reasons[2], QByteArray("receipt.signer"));
    QCOMPARE(states->reasons[3], QByteArray("receipt.impersonated"));
    QVERIFY(!states->reasons[4].isEmpty());
    // The town was not among the recipients, whatever it signs.
    QCOMPARE(ask<ReceiptStates>(*connectAs(Town), PushReceipts{{made(Town, ReceiptKind::SignedFor, Town)}})->reasons[0],
        QByteArray("receipt.foreign-unit"));
    QCOMPARE(quint64(ask<Receipts>(*connectAs(Office), PullReceipts{0, 100})->receipts.size()), before);
}

void ServerTest::leasedNumbersAreNeverGivenTwice()
{
    const auto one = connectAs(Office, 1);
    const auto two = connectAs(Office, 2);
    const QString series = u"澄政办发/2026"_s;
    const LeaseNumbers request{series, 10, QByteArray(16, 'a')};
    const auto first = ask<Lease>(*one, request);
    QVERIFY2(first, reasonOf(first).constData());
    QCOMPARE(*first, (Lease{series, 1, 10}));
    QCOMPARE(*ask<Lease>(*one, request), *first);
    QCOMPARE(*ask<Lease>(*two, LeaseNumbers{series, 5, QByteArray(16, 'b')}), (Lease{series, 11, 5}));
    QCOMPARE(*ask<Lease>(*connectAs(Finance), request), (Lease{series, 1, 10}));
    QCOMPARE(reasonOf(ask<Lease>(*two, request)), QByteArray("lease.token-reused"));
    QCOMPARE(reasonOf(ask<Lease>(*one, LeaseNumbers{series, 0, QByteArray(16, 'c')})), QByteArray("lease.form"));
    QCOMPARE(reasonOf(ask<Lease>(*one, LeaseNumbers{series, 1, "short"})), QByteArray("lease.form"));
    for (const QString &control : {u"2026\0"_s, u"20\n26"_s})
        QCOMPARE(reasonOf(ask<Lease>(*one, LeaseNumbers{control, 1, QByteArray(16, 'd')})), QByteArray("lease.form"));
}

void ServerTest::theDirectoryComesInPieces()
{
    const auto connection = connectAs(Town);
    const auto chunk = ask<DirectoryChunk>(*connection, GetDirectory{0});
    QVERIFY(chunk);
    QByteArray bytes = chunk->chunk;
    while (bytes.size() < static_cast<qsizetype>(chunk->size))
        bytes += ask<DirectoryChunk>(*connection, GetDirectory{static_cast<quint64>(bytes.size())})->chunk;
    QCOMPARE(crypto::sm3(bytes), chunk->digest);
    QVERIFY(
        directory::Directory::open(bytes, *m_domain.folder().trust(m_domain.clock().now()), m_domain.clock().now()));
    QCOMPARE(reasonOf(ask<DirectoryChunk>(*connection, GetDirectory{chunk->size + 1})), QByteArray("directory.offset"));
}

void ServerTest::refusalsAreInTheAuditLog()
{
    SystemClock clock;
    const auto store = server::Store::open(m_domain.folder().storePath(), clock);
    QVERIFY(store);
    const auto records = (*store)->audit().newest(500);
    QVERIFY(records);
    const auto recorded = [&records](const QString &actor, const QString &reason) {
        return std::any_of(records->begin(), records->end(),
            [&](const auto &record) { return record.actor == actor && record.reason == reason; });
    };
    QVERIFY(recorded(u"CZJ-1"_s, u"envelope.impersonated"_s));
    QVERIFY(recorded(u"ZFB-1"_s, u"exchange.secrecy-refused"_s));
    QVERIFY(recorded(u"CZJ-1"_s, u"journal.head-signature"_s));
    QVERIFY((*store)->audit().verify());
}

void ServerTest::limitsAreInForce()
{
    QCOMPARE(m_server->limitsInForce(), SocketLimits::ofServer());
}

void ServerTest::theOtherDesktopIsNotified()
{
    const auto one = connectAs(Office, 1);
    const auto two = connectAs(Office, 2);
    std::atomic<quint64> heard = 0;
    connect(
        two.get(), &ClientConnection::notified, two.get(), [&heard](const Notify &notify) { heard = notify.logNumber; },
        Qt::DirectConnection);
    QVERIFY(ask<Entries>(*two, PullEntries{0}));
    const auto accepted = ask<Accepted>(*one, m_domain.desktop(Office, 1).write(1));
    QVERIFY(accepted);
    for (int i = 0; i < 2000 && heard < accepted->first; ++i)
        QTest::qSleep(5);
    QCOMPARE(heard, accepted->first);
}

void ServerTest::oneFolderHasOneServer()
{
    QCOMPARE(reasonOf(m_domain.start()), QByteArray("server.running"));
    m_server.reset();
    QVERIFY(m_domain.start());
    // Who ended between making the lock's file and naming itself in it locks nobody out.
    QFile lock(m_domain.folder().lockPath());
    QVERIFY(lock.open(QIODevice::WriteOnly));
    QVERIFY(lock.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    lock.close();
    QVERIFY2(m_domain.start(), "an unnamed lock is in the way");
}

QTEST_GUILESS_MAIN(ServerTest)
#include "ServerTest.moc"
