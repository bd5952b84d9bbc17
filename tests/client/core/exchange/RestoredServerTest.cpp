// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/exchange/RecallService.h"
#include "client/core/exchange/SyncEvent.h"
#include "server/admin/Maintenance.h"
#include "server/standby/StandbyMark.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/exchange/WatchedLink.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

class WrongClock final : public Clock
{
public:
    Instant now() const override { return SystemClock().now() + ahead; }
    std::chrono::hours ahead{0};
};

} // namespace

/// Yesterday's backup is restored, and desktops are ahead of it (F27, T31).
///
/// The functions are one story and go on where the one before left.
class RestoredServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aServerThatWasSetBackInSilenceIsNotBelieved();
    void whatTheRestoredServerLacksIsOfferedAnew();
    void theRestoreStandsInTheAuditLogs();
    void aMomentsFailureEndsNoOffer();
    void recallsAndHoldsOutliveARestore();
    void largeContentThatTheServerHadNotYetGoesAgain();
    void theServerOfBeforeIsNotExchangedWith();

private:
    QString path(const QString &name) const { return m_exchange->office.path(name); }
    /// From now on the server runs on this folder.
    void serveFrom(const QString &folder)
    {
        m_exchange->stopServer();
        m_exchange->folder = server::ServerFolder::open(folder).value();
        m_exchange->startServer();
    }
    QByteArray fault(Workspace &workspace) { return reasonOf(m_exchange->sync(workspace)); }
    SyncReport synced(Workspace &workspace)
    {
        auto report = m_exchange->sync(workspace);
        if (!report)
            QTest::qFail(qPrintable(describe(report.error())), __FILE__, __LINE__);
        return report.value_or(SyncReport());
    }
    void note(Workspace &workspace, const QByteArray &words)
    {
        const auto written = workspace.journal().append(workspace.member().id,
            {{StreamId(u"note"_s), u"test"_s, u"test.note"_s, words, {}, workspace.profile().unit.toString()}});
        QVERIFY2(written, reasonOf(written).constData());
    }
    exchange::DeliveryStage stage() { return stageOf(m_stream); }
    exchange::DeliveryStage stageOf(const StreamId &stream)
    {
        const auto tracking = ReceiptService(*m_exchange->sender).tracking(stream).value();
        for (const TrackingLine &line : tracking.lines) {
            if (line.unitName == u"江阴市财政局")
                return line.delivery.stage();
        }
        return exchange::DeliveryStage::Failed;
    }
    static StreamId streamOf(int serial) { return StreamId(u"restored-%1"_s.arg(serial)); }
    void dispatch(int serial, std::optional<std::chrono::hours> later = std::nullopt)
    {
        auto order = m_exchange->order(streamOf(serial), serial);
        order.recipients = {u"江阴市财政局"_s};
        if (later)
            order.notBefore = m_exchange->office.environment().clock.now() + *later;
        const auto dispatched = DispatchService(*m_exchange->sender).dispatch(order);
        QVERIFY2(dispatched, reasonOf(dispatched).constData());
    }
    /// An entry of the sender with large content; the server takes the entry, and the content does not come to it.
    Digest noteWithLargeContent()
    {
        Workspace &sender = *m_exchange->sender;
        const auto audience = sender.keyring().newest(sender.profile().unit.toString()).value();
        QByteArray content(static_cast<qsizetype>(Synchronizer::Bulk) + 1, Qt::Uninitialized);
        m_exchange->office.random().fill(content.data(), content.size());
        const auto blob =
            sender.blobs().store(content, *sender.keyring().key(audience).value(), m_exchange->office.random()).value();
        const auto written = sender.journal().append(
            sender.member().id, {{StreamId(u"note"_s), u"test"_s, u"test.note"_s, "large", {blob}, {}}});
        if (!written)
            qFatal("%s", written.error().reason.constData());
        const auto broken = m_exchange->over(sender, [&sender](ServerLink &real) {
            WatchedLink link(real, [](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
                if (std::holds_alternative<protocol::PutBlob>(body))
                    return Result<protocol::Body>(Error{ErrorCode::Unavailable, "connection.lost", {}});
                return std::nullopt;
            });
            DirectGate gate;
            return Synchronizer(sender, gate, link).run();
        });
        if (reasonOf(broken) != "connection.lost")
            qFatal("the content went: %s", reasonOf(broken).constData());
        return blob.digest;
    }
    void recall(int serial)
    {
        const auto recalled = RecallService(*m_exchange->sender).recall(streamOf(serial), {}, u"附件有误"_s);
        QVERIFY2(recalled, reasonOf(recalled).constData());
    }
    static bool offersAnew(Workspace &workspace)
    {
        return DesktopMarks(workspace.journal().database()).offersAnew().value() != OffersAnew::Nothing;
    }

    /// The key of each desktop as the directory has it.
    static journal::DesktopKeys keysOf(Workspace &workspace)
    {
        return [&workspace](const DesktopId &id) -> Result<crypto::PublicKey> {
            const directory::Desktop *desktop = workspace.directory().desktop(id);
            if (!desktop)
                return Error{ErrorCode::NotFound, "test.desktop", id.toString()};
            WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
            return certificate.publicKey();
        };
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    WrongClock m_wrongClock;                ///< The colleague's.
    std::unique_ptr<Workspace> m_colleague; ///< Of the sender, at another desktop.
    StreamId m_stream{u"notice"_s};
    Digest m_large; ///< Content that came to the server after the second backup.
    Dispatch m_dispatch;
};

void RestoredServerTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    const Environment &right = m_exchange->office.environment();
    m_colleague = Workspace::unlock(m_exchange->office.folderOf(u"市政府办/admin"_s),
        m_exchange->office.domain().desktopOf(u"市政府办/admin"_s)->second, SampleOffice::pin(),
        {m_wrongClock, right.random, right.resources, right.fonts})
                      .value();
    synced(*m_colleague);
    // A clock that once stood years ahead: every entry of the unit is dated behind that from now on.
    m_wrongClock.ahead = std::chrono::hours(24 * 3'650);
    note(*m_colleague, "ahead");
    m_wrongClock.ahead = {};
    synced(*m_colleague);
    synced(*m_exchange->sender);
    const auto backedUp =
        server::backUp(*m_exchange->folder, path(u"yesterday"_s), m_exchange->office.environment().clock);
    QVERIFY2(backedUp, reasonOf(backedUp).constData());
    // What yesterday's backup knows nothing of: two desktops' entries in turn, a document that came to its receiver.
    note(*m_colleague, "colleague");
    synced(*m_colleague);
    note(*m_exchange->sender, "sender");
    const auto dispatch = DispatchService(*m_exchange->sender).dispatch(m_exchange->order(m_stream, 28));
    QVERIFY2(dispatch, reasonOf(dispatch).constData());
    m_dispatch = *dispatch;
    QCOMPARE(synced(*m_exchange->sender).sent.size(), 1);
    QCOMPARE(synced(*m_exchange->finance).arrivals.size(), 1);
    synced(*m_exchange->sender);
    synced(*m_colleague);
    QCOMPARE(stage(), exchange::DeliveryStage::Delivered);
}

/// T31: somebody puts an old folder in place and says nothing.
void RestoredServerTest::aServerThatWasSetBackInSilenceIsNotBelieved()
{
    const QString original = m_exchange->folder->path();
    const QString silent = path(u"silent"_s);
    QVERIFY(server::seedStandby(path(u"yesterday"_s), silent, "tcp://127.0.0.1:1", m_exchange->office.random()));
    QVERIFY(server::StandbyMark::remove(silent));
    serveFrom(silent);
    Workspace &sender = *m_exchange->sender;
    const journal::LogPosition head = *sender.journal().logHead();
    QCOMPARE(fault(sender), QByteArray("sync.server-behind"));
    QCOMPARE(*sender.journal().logHead(), head);
    QCOMPARE(sender.audit().newest(1)->first().reason, u"sync.server-behind"_s);
    serveFrom(original);
    QCOMPARE(fault(sender), QByteArray());
}

