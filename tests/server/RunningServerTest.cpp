// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/admin/Files.h"
#include "server/admin/RunningMark.h"
#include "server/admin/ServiceManager.h"
#include "shared/base/DurableFile.h"
#include "shared/journal/Schema.h"
#include "tests/Patience.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Program = QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server");

/// systemd's socket.
class NotifySocket
{
public:
    explicit NotifySocket(const QString &path)
        : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path - 1);
        m_isBound = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~NotifySocket() { ::close(m_socket); }
    NotifySocket(const NotifySocket &) = delete;
    NotifySocket &operator=(const NotifySocket &) = delete;

    bool isBound() const { return m_isBound; }
    /// Everything that was told since the last time.
    QByteArray heard()
    {
        QByteArray all;
        char part[4096];
        for (ssize_t got = 0; (got = ::recv(m_socket, part, sizeof part, 0)) > 0;)
            all += QByteArray(part, got) + '\n';
        return all;
    }

private:
    int m_socket;
    bool m_isBound = false;
};

} // namespace

/// The server as a process of its own, as an administrator and systemd see it: status, signals, upgrade, its unit.
class RunningServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void itsFileTellsEverySetting();
    void statusTellsWhatRuns();
    void whatIsSetWrongChangesNothingAndNamesItsLine();
    void whatIsSetAnewCounts();
    void toldToEndItAnswersWhatIsInAndEnds_data();
    void toldToEndItAnswersWhatIsInAndEnds();
    void systemdIsToldOfReadinessLifeAndEnd();
    void tenThousandQueuedStandReadyAfterARestart();
    void anOlderStoreIsBroughtUpWithACopyFirst();
    void aNewerStoreIsRefusedAndLeftAlone();
    void itsLogIsJsonWithoutNamesOfWhatItCarries();
    void itMayOpenAsManyFilesAsItIsAllowed();
    void itsUnitIsTakenBySystemd();

private:
    void start(const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    /// What it has said on standard error until now.
    QByteArray said()
    {
        m_said += m_process->readAllStandardError();
        return m_said;
    }
    void configure(const std::function<void(server::Configuration &)> &change);
    QJsonObject status();
    int end(int signal = SIGTERM)
    {
        ::kill(static_cast<pid_t>(m_process->processId()), signal);
        return m_process->waitForFinished(test::patience) && m_process->exitStatus() == QProcess::NormalExit
                   ? m_process->exitCode()
                   : -1;
    }
    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit)
    {
        return m_domain.connect(m_endpoint, m_domain.desktop(unit));
    }

    TestDomain m_domain;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_endpoint;
    QByteArray m_said;
};

void RunningServerTest::initTestCase()
{
    configure([](server::Configuration &configuration) {
        configuration.metrics = "127.0.0.1:0";
        configuration.log.file.clear(); // Standard error, which said() reads.
    });
}

void RunningServerTest::init()
{
    m_said.clear();
}

void RunningServerTest::cleanup()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(test::patience);
    m_process.reset();
}

void RunningServerTest::start(const QProcessEnvironment &environment)
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(environment);
    m_process->start(Program, {u"run"_s, u"--dir"_s, m_domain.path()});
    const bool spoke = m_process->waitForReadyRead(test::patience);
    const QByteArray line = spoke ? m_process->readLine().trimmed() : QByteArray();
    m_endpoint = line.mid(line.lastIndexOf(' ') + 1);
    QVERIFY2(m_endpoint.startsWith("tcp://"), said().constData());
}

void RunningServerTest::configure(const std::function<void(server::Configuration &)> &change)
{
    server::Configuration configuration = *m_domain.folder().configuration();
    change(configuration);
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
}

