// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "tests/server/ChildServer.h"
#include "tests/server/TestDomain.h"
#include "tests/server/TestPostgres.h"

#include <QRandomGenerator>
#include <QTest>

#include <csignal>
#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Two servers on one PostgreSQL, each with a folder of its own.
class ClusterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void aDesktopAtAnotherServerIsToldAtOnce();
    void aDesktopGoesOnAtAnotherServer();
    void aServerKilledUnderLoadLosesNothingAndNothingComesTwice();
    void whatIsAskedFromOutsideIsAnswered();
    void aDatabaseThatItsToolsRestoredBeginsATerm();
    void aFaultOfTheDatabaseEndsWithIt();
    void desktopsAreToldToComeAgainWhileTheDatabaseIsAway();

private:
    QString second() const { return m_domain.file(u"second"_s); }
    Result<std::unique_ptr<server::Server>> startSecond()
    {
        WENYI_TRY(const server::ServerFolder folder, server::ServerFolder::open(second()));
        return server::Server::start(folder, m_domain.clock());
    }
    /// Sends until it is accepted, as a desktop does. Gives why one was not.
    static QByteArray deliver(ClientConnection &connection, const QList<exchange::Envelope> &envelopes);
    /// Takes and confirms all that waits for Finance.
    void fetchAll(const QByteArray &endpoint);

    std::unique_ptr<TestPostgres> m_postgres;
    TestDomain m_domain;
    QList<QByteArray> m_sent;      ///< Headers of envelopes that were acknowledged.
    QList<QByteArray> m_delivered; ///< Those that Finance got, each time that it did.
};

void ClusterTest::initTestCase()
{
    if (!TestPostgres::isBuiltIn())
        QSKIP("built without PostgreSQL");
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
    server::Configuration configuration = m_domain.folder().configuration().value();
    configuration.postgres = m_postgres->newStore();
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    QCOMPARE(QProcess::execute(u"cp"_s, {u"-a"_s, m_domain.path(), second()}), 0);
}

void ClusterTest::cleanup()
{
    const auto report = server::verify(m_domain.folder(), m_domain.clock());
    if (!report)
        QFAIL(reasonOf(report).constData());
    QCOMPARE(report->faults, QStringList());
    QCOMPARE(report->envelopes, static_cast<quint64>(m_sent.size()));
}

QByteArray ClusterTest::deliver(ClientConnection &connection, const QList<exchange::Envelope> &envelopes)
{
    for (const exchange::Envelope &envelope : envelopes) {
        const auto end = std::chrono::steady_clock::now() + 60s;
        Result<QByteArray> receipt = Error{};
        while (!receipt && std::chrono::steady_clock::now() < end)
            receipt = sendWhole(connection, envelope, 2s);
        if (!receipt)
            return "not accepted: " + reasonOf(receipt);
    }
    return {};
}

void ClusterTest::fetchAll(const QByteArray &endpoint)
{
    const auto receiver = m_domain.connect(endpoint, m_domain.desktop(Finance));
    while (true) {
        const auto deliveries = ask<Deliveries>(*receiver, FetchDeliveries{50});
        QVERIFY2(deliveries, reasonOf(deliveries).constData());
        if (deliveries->deliveries.isEmpty())
            return;
        for (const Delivery &delivery : deliveries->deliveries) {
            m_delivered.append(delivery.header);
            const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
            QVERIFY(ask<Confirmed>(*receiver, ConfirmDelivery{header->routing().id, header->digest()}));
        }
    }
}

