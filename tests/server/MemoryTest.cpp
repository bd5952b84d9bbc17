// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/session/Dispatcher.h"
#include "server/standby/StandbyDesk.h"
#include "server/store/StoreDigest.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/server/TestDomain.h"
#include "tests/server/memory/FailingMemory.h"

#include <QDir>
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
