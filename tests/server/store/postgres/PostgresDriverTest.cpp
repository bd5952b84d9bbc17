// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestDomain.h"
#include "tests/server/TestPostgres.h"

#include "shared/crypto/Sm3.h"

#include <QTest>

#include <algorithm>

#include <mutex>
#include <thread>

using namespace wenyi;
using namespace wenyi::server;
using namespace wenyi::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What only PostgreSQL has: several processes, a connection that goes, settings of somebody else.
class PostgresDriverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void severalProcessesDrawEachNumberOnce();
    void whatOneCommittedTheNextTransactionSees();
    void severalProcessesMakeTheTablesOnce();
    void aFailedStatementVoidsItsTransaction();
    void textThatItCannotHoldIsRefusedAlone();
    void whatCannotBeReadIsTold();
    void noAnswerHoldsMuchMoreThanIsTaken();
    void settingsThatAreNotSafeAreRefused();
    void whereOnlyReadingGoesNothingIsServed();
    void aSessionThatLostItsStatementsIsLeft();
    void aForeignSchemaIsLeftAlone();
    void whoReadsChangesNothing();
    void newsComeWithTheCommit();
    void whoCouldNotListenAtFirstListensLater();
    void aLostConnectionTakesItsTransactionAlongAndComesBack();

private:
    std::unique_ptr<Store> open(PostgresAccess access = PostgresAccess::Write)
    {
        return Store::openShared(m_dir.path(), m_settings, m_clock, access).value();
    }

    SystemClock m_clock;
    QTemporaryDir m_dir;
    std::unique_ptr<TestPostgres> m_postgres;
    QByteArray m_settings;
};

void PostgresDriverTest::initTestCase()
{
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
}

void PostgresDriverTest::init()
{
    m_settings = m_postgres->newStore();
}

namespace {

/// Draws one number in a transaction of its own.
quint64 draw(Store &store, const Clock &clock, const QByteArray &token)
{
    const auto transaction = journal::Transaction::begin(store.database()).value();
    const auto lease = store.numbers().lease(
        tests::Office, DesktopId(u"ZFB-1"_s), protocol::LeaseNumbers{u"series"_s, 1, token}, clock.now());
    return lease && transaction->commit() ? lease->first : 0;
}

} // namespace

void PostgresDriverTest::severalProcessesDrawEachNumberOnce()
{
    constexpr int Draws = 40;
    std::array<QList<quint64>, 3> drawn;
    std::vector<std::unique_ptr<Store>> stores;
    for (std::size_t i = 0; i < drawn.size(); ++i)
        stores.push_back(open());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int k = 0; k < Draws; ++k)
                drawn[i].append(draw(*stores[i], m_clock, QByteArray::number(k * 3 + int(i))));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QList<quint64> all = drawn[0] + drawn[1] + drawn[2];
    std::sort(all.begin(), all.end());
    QCOMPARE(all.size(), 3 * Draws);
    for (qsizetype i = 0; i < all.size(); ++i)
        QCOMPARE(all[i], static_cast<quint64>(i + 1));
}

void PostgresDriverTest::whatOneCommittedTheNextTransactionSees()
{
    const auto one = open();
    const auto other = open();
    for (quint64 number = 1; number < 20; ++number) {
        Store &store = number % 2 == 0 ? *one : *other;
        const auto transaction = journal::Transaction::begin(store.database()).value();
        QCOMPARE(store.receipts().add(tests::Office, QByteArray::number(number)).value(), number);
        QVERIFY(transaction->commit());
    }
}