QJsonObject RunningServerTest::status()
{
    QProcess process;
    process.start(Program, {u"status"_s, u"--dir"_s, m_domain.path(), u"--json"_s});
    process.waitForFinished(test::patience);
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

void RunningServerTest::itsFileTellsEverySetting()
{
    QProcess process;
    const QString folder = m_domain.file(u"bare"_s);
    process.start(Program, {u"init"_s, u"--dir"_s, folder, u"--metrics"_s, QString()});
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 0);
    const QByteArray file = readBounded(folder + u"/server.toml"_s, 1 << 16).value();
    QVERIFY(file.contains("\n# 每个单位可存的公文附件总量，MiB。\n"));
    QVERIFY(file.contains("\nunit-quota-mib = 20480\n"));
    QCOMPARE(server::Configuration::parse(file)->metrics, QByteArray());
}

void RunningServerTest::statusTellsWhatRuns()
{
    QCOMPARE(status().value(u"running"_s).toBool(true), false);
    start();
    QVERIFY(ask<Accepted>(*connectAs(Office), m_domain.desktop(Office).write(1)));
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance, Town}, 500)));
    const QJsonObject running = status();
    QCOMPARE(running.value(u"running"_s).toBool(), true);
    QCOMPARE(running.value(u"process"_s).toInteger(), m_process->processId());
    QCOMPARE(running.value(u"listeningOn"_s).toString().toLatin1(), m_endpoint);
    QCOMPARE(running.value(u"admittedDesktops"_s).toInt(), 6); // What the folder says stays.
    const QJsonObject live = running.value(u"live"_s).toObject();
    QCOMPARE(live.value(u"health"_s).toString(), u"ok"_s);
    QCOMPARE(live.value(u"envelopesAccepted"_s).toInt(), 1);
    QCOMPARE(live.value(u"receiptsOutstanding"_s).toInt(), 2);
    QCOMPARE(live.value(u"deliveriesWaiting"_s).toObject().value(u"ordinary"_s).toInt(), 2);
    QCOMPARE(live.value(u"activeDesktops"_s).toInt(), 1);
    for (const QJsonValue &row : running.value(u"units"_s).toArray()) {
        const QJsonObject unit = row.toObject();
        const bool isRecipient = unit.value(u"unit"_s).toString() != Office.toString();
        QCOMPARE(unit.value(u"waitingByUrgency"_s).toObject().value(u"ordinary"_s).toInt(-1), isRecipient ? 1 : 0);
        QCOMPARE(unit.value(u"answersOwed"_s).toInt(-1), isRecipient ? 1 : 0);
        QCOMPARE(unit.contains(u"waitingSince"_s) && unit.contains(u"answersOwedSince"_s), isRecipient);
        QCOMPARE(unit.value(u"storedBytes"_s).toInteger() > 0, !isRecipient);
    }
    // A server that was killed leaves its mark, which counts for nothing.
    m_process->kill();
    QVERIFY(m_process->waitForFinished(test::patience));
    QVERIFY(server::RunningMark::read(m_domain.path()));
    QCOMPARE(status().value(u"running"_s).toBool(true), false);
}

void RunningServerTest::whatIsSetWrongChangesNothingAndNamesItsLine()
{
    start();
    const QString file = m_domain.path() + u"/server.toml"_s;
    const QByteArray good = readBounded(file, 1 << 16).value();
    QByteArray bad = good;
    bad.replace("unit-quota-mib = 20480", "unit-quota-mib = \"a lot\"");
    bad.replace("disk-reserve-mib = 0", "disk-reserve-mib = 1000000000");
    QVERIFY(server::writeFile(file, bad));
    ::kill(static_cast<pid_t>(m_process->processId()), SIGHUP);
    const qsizetype line = bad.left(bad.indexOf("\nunit-quota-mib = ") + 1).count('\n') + 1;
    QTRY_VERIFY2(said().contains("settings.kept"), said().constData());
    QVERIFY2(said().contains("line " + QByteArray::number(line) + ": unit-quota-mib"), said().constData());
    // Nothing of the file counts, not what is right in it either.
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 500)));
    QVERIFY(server::writeFile(file, good));
    QTRY_VERIFY2(said().contains("settings.taken"), said().constData()); // By itself, without a signal.
}

