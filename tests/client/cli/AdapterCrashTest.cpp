// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"
#include "tests/client/cli/ForeignSystem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

const QString SenderMailRoom = u"市政府办/mailroom"_s;
const QString FinanceMailRoom = u"市财政局/mailroom"_s;
constexpr unsigned Seed = 20261130;

} // namespace

/// Whichever call to the disk is the last of an adapter's round, or fails: afterwards every order went out once, every
/// document was handed over once, and every request was answered once.
class AdapterCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsLostOrDoneTwice_data();
    void nothingIsLostOrDoneTwice();
    void cleanupTestCase();

private:
    /// A round that goes through.
    CommandRun round(const QString &name, const QString &folder) const;
    /// A round in which something goes wrong at a call chosen at random.
    void brokenRound(const QString &name, const QString &folder, faults::FaultPlan::Kind kind, qint64 &calls);
    /// What a system does with arrivals: takes each away and asks that it is signed for.
    void takeArrivals();
    int points(int usual) const
    {
        return qEnvironmentVariableIntValue("WENYI_FAULT_POINTS") > 0
                   ? qEnvironmentVariableIntValue("WENYI_FAULT_POINTS")
                   : usual;
    }

    CommandOffice m_office;
    std::optional<ForeignSystem> m_system;
    std::unique_ptr<faults::FaultSwitch> m_faults;
    std::mt19937 m_random{Seed};
    QString m_out;
    QString m_in;
    qint64 m_outCalls = 0; ///< How many calls the last round made that came through.
    qint64 m_inCalls = 0;
    int m_faultsSeen = 0;
    QStringList m_messages;
    QMap<QString, QString> m_taken; ///< Titles by envelope.
    QStringList m_takenTwice;
};

CommandRun AdapterCrashTest::round(const QString &name, const QString &folder) const
{
    return m_office.at(name, {u"adapter"_s, u"--once"_s, u"--folder"_s, folder});
}

void AdapterCrashTest::initTestCase()
{
    QVERIFY(m_office.startServer());
    QVERIFY(m_office.enrol());
    m_system.emplace(m_office);
    m_faults = std::make_unique<faults::FaultSwitch>(m_office.path(u"plan"_s));
    m_out = m_office.path(u"out-folder"_s);
    m_in = m_office.path(u"in-folder"_s);
    qputenv("WENYI_PIN", "135790");
    qputenv("WENYI_RESOURCES", WENYI_SOURCE_DIR "/resources");
    qputenv("LC_ALL", "C.UTF-8");
    QCOMPARE(round(SenderMailRoom, m_out).status, 0);
    QCOMPARE(round(FinanceMailRoom, m_in).status, 0);
    // One message without a fault tells how many calls there are.
    m_messages.append(u"oa-100"_s);
    QVERIFY(m_system->write(m_out + u"/out/100"_s, ForeignSystem::order(u"oa-100"_s, 100)));
    brokenRound(SenderMailRoom, m_out, faults::FaultPlan::Nothing, m_outCalls);
    brokenRound(FinanceMailRoom, m_in, faults::FaultPlan::Nothing, m_inCalls);
    takeArrivals();
    QCOMPARE(m_taken.size(), 1);
}

void AdapterCrashTest::brokenRound(
    const QString &name, const QString &folder, faults::FaultPlan::Kind kind, qint64 &calls)
{
    const auto [profile, member] = m_office.desktopOf(name);
    m_faults->set(kind, std::uniform_int_distribution<qint64>(0, calls)(m_random));
    faults::ChildProgram program(QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"),
        {u"adapter"_s, u"--once"_s, u"--folder"_s, folder, u"--profile"_s, profile, u"--member"_s, member.toString()},
        m_faults.get());
    (void)program.finish();
    m_faultsSeen += m_faults->faults() > 0 ? 1 : 0;
    if (m_faults->faults() == 0 && m_faults->calls() > 0)
        calls = m_faults->calls(); // It came through: so many there are.
}

