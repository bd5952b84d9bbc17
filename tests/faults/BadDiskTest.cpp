// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/store/Store.h"
#include "tests/faults/kit/CrashOffice.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

namespace {

const QString Clerk = u"市政府办/clerk"_s;
const QString Receiver = u"市财政局/mailroom"_s;
/// Numbers of documents, apart from each other: a draft that is there already is not begun again.
constexpr int FirstSent = 5'000;
constexpr int FirstOfServerSync = 1'000;
constexpr int FirstOfServerFull = 2'000;
constexpr int FirstOfDesktopSync = 3'000;
constexpr int FirstOfDesktopFull = 4'000;
constexpr int Sweep = 400; ///< No transaction of ours has so many calls: a sweep that gets there does not end.

/// What the program answered to one command; the facts before it go into `facts`.
QByteArray answer(ChildProgram &desk, const QByteArray &command, QByteArrayList *facts = nullptr)
{
    desk.tell({command});
    for (;;) {
        const QByteArray line = desk.nextLine();
        if (facts)
            facts->append(line.split(' ').first());
        if (line.isEmpty() || line.startsWith("done ") || line.startsWith("failed "))
            return line;
    }
}

/// "store.full" out of "failed store.full …"; empty for what was done.
QByteArray reasonIn(const QByteArray &answer)
{
    const QByteArrayList words = answer.split(' ');
    return words.value(0) == "failed" ? words.value(1) : words.value(0) == "done" ? QByteArray() : "no-answer";
}

/// Why one command was not done.
QByteArray reasonOf(ChildProgram &desk, const QByteArray &command)
{
    return reasonIn(answer(desk, command));
}

/// How often an audit log tells that the disk was full.
qsizetype toldFull(journal::AuditLog &audit)
{
    const auto rows = audit.newest(1'000).value();
    return std::count_if(
        rows.begin(), rows.end(), [](const journal::AuditRecord &row) { return row.what == u"disk.full"; });
}

/// Of calls and of a backup's syncs each so many; WENYI_FAULT_STRIDE=1 has all of them.
int stride()
{
    return faultCount("WENYI_FAULT_STRIDE", 5);
}

} // namespace

/// A disk that is full (fault F07), and one whose sync fails once and then works (F06): at the desktop and the server.
class BadDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    // One office for all: who leaves documents half-way comes behind who follows them to their end.
    void aReceivingDesktopWhoseSyncFailedOnceOnlyReads();
    void aFullDiskOfAReceivingDesktopLosesNothing();
    void aBackupWhoseSyncFailedIsNotCalledDone();
    void aServerWhoseSyncFailedOnceOnlyReads();
    void aFullDiskOfTheServerStopsNewWorkOnly();
    void aDesktopWhoseSyncFailedOnceOnlyReads();
    void aFullDiskOfADesktopStopsNewWorkOnly();

private:
    /// The person's program, unlocked, with nothing failing yet.
    std::unique_ptr<ChildProgram> open(const QString &person, FaultSwitch &faults);
    /// A document lies at the server for the receiver.
    void sendOne();
    /// The server again, with the switch before its calls.
    void serveWith(FaultSwitch &faults);

    std::unique_ptr<CrashOffice> m_office;
    int m_sent = 0; ///< Documents by sendOne().
};

void BadDiskTest::initTestCase()
{
    m_office = std::make_unique<CrashOffice>();
    QCOMPARE(m_office->acknowledged().failures().join(u'\n'), QString());
}

void BadDiskTest::init()
{
    if (!m_office->hasServer())
        m_office->startServer();
    QVERIFY(m_office->hasServer());
}

std::unique_ptr<ChildProgram> BadDiskTest::open(const QString &person, FaultSwitch &faults)
{
    faults.set(FaultPlan::Nothing);
    auto desk = m_office->call(person, {}, faults);
    return desk->nextLine() == "unlocked" ? std::move(desk) : nullptr;
}

void BadDiskTest::sendOne()
{
    const QList<Visitor> all = story(FirstSent + ++m_sent);
    for (qsizetype i = 0; i < 6; ++i)
        QVERIFY(m_office->visit(all[i].person, all[i].commands));
    QSet<QString> accepted; // It is said at each synchronisation.
    for (const QStringList &fact : m_office->acknowledged().of(u"accepted"_s))
        accepted.insert(fact[1]);
    QCOMPARE(accepted.size(), m_sent);
}

void BadDiskTest::serveWith(FaultSwitch &faults)
{
    faults.set(FaultPlan::Nothing);
    m_office->server().killAfter(0);
    m_office->startServer(&faults);
}

