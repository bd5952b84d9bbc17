// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Migrate.h"

#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/standby/StandbyMark.h"
#include "tests/server/TestDomain.h"
#include "tests/server/TestPostgres.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// A server's store goes from SQLite into PostgreSQL.
class MigrateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRunningServerIsNotCopied();
    void settingsThatTheFileWouldNotTakeAreRefused();
    void whatDoesNotServeIsNotCopied();
    void textThatTheTargetCannotHoldIsNamedOrMapped();
    void whatWasStoppedLeavesTheTargetEmpty();
    void allIsThereAndTheServerGoesOn();
    void aTargetWithRowsIsRefused();

private:
    Result<server::MigrateReport> migrate(
        const server::MigrateProgress &progress = [](const QByteArray &, quint64) { return Result<void>(); })
    {
        return server::migrateToPostgres(m_domain.folder(), m_settings, m_domain.clock(), progress);
    }
    server::VerifyReport report() { return server::verify(m_domain.folder(), m_domain.clock()).value(); }

    std::unique_ptr<TestPostgres> m_postgres;
    QByteArray m_settings;
    TestDomain m_domain;
    QList<QByteArray> m_headers;
    QList<QByteArray> m_receipts; ///< Of their acceptance.
};

void MigrateTest::initTestCase()
{
    if (!TestPostgres::isBuiltIn())
        QSKIP("built without PostgreSQL");
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
    m_settings = m_postgres->newStore();
    const auto server = m_domain.start();
    QVERIFY(server);
    const auto office = m_domain.connect((*server)->endpoint(), m_domain.desktop(tests::Office));
    const auto finance = m_domain.connect((*server)->endpoint(), m_domain.desktop(Finance));
    for (int i = 0; i < 3; ++i) {
        const exchange::Envelope envelope = m_domain.envelope(tests::Office, {Finance, Town}, 150'000);
        const auto receipt = sendWhole(*office, envelope);
        QVERIFY2(receipt, reasonOf(receipt).constData());
        m_headers.append(envelope.header.toBytes());
        m_receipts.append(*receipt);
        QVERIFY(ask<Accepted>(*office, m_domain.desktop(tests::Office).write(40)));
        QVERIFY(ask<Lease>(*office, LeaseNumbers{u"澄政办发/2026"_s, 3, m_domain.random().bytes(16)}));
        const auto signedFor =
            m_domain.receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance));
        QVERIFY(ask<ReceiptStates>(*finance, PushReceipts{{signedFor.toBytes()}}));
        QVERIFY(!sendWhole(*finance, envelope)); // Which the audit log tells.
    }
}

void MigrateTest::aRunningServerIsNotCopied()
{
    const auto server = m_domain.start();
    QVERIFY(server);
    QCOMPARE(reasonOf(migrate()), QByteArray("server.running"));
}

void MigrateTest::settingsThatTheFileWouldNotTakeAreRefused()
{
    const auto refused = server::migrateToPostgres(m_domain.folder(), m_settings + " password=x", m_domain.clock(), {});
    QCOMPARE(reasonOf(refused), QByteArray("configuration.value"));
}

void MigrateTest::whatDoesNotServeIsNotCopied()
{
    QVERIFY((server::StandbyMark{"tcp://127.0.0.1:1"}.write(m_domain.path())));
    const auto ofStandby = migrate();
    QVERIFY(server::StandbyMark::remove(m_domain.path()));
    QCOMPARE(reasonOf(ofStandby), QByteArray("server.standby"));
}