void PostgresDriverTest::severalProcessesMakeTheTablesOnce()
{
    for (int round = 0; round < 4; ++round) { // They meet at another moment each time.
        m_settings = m_postgres->newStore();
        std::array<QByteArray, 3> reasons;
        std::vector<std::thread> threads;
        for (QByteArray &reason : reasons) {
            threads.emplace_back([this, &reason] {
                reason = reasonOf(Store::openShared(m_dir.path(), m_settings, m_clock, PostgresAccess::Write));
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (const QByteArray &reason : reasons)
            QCOMPARE(reason, QByteArray());
    }
}

void PostgresDriverTest::aFailedStatementVoidsItsTransaction()
{
    const auto store = open();
    {
        const auto transaction = journal::Transaction::begin(store->database()).value();
        QVERIFY(store->receipts().add(tests::Office, "one"));
        const auto failed = store->database().execute("INSERT INTO blob_sums(unit, bytes) VALUES (NULL, 1)");
        QCOMPARE(reasonOf(failed), QByteArray("store.sql"));
        QVERIFY2(failed.error().detail.startsWith(u"23502"_s), qPrintable(failed.error().detail));
        QVERIFY(!store->receipts().add(tests::Office, "two"));
        QCOMPARE(reasonOf(transaction->commit()), QByteArray("store.commit"));
    }
    QCOMPARE(store->receipts().last(tests::Office).value(), 0);
    QCOMPARE(draw(*store, m_clock, "a"), 1);
}

void PostgresDriverTest::textThatItCannotHoldIsRefusedAlone()
{
    const auto store = open();
    const auto transaction = journal::Transaction::begin(store->database()).value();
    const auto refused = store->receipts().add(UnitCode(u"Z\0B"_s), "one");
    QCOMPARE(reasonOf(refused), QByteArray("store.text"));
    QVERIFY(store->receipts().add(tests::Office, "two"));
    QVERIFY(transaction->commit());
    QCOMPARE(store->receipts().last(tests::Office).value(), 1);
}

void PostgresDriverTest::whatCannotBeReadIsTold()
{
    const auto store = open();
    journal::Statement sum(store->database(), "SELECT sum(bytes) FROM blob_sums"); // A numeric.
    QCOMPARE(reasonOf(sum.next()), QByteArray("store.type"));
    journal::Statement kinds(store->database(),
        "SELECT CAST(-2 AS smallint), CAST(-3 AS int), CAST(-4 AS bigint), true, NULL, x'00ff', 'a文'");
    QVERIFY(kinds.next().value());
    QCOMPARE(kinds.integer(0), -2);
    QCOMPARE(kinds.integer(1), -3);
    QCOMPARE(kinds.integer(2), -4);
    QCOMPARE(kinds.integer(3), 1);
    QVERIFY(kinds.isNull(4) && kinds.bytes(4).isEmpty());
    QCOMPARE(kinds.bytes(5), QByteArray("\0\xff", 2));
    QCOMPARE(kinds.text(6), u"a文"_s);
    QVERIFY(!kinds.next().value());
}

namespace {

/// Counts the rows that an answer of the database holds, taken or not: libpq has all of them in memory.
class CountingStatement final : public journal::DriverStatement
{
public:
    CountingStatement(std::unique_ptr<journal::DriverStatement> inner, quint64 &largest)
        : m_inner(std::move(inner))
        , m_largest(largest)
    {
    }
    ~CountingStatement() override { countRest(); }
    CountingStatement(const CountingStatement &) = delete;
    CountingStatement &operator=(const CountingStatement &) = delete;
    void rewind() override
    {
        countRest();
        m_inner->rewind();
    }
    void bind(journal::BoundValue value) override { m_inner->bind(std::move(value)); }
    Result<bool> next() override
    {
        m_isRun = true;
        auto more = m_inner->next();
        m_rows += more && *more ? 1 : 0;
        return more;
    }
    qint64 integer(int column) const override { return m_inner->integer(column); }
    QByteArray bytes(int column) const override { return m_inner->bytes(column); }
    QString text(int column) const override { return m_inner->text(column); }
    bool isNull(int column) const override { return m_inner->isNull(column); }

private:
    void countRest()
    {
        while (m_isRun && next().value_or(false)) {
        }
        m_largest = std::max(m_largest, std::exchange(m_rows, 0));
        m_isRun = false;
    }
    std::unique_ptr<journal::DriverStatement> m_inner;
    quint64 &m_largest;
    quint64 m_rows = 0;
    bool m_isRun = false;
};

class CountingDriver final : public journal::DatabaseDriver
{
public:
    CountingDriver(std::unique_ptr<journal::DatabaseDriver> inner, quint64 &largest)
        : m_inner(std::move(inner))
        , m_largest(largest)
    {
    }
    std::unique_ptr<journal::DriverStatement> prepare(const char *sql) override
    {
        return std::make_unique<CountingStatement>(m_inner->prepare(sql), m_largest);
    }
    Result<void> execute(const QByteArray &sql) override { return m_inner->execute(sql); }
    Result<void> begin() override { return m_inner->begin(); }
    Result<void> commit() override { return m_inner->commit(); }
    void rollBack() override { m_inner->rollBack(); }
    Result<bool> hasTable(const QByteArray &name) override { return m_inner->hasTable(name); }

private:
    std::unique_ptr<journal::DatabaseDriver> m_inner;
    quint64 &m_largest;
};

/// Forty envelopes of all urgencies, two hundred receipts and as many rulings, all for Finance.
void fill(journal::Database &database)
{
    journal::Statement envelope(database,
        "INSERT INTO envelopes(number, sender, id, digest, accepted_at, header) VALUES (?, 'ZFB', ?, ?, 1, ?)");
    journal::Statement delivery(database, "INSERT INTO deliveries(envelope, recipient, urgency) VALUES (?, ?, ?)");
    for (qint64 i = 1; i <= 40; ++i) {
        const QString id = QString::number(i);
        QVERIFY(envelope.run(i, id, crypto::sm3(id.toUtf8()), QByteArray(1000, 'h')));
        QVERIFY(delivery.run(i, tests::Finance.toString(), i % 4));
    }
    journal::Statement receipt(database, "INSERT INTO receipts(unit, number, digest, bytes) VALUES (?, ?, ?, ?)");
    journal::Statement ruling(database, "INSERT INTO rulings(id, directive, bytes) VALUES (?, NULL, ?)");
    journal::Statement row(database, "INSERT INTO ruling_rows(unit, number, ruling) VALUES (?, ?, ?)");
    for (qint64 i = 1; i <= 200; ++i) {
        const QByteArray bytes(50'000, 'r');
        QVERIFY(receipt.run(tests::Finance.toString(), i, crypto::sm3(QByteArray::number(i)), bytes));
        QVERIFY(ruling.run(i, bytes));
        QVERIFY(row.run(tests::Finance.toString(), i, i));
    }
}

} // namespace

void PostgresDriverTest::noAnswerHoldsMuchMoreThanIsTaken()
{
    {
        const auto store = open();
        const auto transaction = journal::Transaction::begin(store->database()).value();
        fill(store->database());
        QVERIFY(transaction->commit());
    }
    quint64 largest = 0;
    const auto database = journal::Database::over(
        std::make_unique<CountingDriver>(connectPostgres(m_settings, PostgresAccess::Write).value(), largest));
    EnvelopeTable envelopes(*database);
    const auto few = envelopes.waiting(tests::Finance, 10'000, 3'000).value();
    QCOMPARE(few.size(), 3);
    QVERIFY2(largest <= 16, qPrintable(QString::number(largest)));
    // Page by page all come, the urgent ones first.
    const auto all = envelopes.waiting(tests::Finance, 10'000, 1'000'000).value();
    QCOMPARE(all.size(), 40);
    QVERIFY(std::is_sorted(all.begin(), all.end(), [](const AcceptedEnvelope &a, const AcceptedEnvelope &b) {
        return a.number % 4 != b.number % 4 ? a.number % 4 > b.number % 4 : a.number < b.number;
    }));
    QCOMPARE(envelopes.waiting(tests::Finance, 17, 1'000'000)->size(), 17);
    QVERIFY2(largest <= 16, qPrintable(QString::number(largest)));
    const auto receipts = ReceiptTable(*database).after(tests::Finance, 10, 10'000).value();
    QCOMPARE(receipts.size(), 42); // 2 MiB, and the one that goes over it.
    const auto rulings = RulingTable(*database).after(tests::Finance, 160, 10'000).value();
    QCOMPARE(rulings.size(), 40);
    QCOMPARE(rulings.constFirst().number, 161);
    QCOMPARE(RulingTable(*database).after(tests::Finance, 0, 10'000)->size(), 42);
    QVERIFY2(largest <= 64, qPrintable(QString::number(largest)));
}

void PostgresDriverTest::settingsThatAreNotSafeAreRefused()
{
    QByteArray unsafe = m_settings;
    unsafe.replace("options='", "options='-c synchronous_commit=off ");
    const auto refused = Store::openShared(m_dir.path(), unsafe, m_clock, PostgresAccess::Write);
    QCOMPARE(reasonOf(refused), QByteArray("store.not-durable"));
    QCOMPARE(refused.error().detail, u"synchronous_commit"_s);
    QCOMPARE(reasonOf(Store::openShared(m_dir.path(), "host=/nowhere", m_clock, PostgresAccess::Write)),
        QByteArray("store.away"));
}

void PostgresDriverTest::whereOnlyReadingGoesNothingIsServed()
{
    const auto store = open();
    // As at a standby, or where the administrator closed it.
    QByteArray reading = m_settings;
    reading.replace("options='", "options='-c default_transaction_read_only=on ");
    QCOMPARE(
        reasonOf(Store::openShared(m_dir.path(), reading, m_clock, PostgresAccess::Write)), QByteArray("store.away"));
    QVERIFY(Store::openShared(m_dir.path(), reading, m_clock, PostgresAccess::Read));
    // A session that comes to it later says so, and is left at the first write.
    QVERIFY(store->isReachable());
    QVERIFY(store->database().execute("SET default_transaction_read_only = on"));
    QVERIFY(!store->isReachable());
    QCOMPARE(reasonOf(store->receipts().add(tests::Office, "one")), QByteArray("store.away"));
    QTRY_VERIFY_WITH_TIMEOUT(store->isReachable(), 20'000);
    QCOMPARE(draw(*store, m_clock, "a"), 1);
}

void PostgresDriverTest::aSessionThatLostItsStatementsIsLeft()
{
    const auto store = open();
    QCOMPARE(store->receipts().last(tests::Office).value(), 0);
    QVERIFY(store->database().execute("DEALLOCATE ALL"));
    QCOMPARE(reasonOf(store->receipts().last(tests::Office)), QByteArray("store.away"));
    QTRY_VERIFY_WITH_TIMEOUT(store->receipts().last(tests::Office), 20'000);
    QCOMPARE(draw(*store, m_clock, "a"), 1);
}

void PostgresDriverTest::aForeignSchemaIsLeftAlone()
{
    const auto driver = connectPostgres(m_settings, PostgresAccess::Write).value();
    QVERIFY(driver->execute("CREATE TABLE payroll(amount INTEGER)"));
    const auto refused = Store::openShared(m_dir.path(), m_settings, m_clock, PostgresAccess::Write);
    QCOMPARE(reasonOf(refused), QByteArray("store.foreign"));
    QVERIFY(!driver->hasTable("envelopes").value());
}

void PostgresDriverTest::whoReadsChangesNothing()
{
    QCOMPARE(
        reasonOf(Store::openShared(m_dir.path(), m_settings, m_clock, PostgresAccess::Read)), QByteArray("store.none"));
    const auto writer = open();
    QCOMPARE(draw(*writer, m_clock, "a"), 1);
    const auto reader = open(PostgresAccess::Read);
    QCOMPARE(reader->receipts().last(tests::Office).value(), 0);
    QCOMPARE(reasonOf(reader->receipts().add(tests::Office, "one")), QByteArray("store.read-only"));
    QCOMPARE(reasonOf(reader->audit().record(u"a"_s, u"b"_s, {}, {})), QByteArray("store.read-only"));
    QCOMPARE(writer->receipts().last(tests::Office).value(), 0);
}

namespace {

/// What a listener took.
class Heard
{
public:
    TakeNews taker()
    {
        return [this](const std::optional<QByteArray> &news) {
            const std::lock_guard lock(m_mutex);
            m_news.append(news.value_or("(missed)"));
        };
    }
    QByteArrayList news() const
    {
        const std::lock_guard lock(m_mutex);
        return m_news;
    }

private:
    mutable std::mutex m_mutex;
    QByteArrayList m_news;
};

} // namespace

void PostgresDriverTest::newsComeWithTheCommit()
{
    const auto store = open();
    Heard heard;
    const auto listener = listenToPostgres(m_settings, heard.taker());
    QVERIFY(listener);
    QTRY_COMPARE_WITH_TIMEOUT(heard.news(), QByteArrayList{"(missed)"}, 20'000);
    {
        const auto transaction = journal::Transaction::begin(store->database()).value();
        QVERIFY(tellNews(store->database(), "rolled back"));
    }
    const auto other = connectPostgres(m_postgres->newStore(), PostgresAccess::Write).value();
    QVERIFY(other->execute("SELECT 1 FROM pg_notify('wenyi_' || current_schema(), 'another store')"));
    const auto transaction = journal::Transaction::begin(store->database()).value();
    QVERIFY(tellNews(store->database(), "committed"));
    QVERIFY(transaction->commit());
    QTRY_COMPARE_WITH_TIMEOUT(heard.news(), (QByteArrayList{"(missed)", "committed"}), 20'000);
    QCOMPARE(reasonOf(tellNews(store->database(), QByteArray(5000, 'x'))), QByteArray("store.news"));
}

void PostgresDriverTest::whoCouldNotListenAtFirstListensLater()
{
    // Without its schema there is no channel to listen to, and the connection stands nevertheless.
    QByteArray settings = m_settings;
    settings.replace("search_path=store", "search_path=later");
    const qsizetype at = settings.indexOf("later");
    const QByteArray schema = settings.mid(at, settings.indexOf('\'', at) - at);
    Heard heard;
    const auto listener = listenToPostgres(settings, heard.taker());
    const auto driver = connectPostgres(m_settings, PostgresAccess::Write).value();
    const auto database = journal::Database::over(connectPostgres(m_settings, PostgresAccess::Read).value());
    const auto hasTried = [&database] {
        journal::Statement tried(*database, "SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN '");
        return tried.next().value_or(false);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasTried(), 20'000);
    QVERIFY(heard.news().isEmpty());
    QVERIFY(driver->execute("CREATE SCHEMA " + schema));
    QTRY_COMPARE_WITH_TIMEOUT(heard.news(), QByteArrayList{"(missed)"}, 20'000);
}

void PostgresDriverTest::aLostConnectionTakesItsTransactionAlongAndComesBack()
{
    const auto store = open();
    Heard heard;
    const auto listener = listenToPostgres(m_settings, heard.taker());
    QTRY_COMPARE_WITH_TIMEOUT(heard.news(), QByteArrayList{"(missed)"}, 20'000);
    QCOMPARE(draw(*store, m_clock, "a"), 1);
    {
        const auto transaction = journal::Transaction::begin(store->database()).value();
        QVERIFY(store->receipts().add(tests::Office, "lost"));
        m_postgres->kill();
        QCOMPARE(reasonOf(store->receipts().add(tests::Office, "lost too")), QByteArray("store.away"));
        m_postgres->start();
        QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
        // Nothing of it goes on on another connection.
        QCOMPARE(reasonOf(store->receipts().add(tests::Office, "lost as well")), QByteArray("store.away"));
        QCOMPARE(reasonOf(transaction->commit()), QByteArray("store.away"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(journal::Transaction::begin(store->database()), 20'000);
    QCOMPARE(store->receipts().last(tests::Office).value(), 0);
    QCOMPARE(draw(*store, m_clock, "b"), 2);
    QTRY_COMPARE_WITH_TIMEOUT(heard.news(), (QByteArrayList{"(missed)", "(missed)"}), 20'000);
}

QTEST_GUILESS_MAIN(PostgresDriverTest)
#include "PostgresDriverTest.moc"
