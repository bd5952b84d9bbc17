// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncKeeper.h"
#include "client/core/domain/DomainAuthority.h"
#include "client/core/records/NumberService.h"
#include "client/core/threads/CoreThread.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/client/core/FreeEndpoint.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QSignalSpy>
#include <QTest>

#include <future>
#include <thread>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// A core thread that is busy with other things, too.
class BusyGate final : public Gate
{
public:
    BusyGate(CoreThread &core, milliseconds pause)
        : m_core(core)
        , m_pause(pause)
    {
    }
    void run(const std::function<void()> &work) override
    {
        m_core.run([&] {
            std::this_thread::sleep_for(m_pause);
            work();
        });
    }

private:
    CoreThread &m_core;
    milliseconds m_pause;
};

} // namespace

/// Synchronising by itself, on its own thread, over a real server.
class SyncKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aRequestThatWaitsIsCancelledAtOnce();
    void itSynchronisesAtTheBeginningAndAfterAChange();
    void whatAnotherDesktopSendsComesByItself();
    void itGoesOfflineAndComesBack();
    void aCancelledRunEndsAtOnceAndIsToldInTheLog();
    void itCanBeEndedAtAnyMoment();
    void aRegistrarsDesktopOpensItsSeries();
    void thatTheDirectoryIsOutOfDateIsTold();

private:
    std::unique_ptr<SyncKeeper> keep(Gate &gate);
    void dispatch(int serial);
    bool hasLine(const SyncKeeper &keeper, SyncEventKind kind) const;

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<CoreThread> m_core;
    std::unique_ptr<Workspace> m_workspace; ///< Of the finance bureau's mail room; lives on the core thread.
};

void SyncKeeperTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>(freeEndpoint());
    m_exchange->finance.reset();
}

void SyncKeeperTest::init()
{
    m_core = std::make_unique<CoreThread>();
    m_core->run([this] { m_workspace = m_exchange->office.unlock(u"市财政局/mailroom"_s); });
}

void SyncKeeperTest::cleanup()
{
    if (!m_exchange->server)
        m_exchange->startServer();
    m_core->run([this] { m_workspace.reset(); });
    m_core.reset();
}

