// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/TestPostgres.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

/// That the benches run and say something sensible; how fast anything is depends on the machine and is not asked here.
class BenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typesetTellsEachPartAndThePages();
    void pagesTellsALongTextAndAKeystroke();
    void compareTellsEachPartAndWhatItFound();
    void officeComparesWithLibreOfficeOrSaysThatItIsNotThere();
    void journalTellsTheRatesOfAppendingTakingAndRebuilding();
    void trustTellsTheTimesOfAListAndTheRatesOfSignatures();
    void protectTellsTheTimesOfEveryWayAndOfOpenSsl();
    void exchangeTellsDocumentsASecondAndTheirTimes();
    void exchangeGoesThroughSeveralServersOnOnePostgres();
    void exchangeTellsWhatDesktopsOnlineHold();
    void exchangeTellsWhatAnEnvelopeCostsWithOthersStored();
    void exchangeTellsHowLongIsWaitedBesideAFlooder();
    void syncTellsWhenRecordsAndTitlesAreThere();
    void listAndClientOpenTheMainWindowOverAsManyRecordsAsAsked();
    void aFolderIsUsedAgainAndOnlyWhatIsMissingIsAppended();
    void aBenchWithoutANameIsAWrongCall();

private:
    QJsonObject bench(const QStringList &arguments);
    /// With a port that is likely free.
    QJsonObject exchange(const QStringList &arguments)
    {
        return bench(QStringList{u"exchange"_s, u"--rounds"_s, u"1"_s, u"--port"_s,
                         QString::number(QRandomGenerator::global()->bounded(15'000, 32'000))}
                     + arguments);
    }

    QTemporaryDir m_folder;
};

namespace {

bool isSane(const QJsonValue &series, double most)
{
    const QJsonObject figures = series.toObject();
    const double median = figures.value(u"median"_s).toDouble();
    return figures.value(u"rounds"_s).toInt() > 0 && figures.value(u"least"_s).toDouble() <= median
           && median <= figures.value(u"most"_s).toDouble() && median > 0 && median < most;
}

constexpr double Minute = 60'000;          // ms
constexpr double MostEntries = 10'000'000; // a second
constexpr double MostMemory = 8'000;       // MB

} // namespace

QJsonObject BenchTest::bench(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WENYI_RESOURCES"_s, QStringLiteral(WENYI_SOURCE_DIR "/resources"));
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"), QStringList{u"bench"_s, u"--json"_s} + arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

void BenchTest::compareTellsEachPartAndWhatItFound()
{
    const QJsonObject figures = bench({u"compare"_s, u"--rounds"_s, u"2"_s, u"--pages"_s, u"20"_s});
    QVERIFY(figures.value(u"pages"_s).toInt() >= 20);
    QVERIFY(figures.value(u"insertions"_s).toInt() > 10);
    QVERIFY(figures.value(u"moves"_s).toInt() > 0);
    for (const QString &part : {u"compareMs"_s, u"trackMs"_s, u"setMs"_s})
        QVERIFY2(isSane(figures.value(part), Minute), qPrintable(part));
}

void BenchTest::typesetTellsEachPartAndThePages()
{
    const QJsonObject figures = bench({u"typeset"_s, u"--rounds"_s, u"2"_s});
    QVERIFY(figures.value(u"pages"_s).toInt() >= 5);
    for (const QString &part : {u"importMs"_s, u"scenesMs"_s, u"ofdMs"_s, u"pdfMs"_s, u"wholeMs"_s})
        QVERIFY2(isSane(figures.value(part), Minute), qPrintable(part));
    QVERIFY(!figures.value(u"circumstances"_s).toObject().value(u"build"_s).toString().isEmpty());
}

void BenchTest::pagesTellsALongTextAndAKeystroke()
{
    const QJsonObject figures = bench({u"pages"_s, u"--pages"_s, u"30"_s, u"--draft"_s, u"8"_s, u"--rounds"_s, u"1"_s});
    QVERIFY(figures.value(u"long"_s).toObject().value(u"pages"_s).toInt() >= 30);
    for (const QString &part : {u"keystroke"_s, u"tenth"_s, u"long"_s})
        QVERIFY2(isSane(figures.value(part).toObject().value(u"ms"_s), Minute), qPrintable(part));
    QVERIFY(figures.value(u"peakMb"_s).toDouble() > 1);
}

void BenchTest::officeComparesWithLibreOfficeOrSaysThatItIsNotThere()
{
    const QStringList arguments{u"office"_s, u"--files"_s, u"2"_s, u"--rounds"_s, u"1"_s};
    const bool installed = !QStandardPaths::findExecutable(u"soffice"_s).isEmpty()
                           || !QStandardPaths::findExecutable(u"libreoffice"_s).isEmpty();
    if (!installed) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"LibreOffice"_s));
        const QJsonObject refused = bench(arguments).value(u"refused"_s).toObject();
        QCOMPARE(refused.value(u"reason"_s).toString(), u"import.office-missing"_s);
        return;
    }
    const QJsonObject figures = bench(arguments);
    for (const QString &part : {u"ownMs"_s, u"ownCommandsMs"_s, u"officeOneMs"_s, u"officeEachMs"_s})
        QVERIFY2(isSane(figures.value(part), Minute), qPrintable(part));
    const double one = figures.value(u"officeOneMs"_s).toObject().value(u"median"_s).toDouble();
    const double own = figures.value(u"ownMs"_s).toObject().value(u"median"_s).toDouble();
    QCOMPARE(figures.value(u"ratio"_s).toDouble(), one / own);
}

