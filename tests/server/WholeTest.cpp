// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/session/Dispatcher.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Small envelopes that go with their parts in one message, to a real server in this process.
class WholeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGroupOfEnvelopesTakesOneSyncAndOneSignature();
    void initServer();
    void anEnvelopeGoesInOneMessageEachWay();
    void partsThatTheHeaderDoesNotNameAreRefusedWithoutTrace_data();
    void partsThatTheHeaderDoesNotNameAreRefusedWithoutTrace();
    void sentTwiceItIsAcceptedOnce();
    void aPartThatWasBegunInPiecesIsTakenWhole();
    void whatIsHeldIsLeftOut();
    void confirmationsAreTakenAllOrNone();
    void anAnswerIsNoLargerThanAChunk();
    void aLargeDocumentIsLeftToBeFetchedInPieces();

private:
    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit)
    {
        return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit));
    }
    static SendWhole whole(const exchange::Envelope &envelope) { return {envelope.header.toBytes(), envelope.parts}; }
    static ConfirmDelivery confirmationOf(const exchange::Envelope &envelope)
    {
        return {envelope.header.routing().id, envelope.header.digest()};
    }
    /// Headers that wait for a unit.
    QList<QByteArray> waitingFor(const UnitCode &unit)
    {
        QList<QByteArray> headers;
        const auto found = ask<WholeDeliveries>(*connectAs(unit), FetchWhole{1000, {}, {}});
        if (!found)
            qFatal("%s", qUtf8Printable(describe(found.error())));
        for (const WholeDelivery &delivery : found->deliveries)
            headers.append(delivery.delivery.header);
        return headers;
    }

    /// Whether the server's log has these bytes, counted or not.
    bool isInSegments(const QByteArray &bytes)
    {
        const QDir folder(m_domain.folder().storePath() + u"/segments"_s);
        const QStringList names = folder.entryList({u"*.segment"_s}, QDir::Files);
        return std::any_of(names.begin(), names.end(), [&](const QString &name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes);
        });
    }

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
};

