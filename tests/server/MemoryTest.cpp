// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupKeeper.h"
#include "server/admin/Maintenance.h"
#include "server/session/Dispatcher.h"
#include "server/standby/StandbyDesk.h"
#include "server/store/BlobScrubber.h"
#include "server/store/Compaction.h"
#include "server/store/Retention.h"
#include "server/store/StoreDigest.h"
#include "tests/Patience.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/server/TestDomain.h"
#include "tests/server/memory/FailingMemory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <functional>
#include <new>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Fault F24: an allocation fails while a request is handled. The request fails or is done, the server goes on, and the
/// same request then has its right answer; what the log and the database have is the same.
class MemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theNthAllocationCostsOneRequest_data();
    void theNthAllocationCostsOneRequest();
    void whatNoStandbyFollowsGoesOutWithoutMemory();
    void theNthAllocationOfUpkeepCostsOnePiece_data();
    void theNthAllocationOfUpkeepCostsOnePiece();
    void aBackupWithoutMemoryIsNone();
    void theThreadOfBackupsOutlivesIt();
    // Behind the others: it closes the store that they worked on.
    void theStoreIsWholeAndItsDatabaseTheLogs();

private:
    using Requests = std::function<Arrival()>; ///< A new one each time; what it needs is done before it is given.

    Arrival arrival(const UnitCode &unit, Body body, const ConnectionId &connection = {});
    /// The one answer to a request that nothing stands in the way of.
    Body answer(const Arrival &arrival);
    /// The same while an allocation fails; one that failed before anything was looked at is tried again.
    Body answerFailing(const Arrival &arrival, FailingMemory::Of of, long allocation, bool &failed);
    exchange::Envelope accepted();
    Arrival hello();
    Arrival receipt();
    Arrival taking();
    /// A round of what a server does for its store between requests: parts that everybody has are dropped, segments
    /// given up, blobs read.
    Result<void> upkeepRound();
    /// Open backups in a folder of the test's.
    server::BackupSettings backups() const;
    static bool isRight(const Body &body);
    static QByteArray refusalOf(const Body &body);

    std::unique_ptr<TestDomain> m_domain;
    std::unique_ptr<server::Store> m_store;
    std::unique_ptr<crypto::Signer> m_signer;
    server::Counters m_counters;
    std::unique_ptr<server::EventLog> m_log;
    std::unique_ptr<server::Dispatcher> m_dispatcher;
    quint64 m_request = 0;
    int m_connections = 0;
};

void MemoryTest::initTestCase()
{
    QVERIFY(FailingMemory::install());
    m_domain = std::make_unique<TestDomain>();
    const Instant now = m_domain->clock().now();
    auto store = server::Store::open(m_domain->folder().storePath(), m_domain->clock());
    QVERIFY2(store, reasonOf(store).constData());
    m_store = std::move(*store);
    const auto domain = m_domain->folder().domain(now);
    QVERIFY2(domain, reasonOf(domain).constData());
    auto signer = m_domain->folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
    m_signer = std::move(*signer);
    auto configuration = m_domain->folder().configuration();
    QVERIFY2(configuration, reasonOf(configuration).constData());
    configuration->desktopRate = configuration->unitRate = {};
    m_log = std::make_unique<server::EventLog>(server::LogSettings{"text", "warning", {}}, m_domain->clock());
    m_dispatcher = std::make_unique<server::Dispatcher>(
        server::Office{*m_store, *domain, *m_signer, m_domain->clock(), *configuration, {}, nullptr}, m_counters,
        *m_log);
    for (const UnitCode &unit : {Office, Finance}) {
        const Body welcome = answer(arrival(unit, Hello{1, 1, m_domain->desktop(unit).id, 0}));
        QVERIFY2(std::holds_alternative<Welcome>(welcome), refusalOf(welcome).constData());
    }
}

Arrival MemoryTest::arrival(const UnitCode &unit, Body body, const ConnectionId &connection)
{
    const ConnectionId usual = unit.toString().toUtf8();
    return {connection.isEmpty() ? usual : connection, m_domain->desktop(unit).id,
        Message{++m_request, std::move(body)}, 100};
}

