// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/health/LocalQuery.h"
#include "server/standby/Follower.h"
#include "server/standby/StandbyMark.h"
#include "server/standby/StandbyState.h"
#include "shared/crypto/Sm3.h"
#include "shared/journal/ServerTerm.h"
#include "tests/Patience.h"
#include "tests/faults/kit/ChaosRelay.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using server::Configuration;
using server::Follower;
using server::Server;
using server::ServerFolder;
using server::StandbyState;
using server::Store;
using server::VerifyReport;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A server and its standby, both real, from the seeding to the taking over (F27, T31).
///
/// The functions are one story and go on where the one before left.
class StandbyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aStrangersKeyFollowsNothing();
    void theCopyHasTheSameTables();
    void itGoesOnAfterCutsOnEitherSide();
    void itTakesTheNextDirectory();
    void aDirectoryThatCouldNotBeTakenIsTriedAgain();
    void whatCouldNotTakeOverSaysSoBefore();
    void aSlowLineIsWaitedFor();
    void anAnswerWaitsForTheStandbyWhereItShall();
    void aServerGoesOnAloneAfterItsPatienceAndSaysSo();
    void aPrimaryThatWasRestoredBehindItIsRefused();
    void itTakesOverWithAllThatWasAcknowledgedWhenThePrimaryIsKilled();
    void theOneThatWasReplacedServesNobodyWhoKnows();

private:
    QString standbyPath() const { return m_domain.file(u"standby"_s); }
    ServerFolder standbyFolder() const { return *ServerFolder::open(standbyPath()); }
    /// Another setting in the primary's folder; a running server takes it within a second, or now.
    void configure(const std::function<void(Configuration &)> &change);
    void startPrimary();
    void startFollower();
    quint64 primaryNumber();
    /// Waits until the standby has what the primary has.
    void catchUp() { QTRY_COMPARE(m_follower->number(), primaryNumber()); }
    void checkTakenOver(const QList<QByteArray> &entries, const QHash<QByteArray, QByteArray> &receipts);
    /// Why the standby does not follow, or could not take over, as its folder tells it.
    QString standbyReason() const { return StandbyState::read(standbyPath()).value(u"reason"_s).toString(); }
    /// As the primary's own pages tell it.
    QString health()
    {
        const auto page = server::queryLocally(m_primary->healthAddress(), "/status");
        return QJsonDocument::fromJson(page.value_or(QByteArray())).object().value(u"health"_s).toString();
    }
    std::unique_ptr<ClientConnection> connectAs(const UnitCode &unit)
    {
        return m_domain.connect(m_endpoint, m_domain.desktop(unit));
    }
    VerifyReport reportOf(const ServerFolder &folder)
    {
        const auto report = server::verify(folder, m_domain.clock());
        if (report)
            return *report;
        VerifyReport failed;
        failed.faults.append(describe(report.error()));
        return failed;
    }

    TestDomain m_domain;
    std::unique_ptr<Server> m_primary;
    std::unique_ptr<Follower> m_follower;
    std::thread m_killer;
    QByteArray m_endpoint;
    QByteArray m_standbyKey;
    QByteArray m_secondTerm; ///< Of the server that the standby became.
};

void StandbyTest::configure(const std::function<void(Configuration &)> &change)
{
    Configuration configuration = *m_domain.folder().configuration();
    change(configuration);
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    if (m_primary)
        m_primary->followNow();
}

void StandbyTest::startPrimary()
{
    auto started = m_domain.start();
    QVERIFY2(started, reasonOf(started).constData());
    m_primary = std::move(*started);
    m_endpoint = m_primary->endpoint();
}

void StandbyTest::startFollower()
{
    auto started = Follower::start(standbyFolder(), m_domain.clock());
    QVERIFY2(started, reasonOf(started).constData());
    m_follower = std::move(*started);
}

quint64 StandbyTest::primaryNumber()
{
    const auto store = Store::openBeside(m_domain.folder().storePath(), m_domain.clock());
    const auto place = (*store)->database().logPlace();
    return place ? place->number : 0;
}

