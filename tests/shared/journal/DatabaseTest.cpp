// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Database.h"
#include "shared/journal/Schema.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <sqlcipher/sqlite3.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensOnlyWithItsKeyAndItsKind();
    void refusesAStoreOfAnotherEncryptedForm_data();
    void refusesAStoreOfAnotherEncryptedForm();
    void refusesASchemaThatActsByItself_data();
    void refusesASchemaThatActsByItself();
    void refusesValuesOfNobody();
    void transactionsRollBackUnlessCommitted();
    void migratesStepByStepAndRefusesANewerStore();
    void aFailingStepLeavesTheStoreAsItWas();
    void upgradeLeavesACopy();
    void withoutACopyNothingIsUpgraded();
    void whatIsCommittedIsInTheLogFirst();
    void whatIsUndoneIsNotInTheLog();
    void aLogThatFailsCommitsNothing_data();
    void aLogThatFailsCommitsNothing();
    void whatTheLogTookIsToldForWhatItLacks_data();
    void whatTheLogTookIsToldForWhatItLacks();
    void setsOfChangesFromElsewhereAreRefused();

private:
    static DatabaseOptions options(char key, quint32 applicationId = 7)
    {
        return {SecretBytes(QByteArray(32, key)), applicationId};
    }
};

namespace {

/// Keeps sets of changes in memory, or fails as it is told.
class MemoryLog final : public ChangeLog
{
public:
    Result<LogPlace> keep(QByteArrayView changes) override
    {
        if (!reason.isEmpty())
            return Error{ErrorCode::StorageFailure, reason, {}};
        sets.append(changes.toByteArray());
        return LogPlace{1, static_cast<quint64>(sets.size()) * 100, static_cast<quint64>(sets.size())};
    }

    QByteArrayList sets;
    QByteArray reason;
};

} // namespace

static qint64 count(Database &database, const char *sql)
{
    Statement select(database, sql);
    return select.next().value_or(false) ? select.integer(0) : -1;
}

void DatabaseTest::opensOnlyWithItsKeyAndItsKind()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    {
        auto database = std::move(*Database::open(path, options('a')));
        QVERIFY(database->execute("CREATE TABLE t(x)"));
    }
    QVERIFY(Database::open(path, options('a')));
    QCOMPARE(Database::open(path, options('b')).error().reason, "store.key");
    QCOMPARE(Database::open(path, {}).error().reason, "store.key");
    QCOMPARE(Database::open(path, options('a', 8)).error().reason, "store.foreign");
    const QString text = folder.filePath(u"text"_s);
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    QVERIFY(!Database::open(text, options('a')));
}

void DatabaseTest::refusesAStoreOfAnotherEncryptedForm_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::newRow("SQLCipher 4's own") << QByteArray(
        "PRAGMA cipher_page_size = 4096; PRAGMA cipher_hmac_algorithm = HMAC_SHA512");
    QTest::newRow("its pages") << QByteArray(
        "PRAGMA cipher_page_size = 4096; PRAGMA cipher_hmac_algorithm = HMAC_SHA256");
    QTest::newRow("its digest") << QByteArray(
        "PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA512");
}

