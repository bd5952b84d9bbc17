// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DesktopMarks.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/exchange/WatchedLink.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// A server that sends without end, repeats itself or asks for what is not its business: the run ends with one reason.
class HostileServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aForgedHeaderFetchesNothing();
    void theSameDeliveryForEverIsStopped();
    void rulingsWithoutEndAreStopped();
    void onlyAnEnvelopesPartsAreGiven();
    void aHugeDirectoryIsNotFetched();
    void receiptsInNoOrderAreRefused();
    void whatComesAgainAfterARestoreIsNoRepetition();
    void afterwardsTheRealServerIsFollowed();
    void whatANewDesktopHasFromItsLogIsNoRepetition();
    void aKnownReceiptAgainAndAgainIsStopped();

private:
    QByteArray reasonWith(
        Workspace &workspace, WatchedLink::Watch watch, qsizetype mostUseless = RepeatGuard::MostUseless);
    protocol::Delivery deliveryOf(const StreamId &stream);

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<protocol::ClientConnection> m_connection;
    std::unique_ptr<ConnectionLink> m_real;
    std::unique_ptr<WatchedLink> m_link;
};

void HostileServerTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    for (int serial : {81, 82}) {
        auto order = m_exchange->order(StreamId(u"hostile-%1"_s.arg(serial)), serial);
        order.recipients = {u"江阴市财政局"_s};
        QVERIFY(DispatchService(*m_exchange->sender).dispatch(order));
    }
}

QByteArray HostileServerTest::reasonWith(Workspace &workspace, WatchedLink::Watch watch, qsizetype mostUseless)
{
    auto settings = connectionSettings(workspace).value();
    settings.endpoint = m_exchange->server->endpoint();
    m_link.reset();
    m_real.reset();
    m_connection = std::make_unique<protocol::ClientConnection>(std::move(settings), m_exchange->office.random());
    m_real = std::make_unique<ConnectionLink>(*m_connection);
    m_link = std::make_unique<WatchedLink>(*m_real, std::move(watch));
    DirectGate gate;
    const auto report = Synchronizer(workspace, gate, *m_link, {}, mostUseless).run();
    return report && !report->refused.isEmpty() ? report->refused.first().error.reason : reasonOf(report);
}

protocol::Delivery HostileServerTest::deliveryOf(const StreamId &stream)
{
    const auto sent = ExchangeProjection::outbox(m_exchange->sender->journal().database(), stream).value();
    return {1, m_exchange->office.environment().clock.now(), sent.first().header.toBytes()};
}

void HostileServerTest::aForgedHeaderFetchesNothing()
{
    protocol::Delivery forged = deliveryOf(StreamId(u"hostile-81"_s));
    forged.header[forged.header.size() - 40] = static_cast<char>(forged.header.at(forged.header.size() - 40) ^ 1);
    const auto rows = m_exchange->finance->audit().verify().value();
    const QByteArray reason =
        reasonWith(*m_exchange->finance, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::FetchDeliveries>(body))
                return Result<protocol::Body>(protocol::Deliveries{{forged}});
            return std::nullopt;
        });
    QCOMPARE(reason, QByteArray("envelope.signature"));
    QCOMPARE(m_link->asked<protocol::GetBlob>().size(), 0);
    QCOMPARE(m_exchange->finance->audit().verify().value(), rows + 1);
}

void HostileServerTest::theSameDeliveryForEverIsStopped()
{
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    const auto taken = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->arrivals.size(), 2);
    const protocol::Delivery again = deliveryOf(StreamId(u"hostile-82"_s));
    const protocol::Deliveries same{QList<protocol::Delivery>(50, again)};
    const QByteArray reason =
        reasonWith(*m_exchange->finance, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::FetchDeliveries>(body))
                return Result<protocol::Body>(same);
            if (const auto *confirm = std::get_if<protocol::ConfirmDelivery>(&body))
                return Result<protocol::Body>(protocol::Confirmed{confirm->envelope});
            return std::nullopt;
        });
    QCOMPARE(reason, QByteArray("sync.repeats"));
    QVERIFY(m_link->asked<protocol::ConfirmDelivery>().size() <= RepeatGuard::MostUseless + 1);
}

void HostileServerTest::rulingsWithoutEndAreStopped()
{
    const QByteArray reason =
        reasonWith(*m_exchange->finance, [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            const auto *pull = std::get_if<protocol::PullRulings>(&body);
            if (!pull)
                return std::nullopt;
            if (pull->after > 100'000)
                return Result<protocol::Body>(protocol::Rulings{}); // Nobody has stopped it.
            protocol::Rulings worthless;
            for (quint64 number = pull->after + 1; number <= pull->after + 500; ++number)
                worthless.rulings.append({number, "no ruling"});
            return Result<protocol::Body>(worthless);
        });
    QCOMPARE(reason, QByteArray("sync.repeats"));
    QVERIFY(m_link->asked<protocol::PullRulings>().size() <= RepeatGuard::MostUseless / 500 + 1);
    // The real server numbers its rulings from the first.
    QVERIFY(DesktopMarks(m_exchange->finance->journal().database()).moveRulingCursor(0));
}

/// A server that asks for a draft's content by its name is not given it.
void HostileServerTest::onlyAnEnvelopesPartsAreGiven()
{
    Workspace &sender = *m_exchange->sender;
    auto order = m_exchange->order(StreamId(u"hostile-83"_s), 83);
    order.recipients = {u"江阴市财政局"_s};
    QVERIFY(DispatchService(sender).dispatch(order));
    const auto audience = sender.keyring().newest(sender.profile().unit.toString()).value();
    const auto draft =
        sender.blobs().store("a draft", *sender.keyring().key(audience).value(), m_exchange->office.random()).value();
    const QByteArray reason =
        reasonWith(sender, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::SendEnvelope>(body))
                return Result<protocol::Body>(protocol::EnvelopeState{{{draft.digest, 0}}, std::nullopt});
            return std::nullopt;
        });
    QCOMPARE(reason, QByteArray("connection.unexpected-answer"));
    for (const protocol::PutBlob &put : m_link->asked<protocol::PutBlob>())
        QVERIFY(put.digest != draft.digest);
}

