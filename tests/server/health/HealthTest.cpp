// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/Counters.h"
#include "server/health/FiguresBoard.h"
#include "server/health/HealthDesk.h"
#include "server/health/LocalAddress.h"
#include "server/health/LocalQuery.h"
#include "tests/Patience.h"
#include "tests/server/TestDomain.h"

#include "server/admin/Files.h"
#include "shared/crypto/Sm3.h"

#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTest>

#include <unistd.h>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::server;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The value of a sample; -1 where there is none.
double sampleOf(const QByteArray &metrics, const QByteArray &name)
{
    for (const QByteArray &line : metrics.split('\n')) {
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).toDouble();
    }
    return -1;
}

/// A connection that talks as slowly or as strangely as a test likes.
class RawClient
{
public:
    explicit RawClient(const QByteArray &address)
    {
        const auto local = LocalAddress::parse(address);
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_isOpen = local && ::connect(m_socket, local->socketAddress(), local->size()) == 0;
    }
    ~RawClient() { ::close(m_socket); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isOpen() const { return m_isOpen; }
    bool say(QByteArrayView words)
    {
        return ::send(m_socket, words.data(), std::size_t(words.size()), MSG_NOSIGNAL) == words.size();
    }
    /// Everything until the other side ends the connection.
    QByteArray hear()
    {
        QByteArray all(1 << 20, '\0');
        qsizetype have = 0;
        ssize_t got = 0;
        while ((got = ::recv(m_socket, all.data() + have, std::size_t(all.size() - have), 0)) > 0)
            have += got;
        return all.left(have);
    }

private:
    int m_socket = -1;
    bool m_isOpen = false;
};

} // namespace

/// The health pages of a real server in this process, and their parts.
class HealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aServerThatIsWellSaysSo();
    void theMetricsAreReadByPrometheusOwnReader();
    void requestsAndRefusalsAreCounted();
    void whatWaitsIsCountedByUrgency();
    void whatNobodySignedForIsOutstanding();
    void blobsAreCountedAsTheyCome();
    void noUnitDesktopOrPersonIsNamed();
    void aFullDiskIsToldAndItsEndToo();
    void everyAilmentHasItsReason_data();
    void everyAilmentHasItsReason();
    void aTakenPortKeepsNoServerFromStarting();
    void connectionsAndStrangersAreCounted();

    void reasonsAreBounded();
    void figuresAreReadAtMostEachTenSeconds();
    void aStoreThatDoesNotAnswerHoldsNobodyUp();
    void aStoreWithoutABeatIsNotAnswering();
    void pagesThatAreNotThereAndOtherMethodsAreRefused();
    void hugeRequestsAreRefused();
    void slowClientsAreCutAndOthersAnswered();

private:
    QByteArray page(const QByteArray &path)
    {
        RawClient client(m_server->healthAddress());
        client.say("GET " + path + " HTTP/1.0\r\n\r\n");
        return client.hear();
    }
    /// Once the ten seconds are over for which the last figures count.
    QByteArray freshMetrics()
    {
        restart();
        return page("/metrics");
    }
    void restart();

    TestDomain m_domain;
    std::unique_ptr<Server> m_server;
};

