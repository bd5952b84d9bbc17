// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/AuditLog.h"

#include "tests/shared/journal/FaultyDisk.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

class AuditLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsRowsAndSeesEveryChange_data();
    void keepsRowsAndSeesEveryChange();
    void withoutItsReserveAFullDiskTakesNoRow();
    void aFullDiskIsWrittenDownWithTheRoomThatIsKeptForIt();
    void whatFailsForWantOfRoomIsWrittenDownByItself();

private:
    static QStringList rowsOf(AuditLog &log);
};

/// "what subject" of each row, the oldest first.
QStringList AuditLogTest::rowsOf(AuditLog &log)
{
    QStringList rows;
    const auto newest = log.newest(100);
    for (const AuditRecord &record : newest ? *newest : QList<AuditRecord>())
        rows.prepend(QString(record.what + u' ' + record.subject).trimmed());
    return rows;
}

void AuditLogTest::keepsRowsAndSeesEveryChange_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("changed") << QByteArray("UPDATE audit_log SET reason = 'x' WHERE number = 2");
    QTest::newRow("removed in the middle") << QByteArray("DELETE FROM audit_log WHERE number = 2");
    QTest::newRow("removed and renumbered")
        << QByteArray("DELETE FROM audit_log WHERE number = 2; UPDATE audit_log SET number = 2 WHERE number = 3");
    QTest::newRow("two swapped") << QByteArray(
        "UPDATE audit_log SET number = 9 WHERE number = 1; UPDATE audit_log SET number = 1 WHERE number = 2;"
        "UPDATE audit_log SET number = 2 WHERE number = 9");
}

void AuditLogTest::keepsRowsAndSeesEveryChange()
{
    QFETCH(QByteArray, sql);
    QTemporaryDir folder;
    SystemClock clock;
    auto database = std::move(*Database::open(folder.filePath(u"a.db"_s), {}));
    auto log = *AuditLog::open(*database, clock);
    for (const QString &subject : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(log.record(u"desktop"_s, u"envelope.take"_s, u"envelope.signature"_s, subject));
    QCOMPARE(*log.verify(), 3u);
    QCOMPARE(log.newest(2)->constFirst().subject, u"c"_s);
    QVERIFY(database->execute(sql));
    QCOMPARE(log.verify().error().reason, "audit.chain");
}

void AuditLogTest::withoutItsReserveAFullDiskTakesNoRow()
{
    QTemporaryDir folder;
    SystemClock clock;
    auto database = std::move(*Database::open(folder.filePath(u"a.db"_s), {{}, 0, FaultyDisk::name()}));
    auto log = *AuditLog::open(*database, clock);
    FaultyDisk::fullWhile("/");
    const auto recorded = log.record(u"desktop"_s, u"envelope.take"_s, u"envelope.signature"_s, u"a"_s);
    FaultyDisk::fullWhile({});
    QVERIFY(!recorded);
    QCOMPARE(recorded.error().reason, QByteArray("store.full"));
    QCOMPARE(rowsOf(log), QStringList());
}

void AuditLogTest::aFullDiskIsWrittenDownWithTheRoomThatIsKeptForIt()
{
    QTemporaryDir folder;
    SystemClock clock;
    const QString reserve = folder.filePath(u"trail.reserve"_s);
    auto database = std::move(*Database::open(folder.filePath(u"a.db"_s), {{}, 0, FaultyDisk::name()}));
    auto log = *AuditLog::open(*database, clock);
    database->keepReserve(
        reserve, 1 << 20, [&log] { static_cast<void>(log.record(u"desktop"_s, u"disk.full"_s, u"store.full"_s, {})); });
    QCOMPARE(QFileInfo(reserve).size(), qint64(1 << 20));

    FaultyDisk::fullWhile(QFile::encodeName(reserve));
    const auto first = log.record(u"desktop"_s, u"envelope.take"_s, u"envelope.signature"_s, u"a"_s);
    const auto second = log.record(u"desktop"_s, u"envelope.take"_s, u"envelope.signature"_s, u"b"_s);
    FaultyDisk::fullWhile({});
    QVERIFY2(first, first ? "" : first.error().reason.constData());
    QVERIFY2(second, second ? "" : second.error().reason.constData());
    QVERIFY(!QFileInfo::exists(reserve));
    QCOMPARE(rowsOf(log), (QStringList{u"disk.full"_s, u"envelope.take a"_s, u"envelope.take b"_s}));
    QCOMPARE(*log.verify(), 3u);

    // There is room again, and it is kept anew.
    QVERIFY(database->checkWritable());
    QCOMPARE(QFileInfo(reserve).size(), qint64(1 << 20));
}

void AuditLogTest::whatFailsForWantOfRoomIsWrittenDownByItself()
{
    QTemporaryDir folder;
    SystemClock clock;
    const QString reserve = folder.filePath(u"trail.reserve"_s);
    auto database = std::move(*Database::open(folder.filePath(u"a.db"_s), {{}, 0, FaultyDisk::name()}));
    auto log = *AuditLog::open(*database, clock);
    QVERIFY(database->execute("CREATE TABLE work(done INTEGER)"));
    database->keepReserve(
        reserve, 1 << 20, [&log] { static_cast<void>(log.record(u"desktop"_s, u"disk.full"_s, u"store.full"_s, {})); });
    const auto work = [&database]() -> Result<void> {
        WENYI_TRY(const auto transaction, Transaction::begin(*database));
        WENYI_CHECK(transaction->database().execute("INSERT INTO work VALUES (1)"));
        return transaction->commit();
    };
    FaultyDisk::fullWhile(QFile::encodeName(reserve));
    const auto worked = work();
    FaultyDisk::fullWhile({});
    QVERIFY(!worked);
    QCOMPARE(worked.error().reason, QByteArray("store.full"));
    QCOMPARE(rowsOf(log), QStringList{u"disk.full"_s});

    // A blob finds it full beside the database; told a second time only when room was there between.
    database->noteFull();
    QCOMPARE(rowsOf(log).size(), 1);
    QVERIFY(database->hasReserve());
    database->noteFull();
    QCOMPARE(rowsOf(log).size(), 2);
    QVERIFY(!QFileInfo::exists(reserve));
}

QTEST_GUILESS_MAIN(AuditLogTest)
#include "AuditLogTest.moc"