void HostileServerTest::aHugeDirectoryIsNotFetched()
{
    const QByteArray reason =
        reasonWith(*m_exchange->sender, [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::GetDirectory>(body))
                return Result<protocol::Body>(protocol::DirectoryChunk{9, {}, quint64(1) << 40, 0, "x"});
            return std::nullopt;
        });
    QCOMPARE(reason, QByteArray("sync.directory-size"));
    QCOMPARE(m_link->asked<protocol::GetDirectory>().size(), 1);
}

void HostileServerTest::receiptsInNoOrderAreRefused()
{
    const QByteArray reason =
        reasonWith(*m_exchange->finance, [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (std::holds_alternative<protocol::PullReceipts>(body))
                return Result<protocol::Body>(protocol::Receipts{{{quint64(1) << 40, "a"}, {7, "b"}}});
            return std::nullopt;
        });
    QVERIFY2(reason == "connection.unexpected-answer" || reason.startsWith("cbor."), reason.constData());
    QCOMPARE(m_link->asked<protocol::PullReceipts>().size(), 1); // It went no further.
}

void HostileServerTest::whatComesAgainAfterARestoreIsNoRepetition()
{
    DesktopMarks marks(m_exchange->finance->journal().database());
    const quint64 cursor = marks.receiptCursor().value();
    static constexpr quint64 Known = RepeatGuard::MostUseless + 100;
    QVERIFY(marks.moveReceiptCursor(Known));
    QVERIFY(marks.pullFromTheFirst());
    QCOMPARE(marks.receiptCursor().value(), quint64(0));
    const auto receipts = [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
        const auto *pull = std::get_if<protocol::PullReceipts>(&body);
        if (!pull)
            return std::nullopt;
        protocol::Receipts answer;
        for (quint64 number = pull->after + 1; number <= std::min(pull->after + 500, Known); ++number)
            answer.receipts.append({number, "no receipt"});
        return Result<protocol::Body>(answer);
    };
    QVERIFY(reasonWith(*m_exchange->finance, receipts) != "sync.repeats");
    QCOMPARE(marks.receiptCursor().value(), Known);
    QVERIFY(marks.moveReceiptCursor(cursor));
}

void HostileServerTest::afterwardsTheRealServerIsFollowed()
{
    const auto sent = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(sent, reasonOf(sent).constData());
    QCOMPARE(sent->sent.size(), 1);
    const auto taken = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->arrivals.size(), 1);
}

/// It has the unit's receipts before they come to it by their numbers, however many there are.
void HostileServerTest::whatANewDesktopHasFromItsLogIsNoRepetition()
{
    QVERIFY(m_exchange->sync(*m_exchange->finance)); // What it has sent for is delivered.
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    DesktopMarks marks(m_exchange->sender->journal().database());
    const quint64 last = marks.receiptCursor().value();
    QVERIFY(last > 1);
    QVERIFY(marks.moveReceiptCursor(0));
    const auto asTheServerSays = [](const protocol::Body &) { return std::optional<Result<protocol::Body>>(); };
    QCOMPARE(reasonWith(*m_exchange->sender, asTheServerSays, 0), QByteArray());
    QVERIFY(!m_link->asked<protocol::PullReceipts>().isEmpty());
    QCOMPARE(m_link->asked<protocol::PullReceipts>().first().after, quint64(0));
    QCOMPARE(marks.receiptCursor().value(), last);
}

void HostileServerTest::aKnownReceiptAgainAndAgainIsStopped()
{
    Workspace &sender = *m_exchange->sender;
    DesktopMarks marks(sender.journal().database());
    const quint64 cursor = marks.receiptCursor().value();
    const auto sent = ExchangeProjection::outbox(sender.journal().database(), StreamId(u"hostile-82"_s)).value();
    const auto receipts = ExchangeProjection::receipts(sender.journal().database(), sent.first().header.digest());
    QVERIFY(receipts && !receipts->isEmpty());
    const QByteArray known = receipts->first().toBytes();
    const QByteArray reason = reasonWith(
        sender,
        [&known](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            const auto *pull = std::get_if<protocol::PullReceipts>(&body);
            if (!pull)
                return std::nullopt;
            if (pull->after > 1'000)
                return Result<protocol::Body>(protocol::Receipts{}); // Nobody has stopped it.
            protocol::Receipts same;
            for (quint64 number = pull->after + 1; number <= pull->after + 10; ++number)
                same.receipts.append({number, known});
            return Result<protocol::Body>(same);
        },
        20);
    QCOMPARE(reason, QByteArray("sync.repeats"));
    QVERIFY(m_link->asked<protocol::PullReceipts>().size() <= 3);
    QVERIFY(marks.moveReceiptCursor(cursor));
}

QTEST_GUILESS_MAIN(HostileServerTest)
#include "HostileServerTest.moc"