void DatabaseTest::refusesAStoreOfAnotherEncryptedForm()
{
    QFETCH(const QByteArray, form);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    const QByteArray key = "x'" + QByteArray(32, 'a').toHex() + "'";
    sqlite3 *connection = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &connection), SQLITE_OK);
    const QByteArray sql = "PRAGMA key = \"" + key + "\"; " + form + "; CREATE TABLE t(x)";
    QCOMPARE(sqlite3_exec(connection, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    QCOMPARE(Database::open(path, options('a')).error().reason, "store.key");
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void DatabaseTest::refusesASchemaThatActsByItself_data()
{
    QTest::addColumn<QByteArray>("hidden");
    QTest::addColumn<QString>("named");
    QTest::newRow("a trigger") << QByteArray(
        "CREATE TRIGGER quiet AFTER INSERT ON t BEGIN DELETE FROM t WHERE x < new.x; END")
                               << u"trigger quiet"_s;
    QTest::newRow("a view in a table's place")
        << QByteArray("CREATE VIEW schema_versions AS SELECT 'test' AS component, load_extension('/tmp/x') AS version")
        << u"view schema_versions"_s;
    QTest::newRow("an instead-of trigger")
        << QByteArray("CREATE VIEW v AS SELECT 1 AS x;"
                      "CREATE TRIGGER w INSTEAD OF INSERT ON v BEGIN DELETE FROM t; END")
        << u"view v"_s;
}

void DatabaseTest::refusesASchemaThatActsByItself()
{
    QFETCH(const QByteArray, hidden);
    QFETCH(const QString, named);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    sqlite3 *connection = nullptr;
    QCOMPARE(sqlite3_open(path.toUtf8().constData(), &connection), SQLITE_OK);
    const QByteArray sql = "PRAGMA application_id = 7; CREATE TABLE t(x); INSERT INTO t VALUES (1), (2); " + hidden;
    QCOMPARE(sqlite3_exec(connection, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const auto opened = Database::open(path, {std::nullopt, 7});
    QVERIFY2(!opened, "it was opened");
    QCOMPARE(opened.error().reason, QByteArray("store.foreign"));
    QCOMPARE(opened.error().code, ErrorCode::NotTrusted);
    QCOMPARE(opened.error().detail, named);
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void DatabaseTest::refusesValuesOfNobody()
{
    QTemporaryDir folder;
    const auto database = Database::open(folder.filePath(u"store.db"_s), {}).value();
    QVERIFY(database->execute("CREATE TABLE t(x)"));
    QVERIFY(!database->execute("INSERT INTO t VALUES (zeroblob(300000000))"));
    QCOMPARE(count(*database, "SELECT count(*) FROM t"), 0);
    // The connection goes on.
    QVERIFY(database->execute("INSERT INTO t VALUES (zeroblob(1000))"));
}

void DatabaseTest::transactionsRollBackUnlessCommitted()
{
    QTemporaryDir folder;
    auto database = std::move(*Database::open(folder.filePath(u"store.db"_s), {}));
    QVERIFY(database->execute("CREATE TABLE t(x)"));
    {
        auto transaction = *Transaction::begin(*database);
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
    }
    QCOMPARE(count(*database, "SELECT count(*) FROM t"), 0);
    {
        auto transaction = *Transaction::begin(*database);
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
        QVERIFY(transaction->commit());
    }
    QCOMPARE(count(*database, "SELECT count(*) FROM t"), 1);
}

void DatabaseTest::migratesStepByStepAndRefusesANewerStore()
{
    QTemporaryDir folder;
    auto database = std::move(*Database::open(folder.filePath(u"store.db"_s), {}));
    const SchemaSteps first{{1, "CREATE TABLE t(x)"}};
    const SchemaSteps second{{1, "CREATE TABLE t(x)"}, {2, "ALTER TABLE t ADD COLUMN y"}};
    QVERIFY(migrate(*database, "test", first));
    QVERIFY(migrate(*database, "test", first));
    QVERIFY(migrate(*database, "test", second));
    QVERIFY(database->execute("INSERT INTO t(x, y) VALUES (1, 2)"));
    QCOMPARE(migrate(*database, "test", first).error().reason, "store.newer");
}

void DatabaseTest::aFailingStepLeavesTheStoreAsItWas()
{
    QTemporaryDir folder;
    auto database = std::move(*Database::open(folder.filePath(u"store.db"_s), {}));
    const SchemaSteps broken{{1, "CREATE TABLE a(x); CREATE TABLE a(x)"}};
    QVERIFY(!migrate(*database, "test", broken));
    QCOMPARE(count(*database, "SELECT count(*) FROM sqlite_master WHERE name = 'a'"), 0);
    QVERIFY(migrate(*database, "test", {{1, "CREATE TABLE a(x)"}}));
}

void DatabaseTest::upgradeLeavesACopy()
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    auto database = std::move(*Database::open(folder.filePath(u"store.db"_s), options('a')));
    QVERIFY(migrate(*database, "test", {{1, "CREATE TABLE t(x)"}}, copy));
    QVERIFY(!QFile::exists(copy)); // A new store has nothing to copy.
    QVERIFY(database->execute("INSERT INTO t VALUES (42)"));
    QVERIFY(migrate(*database, "test", {{1, "CREATE TABLE t(x)"}, {2, "DELETE FROM t"}}, copy));
    auto before = std::move(*Database::open(copy, options('a')));
    QCOMPARE(count(*before, "SELECT x FROM t"), 42);
}

void DatabaseTest::withoutACopyNothingIsUpgraded()
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(u"copy.db"_s);
    QFile older(copy);
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("older") == 5);
    older.close();
    auto database = std::move(*Database::open(folder.filePath(u"store.db"_s), options('a')));
    QVERIFY(migrate(*database, "test", {{1, "CREATE TABLE t(x)"}}, copy));
    const SchemaSteps both{{1, "CREATE TABLE t(x)"}, {2, "CREATE TABLE u(x)"}};
    // Something that is in the way of the new copy, and cannot be removed as a file.
    QVERIFY(QDir(folder.path()).mkpath(u"copy.db.new/in-the-way"_s));
    QVERIFY(!migrate(*database, "test", both, copy));
    QVERIFY(!database->hasTable("u").value());
    QVERIFY(older.open(QIODevice::ReadOnly));
    QCOMPARE(older.readAll(), QByteArray("older")); // Until the new one is whole.
    older.close();
    QVERIFY(QDir(folder.filePath(u"copy.db.new"_s)).removeRecursively());
    QVERIFY(migrate(*database, "test", both, copy));
    QVERIFY(database->hasTable("u").value());
    QVERIFY(Database::open(copy, options('a')).value()->hasTable("t").value());
    QVERIFY(!QFileInfo::exists(copy + u".new"_s));
}

void DatabaseTest::whatIsCommittedIsInTheLogFirst()
{
    QTemporaryDir folder;
    MemoryLog log;
    const auto database = Database::open(folder.filePath(u"a.db"_s), {}).value();
    QCOMPARE(*database->logPlace(), LogPlace());
    QVERIFY(database->follow(log));
    QVERIFY(migrate(*database, "t", {{1, "CREATE TABLE t(a INTEGER, b TEXT, c BLOB); CREATE INDEX i ON t(a)"}}));
    const QByteArrayList afterSchema = log.sets;
    QCOMPARE(afterSchema.size(), 1);
    {
        const auto transaction = Transaction::begin(*database).value();
        Statement insert(*database, "INSERT INTO t(a, b, c) VALUES (?, ?, ?)");
        QVERIFY(insert.run(-7, u"公文"_s, QByteArray("\0\1", 2)));
        QVERIFY(insert.run(std::optional<qint64>(), u""_s, Digest()));
        {
            Statement update(*database, "UPDATE t SET b = ? WHERE a = ? RETURNING a");
            QVERIFY(update.bind(u"函"_s, -7).next().value());
        }
        QVERIFY(Statement(*database, "DELETE FROM t WHERE a = 99").next());
        QVERIFY(Statement(*database, "SELECT count(*) FROM t").next()); // Changes nothing.
        QVERIFY(transaction->commit());
    }
    QCOMPARE(log.sets.size(), 2);
    QCOMPARE(ChangeSet::fromBytes(log.sets[1])->changes().size(), 4);
    QCOMPARE(*database->logPlace(), (LogPlace{1, 200, 2}));
    {
        const auto transaction = Transaction::begin(*database).value();
        QVERIFY(transaction->commit());
    }
    QCOMPARE(log.sets.size(), 2); // Nothing was changed.

    const auto other = Database::open(folder.filePath(u"b.db"_s), {}).value();
    QVERIFY(other->logPlace());
    QVERIFY(other->replay(log.sets[0], {1, 100, 1}));
    QVERIFY(other->replay(log.sets[1], {1, 200, 2}));
    QCOMPARE(*other->logPlace(), (LogPlace{1, 200, 2}));
    QCOMPARE(*isCurrent(*other, "t", {{1, ""}}), true);
    for (const auto *store : {database.get(), other.get()}) {
        QCOMPARE(count(const_cast<Database &>(*store), "SELECT count(*) FROM t"), 2);
        QCOMPARE(
            count(const_cast<Database &>(*store), "SELECT count(*) FROM t WHERE a = -7 AND b = '函' AND c = x'0001'"),
            1);
        QCOMPARE(count(const_cast<Database &>(*store),
                     "SELECT count(*) FROM t WHERE a IS NULL AND b = '' AND c = zeroblob(32)"),
            1);
    }
}

void DatabaseTest::whatIsUndoneIsNotInTheLog()
{
    QTemporaryDir folder;
    MemoryLog log;
    const auto database = Database::open(folder.filePath(u"a.db"_s), {}).value();
    QVERIFY(database->execute("CREATE TABLE t(a INTEGER UNIQUE)"));
    QVERIFY(database->follow(log));
    Statement insert(*database, "INSERT INTO t(a) VALUES (?)");
    {
        const auto transaction = Transaction::begin(*database).value();
        QVERIFY(insert.run(1));
    }
    QVERIFY(log.sets.isEmpty());
    {
        const auto transaction = Transaction::begin(*database).value();
        QVERIFY(insert.run(2));
        {
            const auto undone = Savepoint::begin(*database);
            QVERIFY(undone && insert.run(3));
        }
        {
            auto kept = Savepoint::begin(*database);
            QVERIFY(insert.run(4));
            QVERIFY(kept->keep());
        }
        QVERIFY(!insert.run(4)); // A statement that fails changes nothing.
        QVERIFY(transaction->commit());
    }
    QCOMPARE(ChangeSet::fromBytes(log.sets.value(0))->changes().size(), 2);
    QCOMPARE(count(*database, "SELECT sum(a) FROM t"), 6);
}

void DatabaseTest::aLogThatFailsCommitsNothing_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("a full disk") << QByteArray("store.full") << true;
    QTest::newRow("a sync that failed") << QByteArray("file.sync") << false;
}

void DatabaseTest::aLogThatFailsCommitsNothing()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const bool, goesOn);
    QTemporaryDir folder;
    MemoryLog log;
    const auto database = Database::open(folder.filePath(u"a.db"_s), {}).value();
    QVERIFY(database->execute("CREATE TABLE t(a INTEGER)"));
    QVERIFY(database->follow(log));
    const auto insert = [&]() -> Result<void> {
        WENYI_TRY(const auto transaction, Transaction::begin(*database));
        WENYI_CHECK(Statement(*database, "INSERT INTO t(a) VALUES (?)").run(1));
        return transaction->commit();
    };
    log.reason = reason;
    QCOMPARE(insert().error().reason, reason);
    QCOMPARE(count(*database, "SELECT count(*) FROM t"), 0);
    log.reason.clear();
    QCOMPARE(insert().has_value(), goesOn);
    QCOMPARE(database->isReadOnly(), !goesOn);
    QCOMPARE(count(*database, "SELECT count(*) FROM t"), goesOn ? 1 : 0);
    QCOMPARE(log.sets.size(), goesOn ? 1 : 0);
}

