// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChaosRelay.h"
#include "tests/faults/kit/CrashOffice.h"
#include "tests/faults/kit/FaultSeed.h"
#include "tests/shared/protocol/RawPeer.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What befalls a visit.
enum class Trouble { Network, DesktopKilled, ServerKilled, SyncFails, DiskFull };
constexpr int Troubles = 5;

/// Something that a network, or somebody in it, does to the first connection; nothing to those that follow.
ChaosRelay::Plan badNetwork(QRandomGenerator &random)
{
    using Act = Treatment::Act;
    constexpr std::array acts{Act::Cut, Act::HalfClose, Act::Alter, Act::Drop, Act::Copy, Act::Swap, Act::Pass};
    Treatment treatment{acts[random.bounded(static_cast<quint32>(acts.size()))], random.bounded(1, 20),
        random.bounded(-1, 2), std::chrono::milliseconds(random.bounded(20))};
    const Fate fate = random.bounded(2) == 0 ? Fate{treatment, {}} : Fate{{}, treatment};
    return [fate](int connection) { return connection == 0 ? fate : Fate{}; };
}

} // namespace

/// Faults of all kinds at random while people work: for WENYI_SOAK_MINUTES, or one document long.
class SoakTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whateverHappensEverythingIsThereOnce();

private:
    /// The visit goes wrong, or does not, as the trouble has it.
    void goWrong(const Visitor &visitor, Trouble trouble);

    std::unique_ptr<CrashOffice> m_office;
    std::unique_ptr<ChaosRelay> m_relay;
    std::unique_ptr<FaultSwitch> m_faults;
    std::unique_ptr<QRandomGenerator> m_random;
    int m_restarts = 0; ///< Of the server.
    int m_deaths = 0;   ///< Of desktops.
};

void SoakTest::goWrong(const Visitor &visitor, Trouble trouble)
{
    const qint64 call = m_random->bounded(150);
    switch (trouble) {
    case Trouble::Network:
        m_relay->setPlan(badNetwork(*m_random));
        m_office->visit(visitor.person, visitor.commands);
        m_relay->setPlan({});
        return;
    case Trouble::DesktopKilled:
        m_deaths += m_office->visit(visitor.person, visitor.commands, Death{call, {}}) ? 0 : 1;
        return;
    case Trouble::ServerKilled: {
        m_faults->set(FaultPlan::Nothing);
        const auto visit = m_office->call(visitor.person, visitor.commands, *m_faults);
        m_office->server().killAfter(m_random->bounded(600));
        m_office->startServer();
        ++m_restarts;
        m_office->end(*visit);
        return;
    }
    case Trouble::SyncFails:
    case Trouble::DiskFull:
        m_faults->set(trouble == Trouble::SyncFails ? FaultPlan::SyncOnce : FaultPlan::DiskFull,
            trouble == Trouble::SyncFails ? call / 10 : call);
        m_office->end(*m_office->call(visitor.person, visitor.commands, *m_faults));
        return;
    }
}

void SoakTest::whateverHappensEverythingIsThereOnce()
{
    const qint64 time = faultCount("WENYI_SOAK_MINUTES", 0) * 60'000LL;
    m_random = std::make_unique<QRandomGenerator>(faultSeed(20'261'131));
    m_office = std::make_unique<CrashOffice>();
    QCOMPARE(m_office->acknowledged().failures().join(u'\n'), QString());
    m_faults = std::make_unique<FaultSwitch>(m_office->domain().path(u"soak-plan"_s));
    m_relay = std::make_unique<ChaosRelay>(tests::portOf(m_office->endpoint()));
    m_office->leadThrough(m_relay->endpoint());
    QElapsedTimer timer;
    timer.start();
    int documents = 0;
    QList<int> counts(Troubles, 0);
    do {
        for (const Visitor &visitor : story(++documents)) {
            const int trouble = m_random->bounded(Troubles);
            ++counts[trouble];
            goWrong(visitor, static_cast<Trouble>(trouble));
            QVERIFY2(m_office->hasServer(), "the server did not come up after it was killed");
            // And once more with nothing in the way, as people do who see that something did not work.
            QVERIFY2(m_office->visit(visitor.person, visitor.commands), qPrintable(visitor.person));
        }
    } while (timer.elapsed() < time);
    m_office->settle();
    const QStringList faults = m_office->faults();
    qInfo("%d documents in %lld s: %d visits over a bad network (%d times it did something), %d desktops killed of %d, "
          "%d server restarts, %d syncs failed, %d disks full; %lld faults found in what is left",
        documents, static_cast<long long>(timer.elapsed() / 1000), counts[0], m_relay->faults(), m_deaths, counts[1],
        m_restarts, counts[3], counts[4], static_cast<long long>(faults.size()));
    QCOMPARE(faults.join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(SoakTest)
#include "SoakTest.moc"
