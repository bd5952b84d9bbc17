// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/AuditLog.h"

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
};

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

QTEST_GUILESS_MAIN(AuditLogTest)
#include "AuditLogTest.moc"
