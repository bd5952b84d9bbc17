// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"

#include "server/admin/Files.h"
#include "server/health/LocalQuery.h"
#include "tests/Patience.h"

#include <QTest>

#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A server in this process that is told to end while its store's thread waits for the disk.
class StopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatWasReadIsAnsweredBeforeTheEnd();
    void whatDoesNotFitIntoTheTimeIsNotAcknowledged();
    void nothingNewIsTaken();

private:
    using Answers = std::vector<QFuture<Result<Body>>>;

    /// Keeps the store's thread waiting for as long as it is not let go, and no longer than SQLite's busy timeout.
    void holdStore()
    {
        QVERIFY(bytesInFlight() >= 0); // For the next ten seconds no page asks the store's thread for figures.
        journal::DatabaseOptions options;
        options.applicationId = 0x5759'7376;
        m_holder = std::move(*journal::Database::open(m_domain.folder().storePath() + u"/server.db"_s, options));
        QVERIFY(m_holder->execute("BEGIN IMMEDIATE"));
        m_heldSince = std::chrono::steady_clock::now();
    }
    void letStoreGo()
    {
        QVERIFY(m_holder->execute("ROLLBACK"));
        m_holder.reset();
        m_heldTooLong = std::chrono::steady_clock::now() - m_heldSince > 4s;
    }
    /// Bytes of requests that the server has read and not answered.
    double bytesInFlight()
    {
        const QByteArray metrics = server::queryLocally(m_server->healthAddress(), "/metrics", 10s).value_or("");
        const qsizetype at = metrics.indexOf("\nwenyi_bytes_in_flight ");
        return at < 0 ? -1 : metrics.mid(at + 23, metrics.indexOf('\n', at + 1) - at - 23).toDouble();
    }
    /// Stops the server without time while it holds five requests, and looks that what was acknowledged is what is
    /// stored. Whether it left some.
    bool leavesSome();
    /// One request in the hands of the store's thread, as far as it was quick enough, and four behind it.
    Answers fillQueue(ClientConnection &connection)
    {
        Answers answers;
        answers.push_back(connection.request(m_domain.desktop(Office).write(1, 1'000), 20s));
        [&] { QTRY_VERIFY(bytesInFlight() >= 1'000); }();
        QTest::qSleep(50); // It was read; now the store's thread has the time to take it alone.
        for (int i = 0; i < 4; ++i)
            answers.push_back(connection.request(m_domain.desktop(Office).write(1, 1'000), 20s));
        [&] { QTRY_VERIFY(bytesInFlight() >= 5'000); }();
        return answers;
    }
    static int accepted(Answers &answers)
    {
        int count = 0;
        for (auto &answer : answers)
            count += answerAs<Accepted>(answer.result()) ? 1 : 0;
        return count;
    }

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
    std::unique_ptr<journal::Database> m_holder;
    std::chrono::steady_clock::time_point m_heldSince;
    bool m_heldTooLong = false; ///< The store's thread may have given up before it was let go.
};

void StopTest::init()
{
    server::Configuration configuration = *m_domain.folder().configuration();
    configuration.metrics = "127.0.0.1:0";
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

void StopTest::cleanup()
{
    m_holder.reset();
    m_server.reset();
}

void StopTest::whatWasReadIsAnsweredBeforeTheEnd()
{
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    holdStore();
    Answers answers = fillQueue(*connection);
    bool isWhole = false;
    std::thread stopping([&] { isWhole = m_server->stop(); });
    QTest::qSleep(100);
    letStoreGo();
    stopping.join();
    QVERIFY(isWhole);
    QVERIFY(m_server->stop()); // Again changes nothing.
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    m_domain.desktop(Office).chain = *(*store)->unitLog().chain(m_domain.desktop(Office).id);
    if (m_heldTooLong)
        QSKIP("the machine was too slow: the store's thread gave up");
    QCOMPARE(accepted(answers), 5);
    QCOMPARE((*store)->unitLog().head(Office)->number, quint64(5));
}

bool StopTest::leavesSome()
{
    const auto before = m_domain.desktop(Office).chain;
    Answers answers;
    bool isWhole = true;
    {
        const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
        [&] { QVERIFY(ask<Entries>(*connection, PullEntries{0})); }();
        holdStore();
        answers = fillQueue(*connection);
        std::thread stopping([&] { isWhole = m_server->stop(0ms); });
        QTest::qSleep(100);
        letStoreGo();
        stopping.join();
    }
    const int acknowledged = accepted(answers);
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    const auto chain = (*store)->unitLog().chain(m_domain.desktop(Office).id);
    [&] { QCOMPARE(chain->sequence, before.sequence + static_cast<quint64>(acknowledged)); }();
    [&] { QVERIFY(isWhole || acknowledged < 5); }();
    m_domain.desktop(Office).chain = *chain;
    return !isWhole;
}

void StopTest::whatDoesNotFitIntoTheTimeIsNotAcknowledged()
{
    // The store's thread may be late and take all five as one group; then nothing is left, and it is tried again.
    for (int attempt = 0; attempt < 5; ++attempt) {
        const bool left = leavesSome();
        if (left || QTest::currentTestFailed())
            return;
        cleanup();
        init();
        if (QTest::currentTestFailed())
            return;
    }
    QFAIL("a server that was given no time did all of it each time");
}

void StopTest::nothingNewIsTaken()
{
    const QByteArray endpoint = m_server->endpoint();
    const auto connection = m_domain.connect(endpoint, m_domain.desktop(Finance));
    QVERIFY(ask<Entries>(*connection, PullEntries{0}));
    QVERIFY(m_server->stop());
    QVERIFY(!ask<Entries>(*connection, PullEntries{0}, 500ms));
    // The folder is free for the next one.
    const auto next = m_domain.start();
    QVERIFY2(next, reasonOf(next).constData());
}

QTEST_GUILESS_MAIN(StopTest)
#include "StopTest.moc"