void BadDiskTest::aDesktopWhoseSyncFailedOnceOnlyReads()
{
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    int sync = 0;
    for (bool fails = true; fails; ++sync) {
        QVERIFY2(sync < Sweep, "the sweep does not end");
        const auto desk = open(Clerk, faults);
        QVERIFY(desk);
        const QByteArray command = "draft " + QByteArray::number(FirstOfDesktopSync + sync);
        faults.set(FaultPlan::SyncOnce, sync);
        QByteArrayList facts;
        const QByteArray first = reasonIn(answer(*desk, command, &facts));
        fails = faults.faults() > 0;
        QVERIFY2(first.isEmpty() == !fails, first.constData());
        if (!fails)
            break;
        // The disk works again, and nobody believes it.
        QCOMPARE(reasonOf(*desk, command), QByteArray("store.read-only"));
        // Neither is it for what needs no blob, once there is a document to do it to.
        if (facts.contains("drafted"))
            QCOMPARE(reasonOf(*desk, "act"), QByteArray("store.read-only"));
        QCOMPARE(reasonOf(*desk, "read"), QByteArray());
        QVERIFY(desk->finish());
        const auto again = open(Clerk, faults);
        QVERIFY(again);
        QCOMPARE(reasonOf(*again, command), QByteArray());
        QCOMPARE(reasonOf(*again, "act"), QByteArray());
    }
    qInfo("%d syncs failed in turn", sync);
    QVERIFY(sync > 3);
    QCOMPARE(m_office->storeFaults().join(u'\n'), QString());
}

void BadDiskTest::aReceivingDesktopWhoseSyncFailedOnceOnlyReads()
{
    sendOne();
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    int sync = 0;
    for (bool fails = true; fails; ++sync) {
        QVERIFY2(sync < Sweep, "the sweep does not end");
        const auto desk = open(Receiver, faults);
        QVERIFY(desk);
        faults.set(FaultPlan::SyncOnce, sync);
        QByteArrayList facts;
        const QByteArray first = reasonIn(answer(*desk, "sync", &facts));
        fails = faults.faults() > 0;
        QVERIFY(!facts.contains("refused"));
        QVERIFY2(first.isEmpty() == !fails, first.constData());
        if (fails)
            QCOMPARE(reasonOf(*desk, "read"), QByteArray());
    }
    qInfo("%d syncs failed in turn", sync - 1);
    QVERIFY(sync > 3);
    m_office->settle();
    QCOMPARE(m_office->faults().join(u'\n'), QString());
}

void BadDiskTest::aFullDiskOfADesktopStopsNewWorkOnly()
{
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    const auto desk = open(Clerk, faults);
    QVERIFY(desk);
    int call = 0;
    qsizetype fulls = 0;
    for (bool fails = true; fails; call += stride()) {
        QVERIFY2(call < Sweep, "the sweep does not end");
        const QByteArray command = "draft " + QByteArray::number(FirstOfDesktopFull + call);
        faults.set(FaultPlan::DiskFull, call);
        const QByteArray first = reasonOf(*desk, command);
        fails = faults.faults() > 0;
        QCOMPARE(first, fails ? QByteArray("store.full") : QByteArray());
        QCOMPARE(reasonOf(*desk, "read"), QByteArray());
        // The room that was given up is the audit log's, and no other's.
        if (fails)
            QCOMPARE(reasonOf(*desk, command), QByteArray("store.full"));
        fulls += fails ? 1 : 0;
        // Room again, and the same program goes on.
        faults.set(FaultPlan::Nothing);
        QCOMPARE(reasonOf(*desk, command), QByteArray());
    }
    qInfo("full from each %d. of %d calls on", stride(), call);
    QVERIFY(call > 5);
    QCOMPARE(reasonOf(*desk, "act"), QByteArray());
    QCOMPARE(reasonOf(*desk, "sync"), QByteArray());
    QVERIFY(desk->finish());
    QCOMPARE(m_office->storeFaults().join(u'\n'), QString());
    // Each time once, though it was full.
    QCOMPARE(toldFull(m_office->domain().unlock(Clerk)->audit()), fulls);
}

void BadDiskTest::aFullDiskOfAReceivingDesktopLosesNothing()
{
    sendOne();
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    const auto desk = open(Receiver, faults);
    QVERIFY(desk);
    int call = 0;
    for (bool fails = true; fails; call += stride()) {
        QVERIFY2(call < Sweep, "the sweep does not end");
        faults.set(FaultPlan::DiskFull, call);
        QByteArrayList facts;
        const QByteArray reason = reasonIn(answer(*desk, "sync", &facts));
        QVERIFY(!facts.contains("refused")); // A full disk says nothing about what came.
        fails = faults.faults() > 0;
        QCOMPARE(reason, fails ? QByteArray("store.full") : QByteArray());
        QCOMPARE(reasonOf(*desk, "read"), QByteArray());
    }
    qInfo("full from each %d. of %d calls on", stride(), call);
    QVERIFY(call > 5);
    QVERIFY(desk->finish());
    m_office->settle();
    QCOMPARE(m_office->faults().join(u'\n'), QString());
}

