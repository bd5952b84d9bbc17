// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Database.h"
#include "shared/journal/Schema.h"

#include <sqlcipher/sqlite3.h>

#include <QFile>
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
    void transactionsRollBackUnlessCommitted();
    void migratesStepByStepAndRefusesANewerStore();
    void aFailingStepLeavesTheStoreAsItWas();
    void upgradeLeavesACopy();

private:
    static DatabaseOptions options(char key, quint32 applicationId = 7)
    {
        return {SecretBytes(QByteArray(32, key)), applicationId};
    }
};

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

QTEST_GUILESS_MAIN(DatabaseTest)
#include "DatabaseTest.moc"
