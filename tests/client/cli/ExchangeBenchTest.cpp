// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/BenchRuns.h"
#include "tests/server/TestPostgres.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// That the benches with a server run and say something sensible, as BenchTest does of the others.
class ExchangeBenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exchangeTellsDocumentsASecondAndTheirTimes();
    void exchangeGoesThroughSeveralServersOnOnePostgres();
    void exchangeTellsWhatDesktopsOnlineHold();
    void exchangeTellsWhatAnEnvelopeCostsWithOthersStored();
    void exchangeTellsHowLongIsWaitedBesideAFlooder();
    void syncTellsWhenRecordsAndTitlesAreThere();

private:
    /// That is likely free.
    static QStringList port()
    {
        return {u"--port"_s, QString::number(QRandomGenerator::global()->bounded(15'000, 32'000))};
    }
    static QJsonObject exchange(const QStringList &arguments)
    {
        return bench(QStringList{u"exchange"_s, u"--rounds"_s, u"1"_s} + port() + arguments);
    }
};

void ExchangeBenchTest::exchangeTellsDocumentsASecondAndTheirTimes()
{
    const QStringList few{u"--documents"_s, u"20"_s, u"--single"_s, u"5"_s, u"--large"_s, u"2"_s, u"--large-single"_s,
        u"1"_s, u"--large-size"_s, u"600000"_s};
    const QJsonObject result = bench(QStringList{u"exchange"_s, u"--rounds"_s, u"2"_s} + port() + few);
    QVERIFY(isSane(result.value(u"documents"_s), MostEntries));
    QVERIFY(isSane(result.value(u"disk"_s), MostEntries));
    QVERIFY(isSane(result.value(u"store"_s), MostEntries));
    QVERIFY(isSane(result.value(u"accept"_s), Minute));
    QVERIFY(isSane(result.value(u"endToEnd"_s), Minute));
    QVERIFY(isSane(result.value(u"large"_s), MostEntries));
    QVERIFY(isSane(result.value(u"single"_s), MostEntries));
    QVERIFY(isSane(result.value(u"largeSingle"_s), MostEntries));
}

void ExchangeBenchTest::exchangeGoesThroughSeveralServersOnOnePostgres()
{
    if (!tests::TestPostgres::isBuiltIn())
        QSKIP("built without PostgreSQL");
    tests::TestPostgres postgres;
    QVERIFY2(postgres.fault().isEmpty(), qPrintable(postgres.fault()));
    const QJsonObject result = exchange({u"--postgres"_s, QString::fromLocal8Bit(postgres.newStore()), u"--servers"_s,
        u"2"_s, u"--documents"_s, u"20"_s, u"--single"_s, u"3"_s, u"--large"_s, u"1"_s, u"--large-single"_s, u"1"_s,
        u"--large-size"_s, u"600000"_s});
    for (const QString &part : {u"documents"_s, u"single"_s, u"accept"_s, u"endToEnd"_s, u"large"_s})
        QVERIFY2(isSane(result.value(part), MostEntries), qPrintable(part));
    // Its files are PostgreSQL's.
    QCOMPARE(result.value(u"store"_s).toObject().value(u"rounds"_s).toInt(), 0);
}

void ExchangeBenchTest::exchangeTellsWhatDesktopsOnlineHold()
{
    const QJsonObject result = exchange({u"--connections"_s, u"20"_s, u"--idle"_s, u"1"_s});
    QCOMPARE(result.value(u"connections"_s).toInt(), 20);
    const double empty = result.value(u"emptyMb"_s).toDouble();
    const double resident = result.value(u"residentMb"_s).toDouble();
    QVERIFY2(empty > 1 && empty <= resident && resident < MostMemory, QByteArray::number(resident).constData());
    QVERIFY(isSane(result.value(u"backSeconds"_s), Minute / 1000));
    QVERIFY(isSane(result.value(u"listeningSeconds"_s), Minute / 1000));
    QCOMPARE(result.value(u"idlePercent"_s).toObject().value(u"rounds"_s).toInt(), 1);
}

void ExchangeBenchTest::exchangeTellsWhatAnEnvelopeCostsWithOthersStored()
{
    const QJsonObject result = exchange({u"--stored"_s, u"1200"_s, u"--documents"_s, u"10"_s, u"--single"_s, u"3"_s});
    const QJsonArray levels = result.value(u"levels"_s).toArray();
    QCOMPARE(levels.size(), 2);
    QCOMPARE(levels.at(0).toObject().value(u"stored"_s).toInt(), 1000);
    QCOMPARE(levels.at(1).toObject().value(u"stored"_s).toInt(), 1200);
    QVERIFY(levels.at(0).toObject().value(u"fillUs"_s).toDouble() > 0);
    for (const auto &level : levels) {
        QVERIFY(isSane(level.toObject().value(u"documents"_s), MostEntries));
        for (const QString &part : {u"acceptMs"_s, u"afterStopMs"_s, u"afterKillMs"_s})
            QVERIFY2(isSane(level.toObject().value(part), Minute), qPrintable(part));
    }
}

void ExchangeBenchTest::exchangeTellsHowLongIsWaitedBesideAFlooder()
{
    const QJsonObject result = exchange({u"--flooder"_s, u"--single"_s, u"10"_s});
    for (const QString &part : {u"quietMs"_s, u"quiet99Ms"_s, u"floodedMs"_s, u"flooded99Ms"_s})
        QVERIFY2(isSane(result.value(part), Minute), qPrintable(part));
    QVERIFY(result.value(u"ratio99"_s).toDouble() > 0);
    QVERIFY(result.value(u"answered"_s).toInteger() > 0);
}

void ExchangeBenchTest::syncTellsWhenRecordsAndTitlesAreThere()
{
    const QStringList few{u"--records"_s, u"30"_s, u"--bodies"_s, u"5"_s, u"--size"_s, u"2000"_s};
    const QJsonObject figures = bench(QStringList{u"sync"_s} + port() + few);
    QCOMPARE(figures.value(u"records"_s).toInt(), 30);
    const double first = figures.value(u"firstMs"_s).toDouble();
    const double titles = figures.value(u"titlesMs"_s).toDouble();
    QVERIFY2(first > 0 && first <= titles, QByteArray::number(first).constData());
    QVERIFY(titles <= figures.value(u"wholeMs"_s).toDouble());
    QVERIFY(figures.value(u"bodiesMegabytesPerSecond"_s).toDouble() > 0);
}

QTEST_GUILESS_MAIN(ExchangeBenchTest)
#include "ExchangeBenchTest.moc"