void StandbyTest::initTestCase()
{
    startPrimary();
    // From now on at the same port, as a standby expects it.
    configure([this](Configuration &configuration) { configuration.endpoint = m_endpoint; });
    const auto connection = connectAs(Office);
    QVERIFY(ask<Accepted>(*connection, m_domain.desktop(Office).write(5)));
    QVERIFY(server::backUp(m_domain.folder(), m_domain.file(u"seed"_s), m_domain.clock()));
    const auto key = server::seedStandby(m_domain.file(u"seed"_s), standbyPath(), m_endpoint, m_domain.random());
    QVERIFY2(key, reasonOf(key).constData());
    m_standbyKey = key->toBytes().toHex();
    QCOMPARE(reasonOf(server::seedStandby(m_domain.file(u"seed"_s), standbyPath(), m_endpoint, m_domain.random())),
        QByteArray("server.exists"));
    // A standby's folder serves nobody.
    QCOMPARE(reasonOf(Server::start(standbyFolder(), m_domain.clock())), QByteArray("server.standby"));
    QCOMPARE(reasonOf(Follower::start(m_domain.folder(), m_domain.clock())), QByteArray("standby.none"));
}

void StandbyTest::cleanupTestCase()
{
    if (m_killer.joinable())
        m_killer.join();
    m_follower.reset();
    m_primary.reset();
}

void StandbyTest::aStrangersKeyFollowsNothing()
{
    startFollower();
    QTRY_COMPARE(StandbyState::read(standbyPath()).value(u"reason"_s).toString(), u"connection.refused"_s);
    QVERIFY(!m_follower->fault());
    m_follower.reset();
    // And a desktop may not ask for the log.
    const auto connection = connectAs(Office);
    QCOMPARE(reasonOf(ask<LogBytes>(*connection, FollowLog{1, 0, {}, 0})), QByteArray("session.not-a-request"));
}

void StandbyTest::theCopyHasTheSameTables()
{
    configure([this](Configuration &configuration) { configuration.standby.key = m_standbyKey; });
    startFollower();
    const auto connection = connectAs(Office);
    QVERIFY(ask<Accepted>(*connection, m_domain.desktop(Office).write(20)));
    QVERIFY(sendWhole(*connection, m_domain.envelope(Office, {Finance, Town}, 700'000)));
    QVERIFY(ask<Lease>(*connection, LeaseNumbers{u"澄政办发/2026"_s, 3, m_domain.random().bytes(16)}));
    catchUp();
    QTRY_COMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"following"_s);
    m_follower.reset();
    const VerifyReport primary = reportOf(m_domain.folder());
    const VerifyReport standby = reportOf(standbyFolder());
    QCOMPARE(primary.faults, QStringList());
    QCOMPARE(standby.faults, QStringList());
    QCOMPARE(standby.sets, primary.sets);
    QCOMPARE(standby.tablesDigest, primary.tablesDigest);
    QCOMPARE(standby.envelopes, quint64(1));
    QCOMPARE(standby.entries, quint64(25));
}

void StandbyTest::itGoesOnAfterCutsOnEitherSide()
{
    // What came while the standby was away, and while the primary was.
    QVERIFY(ask<Accepted>(*connectAs(Office), m_domain.desktop(Office).write(3)));
    startFollower();
    catchUp();
    m_primary.reset();
    QTRY_COMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"unreachable"_s);
    startPrimary();
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 5'000)));
    catchUp();
    m_follower.reset();
    QCOMPARE(reportOf(standbyFolder()).tablesDigest, reportOf(m_domain.folder()).tablesDigest);
}

void StandbyTest::itTakesTheNextDirectory()
{
    startFollower();
    const DesktopId gone = m_domain.desktop(Town, 2).id;
    QVERIFY(m_domain.dropFromDirectory(gone));
    m_primary->followNow();
    const Digest next = (*m_domain.folder().domain(m_domain.clock().now()))->digest();
    QTRY_COMPARE((*standbyFolder().domain(m_domain.clock().now()))->digest(), next);
    QVERIFY(!(*standbyFolder().domain(m_domain.clock().now()))->peer(gone));
}

void StandbyTest::aDirectoryThatCouldNotBeTakenIsTriedAgain()
{
    QTRY_COMPARE(standbyReason(), QString());
    const QString trust = standbyPath() + u"/trust"_s;
    QVERIFY(QDir().rename(trust, trust + u".away"_s)); // Nobody is trusted.
    QVERIFY(m_domain.addDesktops(Town, 1));
    m_primary->followNow();
    const Digest next = (*m_domain.folder().domain(m_domain.clock().now()))->digest();
    QTRY_VERIFY(!standbyReason().isEmpty());
    QCOMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"following"_s);
    QVERIFY(QDir().rename(trust + u".away"_s, trust));
    QTRY_COMPARE((*standbyFolder().domain(m_domain.clock().now()))->digest(), next);
    QTRY_COMPARE(standbyReason(), QString());
}

