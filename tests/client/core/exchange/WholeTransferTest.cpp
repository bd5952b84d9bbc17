// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RecallService.h"
#include "shared/exchange/EnvelopeBuilder.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using protocol::MessageType;

namespace {

/// A link that counts what goes over it; before an older server, to which some messages mean nothing, or one that is
/// gone before the first envelope, or has no room for the unit's content.
class CountingLink final : public ServerLink
{
public:
    enum class Server { Current, Older, GoneBeforeEnvelopes, Full };
    CountingLink(ServerLink &link, Server server)
        : m_link(link)
        , m_server(server)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        const MessageType type = protocol::typeOf(body);
        ++m_counts[type];
        if (m_server == Server::Older && (type == MessageType::SendWhole || type == MessageType::FetchWhole))
            return Error{ErrorCode::Unsupported, "message.type", {}};
        if (m_server == Server::GoneBeforeEnvelopes && type == MessageType::SendWhole)
            return Error{ErrorCode::Unavailable, "connection.lost", {}};
        if (m_server == Server::Full && (type == MessageType::SendWhole || type == MessageType::PutBlob))
            return Error{ErrorCode::NotAllowed, "unit.quota", {}};
        return m_link.request(std::move(body));
    }
    int count(MessageType type) const { return m_counts.value(type); }

private:
    ServerLink &m_link;
    Server m_server;
    QMap<MessageType, int> m_counts;
};

/// A server that takes everything at once; notes what it was sent each time, in bytes.
class TakingLink final : public ServerLink
{
public:
    Result<protocol::Body> request(protocol::Body) override
    {
        return protocol::Body(protocol::EnvelopeState{{}, QByteArray("receipt")});
    }
    std::vector<Result<protocol::Body>> requestAll(QList<protocol::Body> bodies) override
    {
        qint64 bytes = 0;
        for (const protocol::Body &body : bodies) {
            for (const QByteArray &part : std::get<protocol::SendWhole>(body).parts)
                bytes += part.size();
        }
        turns.append(bytes);
        return ServerLink::requestAll(std::move(bodies));
    }
    QList<qint64> turns;
};

} // namespace

/// Small documents between two desktops and a real server: whole, and where the server is older in pieces.
class WholeTransferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_exchange = std::make_unique<ExchangeOffice>(); }
    void smallDocumentsGoInOneMessageEach();
    void anOlderServerIsServedInPieces();
    void whatIsRefusedIsFetchedOnceAndStays();
    void aPartThatRottedHoldsNothingElseUp();
    void aUnitAtItsQuotaStillReceives();
    void whatIsLargerThanAServerTakesGoesInPieces();
    void whatTheWireDoesNotCarryInTimeGoesInPieces();

private:
    StreamId dispatch(int serial, qsizetype attachment = 0)
    {
        const StreamId stream(u"whole-%1"_s.arg(serial));
        auto order = m_exchange->order(stream, serial);
        order.recipients = {u"江阴市财政局"_s};
        if (attachment > 0)
            order.attachments = {{u"附件.bin"_s, m_exchange->office.random().bytes(attachment)}};
        const auto sent = DispatchService(*m_exchange->sender).dispatch(order);
        if (!sent)
            qFatal("%s", qUtf8Printable(describe(sent.error())));
        return stream;
    }
    /// One run of a desktop; `look` sees what went over the link.
    Result<SyncReport> sync(
        Workspace &workspace, CountingLink::Server server, const std::function<void(const CountingLink &)> &look)
    {
        WENYI_TRY(auto settings, connectionSettings(workspace));
        settings.endpoint = m_exchange->server->endpoint();
        protocol::ClientConnection connection(std::move(settings), m_exchange->office.random());
        ConnectionLink real(connection);
        CountingLink link(real, server);
        DirectGate gate;
        auto report = Synchronizer(workspace, gate, link).run();
        look(link);
        return report;
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
};

void WholeTransferTest::smallDocumentsGoInOneMessageEach()
{
    for (const int serial : {101, 102})
        dispatch(serial);
    const auto sent = sync(*m_exchange->sender, CountingLink::Server::Current, [](const CountingLink &link) {
        QCOMPARE(link.count(MessageType::SendWhole), 2);
        QCOMPARE(link.count(MessageType::SendEnvelope), 0);
    });
    QVERIFY2(sent, reasonOf(sent).constData());
    QCOMPARE(sent->sent.size(), 2);
    QCOMPARE(sent->refused.size(), 0);
    const auto taken = sync(*m_exchange->finance, CountingLink::Server::Current, [](const CountingLink &link) {
        // One more than there are answers with something; each confirms what the one before it brought.
        const int asked = link.count(MessageType::FetchWhole);
        QVERIFY2(asked >= 2 && asked <= 3, qPrintable(QString::number(asked)));
        QCOMPARE(link.count(MessageType::FetchDeliveries), 0);
        QCOMPARE(link.count(MessageType::ConfirmDelivery), 0);
    });
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->arrivals.size(), 2);
    QCOMPARE(taken->refused.size(), 0);
    const auto again = sync(*m_exchange->finance, CountingLink::Server::Current, [](const CountingLink &) {});
    QVERIFY2(again, reasonOf(again).constData());
    QCOMPARE(again->arrivals.size(), 0);
}