void BenchTest::journalTellsTheRatesOfAppendingTakingAndRebuilding()
{
    const QJsonObject figures = bench({u"journal"_s, u"--entries"_s, u"40"_s, u"--rounds"_s, u"2"_s});
    QCOMPARE(figures.value(u"entries"_s).toInt(), 40);
    for (const QString &part : {u"appendPerSecond"_s, u"takePerSecond"_s, u"rebuildPerSecond"_s})
        QVERIFY2(isSane(figures.value(part).toObject().value(u"elapsed"_s), MostEntries), qPrintable(part));
}

void BenchTest::trustTellsTheTimesOfAListAndTheRatesOfSignatures()
{
    const QJsonObject figures =
        bench({u"trust"_s, u"--entries"_s, u"300"_s, u"--pages"_s, u"3"_s, u"--rounds"_s, u"1"_s});
    QCOMPARE(figures.value(u"entries"_s).toInt(), 300);
    QVERIFY(figures.value(u"pages"_s).toInt() >= 3);
    for (const QString &part : {u"loadMs"_s, u"lookupNs"_s, u"deltaMs"_s, u"verifyUs"_s, u"documentMs"_s})
        QVERIFY2(isSane(figures.value(part), Minute), qPrintable(part));
    for (const QString &part : {u"signPerSecond"_s, u"verifyPerSecond"_s}) {
        const QJsonObject rates = figures.value(part).toObject();
        QVERIFY2(isSane(rates.value(u"own"_s), MostEntries), qPrintable(part));
        QVERIFY2(isSane(rates.value(u"openssl"_s), MostEntries), qPrintable(part));
        QVERIFY2(rates.value(u"ratio"_s).toDouble() > 0.1, qPrintable(part));
    }
}

void BenchTest::protectTellsTheTimesOfEveryWayAndOfOpenSsl()
{
    const QJsonObject figures = bench({u"protect"_s, u"--size"_s, u"1"_s, u"--rounds"_s, u"1"_s});
    QCOMPARE(figures.value(u"sizeMb"_s).toInt(), 1);
    QVERIFY(figures.value(u"peakMb"_s).toDouble() > 3);
    for (const QString &part : {u"opensslProtectMs"_s, u"opensslUnprotectMs"_s})
        QVERIFY2(isSane(figures.value(part), Minute), qPrintable(part));
    const QJsonArray ways = figures.value(u"ways"_s).toArray();
    QCOMPARE(ways.last().toObject().value(u"cipher"_s).toString(), u"OpenSSL"_s);
    for (const auto &way : ways) {
        QVERIFY(isSane(way.toObject().value(u"protectMs"_s), Minute));
        QVERIFY(isSane(way.toObject().value(u"unprotectMs"_s), Minute));
        QVERIFY(way.toObject().value(u"protectRatio"_s).toDouble() > 0);
        QVERIFY(way.toObject().value(u"unprotectRatio"_s).toDouble() > 0);
    }
}

