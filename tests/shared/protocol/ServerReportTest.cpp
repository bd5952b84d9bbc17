// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ServerReport.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace Qt::StringLiterals;

/// What a server tells its administrator, as bytes.
class ServerReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReportComesBackAsItWas();
    void aFigureThatIsNotToldIsNothing();
    void aCutReportIsRefused();
    void anAlteredReportIsRefusedOrAnotherReport();
    void momentsThatCannotBeAreRefused();
    void aReportOverItsBoundIsNotWritten();
    void whereManyOweMuchTheReportTellsHowMuchAlone();

private:
    static ServerReport report()
    {
        const Instant now = instantFromMilliseconds(1'795'000'000'000);
        ServerReport report;
        report.at = now;
        report.startedAt = now - std::chrono::hours(3);
        report.ailment = "backup.old";
        report.figures = {{"freeBytes", 1'000'000}, {"storeBytes", 17}, {"odd", -3}};
        report.refusals = {{"session.not-admitted", 2}};
        report.desktops = {{DesktopId(u"zfb-1"_s), UnitCode(u"ZFB"_s), now, 3, 4, 5}};
        report.units = {{UnitCode(u"ZFB"_s), {1, 2, 3, 4}, now, 5, now, 6, {{UnitCode(u"CZJ"_s), 5, now}}},
            {UnitCode(u"CZJ"_s), {}, {}, 0, {}, 0}};
        report.samples = {{1, now, 2, 3, 4, 5, 6, 7, 8, 9}, {2, now, 0, 0, 0, 0, 0, 0, 0, 0}};
        return report;
    }
};

void ServerReportTest::aReportComesBackAsItWas()
{
    for (const ServerReport &told : {report(), ServerReport()}) {
        const auto bytes = told.toBytes();
        QVERIFY(bytes);
        const auto read = ServerReport::fromBytes(*bytes);
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QVERIFY(*read == told);
    }
}

void ServerReportTest::aFigureThatIsNotToldIsNothing()
{
    QCOMPARE(report().figure("storeBytes").value_or(0), 17);
    QVERIFY(!report().figure("none"));
}

void ServerReportTest::aCutReportIsRefused()
{
    const QByteArray bytes = *report().toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!ServerReport::fromBytes(QByteArrayView(bytes).first(size)));
    QVERIFY(!ServerReport::fromBytes(bytes + 'x'));
}

void ServerReportTest::anAlteredReportIsRefusedOrAnotherReport()
{
    const QByteArray bytes = *report().toBytes();
    for (qsizetype at = 0; at < bytes.size() * 8; ++at) {
        QByteArray altered = bytes;
        altered[at / 8] = static_cast<char>(altered[at / 8] ^ (1 << (at % 8)));
        const auto read = ServerReport::fromBytes(altered);
        if (!read)
            continue;
        QVERIFY(!(*read == report()));
        QCOMPARE(*read->toBytes(), altered); // Names twice, or in another order, would not come back.
    }
}

void ServerReportTest::momentsThatCannotBeAreRefused()
{
    for (const qint64 moment : {qint64(-1), qint64(253'402'300'800'000), std::numeric_limits<qint64>::max()}) {
        ServerReport told = report();
        told.units[0].owedSince = instantFromMilliseconds(moment);
        const auto read = ServerReport::fromBytes(*told.toBytes());
        QVERIFY2(!read, QByteArray::number(moment).constData());
        QCOMPARE(read.error().reason, QByteArray("report.time"));
    }
}

void ServerReportTest::aReportOverItsBoundIsNotWritten()
{
    ServerReport told = report();
    const DesktopLine line{DesktopId(QString(400, u'x')), UnitCode(u"ZFB"_s), told.at, 0, 0, 0};
    told.desktops = QList<DesktopLine>(ReportLines, line);
    const auto bytes = told.toBytes();
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().reason, QByteArray("report.size"));
}

void ServerReportTest::whereManyOweMuchTheReportTellsHowMuchAlone()
{
    ServerReport told = report();
    QVERIFY(told.toFittingBytes().value() == told.toBytes().value());
    UnitLine line = told.units.first();
    line.owedTo = QList<OwedLine>(OwedLines, OwedLine{UnitCode(u"CZJ-0001"_s), 7, told.at});
    told.units = QList<UnitLine>(ReportLines, line);
    QVERIFY(!told.toBytes());
    const auto bytes = told.toFittingBytes();
    QVERIFY2(bytes, bytes ? "" : bytes.error().reason.constData());
    const auto read = ServerReport::fromBytes(*bytes);
    QVERIFY2(read, read ? "" : read.error().reason.constData());
    QCOMPARE(read->units.size(), ReportLines);
    QCOMPARE(read->units.last().owed, line.owed);
    QVERIFY(read->units.last().owedTo.isEmpty());
}

QTEST_GUILESS_MAIN(ServerReportTest)
#include "ServerReportTest.moc"
