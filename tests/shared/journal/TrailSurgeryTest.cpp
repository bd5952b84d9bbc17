// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/AuditLog.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

/// T30 `trail_surgery`: somebody with the store's key works on the audit log. The place is named; what the chain cannot
/// tell is told by a head that was noted elsewhere.
class TrailSurgeryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thePlaceIsNamed_data();
    void thePlaceIsNamed();
    void whatTheChainDoesNotTellTheHeadTells_data();
    void whatTheChainDoesNotTellTheHeadTells();
    void aLogThatGoesOnFollowsItsHeads();
    void headsAreReadAsTheyAreWritten_data();
    void headsAreReadAsTheyAreWritten();

private:
    void write(const QString &subject)
    {
        QVERIFY(m_log->record(u"desktop"_s, u"envelope.take"_s, u"envelope.signature"_s, subject));
    }
    void cut(const QByteArray &sql) { QVERIFY(m_database->execute(sql)); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::optional<AuditLog> m_log;
    AuditHead m_head; ///< Of the whole log.
};

void TrailSurgeryTest::init()
{
    m_log.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::move(*Database::open(m_folder->filePath(u"a.db"_s), {}));
    m_log = *AuditLog::open(*m_database, m_clock);
    for (const QString &subject : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
        write(subject);
    m_head = *m_log->head();
    QCOMPARE(m_head.number, 5u);
    QVERIFY(m_log->follows(m_head));
}

void TrailSurgeryTest::thePlaceIsNamed_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *sql, const char *place) {
        QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(place);
    };
    for (const char *column : {"actor", "what", "reason", "subject"})
        QTest::addRow("%s edited", column)
            << "UPDATE audit_log SET " + QByteArray(column) + " = 'x' WHERE number = 3" << u"3"_s;
    row("time edited", "UPDATE audit_log SET at = at + 1 WHERE number = 2", "2");
    row("digest edited", "UPDATE audit_log SET hash = zeroblob(32) WHERE number = 4", "4");
    row("first row deleted", "DELETE FROM audit_log WHERE number = 1", "1");
    row("row deleted", "DELETE FROM audit_log WHERE number = 3", "3");
    row("row deleted, the rest moved up",
        "DELETE FROM audit_log WHERE number = 2; UPDATE audit_log SET number = number - 1 WHERE number > 2", "2");
    row("two rows exchanged",
        "UPDATE audit_log SET number = 99 WHERE number = 2; UPDATE audit_log SET number = 2 WHERE number = 3;"
        "UPDATE audit_log SET number = 3 WHERE number = 99",
        "2");
    row("row put in",
        "UPDATE audit_log SET number = number + 100 WHERE number > 2;"
        "UPDATE audit_log SET number = number - 99 WHERE number > 100;"
        "INSERT INTO audit_log(number, at, actor, what, reason, subject, hash) SELECT 3, at, actor, what, reason, "
        "'x', hash FROM audit_log WHERE number = 2",
        "3");
    row("row added with another's digest",
        "INSERT INTO audit_log(number, at, actor, what, reason, subject, hash) SELECT 6, at, actor, what, reason, "
        "subject, hash FROM audit_log WHERE number = 5",
        "6");
}

void TrailSurgeryTest::thePlaceIsNamed()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, place);
    cut(sql);
    const auto verified = m_log->verify();
    QVERIFY(!verified);
    QCOMPARE(verified.error().reason, QByteArray("audit.chain"));
    QCOMPARE(verified.error().detail, place);
    QCOMPARE(m_log->follows(m_head).error().reason, QByteArray("audit.chain"));
}

/// A chain that holds: the end is gone, or everything was written anew by who knows how.
void TrailSurgeryTest::whatTheChainDoesNotTellTheHeadTells_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("written");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *sql, int written, const char *reason, const char *place) {
        QTest::newRow(name) << QByteArray(sql) << written << QByteArray(reason) << QString::fromLatin1(place);
    };
    row("last row cut off", "DELETE FROM audit_log WHERE number > 4", 0, "audit.cut", "4");
    row("all cut off", "DELETE FROM audit_log", 0, "audit.cut", "0");
    row("end cut off and written anew", "DELETE FROM audit_log WHERE number > 3", 2, "audit.rewritten", "5");
    row("end cut off and more written", "DELETE FROM audit_log WHERE number > 3", 7, "audit.rewritten", "5");
    row("all written anew", "DELETE FROM audit_log", 5, "audit.rewritten", "5");
}

void TrailSurgeryTest::whatTheChainDoesNotTellTheHeadTells()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const int, written);
    QFETCH(const QByteArray, reason);
    QFETCH(const QString, place);
    cut(sql);
    for (int i = 0; i < written; ++i)
        write(u"harmless"_s);
    QVERIFY(m_log->verify()); // By itself it looks sound.
    const auto told = m_log->follows(m_head);
    QVERIFY(!told);
    QCOMPARE(told.error().reason, reason);
    QCOMPARE(told.error().detail, place);
}

void TrailSurgeryTest::aLogThatGoesOnFollowsItsHeads()
{
    write(u"f"_s);
    QVERIFY(m_log->follows(m_head));
    QVERIFY(m_log->follows(*m_log->head()));
    QVERIFY(m_log->follows(AuditHead())); // Noted when there was nothing yet.
    QVERIFY(*m_log->head() != m_head);
}

void TrailSurgeryTest::headsAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<QString>("text");
    const QString digits(64, u'a');
    QTest::newRow("nothing") << QString();
    QTest::newRow("no number") << u":"_s + digits;
    QTest::newRow("no digest") << u"5:"_s;
    QTest::newRow("no colon") << u"5"_s + digits;
    QTest::newRow("negative") << u"-5:"_s + digits;
    QTest::newRow("short digest") << u"5:"_s + digits.left(62);
    QTest::newRow("no digits") << u"5:"_s + QString(64, u'g');
}

void TrailSurgeryTest::headsAreReadAsTheyAreWritten()
{
    QFETCH(const QString, text);
    const auto refused = AuditHead::fromString(text);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, QByteArray("audit.head-form"));
    const auto read = AuditHead::fromString(m_head.toString());
    QVERIFY(read && *read == m_head);
}

QTEST_GUILESS_MAIN(TrailSurgeryTest)
#include "TrailSurgeryTest.moc"
