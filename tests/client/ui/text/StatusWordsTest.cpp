// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/StatusWords.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What an administrator is told of a server.
class StatusWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void healthIsToldWithWhatToSeeTo();
    void whatIsNotToldIsNotShown();
    void standbyAndBackupsAreTold_data();
    void standbyAndBackupsAreTold();
    void whatIsOwedIsToldWithItsAge();
    void aClockThatWasPutBackMakesNothingOlder();

private:
    static QString valueOf(const protocol::ServerReport &report, const QString &name)
    {
        for (const FigureWords &figure : figureWords(report)) {
            if (figure.name == name)
                return figure.value;
        }
        return {};
    }
    protocol::ServerReport report() const
    {
        protocol::ServerReport report;
        report.at = m_now;
        report.startedAt = m_now - 73h;
        return report;
    }

    const Instant m_now = instantFromMilliseconds(1'795'000'000'000);
    QTranslator m_translator;
};

void StatusWordsTest::initTestCase()
{
    QVERIFY(m_translator.load(u":/translations/wenyi_zh_CN.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&m_translator));
}

void StatusWordsTest::healthIsToldWithWhatToSeeTo()
{
    protocol::ServerReport told = report();
    QCOMPARE(healthWords(told), u"● 一切正常 · 已运行 3 天"_s);
    told.ailment = "backup.failed";
    QCOMPARE(healthWords(told), u"▲ 需要处理：最近一次备份失败 · 已运行 3 天"_s);
    told.ailment = "brand.new"; // Of a newer server: at least its key.
    QCOMPARE(healthWords(told), u"▲ 需要处理：brand.new · 已运行 3 天"_s);
}

void StatusWordsTest::whatIsNotToldIsNotShown()
{
    protocol::ServerReport told = report();
    QVERIFY(valueOf(told, u"磁盘剩余"_s).isEmpty());
    told.figures.insert("freeBytes", 3 << 20);
    told.figures.insert("retentionDays", 0);
    QCOMPARE(valueOf(told, u"磁盘剩余"_s), u"3.0 MB"_s);
    QCOMPARE(valueOf(told, u"保留期"_s), u"长期保留"_s);
    told.figures.insert("retentionDays", 90);
    QCOMPARE(valueOf(told, u"保留期"_s), u"90 天"_s);
    const auto damaged = u"启动以来发现的损坏内容"_s;
    QVERIFY(valueOf(told, damaged).isEmpty()); // An older server does not look.
    told.figures.insert("damagedBlobs", 0);
    QCOMPARE(valueOf(told, damaged), u"● 无"_s);
    told.figures.insert("damagedBlobs", 3);
    QCOMPARE(valueOf(told, damaged), u"▲ 3"_s);
}

void StatusWordsTest::standbyAndBackupsAreTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<protocol::NamedFigures>("figures");
    QTest::addColumn<QString>("words");
    using Figures = protocol::NamedFigures;
    const qint64 yesterday = toMilliseconds(m_now - 25h);
    QTest::newRow("no standby") << u"热备"_s << Figures{} << u"未设置"_s;
    QTest::newRow("level") << u"热备"_s << Figures{{"standbyFollowing", 1}, {"standbyMissingSets", 0}}
                           << u"● 正在跟随，数据齐全"_s;
    QTest::newRow("behind") << u"热备"_s
                            << Figures{{"standbyFollowing", 1}, {"standbyMissingSets", 4}, {"standbyBehindMs", 125'000}}
                            << u"● 正在跟随，落后 2 分钟"_s;
    QTest::newRow("missed") << u"热备"_s << Figures{{"standbyFollowing", 0}, {"standbyMissed", 1}} << u"▲ 未在跟随"_s;
    QTest::newRow("no backups") << u"定时备份"_s << Figures{} << u"未设置"_s;
    QTest::newRow("made") << u"定时备份"_s << Figures{{"backupFailed", 0}, {"backupMadeAt", yesterday}}
                          << u"● 1 天前"_s;
    QTest::newRow("old") << u"定时备份"_s << Figures{{"backupFailed", 0}, {"backupOld", 1}, {"backupMadeAt", yesterday}}
                         << u"▲ 1 天前"_s;
    QTest::newRow("failed") << u"定时备份"_s << Figures{{"backupFailed", 1}, {"backupMadeAt", yesterday}}
                            << u"▲ 最近一次失败；最新的备份：1 天前"_s;
    QTest::newRow("none yet") << u"定时备份"_s << Figures{{"backupFailed", 0}} << u"● 尚未备份过"_s;
}

void StatusWordsTest::standbyAndBackupsAreTold()
{
    QFETCH(QString, name);
    QFETCH(protocol::NamedFigures, figures);
    protocol::ServerReport told = report();
    told.figures = figures;
    QTEST(valueOf(told, name), "words");
}

void StatusWordsTest::whatIsOwedIsToldWithItsAge()
{
    protocol::UnitLine unit;
    QVERIFY(owedWords(unit, m_now).isEmpty());
    unit.owed = 3;
    unit.owedSince = m_now - 5h;
    QCOMPARE(owedWords(unit, m_now), u"3 件未签收，最早的已 5 小时"_s);
    QCOMPARE(ageWords(m_now - 49h, m_now), u"2 天"_s);
    QCOMPARE(ageWords(m_now + 1h, m_now), u"0 秒"_s);
}

void StatusWordsTest::aClockThatWasPutBackMakesNothingOlder()
{
    protocol::ServerReport told = report();
    told.startedAt = m_now + 3h;
    QCOMPARE(healthWords(told), u"● 一切正常 · 已运行 0 秒"_s);
    told.figures = {{"backupFailed", 0}, {"backupMadeAt", std::numeric_limits<qint64>::min()}};
    QVERIFY(!valueOf(told, u"定时备份"_s).isEmpty()); // What a server says is only words here.
}

QTEST_GUILESS_MAIN(StatusWordsTest)
#include "StatusWordsTest.moc"