void MigrateTest::textThatTheTargetCannotHoldIsNamedOrMapped()
{
    const auto change = [this](const char *sql, const QString &text) {
        const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock()).value();
        const auto transaction = journal::Transaction::begin(store->database()).value();
        const auto done = journal::Statement(store->database(), sql).run(text);
        return done && transaction->commit();
    };
    QVERIFY(change("INSERT INTO series(unit, series, next) VALUES (?, 's', 1)", u"Z\0F"_s));
    const auto refused = migrate();
    QCOMPARE(reasonOf(refused), QByteArray("store.text"));
    QCOMPARE(refused.error().detail, u"series Z?F"_s);
    QVERIFY(change("DELETE FROM series WHERE unit = ?", u"Z\0F"_s));
    // An older server took names of series that have one; what follows shows that they go.
    QVERIFY(change("INSERT INTO series(unit, series, next) VALUES ('ZFB', ?, 1)", u"20\0"
                                                                                  u"26"_s));
}

void MigrateTest::whatWasStoppedLeavesTheTargetEmpty()
{
    QByteArrayList tables;
    const auto stopped = migrate([&tables](const QByteArray &table, quint64) -> Result<void> {
        tables.append(table);
        if (table == "blob_pieces")
            return Error{ErrorCode::Cancelled, "test.stopped", {}};
        return {};
    });
    QCOMPARE(reasonOf(stopped), QByteArray("test.stopped"));
    QVERIFY2(tables.contains("envelopes") && tables.contains("unit_log"), tables.join(' ').constData());
    const auto target =
        server::Store::openShared(m_domain.file(u"node"_s), m_settings, m_domain.clock(), server::PostgresAccess::Read);
    QVERIFY2(target, reasonOf(target).constData());
    QCOMPARE((*target)->envelopes().waitingCount(Finance).value(), 0);
    QCOMPARE((*target)->unitLog().units().value(), QList<UnitCode>());
    // And the source is as it was.
    QCOMPARE(report().faults, QStringList());
    QCOMPARE(report().envelopes, 3);
}

void MigrateTest::allIsThereAndTheServerGoesOn()
{
    const server::VerifyReport before = report();
    const auto migrated = migrate();
    QVERIFY2(migrated, migrated ? "" : qPrintable(describe(migrated.error())));
    QVERIFY(migrated->rows > 130);
    QVERIFY(migrated->pieces >= 9); // Parts of 64 KiB.
    server::Configuration configuration = m_domain.folder().configuration().value();
    configuration.postgres = m_settings;
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    const server::VerifyReport now = report();
    QCOMPARE(now.faults, QStringList());
    QCOMPARE(now.entries, before.entries);
    QCOMPARE(now.envelopes, before.envelopes);
    QCOMPARE(now.receipts, before.receipts);
    QCOMPARE(now.auditHead, before.auditHead);
    QCOMPARE(now.headsInAcceptances, before.headsInAcceptances);
    const auto server = m_domain.start();
    QVERIFY2(server, reasonOf(server).constData());
    const auto office = m_domain.connect((*server)->endpoint(), m_domain.desktop(tests::Office));
    for (qsizetype i = 0; i < m_headers.size(); ++i)
        QCOMPARE(ask<EnvelopeState>(*office, SendEnvelope{m_headers[i]})->receipt.value(), m_receipts[i]);
    QCOMPARE(ask<Accepted>(*office, m_domain.desktop(tests::Office).write(1))->first, 121);
    QCOMPARE(ask<Lease>(*office, LeaseNumbers{u"澄政办发/2026"_s, 3, m_domain.random().bytes(16)})->first, 10);
    const auto town = m_domain.connect((*server)->endpoint(), m_domain.desktop(Town));
    QCOMPARE(ask<Deliveries>(*town, FetchDeliveries{10})->deliveries.size(), 3);
}

void MigrateTest::aTargetWithRowsIsRefused()
{
    QCOMPARE(reasonOf(migrate()), QByteArray("migrate.already"));
    server::Configuration configuration = m_domain.folder().configuration().value();
    configuration.postgres.clear();
    QVERIFY(server::writeFile(m_domain.path() + u"/server.toml"_s, configuration.toToml()));
    QCOMPARE(reasonOf(migrate()), QByteArray("migrate.not-empty"));
}

QTEST_GUILESS_MAIN(MigrateTest)
#include "MigrateTest.moc"