Body MemoryTest::answer(const Arrival &arrival)
{
    const std::vector<Departure> departures = m_dispatcher->handle({arrival});
    // What goes to others, that something changed, stands behind.
    if (departures.empty() || departures.front().message.request != arrival.message->request)
        return Refused{ErrorCode::Internal, "test.no-answer", {}};
    return departures.front().message.body;
}

Body MemoryTest::answerFailing(const Arrival &arrival, FailingMemory::Of of, long allocation, bool &failed)
{
    const std::vector<Arrival> arrivals{arrival};
    std::vector<Departure> departures;
    FailingMemory::failAt(of, allocation);
    try {
        departures = m_dispatcher->handle(arrivals);
        failed = FailingMemory::heal();
    } catch (const std::bad_alloc &) {
        failed = FailingMemory::heal();
        departures = m_dispatcher->handle(arrivals);
    }
    if (departures.empty() || departures.front().message.request != arrival.message->request)
        return Refused{ErrorCode::Internal, "test.no-answer", {}};
    return departures.front().message.body;
}

exchange::Envelope MemoryTest::accepted()
{
    exchange::Envelope envelope = m_domain->envelope(Office, {Finance}, 500);
    const Body body = answer(arrival(Office, SendWhole{envelope.header.toBytes(), envelope.parts}));
    if (!isRight(body))
        qFatal("%s", refusalOf(body).constData());
    return envelope;
}

Arrival MemoryTest::hello()
{
    return arrival(Town, Hello{1, 1, m_domain->desktop(Town).id, 0}, "town-" + QByteArray::number(++m_connections));
}

Arrival MemoryTest::receipt()
{
    const exchange::Envelope envelope = accepted();
    const auto given =
        m_domain->receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain->unitSigner(Finance));
    return arrival(Finance, PushReceipts{{given.toBytes()}});
}

Arrival MemoryTest::taking()
{
    const exchange::Envelope envelope = accepted();
    return arrival(Finance, FetchWhole{2, {{envelope.header.routing().id, envelope.header.digest()}}, {}});
}

bool MemoryTest::isRight(const Body &body)
{
    if (std::holds_alternative<Refused>(body))
        return false;
    if (const auto *state = std::get_if<EnvelopeState>(&body))
        return state->receipt && !state->receipt->isEmpty();
    if (const auto *states = std::get_if<ReceiptStates>(&body))
        return states->reasons == QList<QByteArray>{QByteArray()};
    return true;
}

QByteArray MemoryTest::refusalOf(const Body &body)
{
    const auto *refused = std::get_if<Refused>(&body);
    return refused ? refused->reason : "type " + QByteArray::number(static_cast<int>(typeOf(body)));
}

