// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/admin/ServerFolder.h"
#include "shared/protocol/SocketLimits.h"
#include "tests/client/cli/ForeignSystem.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString SenderMailRoom = u"市政府办/mailroom"_s;
const QString FinanceMailRoom = u"市财政局/mailroom"_s;

/// So long that whoever is on the other side has given the connection up.
std::chrono::milliseconds longerThanIsWaited()
{
    const protocol::SocketLimits limits;
    return limits.heartbeat + limits.silence + 3s;
}

bool signal(qint64 process, int what)
{
    return ::kill(static_cast<pid_t>(process), what) == 0;
}

} // namespace

/// Real programs stand still for longer than a connection is waited for, as on a machine that sleeps, and go on as if
/// nothing had been (fault F09): a desktop's, whose adapter keeps its connection, the server's, and both.
class AdapterSuspendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoeverStoodStillGoesOnByItself_data();
    void whoeverStoodStillGoesOnByItself();
    void allCameOnceAndTheStoresAreWhole();

private:
    QString out(const QString &name) const { return m_office.path(u"exchange-out/"_s + name); }
    QString in(const QString &name) const { return m_office.path(u"exchange-in/"_s + name); }
    bool order(int serial) const
    {
        return m_system->write(out(u"out/%1"_s.arg(serial)), ForeignSystem::order(u"oa-%1"_s.arg(serial), serial));
    }
    bool isSent(int serial) const { return QFileInfo::exists(out(u"sent/%1/order.json"_s.arg(serial))); }

    CommandOffice m_office;
    std::optional<ForeignSystem> m_system;
    std::unique_ptr<faults::ChildProgram> m_adapter;
    QList<int> m_orders;
};

void AdapterSuspendTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_system.emplace(m_office);
    qputenv("WENYI_PIN", "135790");
    qputenv("WENYI_RESOURCES", WENYI_SOURCE_DIR "/resources");
    qputenv("LC_ALL", "C.UTF-8");
    const auto [folder, member] = m_office.desktopOf(SenderMailRoom);
    m_adapter = std::make_unique<faults::ChildProgram>(QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"),
        QStringList{u"adapter"_s, u"--profile"_s, folder, u"--member"_s, member.toString(), u"--every"_s, u"1"_s,
            u"--folder"_s, out({})});
    m_orders.append(100);
    QVERIFY(order(100));
    QTRY_VERIFY_WITH_TIMEOUT(isSent(100), 60'000); // Over the connection that it keeps from then on.
}

void AdapterSuspendTest::whoeverStoodStillGoesOnByItself_data()
{
    QTest::addColumn<bool>("desktop");
    QTest::addColumn<bool>("server");
    QTest::newRow("the desktop") << true << false;
    QTest::newRow("the server") << false << true;
    QTest::newRow("both, as on one machine") << true << true;
}

void AdapterSuspendTest::whoeverStoodStillGoesOnByItself()
{
    QFETCH(bool, desktop);
    QFETCH(bool, server);
    const int before = 100 + static_cast<int>(m_orders.size());
    m_orders << before << before + 1;
    // The first one may be on its way in that moment; the second one comes while nothing moves.
    QVERIFY(order(before));
    QVERIFY(!desktop || signal(m_adapter->processId(), SIGSTOP));
    QVERIFY(!server || signal(m_office.serverProcess(), SIGSTOP));
    QVERIFY(order(before + 1));
    QTest::qWait(static_cast<int>(longerThanIsWaited().count()));
    if (desktop)
        QVERIFY2(!isSent(before + 1), "it did not stand still");
    QVERIFY(!server || signal(m_office.serverProcess(), SIGCONT));
    QVERIFY(!desktop || signal(m_adapter->processId(), SIGCONT));
    QTRY_VERIFY_WITH_TIMEOUT(isSent(before) && isSent(before + 1), 90'000);
    QVERIFY2(m_adapter->isRunning(), m_adapter->errors().constData());
}

void AdapterSuspendTest::allCameOnceAndTheStoresAreWhole()
{
    QVERIFY(signal(m_adapter->processId(), SIGTERM) && m_adapter->finish());
    const CommandRun taken = m_office.at(FinanceMailRoom, {u"adapter"_s, u"--once"_s, u"--folder"_s, in({})});
    QVERIFY2(taken.status == 0, taken.said().constData());
    QStringList titles;
    for (const QString &envelope : namesIn(in(u"in"_s)))
        titles.append(jsonOf(in(u"in/"_s + envelope + u"/verdict.json"_s)).value(u"title"_s).toString());
    titles.sort();
    QStringList expected;
    for (const int serial : std::as_const(m_orders))
        expected.append(u"关于系统对接的第%1号通知"_s.arg(serial));
    expected.sort();
    QCOMPARE(titles, expected);
    QCOMPARE(namesIn(out(u"out"_s)), QStringList());
    QCOMPARE(namesIn(out(u"failed"_s)), QStringList());
    for (const QString &name : {SenderMailRoom, FinanceMailRoom}) {
        const CommandRun verified = m_office.at(name, {u"journal"_s, u"verify"_s});
        QVERIFY2(verified.status == 0, verified.said().constData());
    }
    m_office.stopServer();
    const auto folder = server::ServerFolder::open(m_office.serverFolder());
    VERIFY_DONE(folder);
    const auto report = server::verify(*folder, SystemClock());
    VERIFY_DONE(report);
    QCOMPARE(report->faults.join(u'\n'), QString());
    QCOMPARE(qsizetype(report->envelopes), m_orders.size());
}

QTEST_GUILESS_MAIN(AdapterSuspendTest)
#include "AdapterSuspendTest.moc"