void AdapterCrashTest::takeArrivals()
{
    for (const QString &envelope : namesIn(m_in + u"/in"_s)) {
        const QString folder = m_in + u"/in/"_s + envelope;
        const QJsonObject told = jsonOf(folder + u"/verdict.json"_s);
        if (m_taken.contains(envelope))
            m_takenTwice.append(envelope);
        m_taken.insert(envelope, told.value(u"title"_s).toString());
        // Whole, or it would not be there.
        QCOMPARE(contentOf(folder + u"/document.ofd"_s), m_system->ofd());
        QVERIFY(QFileInfo::exists(folder + u"/header.xml"_s));
        QCOMPARE(contentOf(folder + u"/attachments/附表.csv"_s), QByteArray("科目,金额\n"));
        QVERIFY(QDir(folder).removeRecursively());
        QVERIFY(writeDurably(m_in + u"/signfor/"_s + envelope, ""));
    }
}

void AdapterCrashTest::nothingIsLostOrDoneTwice_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("usual");
    QTest::newRow("killed") << int(faults::FaultPlan::Kill) << 3;
    QTest::newRow("a sync fails") << int(faults::FaultPlan::SyncOnce) << 1;
    QTest::newRow("the disk is full from then on") << int(faults::FaultPlan::DiskFull) << 1;
}

void AdapterCrashTest::nothingIsLostOrDoneTwice()
{
    QFETCH(int, kind);
    QFETCH(int, usual);
    const auto fault = static_cast<faults::FaultPlan::Kind>(kind);
    for (int point = 0; point < points(usual); ++point) {
        const int serial = 100 + static_cast<int>(m_messages.size());
        m_messages.append(u"oa-%1"_s.arg(serial));
        QVERIFY(m_system->write(
            m_out + u"/out/"_s + QString::number(serial), ForeignSystem::order(m_messages.last(), serial)));
        brokenRound(SenderMailRoom, m_out, fault, m_outCalls);
        const CommandRun sent = round(SenderMailRoom, m_out);
        QVERIFY2(sent.status == 0 && sent.json().value(u"failed"_s).toInt() == 0, sent.said().constData());
        QCOMPARE(namesIn(m_out + u"/out"_s), QStringList());
        brokenRound(FinanceMailRoom, m_in, fault, m_inCalls);
        takeArrivals();
        const CommandRun taken = round(FinanceMailRoom, m_in);
        QVERIFY2(taken.status == 0 && taken.json().value(u"failed"_s).toInt() == 0, taken.said().constData());
        takeArrivals();
    }
}

void AdapterCrashTest::cleanupTestCase()
{
    QCOMPARE(round(FinanceMailRoom, m_in).status, 0);
    takeArrivals();
    QCOMPARE(round(SenderMailRoom, m_out).status, 0);
    qInfo("%d faults over %lld messages, seed %u", m_faultsSeen, static_cast<long long>(m_messages.size()), Seed);
    QVERIFY(m_faultsSeen > m_messages.size() / 2);
    QCOMPARE(m_takenTwice, QStringList());
    QStringList titles = m_taken.values();
    titles.sort();
    QStringList expected;
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        expected.append(u"关于系统对接的第%1号通知"_s.arg(100 + i));
        QVERIFY(QFileInfo::exists(m_out + u"/sent/%1/order.json"_s.arg(100 + i)));
        const QJsonObject receipts = jsonOf(m_out + u"/receipts/"_s + m_messages.at(i) + u".json"_s);
        QCOMPARE(receipts.value(u"text"_s).toString(), u"1/1 已签收"_s);
    }
    expected.sort();
    QCOMPARE(titles, expected);
    QCOMPARE(namesIn(m_out + u"/failed"_s) + namesIn(m_in + u"/failed"_s), QStringList());
    QCOMPARE(namesIn(m_in + u"/answered"_s).size(), m_messages.size());
}

QTEST_GUILESS_MAIN(AdapterCrashTest)
#include "AdapterCrashTest.moc"