void BenchTest::syncTellsWhenRecordsAndTitlesAreThere()
{
    const QJsonObject figures = bench({u"sync"_s, u"--records"_s, u"30"_s, u"--bodies"_s, u"5"_s, u"--size"_s,
        u"2000"_s, u"--port"_s, QString::number(QRandomGenerator::global()->bounded(15'000, 32'000))});
    QCOMPARE(figures.value(u"records"_s).toInt(), 30);
    const double first = figures.value(u"firstMs"_s).toDouble();
    const double titles = figures.value(u"titlesMs"_s).toDouble();
    QVERIFY2(first > 0 && first <= titles, QByteArray::number(first).constData());
    QVERIFY(titles <= figures.value(u"wholeMs"_s).toDouble());
    QVERIFY(figures.value(u"bodiesMegabytesPerSecond"_s).toDouble() > 0);
}

void BenchTest::exchangeTellsDocumentsASecondAndTheirTimes()
{
    const QJsonObject result = bench({u"exchange"_s, u"--documents"_s, u"20"_s, u"--single"_s, u"5"_s, u"--large"_s,
        u"2"_s, u"--large-single"_s, u"1"_s, u"--large-size"_s, u"600000"_s, u"--rounds"_s, u"2"_s, u"--port"_s,
        QString::number(QRandomGenerator::global()->bounded(15'000, 32'000))});
    QVERIFY(isSane(result.value(u"documents"_s), MostEntries));
    QVERIFY(isSane(result.value(u"disk"_s), MostEntries));
    QVERIFY(isSane(result.value(u"store"_s), MostEntries));
    QVERIFY(isSane(result.value(u"accept"_s), Minute));
    QVERIFY(isSane(result.value(u"endToEnd"_s), Minute));
    QVERIFY(isSane(result.value(u"large"_s), MostEntries));
    QVERIFY(isSane(result.value(u"single"_s), MostEntries));
    QVERIFY(isSane(result.value(u"largeSingle"_s), MostEntries));
}

void BenchTest::exchangeGoesThroughSeveralServersOnOnePostgres()
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

void BenchTest::exchangeTellsWhatDesktopsOnlineHold()
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

void BenchTest::exchangeTellsWhatAnEnvelopeCostsWithOthersStored()
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

void BenchTest::exchangeTellsHowLongIsWaitedBesideAFlooder()
{
    const QJsonObject result = exchange({u"--flooder"_s, u"--single"_s, u"10"_s});
    for (const QString &part : {u"quietMs"_s, u"quiet99Ms"_s, u"floodedMs"_s, u"flooded99Ms"_s})
        QVERIFY2(isSane(result.value(part), Minute), qPrintable(part));
    QVERIFY(result.value(u"ratio99"_s).toDouble() > 0);
    QVERIFY(result.value(u"answered"_s).toInteger() > 0);
}

void BenchTest::listAndClientOpenTheMainWindowOverAsManyRecordsAsAsked()
{
    const QStringList store{u"--dir"_s, m_folder.path(), u"--records"_s, u"130"_s, u"--rounds"_s, u"1"_s};
    const QJsonObject list = bench(QStringList{u"list"_s} + store);
    QCOMPARE(list.value(u"records"_s).toInt(), 130);
    for (const QString &part : {u"emptyMs"_s, u"listMs"_s, u"emptyAgainMs"_s, u"listAgainMs"_s, u"firstPageMs"_s})
        QVERIFY2(isSane(list.value(part), Minute), qPrintable(part));
    const QJsonObject client = bench(QStringList{u"client"_s} + store);
    for (const QString &point : {u"list"_s, u"preview"_s, u"editor"_s})
        QVERIFY2(isSane(client.value(point).toObject().value(u"residentMb"_s), MostMemory), qPrintable(point));
}

void BenchTest::aFolderIsUsedAgainAndOnlyWhatIsMissingIsAppended()
{
    const QJsonObject list =
        bench({u"list"_s, u"--dir"_s, m_folder.path(), u"--records"_s, u"140"_s, u"--rounds"_s, u"1"_s});
    QCOMPARE(list.value(u"records"_s).toInt(), 140);
}

void BenchTest::aBenchWithoutANameIsAWrongCall()
{
    QCOMPARE(QProcess::execute(QStringLiteral(WENYI_BUILD_DIR "/client/cli/wenyictl"), {u"bench"_s}), 2);
}

QTEST_GUILESS_MAIN(BenchTest)
#include "BenchTest.moc"