void RestoredServerTest::whatTheRestoredServerLacksIsOfferedAnew()
{
    const QString restored = path(u"restored"_s);
    const auto made = server::restore(path(u"yesterday"_s), restored, m_exchange->office.environment().clock);
    QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
    serveFrom(restored);
    Workspace &sender = *m_exchange->sender;
    Workspace &finance = *m_exchange->finance;
    // The receiver comes first: the server does not know what its receipts are about.
    QVERIFY(synced(finance).isServerRestored);
    QVERIFY(offersAnew(finance));
    const SyncReport first = synced(sender);
    QVERIFY(first.isServerRestored);
    const QList<SyncEvent> lines = describeRun(sender, first);
    QVERIFY(std::any_of(
        lines.begin(), lines.end(), [](const SyncEvent &line) { return line.kind == SyncEventKind::ServerRestored; }));
    QCOMPARE(sender.journal().unsentCount().value(), quint64(0));
    QVERIFY(!offersAnew(sender));
    // What the colleague wrote stays here until he comes.
    QVERIFY(sender.journal().heldCount().value() > 0);
    QVERIFY(synced(*m_colleague).isServerRestored);
    QVERIFY(!synced(sender).isServerRestored);
    QCOMPARE(sender.journal().heldCount().value(), quint64(0));
    // The document comes again and has no second effect; its receipts go back.
    QVERIFY(synced(finance).arrivals.isEmpty());
    synced(finance);
    QVERIFY(!offersAnew(finance));
    QCOMPARE(ExchangeProjection::inbox(finance.journal().database())->size(), 1);
    synced(sender);
    synced(*m_colleague);
    QCOMPARE(stage(), exchange::DeliveryStage::Delivered);
    QCOMPARE(*m_colleague->journal().logHead(), *sender.journal().logHead());
    QCOMPARE(sender.journal().stream(StreamId(u"note"_s))->size(), 3);
    QCOMPARE(m_colleague->journal().heldCount().value(), quint64(0));
    for (Workspace *workspace : {&sender, &finance, m_colleague.get()}) {
        const auto verified = workspace->journal().verify(keysOf(*workspace));
        QVERIFY2(verified, verified ? "" : qPrintable(describe(verified.error())));
    }
    m_exchange->stopServer();
    const auto report = server::verify(*m_exchange->folder, m_exchange->office.environment().clock);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults, QStringList());
    QCOMPARE(report->envelopes, quint64(1));
    QVERIFY(report->receipts > 0);
    m_exchange->startServer();
}

void RestoredServerTest::theRestoreStandsInTheAuditLogs()
{
    // With the place that the server had signed and does not stand by any more.
    const auto rows = m_exchange->sender->audit().newest(20).value();
    const auto row = std::find_if(
        rows.begin(), rows.end(), [](const journal::AuditRecord &record) { return record.what == u"server.restored"; });
    QVERIFY(row != rows.end());
    QVERIFY2(row->subject.contains(u" of "_s), qPrintable(row->subject));
}