void ClusterTest::aDesktopAtAnotherServerIsToldAtOnce()
{
    const auto one = m_domain.start();
    QVERIFY2(one, reasonOf(one).constData());
    const auto other = startSecond();
    QVERIFY2(other, reasonOf(other).constData());
    const auto receiver = m_domain.connect((*other)->endpoint(), m_domain.desktop(Finance));
    std::atomic<quint64> heard = 0;
    connect(
        receiver.get(), &ClientConnection::notified, receiver.get(),
        [&heard](const Notify &notify) { heard = notify.deliveriesWaiting; }, Qt::DirectConnection);
    QVERIFY(ask<Deliveries>(*receiver, FetchDeliveries{10}));
    const auto sender = m_domain.connect((*one)->endpoint(), m_domain.desktop(tests::Office));
    const exchange::Envelope envelope = m_domain.envelope(tests::Office, {Finance}, 100'000);
    QVERIFY(sendWhole(*sender, envelope));
    m_sent.append(envelope.header.toBytes());
    QTRY_COMPARE_WITH_TIMEOUT(heard.load(), 1, 10'000);
    // Parts, too, are read at the other one.
    const auto &part = envelope.header.routing().parts.constLast();
    const auto chunk = ask<BlobChunk>(*receiver, GetBlob{part.digest, 0, 64 * limits::KiB});
    QVERIFY2(chunk, reasonOf(chunk).constData());
    QCOMPARE(chunk->chunk, envelope.parts.constLast().left(64 * limits::KiB));
    fetchAll((*other)->endpoint());
    QCOMPARE(m_delivered, m_sent);
}

void ClusterTest::aDesktopGoesOnAtAnotherServer()
{
    const auto one = m_domain.start();
    const auto other = startSecond();
    QVERIFY(one && other);
    TestDesktop &writer = m_domain.desktop(tests::Office);
    const auto connection = m_domain.connect((*one)->endpoint() + ' ' + (*other)->endpoint(), writer);
    QCOMPARE(ask<Accepted>(*connection, writer.write(3))->first, 1);
    (*one)->stop();
    const auto again = writer.write(2);
    Result<Accepted> accepted = Error{};
    for (int i = 0; i < 20 && !accepted; ++i)
        accepted = ask<Accepted>(*connection, again, 3s);
    QVERIFY2(accepted, reasonOf(accepted).constData());
    QCOMPARE(accepted->first, 4);
    // An upload that was begun at one server goes on at another.
    const QByteArray blob = m_domain.random().bytes(100'000);
    const auto put = [&](ClientConnection &at, quint64 offset) {
        return ask<BlobState>(at, PutBlob{crypto::sm3(blob), 100'000, offset, blob.mid(int(offset), 50'000)});
    };
    QCOMPARE(put(*connection, 0)->have, 50'000);
    const auto restarted = m_domain.start();
    QVERIFY(restarted);
    const auto there = m_domain.connect((*restarted)->endpoint(), writer);
    QCOMPARE(put(*there, 50'000)->have, 100'000);
}

void ClusterTest::aServerKilledUnderLoadLosesNothingAndNothingComesTwice()
{
    const int points =
        qEnvironmentVariableIsSet("WENYI_FAULT_POINTS") ? qEnvironmentVariableIntValue("WENYI_FAULT_POINTS") : 4;
    constexpr int Each = 12;
    QRandomGenerator random(20'261'130);
    ChildServer one(m_domain.path());
    ChildServer other(second());
    for (int point = 0; point < points; ++point) {
        QVERIFY2(!one.endpoint().isEmpty() && !other.endpoint().isEmpty(), "a server did not come up");
        QList<exchange::Envelope> fromOffice, fromTown;
        for (int i = 0; i < Each; ++i) {
            fromOffice.append(m_domain.envelope(tests::Office, {Finance}, random.bounded(1, 150'000)));
            fromTown.append(m_domain.envelope(Town, {Finance}, random.bounded(1, 150'000)));
        }
        const QByteArray both = one.endpoint() + ' ' + other.endpoint();
        const auto office = m_domain.connect(both, m_domain.desktop(tests::Office));
        const auto town = m_domain.connect(both, m_domain.desktop(Town));
        ChildServer &victim = point % 2 == 0 ? one : other;
        std::thread killer([id = victim.process().processId(), wait = random.bounded(20, 300)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(wait));
            ::kill(static_cast<pid_t>(id), SIGKILL);
        });
        QByteArray ofTown;
        std::thread townsThread([&] { ofTown = deliver(*town, fromTown); });
        const QByteArray ofOffice = deliver(*office, fromOffice);
        townsThread.join();
        killer.join();
        QCOMPARE(ofOffice, QByteArray());
        QCOMPARE(ofTown, QByteArray());
        for (const exchange::Envelope &envelope : fromOffice + fromTown)
            m_sent.append(envelope.header.toBytes());
        victim.kill();
        victim.start();
    }
    fetchAll(other.endpoint());
    QList<QByteArray> sent = m_sent;
    std::sort(sent.begin(), sent.end());
    std::sort(m_delivered.begin(), m_delivered.end());
    QCOMPARE(m_delivered, sent);
}

void ClusterTest::whatIsAskedFromOutsideIsAnswered()
{
    const auto one = m_domain.start();
    QVERIFY(one);
    const auto status = server::status(m_domain.folder(), m_domain.clock());
    QVERIFY2(status, reasonOf(status).constData());
    QCOMPARE(status->value(u"store"_s).toString(), u"postgres"_s);
    QCOMPARE(reasonOf(server::backUp(m_domain.folder(), m_domain.file(u"copy"_s), m_domain.clock())),
        QByteArray("backup.postgres"));
    QVERIFY(!QFileInfo::exists(m_domain.file(u"copy"_s)));
}

void ClusterTest::aDatabaseThatItsToolsRestoredBeginsATerm()
{
    const auto declared = server::declareRestored(m_domain.folder(), m_domain.clock());
    QVERIFY2(declared, reasonOf(declared).constData());
    QCOMPARE(declared->kind, journal::TermKind::Restored);
    // Whichever server a desktop asks.
    const auto other = startSecond();
    QVERIFY2(other, reasonOf(other).constData());
    const auto told = ask<Term>(*m_domain.connect((*other)->endpoint(), m_domain.desktop(tests::Office)), AskTerm{});
    QVERIFY2(told, reasonOf(told).constData());
    const auto term = journal::ServerTerm::fromBytes(told->term);
    QVERIFY2(term, reasonOf(term).constData());
    QCOMPARE(term->facts.number, declared->number);
    QCOMPARE(term->facts.kind, declared->kind);
}

void ClusterTest::aFaultOfTheDatabaseEndsWithIt()
{
    const auto one = m_domain.start();
    QVERIFY(one);
    const auto connection = m_domain.connect((*one)->endpoint(), m_domain.desktop(Town));
    QVERIFY(ask<Deliveries>(*connection, FetchDeliveries{1}));
    const auto administrator =
        server::connectPostgres(m_domain.folder().configuration()->postgres, server::PostgresAccess::Write);
    QVERIFY(administrator);
    QVERIFY((*administrator)->execute("ALTER TABLE receipts RENAME TO receipts_elsewhere"));
    const auto refused = ask<Receipts>(*connection, PullReceipts{0, 10});
    QVERIFY((*administrator)->execute("ALTER TABLE receipts_elsewhere RENAME TO receipts"));
    QCOMPARE(reasonOf(refused), QByteArray("store.sql"));
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QCOMPARE(refused.error().detail, QString());
    // Its disk is not this server's, which therefore goes on without a restart.
    const auto lease = ask<Lease>(*connection, LeaseNumbers{u"2026"_s, 1, m_domain.random().bytes(16)});
    QVERIFY2(lease, reasonOf(lease).constData());
}

void ClusterTest::desktopsAreToldToComeAgainWhileTheDatabaseIsAway()
{
    const auto one = m_domain.start();
    QVERIFY(one);
    TestDesktop &writer = m_domain.desktop(tests::Office, 2);
    const auto connection = m_domain.connect((*one)->endpoint(), writer);
    QVERIFY(ask<Accepted>(*connection, writer.write(1)));
    m_postgres->kill();
    const auto push = writer.write(1);
    const auto refused = ask<Accepted>(*connection, push);
    QCOMPARE(reasonOf(refused), QByteArray("store.away"));
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QCOMPARE(refused.error().detail, QString()); // Where it lies is no desktop's.
    m_postgres->start();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
    Result<Accepted> accepted = Error{};
    for (int i = 0; i < 200 && !accepted; ++i) {
        accepted = ask<Accepted>(*connection, push);
        std::this_thread::sleep_for(50ms);
    }
    QVERIFY2(accepted, reasonOf(accepted).constData());
}

QTEST_GUILESS_MAIN(ClusterTest)
#include "ClusterTest.moc"