void MemoryTest::theNthAllocationCostsOneRequest_data()
{
    QTest::addColumn<FailingMemory::Of>("of");
    QTest::addColumn<Requests>("requests");
    const std::vector<std::pair<QByteArray, Requests>> kinds{
        {"hello", [this] { return hello(); }},
        {"entries", [this] { return arrival(Office, m_domain->desktop(Office).write(2)); }},
        {"an envelope with its parts",
            [this] {
                const exchange::Envelope envelope = m_domain->envelope(Office, {Finance}, 5'000);
                return arrival(Office, SendWhole{envelope.header.toBytes(), envelope.parts});
            }},
        {"taking envelopes", [this] { return taking(); }},
        {"a receipt", [this] { return receipt(); }},
    };
    for (const auto &[name, requests] : kinds) {
        QTest::newRow((name + ", of C++").constData()) << FailingMemory::Of::New << requests;
        QTest::newRow((name + ", of SQLite").constData()) << FailingMemory::Of::Sqlite << requests;
    }
}

void MemoryTest::theNthAllocationCostsOneRequest()
{
    QFETCH(FailingMemory::Of, of);
    QFETCH(Requests, requests);
    const int stride = faults::faultCount("WENYI_FAULT_STRIDE", of == FailingMemory::Of::New ? 7 : 29);
    int refusals = 0;
    long allocation = 0;
    for (bool failed = true; failed; allocation += stride) {
        QVERIFY2(allocation < 20'000, "the sweep does not end");
        const Arrival arrival = requests();
        const Body first = answerFailing(arrival, of, allocation, failed);
        const QByteArray where = "allocation " + QByteArray::number(allocation) + ": " + refusalOf(first);
        if (!isRight(first)) {
            QVERIFY2(refusalOf(first) == "server.no-memory", where.constData());
            QVERIFY2(failed, where.constData());
            QVERIFY(std::get<Refused>(first).code == ErrorCode::Unavailable);
            ++refusals;
        }
        QVERIFY2(!m_dispatcher->readOnly(), where.constData());
        // A desktop whose Hello was answered says it once.
        if (isRight(first) && std::holds_alternative<Hello>(arrival.message->body))
            continue;
        const Body again = answer(arrival);
        QVERIFY2(isRight(again), (where + ", then " + refusalOf(again)).constData());
    }
    qInfo("each %d. of %ld allocations failed, %d requests with them", stride, allocation, refusals);
    QVERIFY(refusals > 0);
}

void MemoryTest::whatNoStandbyFollowsGoesOutWithoutMemory()
{
    const auto now = std::chrono::steady_clock::now();
    server::StandbyDesk desk({}, 0, *m_log, now);
    const std::vector<Arrival> arrivals{receipt()};
    std::vector<Departure> departures = m_dispatcher->handle(arrivals);
    const std::size_t count = departures.size();
    QVERIFY(count > 0);
    FailingMemory::failAt(FailingMemory::Of::New, 0);
    try {
        departures = desk.pass(arrivals, std::move(departures), 1, now);
    } catch (const std::bad_alloc &) {
        departures.clear();
    }
    QVERIFY2(!FailingMemory::heal(), "it takes memory");
    QCOMPARE(departures.size(), count);
}

Result<void> MemoryTest::upkeepRound()
{
    server::Retention retention(*m_store, m_domain->clock());
    for (bool isRound = false; !isRound;) {
        WENYI_TRY(isRound, retention.step({1, false}));
    }
    WENYI_CHECK(m_store->segments()->seal());
    server::Compaction compaction(*m_store);
    server::CompactionPolicy policy;
    policy.livePercent = 100;
    policy.takesAnyGain = true;
    compaction.begin(policy);
    while (compaction.isWorking()) {
        compaction.wait();
        WENYI_CHECK(compaction.step());
    }
    server::BlobScrubber scrubber(*m_store);
    for (bool isRound = false; !isRound;) {
        WENYI_TRY(const auto step, scrubber.step());
        isRound = step.isRound;
    }
    return {};
}

void MemoryTest::theNthAllocationOfUpkeepCostsOnePiece_data()
{
    QTest::addColumn<FailingMemory::Of>("of");
    QTest::newRow("of C++") << FailingMemory::Of::New;
    QTest::newRow("of SQLite") << FailingMemory::Of::Sqlite;
}

/// Whatever it was about is done in the next round, and whoever asks meanwhile has the right answer.
void MemoryTest::theNthAllocationOfUpkeepCostsOnePiece()
{
    QFETCH(FailingMemory::Of, of);
    int failures = 0;
    long allocation = 0;
    for (bool failed = true; failed; allocation += 1 + allocation / 2) {
        QVERIFY2(allocation < 10'000'000, "the sweep does not end");
        (void)accepted(); // So that there is something to do.
        FailingMemory::failAt(of, allocation);
        QByteArray reason;
        try {
            reason = reasonOf(upkeepRound());
        } catch (const std::bad_alloc &) {
            reason = "thrown";
        }
        failed = FailingMemory::heal();
        failures += reason.isEmpty() ? 0 : 1;
        const QByteArray where = "allocation " + QByteArray::number(allocation) + ": " + reason;
        QVERIFY2(failed || reason.isEmpty(), where.constData());
        const auto next = upkeepRound();
        QVERIFY2(next, (where + ", then " + reasonOf(next)).constData());
        const Body answered = answer(taking());
        QVERIFY2(isRight(answered), (where + ", then " + refusalOf(answered)).constData());
    }
    qInfo("up to allocation %ld, %d rounds failed", allocation, failures);
    QVERIFY(failures > 0);
}

server::BackupSettings MemoryTest::backups() const
{
    server::BackupSettings settings;
    settings.folder = m_domain->file(u"backups"_s).toUtf8();
    settings.keep = 100;
    return settings;
}

/// What has the name of a backup is one, whatever there was no memory for.
void MemoryTest::aBackupWithoutMemoryIsNone()
{
    const QString target = m_domain->file(u"backups"_s);
    QVERIFY(QDir().mkpath(target));
    int failures = 0;
    bool isMade = false;
    for (long allocation = 0; !isMade; allocation = 2 * allocation + 1) {
        QVERIFY2(allocation < 100'000'000, "the sweep does not end");
        FailingMemory::failAt(FailingMemory::Of::New, allocation);
        bool isDone = false;
        try {
            isDone =
                server::keepBackup(m_domain->folder(), backups(), m_domain->clock(), m_domain->random()).has_value();
        } catch (const std::bad_alloc &) {
            isDone = false;
        }
        isMade = !FailingMemory::heal();
        QVERIFY(isDone || !isMade);
        failures += isDone ? 0 : 1;
        for (const QString &name : QDir(target).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString path = target + u'/' + name;
            if (!name.endsWith(u".making"_s)) {
                const QTemporaryDir folder;
                const auto restored = server::restore(path, folder.filePath(u"restored"_s), m_domain->clock());
                QVERIFY2(restored, (path.toUtf8() + ": " + reasonOf(restored)).constData());
            }
            QVERIFY(QDir(path).removeRecursively());
        }
    }
    qInfo("%d backups failed", failures);
    QVERIFY(failures > 0);
}

/// On its own thread nobody is above it: what it throws would end the server.
void MemoryTest::theThreadOfBackupsOutlivesIt()
{
    QVERIFY(QDir().mkpath(m_domain->file(u"backups"_s)));
    int faults = 0;
    for (const long allocation : {0L, 3L, 100L, 2'000L}) {
        QFile::remove(m_domain->path() + u"/backup-state.json"_s); // As if none had been tried today.
        FailingMemory::failInNextThreadAt(allocation);
        const server::BackupKeeper keeper(m_domain->folder(), backups(), m_domain->clock(), *m_log);
        const auto isTold = [&keeper] {
            const auto standing = keeper.standing();
            return standing && (standing->hasFailed || standing->madeAt);
        };
        QTRY_VERIFY(isTold());
        faults += keeper.standing()->hasFailed ? 1 : 0;
    }
    QVERIFY(faults > 0);
}

void MemoryTest::theStoreIsWholeAndItsDatabaseTheLogs()
{
    m_dispatcher.reset();
    m_store.reset();
    const QString path = m_domain->folder().storePath();
    const auto digest = [&]() -> Result<Digest> {
        WENYI_TRY(const auto store, server::Store::open(path, m_domain->clock()));
        return server::digestOfTables(store->database());
    };
    const auto before = digest();
    QVERIFY2(before, reasonOf(before).constData());
    const auto report = server::verify(m_domain->folder(), m_domain->clock());
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->faults.join(u'\n'), QString());
    QVERIFY(report->envelopes > 10);
    for (const QString &name : QDir(path).entryList({u"server.db*"_s}, QDir::Files))
        QVERIFY(QFile::remove(path + u'/' + name));
    const auto after = digest();
    QVERIFY2(after, reasonOf(after).constData());
    QVERIFY(*after == *before);
}

QTEST_GUILESS_MAIN(MemoryTest)
#include "MemoryTest.moc"
