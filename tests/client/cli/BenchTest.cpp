// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/BenchRuns.h"

#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

/// That the benches run and say something sensible; how fast anything is depends on the machine and is not asked here.
/// Those with a server are ExchangeBenchTest's.
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
    void listAndClientOpenTheMainWindowOverAsManyRecordsAsAsked();
    void aFolderIsUsedAgainAndOnlyWhatIsMissingIsAppended();
    void aBenchWithoutANameIsAWrongCall();

private:
    QTemporaryDir m_folder;
};

void BenchTest::compareTellsEachPartAndWhatItFound()
{
    const QJsonObject figures = bench({u"compare"_s, u"--rounds"_s, u"1"_s, u"--pages"_s, u"20"_s});
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