void DatabaseTest::whatTheLogTookIsToldForWhatItLacks_data()
{
    QTest::addColumn<bool>("isFull");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("room") << true << QByteArray("store.full");
    QTest::newRow("memory") << false << QByteArray("store.no-memory");
}

/// As long as that is not made nothing new is taken, and a full disk is told only where there is one.
void DatabaseTest::whatTheLogTookIsToldForWhatItLacks()
{
    QFETCH(const bool, isFull);
    QFETCH(const QByteArray, reason);
    QTemporaryDir folder;
    MemoryLog log;
    const auto database = Database::open(folder.filePath(u"a.db"_s), {{}, 0, FaultyDisk::name()}).value();
    QVERIFY(database->execute("CREATE TABLE t(a INTEGER)"));
    QVERIFY(database->follow(log));
    const auto insert = [&](int value) -> Result<void> {
        WENYI_TRY(const auto transaction, Transaction::begin(*database));
        WENYI_CHECK(Statement(*database, "INSERT INTO t(a) VALUES (?)").run(value));
        return transaction->commit();
    };
    if (isFull)
        FaultyDisk::fullWhile("/");
    else
        FaultyDisk::lackMemoryToWrite();
    QCOMPARE(insert(1).error().reason, reason); // It is in the log.
    QCOMPARE(insert(2).error().reason, reason); // It is not.
    FaultyDisk::fullWhile({});
    FaultyDisk::heal();
    QCOMPARE(log.sets.size(), 1);
    QVERIFY(!database->isReadOnly());
    QVERIFY(insert(4));
    QCOMPARE(count(*database, "SELECT sum(a) FROM t"), 5);
}

void DatabaseTest::setsOfChangesFromElsewhereAreRefused()
{
    ChangeSet set;
    set.add({"INSERT INTO t(a) VALUES (?)", {qint64(1), u"x"_s, QByteArray("y"), std::monostate()}});
    set.add({"CREATE TABLE t(a)", {}, true});
    const QByteArray bytes = set.toBytes();
    QCOMPARE(ChangeSet::fromBytes(bytes)->toBytes(), bytes);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!ChangeSet::fromBytes(bytes.first(size)));
    QByteArray newer = bytes;
    newer[1] = 2;
    QCOMPARE(ChangeSet::fromBytes(newer).error().reason, QByteArray("change-set.version"));
    QTemporaryDir folder;
    const auto database = Database::open(folder.filePath(u"a.db"_s), {}).value();
    QVERIFY(database->logPlace());
    QVERIFY(!database->replay(bytes, {1, 1, 1})); // There is no such table, and nothing of it is done.
    QCOMPARE(*database->logPlace(), LogPlace());
    QVERIFY(!database->replay("nonsense", {1, 1, 1}));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "DatabaseTest.moc"