void WholeTest::aGroupOfEnvelopesTakesOneSyncAndOneSignature()
{
    constexpr int Count = 20;
    const Instant now = m_domain.clock().now();
    auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    const auto domain = m_domain.folder().domain(now);
    QVERIFY2(domain, reasonOf(domain).constData());
    const auto signer = m_domain.folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
    const auto configuration = m_domain.folder().configuration();
    QVERIFY2(configuration, reasonOf(configuration).constData());
    server::Counters counters;
    server::EventLog log({"text", "warning", {}}, m_domain.clock());
    server::Dispatcher dispatcher(
        server::Office{**store, *domain, **signer, m_domain.clock(), *configuration, {}, nullptr}, counters, log);
    const DesktopId desktop = m_domain.desktop(Office).id;
    const auto arrival = [&desktop](quint64 request, Body body) {
        return Arrival{"connection", desktop, Message{request, std::move(body)}, 100};
    };
    std::vector<Arrival> hello;
    hello.push_back(arrival(1, Hello{1, 1, desktop, 0}));
    QVERIFY(std::holds_alternative<Welcome>(dispatcher.handle(hello).front().message.body));

    std::vector<Arrival> arrivals;
    for (int i = 0; i < Count; ++i)
        arrivals.push_back(
            arrival(static_cast<quint64>(10 + i), whole(m_domain.envelope(Office, {Finance}, 100 + 1'000 * i))));
    // Each set of changes is one sync (SegmentLog::keep), and the parts stand before it.
    const auto before = (*store)->segments()->verify();
    QVERIFY2(before, reasonOf(before).constData());
    const auto departures = dispatcher.handle(arrivals);
    const auto after = (*store)->segments()->verify();
    QVERIFY2(after, reasonOf(after).constData());
    QCOMPARE(*after - *before, quint64(1));
    QCOMPARE(departures.size(), std::size_t(Count));
    std::set<QByteArray> signatures;
    for (const Departure &departure : departures) {
        const auto *state = std::get_if<EnvelopeState>(&departure.message.body);
        QVERIFY(state && state->receipt);
        const auto receipt = exchange::Receipt::fromBytes(*state->receipt);
        QVERIFY2(receipt, reasonOf(receipt).constData());
        QVERIFY(receipt->verifySignature(m_domain.serverCertificate()));
        signatures.insert(state->receipt->right(64)); // The signature is a receipt's last field.
    }
    QCOMPARE(signatures.size(), std::size_t(1));
    const auto waiting = (*store)->envelopes().waitingCount(Finance);
    QVERIFY2(waiting, reasonOf(waiting).constData());
    QCOMPARE(*waiting, quint64(Count));
}

void WholeTest::initServer()
{
    auto started = m_domain.start();
    QVERIFY2(started, reasonOf(started).constData());
    m_server = std::move(*started);
}

void WholeTest::anEnvelopeGoesInOneMessageEachWay()
{
    const exchange::Envelope envelope = m_domain.envelope(Office, {Town}, 200'000);
    const auto state = ask<EnvelopeState>(*connectAs(Office), whole(envelope));
    QVERIFY2(state, reasonOf(state).constData());
    QVERIFY(state->receipt);
    const auto receipt = exchange::Receipt::fromBytes(*state->receipt);
    QVERIFY2(receipt, reasonOf(receipt).constData());
    QVERIFY(receipt->verify(envelope.header, m_domain.serverCertificate()));

    const auto receiver = connectAs(Town);
    const auto found = ask<WholeDeliveries>(*receiver, FetchWhole{10, {}, {}});
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->deliveries.size(), 1);
    QCOMPARE(found->deliveries[0].delivery.header, envelope.header.toBytes());
    QCOMPARE(found->deliveries[0].parts, envelope.parts);
    // Not for others, and gone once it is confirmed.
    QVERIFY(!waitingFor(Office).contains(envelope.header.toBytes()));
    const auto none = ask<WholeDeliveries>(*receiver, FetchWhole{10, {confirmationOf(envelope)}, {}});
    QVERIFY2(none, reasonOf(none).constData());
    QCOMPARE(none->deliveries.size(), 0);
    QVERIFY(ask<WholeDeliveries>(*receiver, FetchWhole{0, {confirmationOf(envelope)}, {}})); // Again.
}

void WholeTest::partsThatTheHeaderDoesNotNameAreRefusedWithoutTrace_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("one is missing") << 0 << QByteArray("envelope.part-size");
    QTest::newRow("one too many") << 1 << QByteArray("envelope.part-size");
    QTest::newRow("the other way round") << 2 << QByteArray("envelope.part-size");
    QTest::newRow("one is cut") << 3 << QByteArray("envelope.part-size");
    QTest::newRow("the last has another bit") << 4 << QByteArray("blob.damaged");
    QTest::newRow("none") << 5 << QByteArray("envelope.part-size");
    QTest::newRow("too large together") << 6 << QByteArray("envelope.part-size");
}

void WholeTest::partsThatTheHeaderDoesNotNameAreRefusedWithoutTrace()
{
    QFETCH(int, fault);
    QFETCH(QByteArray, reason);
    const auto sender = connectAs(Office);
    // The document alone may go, with the header's part it is too much.
    const qsizetype about = LargestWhole - 5'000;
    const qsizetype added = fault == 6 ? m_domain.envelope(Office, {Town}, about).parts[1].size() - about : 0;
    const exchange::Envelope envelope =
        m_domain.envelope(Office, {Town}, fault == 6 ? LargestWhole - added - 10 : qsizetype(5'000));
    QVERIFY(envelope.parts[1].size() <= LargestWhole);
    SendWhole message = whole(envelope);
    if (fault == 0)
        message.parts.removeLast();
    if (fault == 1)
        message.parts.append("more");
    if (fault == 2)
        message.parts.swapItemsAt(0, 1);
    if (fault == 3)
        message.parts.last().chop(1);
    if (fault == 4)
        message.parts.last()[100] = static_cast<char>(message.parts.last()[100] ^ 1);
    if (fault == 5)
        message.parts.clear();
    QCOMPARE(reasonOf(ask<EnvelopeState>(*sender, message)), reason);
    QVERIFY(!waitingFor(Town).contains(message.header));
    QVERIFY2(!isInSegments(envelope.parts[0]), "a part that was refused takes room in the log");
    for (const exchange::EnvelopePart &part : envelope.header.routing().parts) {
        const auto state = ask<BlobState>(*sender, PutBlob{part.digest, static_cast<quint64>(part.size), 0, {}});
        QVERIFY2(state, reasonOf(state).constData());
        QCOMPARE(state->have, quint64(0));
    }
    QVERIFY(sendWhole(*sender, envelope)); // As it should be, by its pieces.
    QVERIFY(isInSegments(envelope.parts[0]));
    QVERIFY(waitingFor(Town).contains(message.header));
    QVERIFY(ask<WholeDeliveries>(*connectAs(Town), FetchWhole{0, {confirmationOf(envelope)}, {}}));
}

void WholeTest::sentTwiceItIsAcceptedOnce()
{
    const auto sender = connectAs(Office);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Town}, 500);
    // Both on their way at once, so that they may share a group.
    auto first = sender->request(whole(envelope));
    auto second = sender->request(whole(envelope));
    const auto one = answerAs<EnvelopeState>(first.result());
    const auto two = answerAs<EnvelopeState>(second.result());
    QVERIFY2(one, reasonOf(one).constData());
    QVERIFY2(two, reasonOf(two).constData());
    QVERIFY(one->receipt && !one->receipt->isEmpty());
    QCOMPARE(*two->receipt, *one->receipt);
    QCOMPARE(*ask<EnvelopeState>(*sender, SendEnvelope{envelope.header.toBytes()})->receipt, *one->receipt);
    QCOMPARE(waitingFor(Town).count(envelope.header.toBytes()), 1);
    QVERIFY(ask<WholeDeliveries>(*connectAs(Town), FetchWhole{0, {confirmationOf(envelope)}, {}}));
}

void WholeTest::aPartThatWasBegunInPiecesIsTakenWhole()
{
    const auto sender = connectAs(Office);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Town}, 5'000);
    const exchange::EnvelopePart part = envelope.header.routing().parts[1];
    const auto begun = ask<BlobState>(
        *sender, PutBlob{part.digest, static_cast<quint64>(part.size), 0, envelope.parts[1].first(1'000)});
    QVERIFY2(begun, reasonOf(begun).constData());
    const auto state = ask<EnvelopeState>(*sender, whole(envelope));
    QVERIFY2(state, reasonOf(state).constData());
    QVERIFY(state->receipt);
    const auto found = ask<WholeDeliveries>(*connectAs(Town), FetchWhole{10, {}, {}});
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->deliveries.size(), 1);
    QCOMPARE(found->deliveries[0].parts, envelope.parts);
    QVERIFY(ask<WholeDeliveries>(*connectAs(Town), FetchWhole{0, {confirmationOf(envelope)}, {}}));
}

void WholeTest::whatIsHeldIsLeftOut()
{
    const auto sender = connectAs(Office);
    QList<exchange::Envelope> envelopes;
    for (int i = 0; i < 3; ++i) {
        envelopes.append(m_domain.envelope(Office, {Town}, 100));
        QVERIFY(ask<EnvelopeState>(*sender, whole(envelopes.last())));
    }
    const auto receiver = connectAs(Town);
    const auto found = ask<WholeDeliveries>(
        *receiver, FetchWhole{1, {}, {envelopes[0].header.digest(), envelopes[1].header.digest()}});
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->deliveries.size(), 1);
    QCOMPARE(found->deliveries[0].delivery.header, envelopes[2].header.toBytes());
    QCOMPARE(waitingFor(Town).size(), 3); // They still wait.
    QList<ConfirmDelivery> all;
    for (const exchange::Envelope &envelope : envelopes)
        all.append(confirmationOf(envelope));
    QVERIFY(ask<WholeDeliveries>(*receiver, FetchWhole{0, all, {}}));
    QCOMPARE(waitingFor(Town).size(), 0);
}

void WholeTest::confirmationsAreTakenAllOrNone()
{
    const exchange::Envelope mine = m_domain.envelope(Office, {Town}, 100);
    QVERIFY(ask<EnvelopeState>(*connectAs(Office), whole(mine)));
    const exchange::Envelope unsent = m_domain.envelope(Office, {Town}, 100);
    const auto receiver = connectAs(Town);
    const FetchWhole wrong{10, {confirmationOf(mine), confirmationOf(unsent)}, {}};
    QCOMPARE(reasonOf(ask<WholeDeliveries>(*receiver, wrong)), QByteArray("envelope.unknown"));
    QCOMPARE(waitingFor(Town), QList<QByteArray>{mine.header.toBytes()});
    QVERIFY(ask<WholeDeliveries>(*receiver, FetchWhole{0, {confirmationOf(mine)}, {}}));
}

void WholeTest::anAnswerIsNoLargerThanAChunk()
{
    // A wire that is quick enough for chunks is for these, too.
    QList<ConfirmDelivery> all;
    for (int i = 0; i < 3; ++i) {
        const exchange::Envelope envelope = m_domain.envelope(Office, {Town}, 100'000);
        QVERIFY(ask<EnvelopeState>(*connectAs(Office), whole(envelope)));
        all.append(confirmationOf(envelope));
    }
    const auto receiver = connectAs(Town);
    const auto found = ask<WholeDeliveries>(*receiver, FetchWhole{10, {}, {}});
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->deliveries.size(), 2);
    for (const WholeDelivery &delivery : found->deliveries)
        QCOMPARE(delivery.parts.size(), 2);
    QVERIFY(ask<WholeDeliveries>(*receiver, FetchWhole{0, all, {}}));
}

void WholeTest::aLargeDocumentIsLeftToBeFetchedInPieces()
{
    const exchange::Envelope large = m_domain.envelope(Office, {Town}, limits::BlobChunk);
    QVERIFY(sendWhole(*connectAs(Office), large));
    const auto receiver = connectAs(Town);
    const auto found = ask<WholeDeliveries>(*receiver, FetchWhole{10, {}, {}});
    QVERIFY2(found, reasonOf(found).constData());
    QCOMPARE(found->deliveries.size(), 1);
    QCOMPARE(found->deliveries[0].delivery.header, large.header.toBytes());
    QCOMPARE(found->deliveries[0].parts.size(), 0);
    const exchange::EnvelopePart part = large.header.routing().parts[1];
    const auto chunk = ask<BlobChunk>(*receiver, GetBlob{part.digest, 0, 1'000});
    QVERIFY2(chunk, reasonOf(chunk).constData());
    QCOMPARE(chunk->chunk, large.parts[1].first(1'000));
}

QTEST_GUILESS_MAIN(WholeTest)
#include "WholeTest.moc"