void RunningServerTest::whatIsSetAnewCounts()
{
    start();
    configure([](server::Configuration &configuration) {
        configuration.diskReserve = (qint64(1) << 40) * limits::MiB;
        configuration.endpoint = "tcp://127.0.0.1:1";
    });
    ::kill(static_cast<pid_t>(m_process->processId()), SIGHUP);
    QTRY_VERIFY2(said().contains("settings.take-a-restart keys=endpoint"), said().constData());
    QCOMPARE(
        reasonOf(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 500))), QByteArray("store.full"));
    configure([](server::Configuration &configuration) {
        configuration.diskReserve = 0;
        configuration.endpoint = "tcp://127.0.0.1:*";
    });
    QTRY_COMPARE(reasonOf(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 500))), QByteArray());
}

void RunningServerTest::toldToEndItAnswersWhatIsInAndEnds_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void RunningServerTest::toldToEndItAnswersWhatIsInAndEnds()
{
    QFETCH(int, signal);
    start();
    const auto connection = connectAs(Finance);
    const auto before = ask<Entries>(*connection, PullEntries{0});
    QVERIFY(before);
    std::vector<QFuture<Result<Body>>> answers;
    for (int i = 0; i < 40; ++i)
        answers.push_back(connection->request(m_domain.desktop(Finance).write(1)));
    answers.front().waitForFinished();
    ::kill(static_cast<pid_t>(m_process->processId()), signal);
    QVERIFY(m_process->waitForFinished(test::patience));
    QCOMPARE(m_process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_process->exitCode(), 0);
    QVERIFY2(said().contains("server.stopped answered-all=1"), said().constData());
    quint64 acknowledged = 0;
    for (auto &answer : answers) {
        answer.waitForFinished();
        acknowledged += answerAs<Accepted>(answer.result()) ? 1 : 0;
    }
    QVERIFY(acknowledged > 0);
    QVERIFY(!server::RunningMark::read(m_domain.path()));
    // What it acknowledged it has; what was not may be there, unanswered in time, and is the same when sent again.
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY((*store)->unitLog().head(Finance)->number >= before->logNumber + acknowledged);
    m_domain.desktop(Finance).chain = *(*store)->unitLog().chain(m_domain.desktop(Finance).id);
}

void RunningServerTest::systemdIsToldOfReadinessLifeAndEnd()
{
    NotifySocket socket(m_domain.file(u"notify"_s));
    QVERIFY(socket.isBound());
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NOTIFY_SOCKET"_s, m_domain.file(u"notify"_s));
    environment.insert(u"WATCHDOG_USEC"_s, u"200000"_s);
    start(environment);
    QByteArray heard;
    QTRY_VERIFY((heard += socket.heard()).contains("WATCHDOG=1"));
    QVERIFY2(heard.startsWith("READY=1\nSTATUS=listening on tcp://"), heard.constData());
    QCOMPARE(end(), 0);
    QVERIFY(socket.heard().contains("STOPPING=1"));
    using server::ServiceManager;
    QCOMPARE(ServiceManager({}, "60000000").beat(), 1000ms);
    QCOMPARE(ServiceManager({}, "500000").beat(), 250ms);
    QCOMPARE(ServiceManager({}, "").beat(), 1000ms);
}

void RunningServerTest::tenThousandQueuedStandReadyAfterARestart()
{
    {
        const auto opened = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
        journal::Database &database = (*opened)->database();
        QVERIFY(database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 10999)"
            " INSERT INTO envelopes(number, sender, id, digest, accepted_at, header)"
            " SELECT i, 'ZFB', 'queued-' || i, randomblob(32), 1795000000000 + i, zeroblob(300) FROM n"));
        QVERIFY(database.execute("INSERT INTO deliveries(envelope, recipient, urgency)"
                                 " SELECT number, 'CJZ', number % 4 FROM envelopes WHERE id LIKE 'queued-%'"));
    }
    for (const int signal : {SIGKILL, SIGTERM}) {
        const auto begun = std::chrono::steady_clock::now();
        start();
        const auto deliveries = ask<Deliveries>(*connectAs(Town), FetchDeliveries{50});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        QVERIFY2(deliveries, reasonOf(deliveries).constData());
        QCOMPARE(deliveries->deliveries.size(), 50);
        // How long it took is for the log: the machine may have other work. The bench measures it.
        qInfo("ready %.2f s after the start", took.count());
        const QJsonObject waiting = status().value(u"live"_s).toObject().value(u"deliveriesWaiting"_s).toObject();
        for (const QString &urgency : {u"flash"_s, u"urgent"_s, u"expedited"_s, u"ordinary"_s})
            QVERIFY(waiting.value(urgency).toInt() >= 2'500);
        ::kill(static_cast<pid_t>(m_process->processId()), signal);
        QVERIFY(m_process->waitForFinished(test::patience));
    }
}