void StandbyTest::whatCouldNotTakeOverSaysSoBefore()
{
    m_primary.reset();
    QVERIFY(m_domain.renewServer());
    startPrimary();
    const auto notListed = u"server.not-in-directory"_s;
    QTRY_COMPARE(standbyReason(), notListed);
    QCOMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"following"_s);
    // The log goes on coming.
    QVERIFY(ask<Accepted>(*connectAs(Office), m_domain.desktop(Office).write(2)));
    catchUp();
    m_follower.reset();
    const quint64 sets = reportOf(standbyFolder()).sets;
    QCOMPARE(reasonOf(server::takeOver(standbyFolder(), m_domain.clock())), notListed.toLatin1());
    QVERIFY(server::StandbyMark::isIn(standbyPath()));
    QCOMPARE(reportOf(standbyFolder()).sets, sets);
    startFollower(); // One that knows it only from its own folder.
    QTRY_COMPARE(standbyReason(), notListed);
    server::ServerFiles files;
    files.certificateKey = m_domain.file(u"server.key"_s);
    files.pin = m_domain.file(u"server.pin"_s);
    m_follower.reset();
    QVERIFY(standbyFolder().update(files, m_domain.clock().now()));
    startFollower();
    QTRY_COMPARE(standbyReason(), QString());
    m_follower.reset();
}

