// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/OwedBlobs.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/exchange/WatchedLink.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Large = 2 * limits::MiB + 77;

bool isChunk(const protocol::PutBlob &put)
{
    return !put.chunk.isEmpty();
}

} // namespace

/// What goes first when there is much to do, over a real server.
class SyncOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theUrgentGoBeforeTheLarge();
    void aLargeTransferGivesWayToANewAct();
    void anUrgentDispatchOvertakesALargeOneUnderWay();
    void largeContentGoesBehindTheEntryThatNamesIt();
    void theNewestContentComesFirstAndWhatIsWantedBeforeIt();
    void aLimitHoldsForContent();
    void aLimitHoldsHoweverOftenSomethingComesUp();

private:
    using Hook = std::function<void(Synchronizer &, const protocol::Body &)>;
    /// One synchronisation; the hook is called before each request.
    WatchedLink &watched(Workspace &workspace, const Hook &hook = {}, const BandwidthLimit &limit = {});
    EnvelopeId dispatch(const QString &stream, int serial, exchange::Urgency urgency, qsizetype attachment = 0);
    Digest appendWithBlob(Workspace &workspace, const QString &stream, qsizetype size);
    void append(Workspace &workspace, const QString &stream);
    static QStringList sentIds(const WatchedLink &link);

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<protocol::ClientConnection> m_connection;
    std::unique_ptr<ConnectionLink> m_real;
    std::unique_ptr<WatchedLink> m_link;
    Result<SyncReport> m_report{SyncReport()};
};

void SyncOrderTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

WatchedLink &SyncOrderTest::watched(Workspace &workspace, const Hook &hook, const BandwidthLimit &limit)
{
    auto settings = connectionSettings(workspace).value();
    settings.endpoint = m_exchange->server->endpoint();
    m_link.reset();
    m_real.reset();
    m_connection = std::make_unique<protocol::ClientConnection>(std::move(settings), m_exchange->office.random());
    m_real = std::make_unique<ConnectionLink>(*m_connection);
    Synchronizer *running = nullptr;
    m_link = std::make_unique<WatchedLink>(
        *m_real, [&running, hook](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            if (hook)
                hook(*running, body);
            return std::nullopt;
        });
    DirectGate gate;
    Synchronizer synchronizer(workspace, gate, *m_link);
    synchronizer.limit(limit);
    running = &synchronizer;
    m_report = synchronizer.run();
    return *m_link;
}

EnvelopeId SyncOrderTest::dispatch(const QString &stream, int serial, exchange::Urgency urgency, qsizetype attachment)
{
    auto order = m_exchange->order(StreamId(stream), serial);
    order.recipients = {u"江阴市财政局"_s};
    order.urgency = urgency;
    if (attachment > 0) {
        QByteArray bytes(attachment, Qt::Uninitialized);
        m_exchange->office.random().fill(bytes.data(), bytes.size());
        order.attachments = {{u"附件.bin"_s, bytes}};
    }
    const auto dispatched = DispatchService(*m_exchange->sender).dispatch(order);
    if (!dispatched)
        qFatal("%s", qPrintable(describe(dispatched.error())));
    return dispatched->envelope;
}

Digest SyncOrderTest::appendWithBlob(Workspace &workspace, const QString &stream, qsizetype size)
{
    const auto audience = workspace.keyring().newest(workspace.profile().unit.toString()).value();
    QByteArray content(size, Qt::Uninitialized);
    m_exchange->office.random().fill(content.data(), content.size());
    const auto blob = workspace.blobs()
                          .store(content, *workspace.keyring().key(audience).value(), m_exchange->office.random())
                          .value();
    const auto appended = workspace.journal().append(
        workspace.member().id, {{StreamId(stream), u"note"_s, u"note.kept"_s, "words", {blob}, {}}});
    if (!appended)
        qFatal("%s", qPrintable(describe(appended.error())));
    return blob.digest;
}

void SyncOrderTest::append(Workspace &workspace, const QString &stream)
{
    const auto appended = workspace.journal().append(
        workspace.member().id, {{StreamId(stream), u"note"_s, u"note.kept"_s, "words", {}, {}}});
    if (!appended)
        qFatal("%s", qPrintable(describe(appended.error())));
}

QStringList SyncOrderTest::sentIds(const WatchedLink &link)
{
    QStringList ids;
    for (const protocol::SendEnvelope &sent : link.asked<protocol::SendEnvelope>())
        ids.append(exchange::EnvelopeHeader::fromBytes(sent.header)->routing().id.toString());
    return ids;
}