void RunningServerTest::anOlderStoreIsBroughtUpWithACopyFirst()
{
    // A folder whose store is as the first version made it, with something in it.
    const QString store = m_domain.folder().storePath();
    QVERIFY(QDir(store).removeRecursively() && QDir().mkpath(store));
    journal::DatabaseOptions options;
    options.applicationId = 0x5759'7376;
    {
        const auto before = journal::Database::open(store + u"/server.db"_s, options).value();
        const QString sql = QStringLiteral(WENYI_SOURCE_DIR "/server/store/schema/server-001.sql");
        QVERIFY(journal::migrate(*before, "server", {{1, readBounded(sql, 1 << 20).value()}}));
        QVERIFY(before->execute("INSERT INTO series(unit, series, next) VALUES ('ZFB', 's', 7)"));
    }
    start();
    QCOMPARE(ask<Lease>(*connectAs(Office), LeaseNumbers{u"s"_s, 1, QByteArray(16, 'a')})->first, quint64(7));
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 500)));
    QCOMPARE(end(), 0);
    const auto copy = journal::Database::open(store + u"/server.db.before-upgrade"_s, options);
    QVERIFY2(copy, reasonOf(copy).constData());
    journal::Statement kept(**copy, "SELECT next, (SELECT version FROM schema_versions WHERE component = 'server')"
                                    " FROM series");
    QVERIFY(kept.next().value());
    QCOMPARE(kept.integer(0), 7);
    QCOMPARE(kept.integer(1), 1);
    start(); // And a second time there is nothing to bring up.
    QCOMPARE(ask<Lease>(*connectAs(Office), LeaseNumbers{u"s"_s, 1, QByteArray(16, 'b')})->first, quint64(8));
}

void RunningServerTest::aNewerStoreIsRefusedAndLeftAlone()
{
    const QString store = m_domain.folder().storePath();
    {
        const auto opened = server::Store::open(store, m_domain.clock());
        QVERIFY((*opened)->database().execute("UPDATE schema_versions SET version = 999 WHERE component = 'server'"));
    }
    const QByteArray before = readBounded(store + u"/server.db"_s, 1 << 26).value();
    QProcess process;
    process.start(Program, {u"run"_s, u"--dir"_s, m_domain.path()});
    QVERIFY(process.waitForFinished(test::patience));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(words.contains("store.newer"), words.constData());
    QCOMPARE(readBounded(store + u"/server.db"_s, 1 << 26).value(), before);
    QVERIFY(QDir(store).removeRecursively());
}

