// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"

#include "server/admin/Maintenance.h"
#include "shared/base/DurableFile.h"
#include "shared/journal/Schema.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDatabaseIsMadeAnewFromTheLog();
    void anOlderDatabaseIsBroughtUp();
    void aLogThatIsBehindItsDatabaseIsRefused();
    void besideAServerNothingIsChanged();
    void nobodyElseLooksIntoIt();
    void aStoreOfTheFormBeforeIsWholeWithItsLog();

private:
    /// Envelopes, entries, leases, receipts and refusals over a running server.
    void work();
    QString store() const { return m_domain.path() + u"/store"_s; }
    void removeDatabase() const
    {
        for (const QString &name : QDir(store()).entryList({u"server.db*"_s}, QDir::Files))
            QVERIFY(QFile::remove(store() + u'/' + name));
    }
    /// Everything that verify() counts, and the rows of every table.
    QByteArrayList state()
    {
        QByteArrayList lines;
        const auto report = server::verify(m_domain.folder(), m_domain.clock());
        if (!report || !report->faults.isEmpty())
            return {"faults: " + (report ? report->faults.join(u", "_s).toUtf8() : report.error().reason)};
        const auto opened = server::Store::open(store(), m_domain.clock());
        journal::Statement tables((*opened)->database(),
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
        for (auto more = tables.next(); more && *more; more = tables.next()) {
            lines.append(tables.bytes(0) + ' ' + rowsOf((*opened)->database(), tables.bytes(0)));
        }
        return lines;
    }
    static QByteArray rowsOf(journal::Database &database, const QByteArray &table);

    TestDomain m_domain;
};

QByteArray StoreTest::rowsOf(journal::Database &database, const QByteArray &table)
{
    QByteArrayList columns;
    const QByteArray pragma = "SELECT name FROM pragma_table_info('" + table + "')";
    journal::Statement names(database, pragma.constData());
    for (auto more = names.next(); more && *more; more = names.next())
        columns.append("quote(" + names.bytes(0) + ")");
    const QByteArray sql = "SELECT group_concat(r, x'0a') FROM (SELECT " + columns.join(" || ',' || ") + " AS r FROM "
                           + table + " ORDER BY r)";
    journal::Statement rows(database, sql.constData());
    return rows.next().value_or(false) ? rows.bytes(0) : QByteArray("unreadable");
}

void StoreTest::work()
{
    const auto server = m_domain.start();
    QVERIFY(server);
    const auto office = m_domain.connect((*server)->endpoint(), m_domain.desktop(Office));
    const auto finance = m_domain.connect((*server)->endpoint(), m_domain.desktop(Finance));
    for (int i = 0; i < 4; ++i) {
        const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 300'000);
        QVERIFY(sendWhole(*office, envelope));
        QVERIFY(ask<Accepted>(*office, m_domain.desktop(Office).write(5)));
        QVERIFY(ask<Lease>(*office, LeaseNumbers{u"澄政办发/2026"_s, 3, m_domain.random().bytes(16)}));
        QVERIFY(ask<Deliveries>(*finance, FetchDeliveries{10}));
        QVERIFY(ask<Confirmed>(*finance, ConfirmDelivery{envelope.header.routing().id, envelope.header.digest()}));
        const auto receipt =
            m_domain.receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance));
        QVERIFY(ask<ReceiptStates>(*finance, PushReceipts{{receipt.toBytes()}}));
        // Refused, which is written down: somebody else's envelope.
        QVERIFY(!sendWhole(*finance, envelope));
    }
}

void StoreTest::initTestCase()
{
    work();
    QVERIFY2(state().size() > 10, state().join('\n').constData());
}

void StoreTest::theDatabaseIsMadeAnewFromTheLog()
{
    const QByteArrayList before = state();
    removeDatabase();
    QCOMPARE(state(), before);
}