void HealthTest::restart()
{
    m_server.reset();
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

void HealthTest::initTestCase()
{
    Configuration configuration = *m_domain.folder().configuration();
    configuration.metrics = "127.0.0.1:0";
    QVERIFY(writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    restart();
    QVERIFY2(m_server->healthAddress().startsWith("127.0.0.1:"), m_server->healthAddress().constData());
}

void HealthTest::aServerThatIsWellSaysSo()
{
    const QByteArray answer = page("/health");
    QVERIFY2(answer.contains(" 200 "), answer.constData());
    QVERIFY(answer.endsWith("\r\n\r\nok\n"));
    QVERIFY(answer.contains("Connection: close"));
}

void HealthTest::theMetricsAreReadByPrometheusOwnReader()
{
    const auto metrics = queryLocally(m_server->healthAddress(), "/metrics");
    QVERIFY2(metrics, reasonOf(metrics).constData());
    QProcess python;
    python.start(u"/usr/bin/python3"_s,
        {u"-c"_s, u"import sys\nfrom prometheus_client.parser import text_string_to_metric_families as read\n"
                  "for f in read(sys.stdin.read()): print(f.name, f.type, len(f.samples), bool(f.documentation))"_s});
    QVERIFY2(python.waitForStarted(), "python3 is missing, and ./test installs it");
    python.write(*metrics);
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished(30'000));
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    const QByteArrayList read = python.readAllStandardOutput().trimmed().split('\n');
    QVERIFY(read.contains("wenyi_healthy gauge 1 True"));
    // Each name that a request can have, "other" among them, with three outcomes.
    QSet<QByteArray> names;
    for (int type = 0; type < 64; ++type)
        names.insert(server::requestName(static_cast<MessageType>(type)).toByteArray());
    const QByteArray requests = "wenyi_requests counter " + QByteArray::number(3 * names.size()) + " True";
    QVERIFY2(read.contains(requests), read.join('\n').constData());
    QVERIFY(read.contains("wenyi_commit_seconds histogram 15 True"));
    QVERIFY(read.contains("wenyi_deliveries_waiting gauge 4 True"));
    QVERIFY(read.contains("wenyi_expired_envelopes counter 1 True"));
    QVERIFY(read.contains("wenyi_units_near_quota gauge 1 True"));
    for (const QByteArray &family : read)
        QVERIFY2(!family.contains(" unknown ") && !family.contains(" untyped "), family.constData());
}

void HealthTest::requestsAndRefusalsAreCounted()
{
    restart();
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(tests::Office));
    QVERIFY(ask<Accepted>(*connection, m_domain.desktop(tests::Office).write(2)));
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    QCOMPARE(reasonOf(ask<Entries>(*connection, PullEntries{99})), QByteArray("journal.log-number"));
    QVERIFY(sendWhole(*connection, m_domain.envelope(tests::Office, {Finance, Town}, 3'000)));
    const QByteArray metrics = page("/metrics");
    const auto requests = [&](const char *type, const char *outcome) {
        return sampleOf(
            metrics, "wenyi_requests_total{type=\"" + QByteArray(type) + "\",outcome=\"" + QByteArray(outcome) + "\"}");
    };
    QCOMPARE(requests("hello", "done"), 1);
    QCOMPARE(requests("push-entries", "done"), 1);
    QCOMPARE(requests("pull-entries", "done"), 2);
    QCOMPARE(requests("pull-entries", "refused"), 1);
    QCOMPARE(requests("pull-entries", "failed"), 0);
    QCOMPARE(sampleOf(metrics, "wenyi_refusals_total{reason=\"journal.log-number\"}"), 1);
    QCOMPARE(sampleOf(metrics, "wenyi_envelopes_accepted_total"), 1);
    QVERIFY(sampleOf(metrics, "wenyi_envelope_bytes_accepted_total") > 3'000);
    // Each group was counted with its commit.
    const double groups = sampleOf(metrics, "wenyi_group_requests_count");
    QVERIFY(groups >= 5);
    QCOMPARE(sampleOf(metrics, "wenyi_commit_seconds_count"), groups);
    QCOMPARE(sampleOf(metrics, "wenyi_group_requests_bucket{le=\"+Inf\"}"), groups);
    QVERIFY(sampleOf(metrics, "wenyi_group_requests_sum") >= groups);
    QVERIFY(sampleOf(metrics, "wenyi_commit_seconds_sum") > 0);
    QCOMPARE(sampleOf(metrics, "wenyi_active_desktops"), 1);
    QCOMPARE(sampleOf(metrics, "wenyi_sessions"), 1);
    QCOMPARE(sampleOf(metrics, "wenyi_admitted_desktops"), 6);
}

void HealthTest::whatWaitsIsCountedByUrgency()
{
    const QByteArray before = freshMetrics();
    for (const auto urgency : {exchange::Urgency::Flash, exchange::Urgency::Flash, exchange::Urgency::Expedited})
        QVERIFY(sendWhole(*m_domain.connect(m_server->endpoint(), m_domain.desktop(tests::Office)),
            m_domain.envelope(tests::Office, {Finance}, 100, urgency)));
    const QByteArray after = freshMetrics();
    const auto more = [&](const char *urgency) {
        const QByteArray name = "wenyi_deliveries_waiting{urgency=\"" + QByteArray(urgency) + "\"}";
        return sampleOf(after, name) - sampleOf(before, name);
    };
    QCOMPARE(more("flash"), 2);
    QCOMPARE(more("urgent"), 0);
    QCOMPARE(more("expedited"), 1);
    QCOMPARE(more("ordinary"), 0);
    QVERIFY(sampleOf(after, "wenyi_oldest_delivery_age_seconds") > 0);
    QVERIFY(sampleOf(after, "wenyi_oldest_delivery_age_seconds") < 600);
}

void HealthTest::whatNobodySignedForIsOutstanding()
{
    const auto outstanding = [this] { return sampleOf(freshMetrics(), "wenyi_receipts_outstanding"); };
    const exchange::Envelope envelope = m_domain.envelope(tests::Office, {Finance, Town}, 100);
    QVERIFY(sendWhole(*m_domain.connect(m_server->endpoint(), m_domain.desktop(tests::Office)), envelope));
    const double before = outstanding();
    const auto give = [&](const UnitCode &unit, exchange::ReceiptKind kind) {
        const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(unit));
        const auto states = ask<ReceiptStates>(*connection,
            PushReceipts{{m_domain.receipt(envelope.header, unit, kind, m_domain.unitSigner(unit)).toBytes()}});
        return states && states->reasons == QList<QByteArray>{QByteArray()};
    };
    QVERIFY(give(Finance, exchange::ReceiptKind::Delivered));
    QCOMPARE(outstanding(), before);
    QVERIFY(give(Finance, exchange::ReceiptKind::SignedFor));
    QCOMPARE(outstanding(), before - 1);
    QVERIFY(give(Finance, exchange::ReceiptKind::Returned));
    QCOMPARE(outstanding(), before - 1);
    QVERIFY(give(Town, exchange::ReceiptKind::Returned));
    QCOMPARE(outstanding(), before - 2);
}

void HealthTest::blobsAreCountedAsTheyCome()
{
    const QByteArray before = freshMetrics();
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Town));
    const QByteArray blob = m_domain.random().bytes(4'000);
    QVERIFY(ask<BlobState>(*connection, PutBlob{crypto::sm3(blob), 4'000, 0, blob}));
    QVERIFY(ask<BlobState>(*connection, PutBlob{crypto::sm3(blob), 4'000, 0, blob})); // Again, and counted once.
    const QByteArray after = freshMetrics();
    QCOMPARE(sampleOf(after, "wenyi_blob_bytes") - sampleOf(before, "wenyi_blob_bytes"), 4'000);
    QVERIFY(sampleOf(after, "wenyi_largest_unit_bytes") >= 4'000);
    QVERIFY(sampleOf(after, "wenyi_store_bytes") > 0);
}

void HealthTest::noUnitDesktopOrPersonIsNamed()
{
    const QByteArray all = page("/metrics") + page("/status") + page("/health");
    for (const UnitCode &unit : {tests::Office, Finance, Town}) {
        QVERIFY(!all.contains(unit.toString().toUtf8()));
        QVERIFY(!all.contains(m_domain.desktop(unit).id.toString().toUtf8()));
        QVERIFY(!all.contains(m_domain.desktop(unit).curve.publicKey.toBytes().toHex()));
    }
    for (const QString &name : {u"江阴"_s, u"财政局"_s, u"孙丽华"_s, u"通知"_s})
        QVERIFY(!all.contains(name.toUtf8()));
}

void HealthTest::aFullDiskIsToldAndItsEndToo()
{
    Configuration configuration = *m_domain.folder().configuration();
    const QByteArray usual = configuration.toToml();
    configuration.diskReserve = (qint64(1) << 40) * limits::MiB;
    QVERIFY(writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    m_server->followNow();
    QTRY_VERIFY(page("/health").contains(" 503 "));
    QVERIFY(page("/health").endsWith("store.full\n"));
    QCOMPARE(sampleOf(page("/metrics"), "wenyi_healthy"), 0);
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(tests::Office));
    QCOMPARE(
        reasonOf(sendWhole(*connection, m_domain.envelope(tests::Office, {Finance}, 100))), QByteArray("store.full"));
    QVERIFY(writeFile(m_domain.path() + u"/server.toml"_s, usual));
    QTRY_VERIFY(page("/health").contains(" 200 "));
}

void HealthTest::everyAilmentHasItsReason_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<std::function<void(Standing &)>>("ail");
    const auto row = [](const char *reason, std::function<void(Standing &)> ail) {
        QTest::newRow(*reason ? reason : "well") << QByteArray(reason) << std::move(ail);
    };
    row("", [](Standing &) {});
    row("store.read-only", [](Standing &standing) {
        standing.isReadOnly = true;
        standing.freeBytes = 0; // The worse of the two is told.
    });
    row("store.away", [](Standing &standing) { standing.isStoreAway = true; });
    row("store.full", [](Standing &standing) { standing.freeBytes = 99; });
    row("certificate.expired", [](Standing &standing) { standing.certificateFault = "certificate.expired"; });
    row("directory.outdated", [](Standing &standing) { standing.directoryFault = "directory.outdated"; });
}

void HealthTest::everyAilmentHasItsReason()
{
    QFETCH(QByteArray, reason);
    QFETCH(std::function<void(Standing &)>, ail);
    Standing standing;
    standing.freeBytes = standing.diskReserve = 100;
    ail(standing);
    QCOMPARE(ailmentOf(standing).value_or(QByteArray()), reason);
}

void HealthTest::aTakenPortKeepsNoServerFromStarting()
{
    TestDomain other;
    Configuration configuration = *other.folder().configuration();
    configuration.metrics = m_server->healthAddress();
    QVERIFY(writeFile(other.path() + u"/server.toml"_s, configuration.toToml()));
    const auto started = other.start();
    QVERIFY(started);
    QCOMPARE((*started)->healthAddress(), QByteArray());
    QVERIFY(ask<Entries>(*other.connect((*started)->endpoint(), other.desktop(tests::Office)), PullEntries{0}));
}

void HealthTest::connectionsAndStrangersAreCounted()
{
    restart();
    const auto value = [this](const char *name) { return sampleOf(page("/metrics"), name); };
    QCOMPARE(value("wenyi_connections"), 0);
    {
        const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(tests::Office));
        QVERIFY(ask<Entries>(*connection, PullEntries{0}));
        QTRY_COMPARE(value("wenyi_connections"), 1);
        QCOMPARE(value("wenyi_strangers_refused_total"), 0);
    }
    QTRY_COMPARE(value("wenyi_connections"), 0);
    QCOMPARE(value("wenyi_connections_accepted_total"), 1);
    {
        const ClientConnection stranger(m_domain.settings(m_server->endpoint(), m_domain.desktop(tests::Office),
                                            CurveKeyPair::generate(m_domain.random())),
            m_domain.random());
        QTRY_VERIFY(value("wenyi_strangers_refused_total") >= 1);
    }
}

void HealthTest::reasonsAreBounded()
{
    Counters counters;
    for (int i = 0; i < 1'000; ++i)
        counters.countRefusal("reason." + QByteArray::number(i));
    counters.countRefusal("reason.0");
    const auto refusals = counters.read().refusals;
    QCOMPARE(refusals.size(), Counters::MostReasons + 1);
    QCOMPARE(refusals.value("reason.0"), quint64(2));
    QCOMPARE(refusals.value("other"), quint64(1'000 - Counters::MostReasons));
}

void HealthTest::figuresAreReadAtMostEachTenSeconds()
{
    std::atomic<int> woken = 0;
    FiguresBoard board([&woken] { ++woken; });
    std::atomic<bool> ends = false;
    std::atomic<int> read = 0;
    std::thread store([&] {
        while (!ends) {
            if (board.wantsFigures()) {
                Figures figures;
                figures.storeBytes = ++read;
                board.publish(figures, 1ms);
            }
            std::this_thread::sleep_for(1ms);
        }
    });
    for (int i = 0; i < 100; ++i) {
        const auto figures = board.figures(5s);
        QVERIFY(figures);
        QCOMPARE(figures->storeBytes, 1);
    }
    ends = true;
    store.join();
    QCOMPARE(woken, 1);
    QCOMPARE(read, 1);
    // However much there is to count, it takes a hundredth of the store's time.
    QVERIFY(FiguresBoard::pauseAfter(1ms) == 10s);
    QVERIFY(FiguresBoard::pauseAfter(3s) == 300s);
}

void HealthTest::aStoreThatDoesNotAnswerHoldsNobodyUp()
{
    FiguresBoard board([] {});
    const auto begun = std::chrono::steady_clock::now();
    QVERIFY(!board.figures(50ms));
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
    std::thread closer([&board] {
        std::this_thread::sleep_for(20ms);
        board.close();
    });
    QVERIFY(!board.figures(60s));
    closer.join();
    QVERIFY(std::chrono::steady_clock::now() - begun < 30s);
}

void HealthTest::aStoreWithoutABeatIsNotAnswering()
{
    auto now = std::chrono::steady_clock::now();
    FiguresBoard board([] {});
    QVERIFY(board.isBeatingAt(now));
    QVERIFY(!board.isBeatingAt(now + 31s));
    board.beat({});
    QVERIFY(board.isBeatingAt(now + 29s));
}

void HealthTest::pagesThatAreNotThereAndOtherMethodsAreRefused()
{
    QVERIFY(page("/").contains(" 404 "));
    QVERIFY(page("/health/../../etc/passwd").contains(" 404 "));
    for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
        RawClient client(m_server->healthAddress());
        client.say(QByteArray(method) + " /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        const QByteArray answer = client.hear();
        QVERIFY2(answer.contains(" 405 "), answer.constData());
    }
    RawClient head(m_server->healthAddress());
    head.say("HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n");
    const QByteArray answer = head.hear();
    QVERIFY(answer.contains(" 200 ") && answer.endsWith("\r\n\r\n"));
    RawClient rubbish(m_server->healthAddress());
    rubbish.say(QByteArray(200, '\xff') + "\r\n\r\n");
    QVERIFY(!rubbish.hear().contains("200 OK"));
    QVERIFY(page("/health").endsWith("ok\n"));
}

void HealthTest::hugeRequestsAreRefused()
{
    RawClient client(m_server->healthAddress());
    client.say("GET /health HTTP/1.1\r\nHost: x\r\n");
    // However much comes: it is read into a bounded place and refused.
    for (int i = 0; i < 2'000 && client.say("X-" + QByteArray::number(i) + ": " + QByteArray(900, 'x') + "\r\n"); ++i) {
    }
    const QByteArray answer = client.hear();
    QVERIFY(!answer.contains("200 OK"));
    QVERIFY(page("/health").endsWith("ok\n"));
}

void HealthTest::slowClientsAreCutAndOthersAnswered()
{
    HttpPort::Limits limits;
    limits.connections = 4;
    limits.idleSeconds = 60; // It is the total time that is tried: none of these is ever silent for long.
    limits.longestConnection = 400ms;
    const auto port = HttpPort::open(
        "127.0.0.1:0",
        [](const QByteArray &) {
            return std::make_unique<HttpAnswer>(HttpAnswer{200, "x", "well"});
        },
        limits);
    QVERIFY2(port, reasonOf(port).constData());
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 12; ++i) {
        slow.push_back(std::make_unique<RawClient>((*port)->address()));
        QVERIFY(slow.back()->isOpen());
    }
    std::atomic<bool> ends = false;
    std::thread trickle([&] {
        while (!ends) {
            for (const auto &client : slow)
                client->say("G");
            std::this_thread::sleep_for(50ms);
        }
    });
    const auto answer = queryLocally((*port)->address(), "/", 20s);
    ends = true;
    trickle.join();
    QVERIFY2(answer, reasonOf(answer).constData());
    QCOMPARE(*answer, QByteArray("well"));
    for (const auto &client : slow)
        QVERIFY(!client->hear().contains("well"));
}

QTEST_GUILESS_MAIN(HealthTest)
#include "HealthTest.moc"