void WholeTransferTest::anOlderServerIsServedInPieces()
{
    for (const int serial : {104, 105})
        dispatch(serial);
    const auto sent = sync(*m_exchange->sender, CountingLink::Server::Older, [](const CountingLink &link) {
        QCOMPARE(link.count(MessageType::SendWhole), 1); // Then it is known.
        QCOMPARE(link.count(MessageType::FetchWhole), 0);
        QVERIFY(link.count(MessageType::SendEnvelope) >= 2);
    });
    QVERIFY2(sent, reasonOf(sent).constData());
    QCOMPARE(sent->sent.size(), 2);
    QCOMPARE(sent->refused.size(), 0);
    const auto taken = sync(*m_exchange->finance, CountingLink::Server::Older, [](const CountingLink &link) {
        QCOMPARE(link.count(MessageType::FetchWhole), 1);
        QCOMPARE(link.count(MessageType::ConfirmDelivery), 2);
    });
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->arrivals.size(), 2);
    QCOMPARE(taken->refused.size(), 0);
}

void WholeTransferTest::whatIsRefusedIsFetchedOnceAndStays()
{
    // An envelope with a document header that is none: the server cannot see it, the receiver refuses it.
    Workspace &sender = *m_exchange->sender;
    const directory::Unit *unit = sender.directory().unit(m_exchange->finance->profile().unit);
    QVERIFY(unit);
    const auto certificate = crypto::Certificate::fromDer(unit->encryptionCertificate);
    QVERIFY2(certificate, reasonOf(certificate).constData());
    exchange::EnvelopeOrder order;
    order.id = EnvelopeId(u"refused-1"_s);
    order.sender = sender.profile().unit;
    order.desktop = sender.profile().desktop;
    order.created = sender.environment().clock.now();
    order.addressees = {{*certificate, {}, 1, {1, std::nullopt}}};
    auto builder = exchange::EnvelopeBuilder::begin(std::move(order), m_exchange->office.random());
    QVERIFY2(builder, reasonOf(builder).constData());
    QVERIFY(builder->addPart(exchange::PartRole::Header, u"header.xml"_s, "no header"));
    QVERIFY(builder->addPart(exchange::PartRole::Document, u"document.ofd"_s, "no document"));
    const auto envelope = std::move(*builder).close(*sender.keys().unitSigning);
    QVERIFY2(envelope, reasonOf(envelope).constData());
    {
        auto settings = connectionSettings(sender);
        QVERIFY2(settings, reasonOf(settings).constData());
        settings->endpoint = m_exchange->server->endpoint();
        protocol::ClientConnection connection(std::move(*settings), m_exchange->office.random());
        ConnectionLink link(connection);
        const auto state =
            link.ask<protocol::EnvelopeState>(protocol::SendWhole{envelope->header.toBytes(), envelope->parts});
        QVERIFY2(state, reasonOf(state).constData());
    }
    dispatch(106);
    QVERIFY(sync(sender, CountingLink::Server::Current, [](const CountingLink &) {}));
    const auto taken = sync(*m_exchange->finance, CountingLink::Server::Current,
        [](const CountingLink &link) { QCOMPARE(link.count(MessageType::FetchWhole), 2); });
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->refused.size(), 1);
    QCOMPARE(taken->arrivals.size(), 1); // The one behind it.
    const auto again = sync(*m_exchange->finance, CountingLink::Server::Current, [](const CountingLink &) {});
    QVERIFY2(again, reasonOf(again).constData());
    QCOMPARE(again->refused.size(), 1); // It is still there.
}