void StoreTest::nobodyElseLooksIntoIt()
{
    // One that was made with other rights is closed at the next start.
    QVERIFY(QFile::setPermissions(store(), QFileInfo(store()).permissions() | QFile::ReadOther | QFile::ExeOther));
    QVERIFY(server::Store::open(store(), m_domain.clock()));
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString &folder : {store(), m_domain.path() + u"/keys"_s})
        QVERIFY2(!(QFileInfo(folder).permissions() & others), qPrintable(folder));
}

void StoreTest::anOlderDatabaseIsBroughtUp()
{
    QVERIFY(server::Store::open(store(), m_domain.clock())); // Closed: all of it is in its file.
    QVERIFY(QFile::copy(store() + u"/server.db"_s, m_domain.file(u"older.db"_s)));
    work();
    const QByteArrayList now = state();
    removeDatabase();
    QVERIFY(QFile::copy(m_domain.file(u"older.db"_s), store() + u"/server.db"_s));
    QCOMPARE(state(), now);
}

void StoreTest::aLogThatIsBehindItsDatabaseIsRefused()
{
    const QString segment = store() + u"/segments/0000000001.segment"_s;
    QVERIFY(QFile::copy(segment, m_domain.file(u"whole.segment"_s)));
    QVERIFY(QFile::resize(segment, QFileInfo(segment).size() - 100));
    QCOMPARE(reasonOf(server::Store::open(store(), m_domain.clock())), QByteArray("segment.missing"));
    QVERIFY(QFile::remove(segment) && QFile::copy(m_domain.file(u"whole.segment"_s), segment));
    QVERIFY(server::Store::open(store(), m_domain.clock()));
}

void StoreTest::besideAServerNothingIsChanged()
{
    const auto server = m_domain.start();
    QVERIFY(server);
    const auto office = m_domain.connect((*server)->endpoint(), m_domain.desktop(Office));
    QVERIFY(ask<Accepted>(*office, m_domain.desktop(Office).write(2)));
    const qint64 size = QFileInfo(store() + u"/segments/0000000001.segment"_s).size();
    const auto report = server::verify(m_domain.folder(), m_domain.clock());
    QVERIFY(report);
    QCOMPARE(report->faults, QStringList());
    QCOMPARE(QFileInfo(store() + u"/segments/0000000001.segment"_s).size(), size);
    const auto beside = server::Store::openBeside(store(), m_domain.clock());
    QVERIFY(beside);
    QCOMPARE((*beside)->segments()->append("x").error().reason, QByteArray("store.read-only"));
    QVERIFY(ask<Accepted>(*office, m_domain.desktop(Office).write(2)));
    QCOMPARE(reasonOf(server::Store::openBeside(m_domain.file(u"none"_s), m_domain.clock())), QByteArray("store.none"));
}

void StoreTest::aStoreOfTheFormBeforeIsWholeWithItsLog()
{
    const QTemporaryDir folder;
    {
        journal::DatabaseOptions options;
        options.applicationId = 0x5759'7376;
        const auto before = journal::Database::open(folder.filePath(u"server.db"_s), options).value();
        journal::SchemaSteps steps;
        for (int version = 1; version <= 2; ++version) {
            const QString file = QStringLiteral(WENYI_SOURCE_DIR "/server/store/schema/server-00%1.sql").arg(version);
            steps.push_back({version, readBounded(file, 1 << 20).value()});
        }
        QVERIFY(journal::migrate(*before, "server", steps));
        QVERIFY(before->execute("INSERT INTO series(unit, series, next) VALUES ('ZFB', 's', 7)"));
    }
    QVERIFY(server::Store::open(folder.path(), m_domain.clock()));
    QVERIFY(QFile::remove(folder.filePath(u"server.db"_s)));
    const auto store = server::Store::open(folder.path(), m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    journal::Statement kept((*store)->database(), "SELECT next FROM series");
    QVERIFY(kept.next().value());
    QCOMPARE(kept.integer(0), 7);
}

QTEST_GUILESS_MAIN(StoreTest)
#include "StoreTest.moc"
