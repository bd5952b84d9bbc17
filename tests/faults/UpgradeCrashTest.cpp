// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"
#include "shared/base/DurableFile.h"
#include "shared/journal/Schema.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

/// A server that is started on a store of the first version, and dies at one of its calls while it brings it up (F26).
class UpgradeCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whicheverCallIsTheLastTheUpgradeGoesOn();

private:
    static journal::DatabaseOptions options()
    {
        journal::DatabaseOptions options;
        options.applicationId = 0x5759'7376;
        return options;
    }
    QString storeFile() { return m_domain.folder().storePath() + u"/server.db"_s; }
    /// The store as the first version left it.
    void putFirstStore();
    void checkStore();
    /// Starts the server on that store; whether it came to listen.
    bool upgrade(const FaultSwitch &faults);

    tests::TestDomain m_domain;
    QByteArray m_first;
};

void UpgradeCrashTest::initTestCase()
{
    const QString file = m_domain.file(u"first.db"_s);
    {
        const auto first = journal::Database::open(file, options()).value();
        const QString sql = QStringLiteral(WENYI_SOURCE_DIR "/server/store/schema/server-001.sql");
        QVERIFY(journal::migrate(*first, "server", {{1, readBounded(sql, 1 << 20).value()}}));
        QVERIFY(first->execute("INSERT INTO series(unit, series, next) VALUES ('ZFB', 's', 7);"
                               "INSERT INTO envelopes VALUES (1, 'ZFB', 'e', zeroblob(32), 0, x'00');"
                               "INSERT INTO deliveries VALUES (1, 'CZJ', 3, NULL), (1, 'CJZ', 3, 5)"));
    }
    m_first = readBounded(file, 1 << 26).value();
}

void UpgradeCrashTest::putFirstStore()
{
    QDir store(m_domain.folder().storePath());
    QVERIFY(store.removeRecursively() && QDir().mkpath(store.path()));
    QFile file(storeFile());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_first) == m_first.size());
}

void UpgradeCrashTest::checkStore()
{
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY2(store, tests::reasonOf(store).constData());
    journal::Database &database = (*store)->database();
    QVERIFY(database.checkIntegrity());
    journal::Statement kept(database, "SELECT (SELECT next FROM series), (SELECT count(*) FROM deliveries),"
                                      " (SELECT count(*) FROM time_stamps)");
    QVERIFY(kept.next().value());
    QCOMPARE(kept.integer(0), 7);
    QCOMPARE(kept.integer(1), 2);
    QCOMPARE(kept.integer(2), 0);
    QCOMPARE(*(*store)->answers().outstanding(), quint64(2)); // Until a receipt says otherwise.
    // The copy of before is whole, and of before.
    const auto copy = journal::Database::open(storeFile() + u".before-upgrade"_s, options());
    QVERIFY2(copy, tests::reasonOf(copy).constData());
    QVERIFY((*copy)->checkIntegrity());
    journal::Statement version(**copy, "SELECT version FROM schema_versions WHERE component = 'server'");
    QVERIFY(version.next().value());
    QVERIFY(version.integer(0) == 1 || version.integer(0) == 2); // Two steps, and one may have been done.
}

bool UpgradeCrashTest::upgrade(const FaultSwitch &faults)
{
    putFirstStore();
    ChildProgram server(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"),
        {u"run"_s, u"--dir"_s, m_domain.path()}, &faults);
    return server.firstLine().startsWith("listening on");
}

void UpgradeCrashTest::whicheverCallIsTheLastTheUpgradeGoesOn()
{
    // As many points as a short run has time for; WENYI_FAULT_STRIDE=1 has a death at each call.
    constexpr qint64 Points = 20;
    FaultSwitch faults(m_domain.file(u"plan"_s));
    QVERIFY(upgrade(faults));
    checkStore();
    const qint64 calls = faults.calls();
    const qint64 asked = qEnvironmentVariableIntValue("WENYI_FAULT_STRIDE");
    const qint64 stride = asked > 0 ? asked : std::max<qint64>(calls / Points, 1);
    int deaths = 0;
    for (qint64 last = 0; last < calls; last += stride) {
        faults.set(FaultPlan::Kill, last);
        deaths += upgrade(faults) ? 0 : 1;
        checkStore();
        if (QTest::currentTestFailed()) {
            qWarning("after a death at call %lld of %lld", static_cast<long long>(last), static_cast<long long>(calls));
            return;
        }
    }
    qInfo("%d deaths among %lld calls", deaths, static_cast<long long>(calls));
    QVERIFY(deaths >= Points / 2);
}

QTEST_GUILESS_MAIN(UpgradeCrashTest)
#include "UpgradeCrashTest.moc"