/// Only what the server refuses for good is let be, and told.
void RestoredServerTest::aMomentsFailureEndsNoOffer()
{
    Workspace &sender = *m_exchange->sender;
    const auto runWith = [&](const Error &answer) {
        return m_exchange->over(sender, [&](ServerLink &real) {
            WatchedLink link(real, [&](const protocol::Body &body) -> std::optional<Result<protocol::Body>> {
                if (std::holds_alternative<protocol::SendEnvelope>(body))
                    return Result<protocol::Body>(answer);
                return std::nullopt;
            });
            DirectGate gate;
            return Synchronizer(sender, gate, link).run();
        });
    };
    QVERIFY(DesktopMarks(sender.journal().database()).offerAnew(OffersAnew::All));
    QCOMPARE(reasonOf(runWith({ErrorCode::StorageFailure, "store.read-only", {}})), QByteArray("store.read-only"));
    QVERIFY(offersAnew(sender));
    const auto refused = runWith({ErrorCode::NotAllowed, "envelope.recipient", {}});
    QVERIFY2(refused, reasonOf(refused).constData());
    QCOMPARE(refused->refused.size(), 1);
    QCOMPARE(refused->refused.first().step, SyncStep::Outbox);
    QCOMPARE(refused->refused.first().error.reason, QByteArray("envelope.recipient"));
    QVERIFY(!offersAnew(sender));
}

/// Neither what was taken back nor what was to wait comes to anybody by the restore.
void RestoredServerTest::recallsAndHoldsOutliveARestore()
{
    using exchange::DeliveryStage;
    Workspace &sender = *m_exchange->sender;
    dispatch(33); // It is in the backup's queue; its recall is not.
    QCOMPARE(synced(sender).sent.size(), 1);
    m_large = noteWithLargeContent();
    const auto backedUp = server::backUp(*m_exchange->folder, path(u"today"_s), m_exchange->office.environment().clock);
    QVERIFY2(backedUp, reasonOf(backedUp).constData());
    dispatch(29);
    dispatch(30, std::chrono::hours(1));
    QCOMPARE(synced(sender).sent.size(), 2);
    recall(29);
    recall(33);
    synced(sender);
    QCOMPARE(stageOf(streamOf(29)), DeliveryStage::Recalled);
    QCOMPARE(stageOf(streamOf(33)), DeliveryStage::Recalled);
    m_exchange->stopServer();
    dispatch(31); // Never left.
    recall(31);
    dispatch(32, std::chrono::hours(1));
    const QString again = path(u"restored-again"_s);
    const auto made = server::restore(path(u"today"_s), again, m_exchange->office.environment().clock);
    QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
    serveFrom(again);
    const SyncReport report = synced(sender);
    QVERIFY(report.isServerRestored);
    QVERIFY2(report.refused.isEmpty(), report.refused.value(0).error.reason.constData());
    QCOMPARE(report.sent, QList{streamOf(32)});
    QVERIFY(!offersAnew(sender));
    const SyncReport arrived = synced(*m_exchange->finance);
    for (const ArrivalOutcome &arrival : arrived.arrivals)
        QFAIL(qPrintable(u"it came although it was taken back, or too early: "_s + arrival.envelope.toString()));
    for (const int serial : {29, 31, 33})
        QCOMPARE(stageOf(streamOf(serial)), DeliveryStage::Recalled);
    for (const int serial : {30, 32})
        QCOMPARE(stageOf(streamOf(serial)), DeliveryStage::Accepted);
    // The next run has nothing left to say about any of them.
    const SyncReport next = synced(sender);
    QVERIFY2(next.refused.isEmpty(), next.refused.value(0).error.reason.constData());
    QVERIFY(next.sent.isEmpty());
}

/// The entry is on both sides and does not go again; what it names is not in the backup.
void RestoredServerTest::largeContentThatTheServerHadNotYetGoesAgain()
{
    QVERIFY(!m_colleague->blobs().has(m_large));
    synced(*m_colleague);
    QVERIFY2(m_colleague->blobs().has(m_large), "nobody has brought the content to the restored server");
}

void RestoredServerTest::theServerOfBeforeIsNotExchangedWith()
{
    serveFrom(path(u"server"_s));
    QCOMPARE(fault(*m_exchange->sender), QByteArray("sync.server-replaced"));
    m_exchange->stopServer();
    const auto again = server::Server::start(*m_exchange->folder, m_exchange->office.environment().clock);
    QCOMPARE(reasonOf(again), QByteArray("server.superseded"));
}

QTEST_GUILESS_MAIN(RestoredServerTest)
#include "RestoredServerTest.moc"