void BadDiskTest::aServerWhoseSyncFailedOnceOnlyReads()
{
    FaultSwitch serverFaults(m_office->domain().path(u"server-plan"_s));
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    sendOne();
    const auto desk = open(Clerk, faults);
    const auto reader = open(u"市政府办/leader"_s, faults);
    QVERIFY(desk && reader);
    // Of the work of a sender: entries with blobs pushed.
    int sync = 0;
    for (bool fails = true; fails; ++sync) {
        QVERIFY2(sync < Sweep, "the sweep does not end");
        serveWith(serverFaults);
        QCOMPARE(reasonOf(*desk, "draft " + QByteArray::number(FirstOfServerSync + sync)), QByteArray());
        serverFaults.set(FaultPlan::SyncOnce, sync);
        const QByteArray first = reasonOf(*desk, "sync");
        fails = serverFaults.faults() > 0;
        QVERIFY2(first.isEmpty() == !fails, first.constData());
        if (!fails)
            break;
        QCOMPARE(reasonOf(*desk, "sync"), QByteArray("store.read-only"));
        // Whoever has nothing to bring is served.
        QCOMPARE(reasonOf(*reader, "sync"), QByteArray());
        serveWith(serverFaults);
        QCOMPARE(reasonOf(*desk, "sync"), QByteArray());
    }
    qInfo("%d syncs failed in turn", sync);
    QVERIFY(sync >= 3); // One a group.
    QVERIFY(desk->finish());
    QVERIFY(reader->finish());
    QCOMPARE(m_office->storeFaults().join(u'\n'), QString());
}

void BadDiskTest::aFullDiskOfTheServerStopsNewWorkOnly()
{
    FaultSwitch serverFaults(m_office->domain().path(u"server-plan"_s));
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    serveWith(serverFaults);
    const auto desk = open(Clerk, faults);
    const auto reader = open(u"市政府办/leader"_s, faults);
    QVERIFY(desk && reader);
    int call = 0;
    for (bool fails = true; fails; call += stride()) {
        QVERIFY2(call < Sweep, "the sweep does not end");
        QCOMPARE(reasonOf(*desk, "draft " + QByteArray::number(FirstOfServerFull + call)), QByteArray());
        serverFaults.set(FaultPlan::DiskFull, call);
        const QByteArray first = reasonOf(*desk, "sync");
        fails = serverFaults.faults() > 0;
        QCOMPARE(first, fails ? QByteArray("store.full") : QByteArray());
        QCOMPARE(reasonOf(*reader, "sync"), QByteArray());
        serverFaults.set(FaultPlan::Nothing);
        QCOMPARE(reasonOf(*desk, "sync"), QByteArray());
    }
    qInfo("full from each %d. of %d calls on", stride(), call);
    QVERIFY(call > 5);
    QVERIFY(desk->finish());
    QVERIFY(reader->finish());
    QCOMPARE(m_office->storeFaults().join(u'\n'), QString());
    const SystemClock clock;
    const auto store = server::Store::openBeside(m_office->serverFolder() + u"/store"_s, clock);
    QVERIFY2(store, store ? "" : store.error().reason.constData());
    const qsizetype told = toldFull((*store)->audit());
    QVERIFY2(told > 0 && told <= call, qPrintable(QString::number(told)));
}

void BadDiskTest::aBackupWhoseSyncFailedIsNotCalledDone()
{
    FaultSwitch faults(m_office->domain().path(u"plan"_s));
    sendOne();
    int sync = 0;
    for (bool fails = true; fails; sync += stride()) {
        QVERIFY2(sync < Sweep, "the sweep does not end");
        const QString copy = m_office->domain().path(u"copy-%1"_s.arg(sync));
        faults.set(FaultPlan::SyncOnce, sync);
        const bool done = m_office->backUpServer(copy, faults);
        fails = faults.faults() > 0;
        QVERIFY2(done == !fails, qPrintable(u"sync %1"_s.arg(sync)));
        // What has the name of a backup is one: only the sync of that name may have failed.
        if (QFileInfo::exists(copy))
            QVERIFY(server::restore(copy, copy + u"-restored"_s, SystemClock()));
    }
    qInfo("%d syncs failed in turn", sync - 1);
    QVERIFY(sync > 5);
    QCOMPARE(m_office->storeFaults().join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(BadDiskTest)
#include "BadDiskTest.moc"
