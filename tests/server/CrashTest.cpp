// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/ChildServer.h"
#include "tests/server/TestDomain.h"

#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/store/Store.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/HeadsFile.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>
#include <thread>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Runs the program to its end: exit status and what it printed.
std::pair<int, QByteArray> runServer(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"), arguments);
    process.waitForFinished(30'000);
    return {process.exitCode(), process.readAllStandardOutput()};
}

} // namespace

class CrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcknowledgedIsThereAfterSigkillAndNothingTwice();
    void aBackupOfARunningServerIsRestoredWhole();
    void headsThatDesktopsKeptShowThatTheAuditLogWasCut();
    void aDamagedStoreIsFound();
    void anAuditLogThatWasCutIsFoundByItsHead();
    void theCommandLineTellsFailuresByItsStatus();
    void aServerLeavesNoCore();
};

void CrashTest::whatWasAcknowledgedIsThereAfterSigkillAndNothingTwice()
{
    // The seed is printed: a failure comes again. The moments differ all the same, since the machine is what it is.
    const int points = faults::faultCount("WENYI_FAULT_POINTS", 70);
    constexpr auto Patience = 500ms;
    QRandomGenerator random(faults::faultSeed(20'261'121));
    TestDomain domain;
    ChildServer child(domain.path());
    QVERIFY(!child.endpoint().isEmpty());
    TestDesktop &writer = domain.desktop(Office);

    QList<QByteArray> acknowledgedEntries;
    QHash<QByteArray, QByteArray> acknowledgedEnvelopes; // Header to receipt.
    quint64 nextNumber = 1;
    std::optional<PushEntries> openPush;
    std::optional<exchange::Envelope> openEnvelope;
    LeaseNumbers openLease{u"澄政办发/2026"_s, 3, domain.random().bytes(16)};

    for (int point = 0; point < points; ++point) {
        const auto connection = domain.connect(child.endpoint(), writer);
        QVERIFY(ask<Entries>(*connection, PullEntries{0}));
        // The killer's moment lies anywhere in the work of a round.
        std::thread killer([&child, wait = random.bounded(1, 40)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(wait));
            ::kill(static_cast<pid_t>(child.process().processId()), SIGKILL);
        });
        // Until the first request that is not answered: a desktop then tries again what is open.
        while (true) {
            if (!openPush)
                openPush = writer.write(random.bounded(1, 20));
            if (!ask<Accepted>(*connection, *openPush, Patience))
                break;
            acknowledgedEntries += openPush->entries;
            openPush.reset();
            if (!openEnvelope)
                openEnvelope = domain.envelope(Office, {Finance}, random.bounded(1, 150'000));
            const auto receipt = sendWhole(*connection, *openEnvelope, Patience);
            if (!receipt)
                break;
            acknowledgedEnvelopes.insert(openEnvelope->header.toBytes(), *receipt);
            openEnvelope.reset();
            const auto lease = ask<Lease>(*connection, openLease, Patience);
            if (!lease)
                break;
            QCOMPARE(lease->first, nextNumber);
            nextNumber += lease->count;
            openLease.token = domain.random().bytes(16);
        }
        killer.join();
        child.kill();
        child.start();
        QVERIFY2(!child.endpoint().isEmpty(), "the server did not come up after it was killed");
    }

    const auto connection = domain.connect(child.endpoint(), writer);
    // What was open is tried again to the end, as a desktop does.
    if (openPush) {
        QVERIFY(ask<Accepted>(*connection, *openPush));
        acknowledgedEntries += openPush->entries;
    }
    if (openEnvelope) {
        const auto receipt = sendWhole(*connection, *openEnvelope);
        QVERIFY2(receipt, reasonOf(receipt).constData());
        acknowledgedEnvelopes.insert(openEnvelope->header.toBytes(), *receipt);
    }
    QVERIFY(!acknowledgedEnvelopes.isEmpty()); // How many depends on the machine.
    qInfo("%d kills, %lld envelopes, %lld entries", points, static_cast<long long>(acknowledgedEnvelopes.size()),
        static_cast<long long>(acknowledgedEntries.size()));

    QList<QByteArray> stored;
    for (quint64 after = 0;;) {
        const auto entries = ask<Entries>(*connection, PullEntries{after});
        QVERIFY(entries);
        if (entries->runs.isEmpty())
            break;
        for (const QByteArray &bytes : entries->runs) {
            const auto run = journal::LogRun::fromBytes(bytes);
            QVERIFY(run);
            stored += run->run.entries;
        }
        after = static_cast<quint64>(stored.size());
    }
    QCOMPARE(stored, acknowledgedEntries);

    for (auto envelope = acknowledgedEnvelopes.begin(); envelope != acknowledgedEnvelopes.end(); ++envelope) {
        const auto state = ask<EnvelopeState>(*connection, SendEnvelope{envelope.key()});
        QVERIFY(state && state->receipt);
        QCOMPARE(*state->receipt, envelope.value());
    }
    const auto receiver = domain.connect(child.endpoint(), domain.desktop(Finance));
    QList<QByteArray> delivered;
    while (true) {
        const auto deliveries = ask<Deliveries>(*receiver, FetchDeliveries{50});
        QVERIFY(deliveries);
        if (deliveries->deliveries.isEmpty())
            break;
        for (const Delivery &delivery : deliveries->deliveries) {
            delivered.append(delivery.header);
            const auto header = exchange::EnvelopeHeader::fromBytes(delivery.header);
            QVERIFY(ask<Confirmed>(*receiver, ConfirmDelivery{header->routing().id, header->digest()}));
        }
    }
    QList<QByteArray> expected = acknowledgedEnvelopes.keys();
    std::sort(expected.begin(), expected.end());
    std::sort(delivered.begin(), delivered.end());
    QCOMPARE(delivered, expected);

    child.kill();
    const auto report = server::verify(domain.folder(), domain.clock());
    QVERIFY(report);
    QCOMPARE(report->faults, QStringList());
    QCOMPARE(report->envelopes, quint64(expected.size()));
    QCOMPARE(report->entries, quint64(stored.size()));
}

void CrashTest::aBackupOfARunningServerIsRestoredWhole()
{
    TestDomain domain;
    exchange::Envelope envelope = domain.envelope(Office, {Finance}, 30'000);
    QByteArray receipt;
    {
        ChildServer child(domain.path());
        const auto connection = domain.connect(child.endpoint(), domain.desktop(Office));
        receipt = *sendWhole(*connection, envelope);
        QVERIFY(ask<Accepted>(*connection, domain.desktop(Office).write(7)));
        QCOMPARE(runServer({u"backup"_s, u"--dir"_s, domain.path(), u"--to"_s, domain.file(u"copy"_s)}).first, 0);
        QCOMPARE(runServer({u"backup"_s, u"--dir"_s, domain.path(), u"--to"_s, domain.file(u"copy"_s)}).first, 1);
    }
    const QString restored = domain.file(u"restored"_s);
    QCOMPARE(runServer({u"restore"_s, u"--from"_s, domain.file(u"copy"_s), u"--dir"_s, restored}).first, 0);
    ChildServer child(restored);
    const auto connection = domain.connect(child.endpoint(), domain.desktop(Office));
    QCOMPARE(*ask<EnvelopeState>(*connection, SendEnvelope{envelope.header.toBytes()})->receipt, receipt);
    QCOMPARE(ask<Entries>(*connection, PullEntries{0})->logNumber, quint64(7));

    QFile damaged(domain.file(u"copy/store/server.db"_s));
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(5000));
    damaged.write("X");
    damaged.close();
    QCOMPARE(reasonOf(server::restore(domain.file(u"copy"_s), domain.file(u"again"_s), domain.clock())),
        QByteArray("backup.damaged"));
    QVERIFY(!QFileInfo::exists(domain.file(u"again"_s)));
}

/// T30: what the chain by itself cannot tell, by the head that an auditor noted.
void CrashTest::anAuditLogThatWasCutIsFoundByItsHead()
{
    TestDomain domain;
    QVERIFY(domain.start());
    const auto write = [&domain](const QString &subject) {
        const auto store = server::Store::open(domain.folder().storePath(), domain.clock());
        QVERIFY((*store)->audit().record(u"desktop"_s, u"receipt.take"_s, u"receipt.signer"_s, subject));
    };
    const auto verify = [&domain](const QStringList &more) {
        return runServer(QStringList{u"verify"_s, u"--dir"_s, domain.path(), u"--json"_s} + more);
    };
    write(u"a"_s);
    write(u"b"_s);
    const auto [status, printed] = verify({});
    QCOMPARE(status, 0);
    const QString head = QJsonDocument::fromJson(printed).object().value(u"auditHead"_s).toString();
    QVERIFY2(head.startsWith(u"2:"_s), qPrintable(head));
    QCOMPARE(verify({u"--audit-head"_s, head}).first, 0);
    {
        const auto store = server::Store::open(domain.folder().storePath(), domain.clock());
        QVERIFY((*store)->database().execute("DELETE FROM audit_log WHERE number = 2"));
    }
    QCOMPARE(verify({}).first, 0); // The rest is a chain as good as any.
    const auto [cut, told] = verify({u"--audit-head"_s, head});
    QCOMPARE(cut, 1);
    QVERIFY(QJsonDocument::fromJson(told).object().value(u"detail"_s).toString().contains(u"audit.cut"_s));
    write(u"harmless"_s);
    QVERIFY(verify({u"--audit-head"_s, head}).second.contains("audit.rewritten"));
    QVERIFY(verify({u"--audit-head"_s, u"two"_s}).second.contains("audit.head-form"));
}

void CrashTest::headsThatDesktopsKeptShowThatTheAuditLogWasCut()
{
    TestDomain domain;
    const QString file = domain.file(u"kept.heads"_s);
    {
        const auto server = domain.start();
        QVERIFY(server);
        const auto foreign = domain.connect((*server)->endpoint(), domain.desktop(Finance));
        QVERIFY(!ask<EnvelopeState>(*foreign, SendEnvelope{domain.envelope(Town, {Office}, 100).header.toBytes()}));
        const auto connection = domain.connect((*server)->endpoint(), domain.desktop(Office));
        const auto accepted = sendWhole(*connection, domain.envelope(Office, {Finance}, 100));
        QVERIFY(accepted);
        QVERIFY(server::writeFile(file, exchange::writeHeads({*exchange::Receipt::fromBytes(*accepted)})));
    }
    const auto verify = [&](const QString &heads) {
        return runServer({u"verify"_s, u"--dir"_s, domain.path(), u"--json"_s, u"--heads"_s, heads});
    };
    const auto [status, printed] = verify(file);
    QCOMPARE(status, 0);
    const QJsonObject report = QJsonDocument::fromJson(printed).object();
    QCOMPARE(report.value(u"auditHeadsElsewhere"_s).toInt(), 1);
    QCOMPARE(report.value(u"auditHeadsInAcceptances"_s).toInt(), 1);
    QVERIFY(server::writeFile(domain.file(u"junk.heads"_s), "junk"));
    QVERIFY(verify(domain.file(u"junk.heads"_s)).second.contains("heads.form"));
    const auto store = server::Store::open(domain.folder().storePath(), domain.clock());
    QVERIFY((*store)->database().execute("DELETE FROM audit_log"));
    const auto [cut, told] = verify(file);
    QCOMPARE(cut, 1);
    QVERIFY2(told.contains("audit.cut"), told.constData());
}

void CrashTest::aDamagedStoreIsFound()
{
    TestDomain domain;
    {
        const auto server = domain.start();
        QVERIFY(server);
        const auto connection = domain.connect((*server)->endpoint(), domain.desktop(Office));
        QVERIFY(sendWhole(*connection, domain.envelope(Office, {Finance}, 30'000)));
        QVERIFY(ask<Accepted>(*connection, domain.desktop(Office).write(3)));
    }
    QCOMPARE(runServer({u"verify"_s, u"--dir"_s, domain.path()}).first, 0);
    const auto store = server::Store::open(domain.folder().storePath(), domain.clock());
    QVERIFY((*store)->database().execute("UPDATE unit_log SET hash = zeroblob(32) WHERE number = 2"));
    const auto [status, printed] = runServer({u"verify"_s, u"--dir"_s, domain.path(), u"--json"_s});
    QCOMPARE(status, 1);
    QVERIFY(QJsonDocument::fromJson(printed).object().value(u"detail"_s).toString().contains(u"journal.log-hash"_s));
}

void CrashTest::theCommandLineTellsFailuresByItsStatus()
{
    TestDomain domain;
    QCOMPARE(runServer({}).first, 2);
    QCOMPARE(runServer({u"run"_s}).first, 2);
    QCOMPARE(runServer({u"nonsense"_s}).first, 2);
    QCOMPARE(runServer({u"status"_s, u"--dir"_s, domain.file(u"none"_s)}).first, 1);
    const auto [status, printed] = runServer({u"status"_s, u"--dir"_s, domain.path(), u"--json"_s});
    QCOMPARE(status, 0);
    QCOMPARE(QJsonDocument::fromJson(printed).object().value(u"admittedDesktops"_s).toInt(), 6);
    QCOMPARE(runServer({u"init"_s, u"--dir"_s, domain.path()}).first, 1);
    QCOMPARE(
        runServer({u"init"_s, u"--dir"_s, domain.file(u"bare"_s), u"--endpoint"_s, u"tcp://127.0.0.1:*"_s}).first, 0);
    const auto [ran, reason] = runServer({u"run"_s, u"--dir"_s, domain.file(u"bare"_s), u"--json"_s});
    QCOMPARE(ran, 1);
}

void CrashTest::aServerLeavesNoCore()
{
    TestDomain domain;
    ChildServer child(domain.path());
    QVERIFY(!child.endpoint().isEmpty());
    QFile limits(u"/proc/%1/limits"_s.arg(child.process().processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray all = limits.readAll();
    const qsizetype core = all.indexOf("Max core file size");
    QCOMPARE(
        all.mid(core, all.indexOf('\n', core) - core).simplified().split(' ').mid(4, 2), (QList<QByteArray>{"0", "0"}));
}

QTEST_GUILESS_MAIN(CrashTest)
#include "CrashTest.moc"