void SyncOrderTest::theUrgentGoBeforeTheLarge()
{
    const QString large = dispatch(u"large"_s, 71, exchange::Urgency::Ordinary, Large).toString();
    const QString small = dispatch(u"small"_s, 72, exchange::Urgency::Ordinary).toString();
    const QString flash = dispatch(u"flash"_s, 73, exchange::Urgency::Flash).toString();
    const WatchedLink &link = watched(*m_exchange->sender);
    QVERIFY2(m_report, reasonOf(m_report).constData());
    QCOMPARE(m_report->sent.size(), 3);
    QStringList order = sentIds(link);
    order.removeDuplicates(); // Each goes twice: to hear what is missing, and when all is there.
    QCOMPARE(order, QStringList({flash, small, large}));
    const auto taken = m_exchange->sync(*m_exchange->finance);
    QVERIFY2(taken, reasonOf(taken).constData());
    QCOMPARE(taken->arrivals.size(), 3);
    QCOMPARE(taken->refused.size(), 0);
}

void SyncOrderTest::aLargeTransferGivesWayToANewAct()
{
    Workspace &sender = *m_exchange->sender;
    dispatch(u"under-way"_s, 74, exchange::Urgency::Ordinary, Large);
    int chunks = 0;
    qsizetype chunksBeforeTheAct = -1;
    const WatchedLink &link = watched(sender, [&](Synchronizer &running, const protocol::Body &body) {
        const auto *put = std::get_if<protocol::PutBlob>(&body);
        if (put && isChunk(*put) && put->size > Synchronizer::Bulk && ++chunks == 3) {
            append(sender, u"act"_s); // As somebody does an act at this desktop while it goes.
            running.nudge();
        }
        if (std::holds_alternative<protocol::PushEntries>(body) && chunks >= 3 && chunksBeforeTheAct < 0)
            chunksBeforeTheAct = chunks;
    });
    QVERIFY2(m_report, reasonOf(m_report).constData());
    QCOMPARE(chunksBeforeTheAct, 3); // The chunk that was going, and no other.
    QCOMPARE(sender.journal().unsentCount().value(), quint64(0));
    // It went on where it stopped: nothing went twice.
    QSet<std::pair<QByteArray, quint64>> places;
    for (const protocol::PutBlob &put : link.asked<protocol::PutBlob>()) {
        if (!isChunk(put))
            continue;
        const std::pair place(put.digest.toBytes(), put.offset);
        QVERIFY2(!places.contains(place), QByteArray::number(put.offset).constData());
        places.insert(place);
    }
    QCOMPARE(m_report->sent.size(), 1);
}

void SyncOrderTest::anUrgentDispatchOvertakesALargeOneUnderWay()
{
    Workspace &sender = *m_exchange->sender;
    dispatch(u"slow"_s, 76, exchange::Urgency::Ordinary, Large);
    QString flash;
    int chunks = 0;
    qsizetype chunksBeforeFlash = -1;
    watched(sender, [&](Synchronizer &running, const protocol::Body &body) {
        const auto *put = std::get_if<protocol::PutBlob>(&body);
        if (put && isChunk(*put) && put->size > Synchronizer::Bulk && ++chunks == 2) {
            flash = dispatch(u"flash-2"_s, 77, exchange::Urgency::Flash).toString();
            running.nudge();
        }
        const auto *sent = std::get_if<protocol::SendEnvelope>(&body);
        if (sent && chunksBeforeFlash < 0
            && exchange::EnvelopeHeader::fromBytes(sent->header)->routing().id.toString() == flash)
            chunksBeforeFlash = chunks;
    });
    QVERIFY2(m_report, reasonOf(m_report).constData());
    QCOMPARE(chunksBeforeFlash, 3); // Behind the first, two went together.
    QCOMPARE(m_report->sent, QList<StreamId>({StreamId(u"flash-2"_s), StreamId(u"slow"_s)}));
}