void WholeTransferTest::aPartThatRottedHoldsNothingElseUp()
{
    Workspace &sender = *m_exchange->sender;
    for (const int serial : {107, 108})
        dispatch(serial);
    // Entries and their content go, the envelopes do not.
    QVERIFY(!sync(sender, CountingLink::Server::GoneBeforeEnvelopes, [](const CountingLink &) {}));
    const auto waiting = RecallService(sender).envelopesToSend();
    QVERIFY2(waiting, reasonOf(waiting).constData());
    QCOMPARE(waiting->size(), 2);
    const Digest part = waiting->first().header.routing().parts.first().digest;
    const QString hex = QString::fromLatin1(part.toHex());
    {
        QFile file(sender.profile().path(u"blobs/%1/%2"_s.arg(hex.left(2), hex)));
        QVERIFY2(file.open(QIODevice::ReadWrite), qPrintable(file.fileName()));
        const QByteArray before = file.read(1);
        QVERIFY(file.seek(0) && file.putChar(static_cast<char>(before.at(0) ^ 0x04)));
    }
    QCOMPARE(reasonOf(sender.blobs().readStored(part)), QByteArray("blob.damaged")); // Somebody looked at it.
    const auto sent = sync(sender, CountingLink::Server::Current, [](const CountingLink &link) {
        QVERIFY2(link.count(MessageType::FetchWhole) > 0, "deliveries were not asked for");
    });
    QVERIFY2(sent, reasonOf(sent).constData());
    QCOMPARE(sent->sent.size(), 2); // The server has the part since the entry went.
    QCOMPARE(sent->refused.size(), 0);
    const auto anew = sender.blobs().readStored(part);
    QVERIFY2(anew, reasonOf(anew).constData());
}

void WholeTransferTest::aUnitAtItsQuotaStillReceives()
{
    Workspace &sender = *m_exchange->sender;
    dispatch(109);
    const auto full = sync(sender, CountingLink::Server::Full, [](const CountingLink &link) {
        QVERIFY2(link.count(MessageType::FetchWhole) > 0, "deliveries were not asked for");
        QVERIFY2(link.count(MessageType::PullReceipts) > 0, "receipts were not asked for");
        QCOMPARE(link.count(MessageType::PushEntries), 0);
    });
    QVERIFY2(full, reasonOf(full).constData());
    QCOMPARE(full->entriesPushed, 0);
    QVERIFY(!full->refused.isEmpty());
    for (const SyncRefusal &refusal : full->refused)
        QCOMPARE(refusal.error.reason, QByteArray("unit.quota"));
    const auto later = sync(sender, CountingLink::Server::Current, [](const CountingLink &) {});
    QVERIFY2(later, reasonOf(later).constData());
    QCOMPARE(later->sent.size(), 1);
    QVERIFY(later->entriesPushed > 0);
    QCOMPARE(later->refused.size(), 0);
}

void WholeTransferTest::whatIsLargerThanAServerTakesGoesInPieces()
{
    dispatch(110, WholeTransfer::LargestSent);
    const auto sent = sync(*m_exchange->sender, CountingLink::Server::Current, [](const CountingLink &link) {
        QCOMPARE(link.count(MessageType::SendWhole), 0);
        QVERIFY(link.count(MessageType::SendEnvelope) > 0);
    });
    QVERIFY2(sent, reasonOf(sent).constData());
    QCOMPARE(sent->sent.size(), 1);
    QCOMPARE(sent->refused.size(), 0);
}

void WholeTransferTest::whatTheWireDoesNotCarryInTimeGoesInPieces()
{
    for (int serial = 111; serial <= 114; ++serial)
        dispatch(serial);
    const auto waiting = RecallService(*m_exchange->sender).envelopesToSend();
    QVERIFY2(waiting, reasonOf(waiting).constData());
    QCOMPARE(waiting->size(), 4);
    DirectGate gate;
    TakingLink link;
    Wire wire;
    WholeTransfer whole(*m_exchange->sender, gate, link, wire);
    // A sealed document is larger than a chunk.
    QVERIFY2(whole.send(*waiting, 0, WholeTransfer::Pace::Many).empty(), "over a wire of which nothing is known");
    wire.carried(limits::BlobChunk, std::chrono::milliseconds(10));
    QCOMPARE(whole.send(*waiting, 0, WholeTransfer::Pace::Many).size(), std::size_t(1)); // A server to be asked first.
    QVERIFY2(whole.send(*waiting, 1, WholeTransfer::Pace::One).empty(), "where bytes are counted");
    QCOMPARE(whole.send(*waiting, 1, WholeTransfer::Pace::Many).size(), std::size_t(3));
    QCOMPARE(link.turns.size(), 2);
    QVERIFY(link.turns[0] > limits::BlobChunk && link.turns[0] <= 4 * limits::BlobChunk);
    QVERIFY(link.turns[1] <= 4 * link.turns[0]);
}

QTEST_GUILESS_MAIN(WholeTransferTest)
#include "WholeTransferTest.moc"