void StandbyTest::aSlowLineIsWaitedFor()
{
    // An answer takes longer than it does to see that nobody is there.
    faults::ChaosRelay relay(static_cast<quint16>(m_endpoint.mid(m_endpoint.lastIndexOf(':') + 1).toUInt()), [](int) {
        return faults::Fate{{}, {faults::Treatment::Act::Pass, 0, 0, 0ms, 20'000, 100ms}};
    });
    QVERIFY(sendWhole(*connectAs(Office), m_domain.envelope(Office, {Finance}, 600'000)));
    QVERIFY(server::StandbyMark{relay.endpoint()}.write(standbyPath()));
    startFollower();
    catchUp();
    QCOMPARE(relay.connections(), 1);
    m_follower.reset();
    QVERIFY(server::StandbyMark{m_endpoint}.write(standbyPath()));
}

void StandbyTest::anAnswerWaitsForTheStandbyWhereItShall()
{
    m_follower.reset();
    configure([](Configuration &configuration) {
        configuration.standby.mode = "sync";
        configuration.standby.patienceSeconds = 0;
    });
    const auto connection = connectAs(Office);
    // What only reads waits for nobody.
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    const quint64 before = primaryNumber();
    // Until the settings are taken, answers go out at once.
    QTRY_VERIFY(!ask<Accepted>(*connection, m_domain.desktop(Office).write(1), 300ms));
    QTRY_VERIFY(primaryNumber() > before); // It is on the primary's disk, and not acknowledged.
    const auto waiting = connection->request(m_domain.desktop(Office).write(1), 20s);
    startFollower();
    const auto accepted = answerAs<Accepted>(waiting.result());
    QVERIFY2(accepted, reasonOf(accepted).constData());
    QTRY_COMPARE(m_follower->number(), primaryNumber());
    QVERIFY(sendWhole(*connection, m_domain.envelope(Office, {Finance}, 300'000)));
}

void StandbyTest::aServerGoesOnAloneAfterItsPatienceAndSaysSo()
{
    m_follower.reset();
    configure([](Configuration &configuration) {
        configuration.standby.patienceSeconds = 1;
        configuration.metrics = "127.0.0.1:0";
    });
    m_primary.reset();
    startPrimary();
    const auto connection = connectAs(Office);
    QVERIFY(ask<Accepted>(*connection, m_domain.desktop(Office).write(1)));
    QTRY_COMPARE(health(), u"standby.missed"_s);
    startFollower();
    QTRY_COMPARE(health(), u"ok"_s);
    catchUp();
    const QByteArray metrics = server::queryLocally(m_primary->healthAddress(), "/metrics").value_or(QByteArray());
    QVERIFY2(metrics.contains("\nwenyi_standby_following 1\n"), metrics.constData());
    QVERIFY2(metrics.contains("\nwenyi_standby_synchronous 1\n"), metrics.constData());
}

/// T31: what a restored server lacks, the standby shows, which is not made to lack it too.
void StandbyTest::aPrimaryThatWasRestoredBehindItIsRefused()
{
    const quint64 had = m_follower->number();
    m_follower.reset();
    m_primary.reset();
    const QString path = m_domain.file(u"restored"_s);
    QVERIFY(server::restore(m_domain.file(u"seed"_s), path, m_domain.clock()));
    const ServerFolder folder = *ServerFolder::open(path);
    Configuration configuration = *m_domain.folder().configuration();
    configuration.standby.mode = "async";
    QVERIFY(server::writeFile(path + u"/server.toml"_s, configuration.toToml()));
    const auto restored = Server::start(folder, m_domain.clock());
    QVERIFY2(restored, reasonOf(restored).constData());
    startFollower();
    QTRY_VERIFY(m_follower->fault());
    QCOMPARE(m_follower->fault()->reason, QByteArray("standby.ahead"));
    // Nor does it help the restored server to grow beyond.
    m_follower.reset();
    TestDesktop &other = m_domain.desktop(Finance, 2);
    const auto connection = m_domain.connect((*restored)->endpoint(), other);
    for (quint64 i = 0; i <= had; ++i)
        QVERIFY(ask<Accepted>(*connection, other.write(1)));
    const QByteArray blob(2 * limits::MiB, 'x');
    const Digest digest = crypto::sm3(blob);
    for (qsizetype at = 0; at < blob.size(); at += limits::BlobChunk)
        QVERIFY(ask<BlobState>(*connection, PutBlob{digest, static_cast<quint64>(blob.size()), static_cast<quint64>(at),
                                                blob.mid(at, limits::BlobChunk)}));
    startFollower();
    QTRY_VERIFY(m_follower->fault());
    QCOMPARE(m_follower->fault()->reason, QByteArray("standby.diverged"));
    QCOMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"ended"_s);
    m_follower.reset();
    QCOMPARE(reportOf(standbyFolder()).sets, had);
}

void StandbyTest::itTakesOverWithAllThatWasAcknowledgedWhenThePrimaryIsKilled()
{
    configure([](Configuration &configuration) { configuration.standby.patienceSeconds = 0; });
    QProcess primary;
    primary.start(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), {u"run"_s, u"--dir"_s, m_domain.path()});
    QVERIFY(primary.waitForReadyRead(test::patience));
    startFollower();
    QTRY_COMPARE(StandbyState::read(standbyPath()).value(u"state"_s).toString(), u"following"_s);
    QCOMPARE(reasonOf(server::takeOver(standbyFolder(), m_domain.clock())), QByteArray("server.running"));
    QList<QByteArray> entries;
    QHash<QByteArray, QByteArray> receipts; // By header.
    {
        const auto connection = connectAs(Town);
        TestDesktop &writer = m_domain.desktop(Town);
        QVERIFY(ask<Entries>(*connection, PullEntries{0}));
        for (int round = 0;; ++round) {
            if (round == 12) // In the midst of what follows.
                m_killer = std::thread([process = primary.processId()] {
                    std::this_thread::sleep_for(7ms);
                    ::kill(static_cast<pid_t>(process), SIGKILL);
                });
            const auto push = writer.write(1 + round % 5);
            // Before it is killed an answer comes, however long it takes.
            const std::chrono::milliseconds patience(round < 12 ? test::patience : 3'000);
            if (!ask<Accepted>(*connection, push, patience))
                break;
            entries += push.entries;
            const auto envelope = m_domain.envelope(Town, {Office}, 1'000 + 40'000 * (round % 4));
            const auto receipt = sendWhole(*connection, envelope, patience);
            if (!receipt)
                break;
            receipts.insert(envelope.header.toBytes(), *receipt);
        }
    }
    QVERIFY2(m_killer.joinable(), "it was not killed: an answer did not come before");
    m_killer.join();
    QVERIFY(primary.waitForFinished(test::patience));
    QVERIFY(receipts.size() >= 12);
    m_follower.reset();
    const auto term = server::takeOver(standbyFolder(), m_domain.clock());
    QVERIFY2(term, reasonOf(term).constData());
    QCOMPARE(reasonOf(Follower::start(standbyFolder(), m_domain.clock())), QByteArray("standby.none"));
    checkTakenOver(entries, receipts);
}

void StandbyTest::checkTakenOver(const QList<QByteArray> &entries, const QHash<QByteArray, QByteArray> &receipts)
{
    Configuration configuration = *standbyFolder().configuration();
    QCOMPARE(configuration.standby.key, QByteArray());
    configuration.endpoint = "tcp://127.0.0.1:*"; // Beside the other one, which comes back below.
    QVERIFY(server::writeFile(standbyPath() + u"/server.toml"_s, configuration.toToml()));
    {
        const auto server = Server::start(standbyFolder(), m_domain.clock());
        QVERIFY2(server, reasonOf(server).constData());
        const auto connection = m_domain.connect((*server)->endpoint(), m_domain.desktop(Town));
        QList<QByteArray> stored;
        while (true) {
            const auto pulled = ask<Entries>(*connection, PullEntries{static_cast<quint64>(stored.size())});
            QVERIFY2(pulled, reasonOf(pulled).constData());
            if (pulled->runs.isEmpty())
                break;
            for (const QByteArray &run : pulled->runs)
                stored += journal::LogRun::fromBytes(run)->run.entries;
        }
        // What was not acknowledged may be there too, behind it and once.
        QVERIFY(stored.size() >= entries.size());
        QCOMPARE(stored.first(entries.size()), entries);
        QCOMPARE(QSet<QByteArray>(stored.begin(), stored.end()).size(), stored.size());
        for (auto receipt = receipts.begin(); receipt != receipts.end(); ++receipt) {
            const auto state = ask<EnvelopeState>(*connection, SendEnvelope{receipt.key()});
            QVERIFY(state && state->receipt);
            QCOMPARE(*state->receipt, receipt.value());
        }
        const auto told = ask<Term>(*connection, AskTerm{});
        QVERIFY2(told, reasonOf(told).constData());
        m_secondTerm = told->term;
    }
    const auto term = journal::ServerTerm::fromBytes(m_secondTerm);
    QVERIFY(term);
    QVERIFY(term->verify(m_domain.serverCertificate().publicKey()));
    QCOMPARE(term->facts.kind, journal::TermKind::TakenOver);
    const auto store = Store::open(standbyFolder().storePath(), m_domain.clock());
    QCOMPARE((*store)->audit().newest(1)->first().what, u"server.take-over"_s);
    QCOMPARE(reportOf(standbyFolder()).faults, QStringList());
}

/// The domain is not split: the first desktop that knows the new server ends the old one.
void StandbyTest::theOneThatWasReplacedServesNobodyWhoKnows()
{
    startPrimary();
    const auto connection = connectAs(Office);
    const auto first = ask<Term>(*connection, AskTerm{});
    QVERIFY2(first, reasonOf(first).constData());
    QCOMPARE(journal::ServerTerm::fromBytes(first->term)->facts, journal::TermFacts());
    // Somebody's word alone ends nothing.
    journal::ServerTerm forged = *journal::ServerTerm::fromBytes(m_secondTerm);
    ++forged.facts.number;
    QCOMPARE(reasonOf(ask<Term>(*connection, AskTerm{forged.toBytes()})), QByteArray("term.signature"));
    QVERIFY(!reasonOf(ask<Term>(*connection, AskTerm{"junk"})).isEmpty());
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    // And without its standby a synchronous server acknowledges nothing anyway.
    QVERIFY(!ask<Accepted>(*connection, m_domain.desktop(Office).write(1), 300ms));
    QCOMPARE(reasonOf(ask<Term>(*connection, AskTerm{m_secondTerm})), QByteArray("server.superseded"));
    QCOMPARE(reasonOf(ask<Entries>(*connectAs(Finance), PullEntries{0}, 2s)), QByteArray("connection.timeout"));
    QCOMPARE(reasonOf(ask<Entries>(*connection, PullEntries{0})), QByteArray("server.superseded"));
    QTRY_COMPARE(health(), u"server.superseded"_s);
    m_primary.reset();
    QCOMPARE(reasonOf(m_domain.start()), QByteArray("server.superseded"));
}

QTEST_GUILESS_MAIN(StandbyTest)
#include "StandbyTest.moc"