void SyncOrderTest::largeContentGoesBehindTheEntryThatNamesIt()
{
    Workspace &sender = *m_exchange->sender;
    QVERIFY(m_exchange->sync(sender));
    const Digest small = appendWithBlob(sender, u"small-content"_s, 1000);
    const Digest large = appendWithBlob(sender, u"large-content"_s, Large);
    append(sender, u"act-behind"_s);
    // The connection breaks in the middle of the large content.
    bool broke = false;
    int chunks = 0;
    {
        auto settings = connectionSettings(sender).value();
        settings.endpoint = m_exchange->server->endpoint();
        protocol::ClientConnection connection(std::move(settings), m_exchange->office.random());
        ConnectionLink real(connection);
        WatchedLink link(real, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
            const auto *put = std::get_if<protocol::PutBlob>(&body);
            broke = broke || (put && put->digest == large && isChunk(*put) && ++chunks == 3);
            if (broke)
                return Result<protocol::Body>(Error{ErrorCode::Unavailable, "connection.lost", {}});
            return std::nullopt;
        });
        DirectGate gate;
        QCOMPARE(reasonOf(Synchronizer(sender, gate, link).run()), QByteArray("connection.lost"));
        const qsizetype pushed = link.placeOf<protocol::PushEntries>([](const auto &) { return true; });
        const auto isOf = [](const Digest &digest) {
            return [digest](const protocol::PutBlob &put) { return put.digest == digest; };
        };
        QVERIFY(pushed >= 0);
        const qsizetype smallAt = link.placeOf<protocol::PutBlob>(isOf(small));
        QVERIFY(smallAt >= 0 && smallAt < pushed);
        QVERIFY(link.placeOf<protocol::PutBlob>(isOf(large)) > pushed);
    }
    QVERIFY(broke);
    QCOMPARE(sender.journal().unsentCount().value(), quint64(0)); // The act behind it went.
    QCOMPARE(OwedBlobs(sender.journal().database()).all().value(), QList<Digest>{large});
    const auto whole = m_exchange->sync(sender);
    QVERIFY2(whole, reasonOf(whole).constData());
    QCOMPARE(OwedBlobs(sender.journal().database()).all()->size(), 0);
    const auto leader = m_exchange->office.unlock(u"市政府办/leader"_s);
    const auto taken = m_exchange->sync(*leader);
    QVERIFY2(taken, reasonOf(taken).constData());
    QVERIFY(leader->blobs().has(small) && leader->blobs().has(large));
}

void SyncOrderTest::theNewestContentComesFirstAndWhatIsWantedBeforeIt()
{
    Workspace &sender = *m_exchange->sender;
    QList<Digest> blobs;
    for (int i = 0; i < 4; ++i)
        blobs.append(appendWithBlob(sender, u"in-turn-%1"_s.arg(i), 3000));
    QVERIFY(m_exchange->sync(sender));
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    bool isWanted = false;
    const WatchedLink &link = watched(*clerk, [&](Synchronizer &running, const protocol::Body &) {
        if (!std::exchange(isWanted, true))
            running.want(blobs.at(1)); // Somebody opened that document before the rest is here.
    });
    QVERIFY2(m_report, reasonOf(m_report).constData());
    QList<Digest> order;
    for (const protocol::GetBlob &get : link.asked<protocol::GetBlob>()) {
        if (blobs.contains(get.digest) && !order.contains(get.digest))
            order.append(get.digest);
    }
    QCOMPARE(order, QList<Digest>({blobs.at(1), blobs.at(3), blobs.at(2), blobs.at(0)}));
}

void SyncOrderTest::aLimitHoldsForContent()
{
    Workspace &sender = *m_exchange->sender;
    append(sender, u"unlimited"_s);
    QElapsedTimer timer;
    timer.start();
    watched(sender, {}, {1, 1, {}, {}}); // A KiB a second: an entry alone would take seconds.
    QVERIFY2(m_report, reasonOf(m_report).constData());
    const qint64 entries = timer.restart();
    appendWithBlob(sender, u"limited"_s, 512 * limits::KiB);
    watched(sender, {}, {512, 0, {}, {}});
    QVERIFY2(m_report, reasonOf(m_report).constData());
    const qint64 content = timer.elapsed();
    QVERIFY2(content >= 1'000, QByteArray::number(content).constData());
    QVERIFY2(content < 20'000 && entries < 20'000, QByteArray::number(entries).constData());
}

void SyncOrderTest::aLimitHoldsHoweverOftenSomethingComesUp()
{
    Workspace &sender = *m_exchange->sender;
    appendWithBlob(sender, u"often-nudged"_s, 2 * static_cast<qsizetype>(Synchronizer::Bulk));
    int nudges = 0;
    QElapsedTimer timer;
    timer.start();
    watched(sender,
        [&nudges](Synchronizer &running, const protocol::Body &body) {
            const auto *put = std::get_if<protocol::PutBlob>(&body);
            if (!put || !isChunk(*put))
                return;
            ++nudges;
            running.nudge();
        },
        {1'024, 0, {}, {}});
    QVERIFY2(m_report, reasonOf(m_report).constData());
    QVERIFY2(nudges > 2, QByteArray::number(nudges).constData());
    // Two seconds' worth, of which only the last chunk has not to be waited for.
    QVERIFY2(timer.elapsed() >= 1'000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(SyncOrderTest)
#include "SyncOrderTest.moc"