std::unique_ptr<SyncKeeper> SyncKeeperTest::keep(Gate &gate)
{
    auto settings = m_core->ask([this] { return connectionSettings(*m_workspace); });
    settings->backOff.first = milliseconds(50);
    SyncRhythm rhythm;
    rhythm.afterChange = milliseconds(100);
    rhythm.longestPause = milliseconds(1'000);
    return std::make_unique<SyncKeeper>(
        *m_workspace, gate, std::move(*settings), m_exchange->office.environment(), rhythm);
}

void SyncKeeperTest::dispatch(int serial)
{
    auto order = m_exchange->order(StreamId(u"kept-%1"_s.arg(serial)), serial);
    order.recipients = {u"江阴市财政局"_s};
    QVERIFY(DispatchService(*m_exchange->sender).dispatch(order));
    QVERIFY(m_exchange->sync(*m_exchange->sender));
}

bool SyncKeeperTest::hasLine(const SyncKeeper &keeper, SyncEventKind kind) const
{
    return std::any_of(
        keeper.log().begin(), keeper.log().end(), [kind](const SyncEvent &event) { return event.kind == kind; });
}

void SyncKeeperTest::aRequestThatWaitsIsCancelledAtOnce()
{
    auto settings = m_core->ask([this] { return connectionSettings(*m_workspace); });
    settings->endpoint = "tcp://127.0.0.1:1"; // Nobody listens there.
    protocol::ClientConnection connection(std::move(*settings), m_exchange->office.random());
    ConnectionLink link(connection);
    auto answer = std::async(std::launch::async, [&link] { return link.request(protocol::PullEntries{0}); });
    QCOMPARE(answer.wait_for(milliseconds(200)), std::future_status::timeout);
    link.cancel();
    QCOMPARE(answer.wait_for(milliseconds(300)), std::future_status::ready);
    QCOMPARE(reasonOf(answer.get()), QByteArray("sync.cancelled"));
    QCOMPARE(reasonOf(link.request(protocol::PullEntries{0})), QByteArray("sync.cancelled"));
}

void SyncKeeperTest::itSynchronisesAtTheBeginningAndAfterAChange()
{
    const auto keeper = keep(*m_core);
    QTRY_VERIFY(keeper->status().lastWhole);
    QCOMPARE(keeper->status().reach, SyncStatus::Reach::Online);
    const auto unsent = [this] { return m_core->ask([this] { return *m_workspace->journal().unsentCount(); }); };
    QTRY_COMPARE(unsent(), 0); // The series are opened in a run behind the first.
    m_core->run([this] {
        QVERIFY(m_workspace->journal().append(m_workspace->member().id,
            {{StreamId(u"kept"_s), u"incoming"_s, u"test.change"_s, {}, {}, m_workspace->profile().unit.toString()}}));
    });
    keeper->noteChange();
    QTRY_COMPARE(unsent(), 0);
    QTRY_VERIFY(hasLine(*keeper, SyncEventKind::Entries)); // It is written after the entries have gone.
}

void SyncKeeperTest::whatAnotherDesktopSendsComesByItself()
{
    const auto keeper = keep(*m_core);
    QTRY_VERIFY(keeper->status().lastWhole);
    QSignalSpy changed(keeper.get(), &SyncKeeper::changed);
    dispatch(61);
    // The server tells that something waits; the rhythm alone would take half a minute.
    QTRY_VERIFY(hasLine(*keeper, SyncEventKind::DocumentArrived));
    QVERIFY(!changed.isEmpty());
    QVERIFY(keeper->log().last().title.isEmpty() || !keeper->log().last().unit.isEmpty());
}

void SyncKeeperTest::itGoesOfflineAndComesBack()
{
    const auto keeper = keep(*m_core);
    QTRY_VERIFY(keeper->status().lastWhole);
    m_exchange->stopServer();
    QTRY_COMPARE(keeper->status().reach, SyncStatus::Reach::Offline);
    QTRY_VERIFY(hasLine(*keeper, SyncEventKind::ConnectionLost));
    QVERIFY(!keeper->status().needsAttention()); // It is an ordinary state.
    m_exchange->startServer();
    QTRY_COMPARE(keeper->status().reach, SyncStatus::Reach::Online);
    QTRY_VERIFY(hasLine(*keeper, SyncEventKind::ConnectionRestored));
}

void SyncKeeperTest::aCancelledRunEndsAtOnceAndIsToldInTheLog()
{
    BusyGate gate(*m_core, milliseconds(100));
    const auto keeper = keep(gate);
    QTRY_VERIFY(keeper->status().running);
    QElapsedTimer timer;
    timer.start();
    keeper->cancel();
    QTRY_VERIFY(hasLine(*keeper, SyncEventKind::Stopped));
    const qint64 took = timer.elapsed();
    QVERIFY2(took < 1'000, QByteArray::number(took).constData()); // One ask, and those for the log.
    QVERIFY(!keeper->status().lastWhole);
    QTRY_VERIFY(!keeper->status().running);
    keeper->synchroniseNow();
    QTRY_VERIFY(keeper->status().lastWhole);
}

void SyncKeeperTest::itCanBeEndedAtAnyMoment()
{
    for (int round = 0; round < 20; ++round) {
        BusyGate gate(*m_core, milliseconds(3));
        auto keeper = keep(gate);
        QTest::qWait(7 * round);
        keeper.reset();
        // Nobody asks through the gate any more: the workspace may go.
        m_core->run([this] {
            m_workspace.reset();
            m_workspace = m_exchange->office.unlock(u"市财政局/mailroom"_s);
        });
    }
}

void SyncKeeperTest::aRegistrarsDesktopOpensItsSeries()
{
    const auto keeper = keep(*m_core);
    const auto isConfirmed = [this] {
        return m_core->ask([this] {
            const auto *incoming = *m_workspace->modules().newest(u"incoming"_s);
            NumberService numbers(*m_workspace);
            const auto series = numbers.series(numbers.key(*incoming, incoming->series.first()));
            return series && series->isConfirmed;
        });
    };
    QTRY_VERIFY(isConfirmed());
}

/// T04 `directory_expired`: a server that keeps newer ones back is found out by the date.
void SyncKeeperTest::thatTheDirectoryIsOutOfDateIsTold()
{
    {
        const auto keeper = keep(*m_core);
        QTRY_VERIFY(keeper->status().lastWhole);
        QTRY_VERIFY(!keeper->status().running);
        QVERIFY(!keeper->status().directoryDue);
    }
    const auto authority = DomainAuthority::open(
        m_exchange->office.path(u"authority"_s), SampleOffice::pin(), m_exchange->office.environment());
    QVERIFY(authority);
    directory::DirectoryContent content = m_core->ask([this] { return m_workspace->directory().content(); });
    ++content.version;
    content.issuedAt += milliseconds(1);
    content.nextUpdate = content.issuedAt + milliseconds(1);
    const auto outdated = authority->signDirectory(content);
    QVERIFY2(outdated, reasonOf(outdated).constData());
    server::ServerFiles files;
    files.directory = m_exchange->office.path(u"outdated.wyd"_s);
    QVERIFY(writeDurably(files.directory, *outdated));
    QVERIFY(m_exchange->folder->update(files, m_exchange->office.environment().clock.now()));
    const auto keeper = keep(*m_core);
    QTRY_VERIFY(keeper->status().directoryDue);
    QVERIFY(*keeper->status().directoryDue == content.nextUpdate);
    QTRY_VERIFY(keeper->status().lastWhole); // It works on all the same.
}

QTEST_GUILESS_MAIN(SyncKeeperTest)
#include "SyncKeeperTest.moc"
