// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/CommandAnswers.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// `wenyictl numbers`: an office goes on behind the numbers that it gave on paper. The town has one desktop, and needs
/// no server to confirm a series.
class NumbersCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersGoOnBehindPaperAndBeginAnewWithATerm();
    void whatCannotBeDoneIsRefused_data();
    void whatCannotBeDoneIsRefused();

private:
    static QJsonObject seriesIn(const CommandRun &run, const QString &name);

    CommandOffice m_office;
};

QJsonObject NumbersCommandTest::seriesIn(const CommandRun &run, const QString &name)
{
    for (const auto &value : run.json().value(u"series"_s).toArray()) {
        if (value.toObject().value(u"series"_s).toString() == name)
            return value.toObject();
    }
    return {};
}

void NumbersCommandTest::ordersGoOnBehindPaperAndBeginAnewWithATerm()
{
    const QString orders = u"orders"_s;
    const CommandRun before = m_office.at(TownMailRoom, {u"numbers"_s});
    QVERIFY2(before.status == 0, before.said().constData());
    QVERIFY(!seriesIn(before, orders).contains(u"next"_s));
    QVERIFY(seriesIn(before, u"documents"_s).contains(u"year"_s));
    const QStringList goOn{u"numbers"_s, u"--series"_s, orders, u"--last"_s};
    const CommandRun opened = m_office.at(TownMailRoom, goOn + QStringList{u"37"_s});
    QVERIFY2(opened.status == 0, opened.said().constData());
    QCOMPARE(seriesIn(opened, orders).value(u"next"_s).toInt(), 38);
    QCOMPARE(seriesIn(opened, orders).value(u"term"_s).toInt(), 1);
    // Also once it is open: what came before has no document here, and the register says why.
    const CommandRun further = m_office.at(TownMailRoom, goOn + QStringList{u"40"_s});
    QVERIFY2(further.status == 0, further.said().constData());
    QCOMPARE(seriesIn(further, orders).value(u"next"_s).toInt(), 41);
    const QJsonObject gap = first(seriesIn(further, orders), u"gaps"_s);
    QCOMPARE(gap.value(u"first"_s).toInt(), 38);
    QCOMPARE(gap.value(u"last"_s).toInt(), 40);
    QVERIFY(!gap.value(u"reason"_s).toString().isEmpty());
    QCOMPARE(reasonOf(m_office.at(TownMailRoom, goOn + QStringList{u"12"_s})), u"series.taken"_s);
    const CommandRun term = m_office.at(TownMailRoom, {u"numbers"_s, u"--series"_s, orders, u"--new-term"_s});
    QVERIFY2(term.status == 0, term.said().constData());
    QCOMPARE(seriesIn(term, orders).value(u"next"_s).toInt(), 1);
    QCOMPARE(seriesIn(term, orders).value(u"term"_s).toInt(), 2);
}

void NumbersCommandTest::whatCannotBeDoneIsRefused_data()
{
    QTest::addColumn<QString>("desk");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("reason");
    QTest::newRow("by a clerk") << u"澄江镇/clerk"_s << QStringList{u"--series"_s, u"minutes"_s, u"--last"_s, u"3"_s}
                                << u"number.role"_s;
    QTest::newRow("an unknown series") << TownMailRoom << QStringList{u"--series"_s, u"letters"_s, u"--last"_s, u"3"_s}
                                       << u"number.no-such-series"_s;
    QTest::newRow("a term of a yearly series")
        << TownMailRoom << QStringList{u"--series"_s, u"minutes"_s, u"--new-term"_s} << u"number.no-terms"_s;
}

void NumbersCommandTest::whatCannotBeDoneIsRefused()
{
    QFETCH(QString, desk);
    QFETCH(QStringList, arguments);
    const CommandRun run = m_office.at(desk, QStringList{u"numbers"_s} + arguments);
    QVERIFY2(run.status == 1, run.said().constData());
    QTEST(reasonOf(run), "reason");
}

QTEST_GUILESS_MAIN(NumbersCommandTest)
#include "NumbersCommandTest.moc"