void RunningServerTest::itsLogIsJsonWithoutNamesOfWhatItCarries()
{
    const auto settings = *m_domain.folder().configuration();
    configure([](server::Configuration &configuration) {
        configuration.log.format = "json";
        configuration.log.level = "debug";
    });
    m_domain.desktop(Office).chain = {};
    start();
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 500)));
    const exchange::Envelope foreign = m_domain.envelope(Finance, {Town}, 500);
    QCOMPARE(reasonOf(sendWhole(*connectAs(Office), foreign)), QByteArray("envelope.impersonated"));
    const ClientConnection stranger(
        m_domain.settings(m_endpoint, m_domain.desktop(Office), CurveKeyPair::generate(m_domain.random())),
        m_domain.random());
    QTRY_VERIFY2(said().contains("strangers.refused"), said().constData());
    QCOMPARE(end(), 0);
    QSet<QString> events;
    for (const QByteArray &line : said().trimmed().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QVERIFY2(event.contains(u"time"_s) && event.contains(u"level"_s), line.constData());
        events.insert(event.value(u"event"_s).toString());
        if (event.value(u"event"_s).toString() == u"request.refused"_s) {
            QCOMPARE(event.value(u"desktop"_s).toString(), u"ZFB-1"_s);
            QCOMPARE(event.value(u"type"_s).toString(), u"send-envelope"_s);
            QCOMPARE(event.value(u"reason"_s).toString(), u"envelope.impersonated"_s);
        }
        for (const QString &name : {u"江阴"_s, u"财政局"_s, u"通知.ofd"_s, u"header.xml"_s})
            QVERIFY2(!line.contains(name.toUtf8()), line.constData());
    }
    for (const QString &event : {u"server.started"_s, u"session.opened"_s, u"envelope.accepted"_s, u"request.done"_s,
             u"request.refused"_s, u"server.stopping"_s, u"server.stopped"_s})
        QVERIFY2(events.contains(event), qPrintable(event));
    // However often a stranger knocked: once in this minute.
    QCOMPARE(said().count("strangers.refused"), 1);
    configure([&settings](server::Configuration &configuration) { configuration = settings; });
}

void RunningServerTest::itMayOpenAsManyFilesAsItIsAllowed()
{
    // A shell's soft limit is 1,024, and 5,000 desktops are one file each.
    m_process = std::make_unique<QProcess>();
    m_process->setChildProcessModifier([] {
        rlimit files{};
        getrlimit(RLIMIT_NOFILE, &files);
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 256);
        setrlimit(RLIMIT_NOFILE, &files);
    });
    m_process->start(Program, {u"run"_s, u"--dir"_s, m_domain.path()});
    QVERIFY(m_process->waitForReadyRead(test::patience));
    QFile limits(u"/proc/%1/limits"_s.arg(m_process->processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray all = limits.readAll();
    const QByteArrayList files = all.mid(all.indexOf("Max open files")).simplified().split(' ');
    QVERIFY2(files.at(3).toInt() > 256, files.at(3).constData());
    QCOMPARE(files.at(3).toLongLong(), std::min(files.at(4).toLongLong(), 65'536LL));
}

void RunningServerTest::itsUnitIsTakenBySystemd()
{
    QFile made(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server.service"));
    QVERIFY(made.open(QIODevice::ReadOnly));
    QByteArray unit = made.readAll();
    // What docs/OPERATION.md promises.
    for (const char *line : {"Type=notify", "Restart=on-failure", "NoNewPrivileges=yes", "ProtectSystem=strict",
             "PrivateTmp=yes", "StateDirectory=wenyi-server", "LimitNOFILE=16384", "MemoryMax="})
        QVERIFY2(unit.contains('\n' + QByteArray(line)), line);
    const QString analyze = QStandardPaths::findExecutable(u"systemd-analyze"_s);
    QVERIFY2(!analyze.isEmpty(), "systemd-analyze is not installed; cmake/setup.sh test does that");
    static const QRegularExpression program(u"ExecStart=\\S+"_s);
    unit = QString::fromUtf8(unit).replace(program, u"ExecStart="_s + Program).toUtf8();
    const QString file = m_domain.file(u"wenyi-server.service"_s);
    QVERIFY(server::writeFile(file, unit));
    const auto run = [&](const QStringList &arguments) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(analyze, arguments);
        process.waitForFinished(test::patience);
        return std::pair(process.exitCode(), process.readAll());
    };
    const auto [verified, faults] = run({u"verify"_s, u"--man=no"_s, u"--generators=no"_s, file});
    QVERIFY2(verified == 0 && !faults.contains("wenyi-server.service:"), faults.constData());
    // Out of 100, where 100 is a service without any bounds; 20 is "OK" in systemd's own words.
    const auto [secured, report] =
        run({u"security"_s, u"--offline=true"_s, u"--threshold=20"_s, u"--no-pager"_s, file});
    QVERIFY2(secured == 0, report.constData());
}

QTEST_GUILESS_MAIN(RunningServerTest)
#include "RunningServerTest.moc"
