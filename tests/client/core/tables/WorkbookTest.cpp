// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/tables/Workbook.h"

#include "shared/archive/ZipFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// What is exported is read again here by its XML alone, not by the library that wrote it.
class WorkbookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellIsAText();
    void theHeaderStaysInView();
    void anEmptyTableIsAWorkbookToo();
    void whatIsNoTableIsRefused();
    void whatCannotBeWrittenLeavesWhatWasThere();

private:
    QString path(const QString &name = u"表.xlsx"_s) const { return m_folder.filePath(name); }
    static QByteArray part(const QString &file, const QString &name)
    {
        QFile read(file);
        if (!read.open(QIODevice::ReadOnly))
            return {};
        const auto zip = archive::ZipFile::open(read.readAll());
        return zip ? zip->read(name).value_or(QByteArray()) : QByteArray();
    }
    /// Cells by their places; a shared string is looked up.
    static QMap<QString, QString> cellsOf(const QString &file);
    static QByteArray reasonOf(const Result<void> &result) { return result ? QByteArray() : result.error().reason; }

    QTemporaryDir m_folder;
};

QMap<QString, QString> WorkbookTest::cellsOf(const QString &file)
{
    QStringList strings;
    QXmlStreamReader shared(part(file, u"xl/sharedStrings.xml"_s));
    while (!shared.atEnd()) {
        if (shared.readNext() == QXmlStreamReader::StartElement && shared.name() == u"t")
            strings.append(shared.readElementText());
    }
    QMap<QString, QString> cells;
    QXmlStreamReader page(part(file, u"xl/worksheets/sheet1.xml"_s));
    QString place;
    QString type;
    while (!page.atEnd()) {
        if (page.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (page.name() == u"c") {
            place = page.attributes().value("r"_L1).toString();
            type = page.attributes().value("t"_L1).toString();
        } else if (page.name() == u"f") {
            cells.insert(place, u"a formula"_s);
        } else if (page.name() == u"v") {
            const QString value = page.readElementText();
            cells.insert(place, type == u"s" ? strings.value(value.toInt()) : u"not a text: "_s + value);
        }
    }
    return page.hasError() || shared.hasError() ? QMap<QString, QString>{{u"broken"_s, {}}} : cells;
}

void WorkbookTest::everyCellIsAText()
{
    TableSheet plain{u"待办"_s, u"2件"_s, {u"标题"_s, u"编号"_s, u"说明"_s},
        {{u"=SUM(A1:A9)"_s, u"0012"_s, u"一行\n又一行"_s}, {u"+86"_s, u"@x"_s, u"<b>&"_s + QChar(1) + u"\"'"_s}}};
    QCOMPARE(reasonOf(writeWorkbook(path(), plain)), QByteArray());
    const QMap<QString, QString> expected{{u"A1"_s, u"待办"_s}, {u"A2"_s, u"2件"_s}, {u"A3"_s, u"标题"_s},
        {u"B3"_s, u"编号"_s}, {u"C3"_s, u"说明"_s}, {u"A4"_s, u"=SUM(A1:A9)"_s}, {u"B4"_s, u"0012"_s},
        {u"C4"_s, u"一行\n又一行"_s}, {u"A5"_s, u"+86"_s}, {u"B5"_s, u"@x"_s}, {u"C5"_s, u"<b>&\"'"_s}};
    QCOMPARE(cellsOf(path()), expected);
    // What a cell does not take is cut, and told so.
    plain.rows = {{QString(40'000, u'长'), {}, {}}};
    QCOMPARE(reasonOf(writeWorkbook(path(), plain)), QByteArray());
    QCOMPARE(cellsOf(path()).value(u"A4"_s).size(), 32'767);
    QVERIFY(cellsOf(path()).value(u"A4"_s).endsWith(u'…'));
}

void WorkbookTest::theHeaderStaysInView()
{
    const TableSheet sheet{u"[发文]/2026:*?登记簿"_s, {}, {u"编号"_s}, {{u"1"_s}}};
    QCOMPARE(reasonOf(writeWorkbook(path(), sheet)), QByteArray());
    const QByteArray page = part(path(), u"xl/worksheets/sheet1.xml"_s);
    QVERIFY2(page.contains("<pane ySplit=\"3\""), page.constData());
    QVERIFY(page.contains("<autoFilter ref=\"A3:A4\""));
    QVERIFY(page.contains("orientation=\"landscape\""));
    const QByteArray book = part(path(), u"xl/workbook.xml"_s);
    QVERIFY2(book.contains(u"name=\"发文2026登记簿\""_s.toUtf8()), book.constData());
    QVERIFY(book.contains("_xlnm.Print_Titles"));
}

void WorkbookTest::anEmptyTableIsAWorkbookToo()
{
    QCOMPARE(reasonOf(writeWorkbook(path(), {{}, {}, {u"标题"_s}, {}})), QByteArray());
    QCOMPARE(cellsOf(path()).value(u"A3"_s), u"标题"_s);
    QVERIFY(part(path(), u"xl/workbook.xml"_s).contains("name=\"Sheet1\""));
}

void WorkbookTest::whatIsNoTableIsRefused()
{
    QCOMPARE(reasonOf(writeWorkbook(path(u"none.xlsx"_s), {u"x"_s, {}, {}, {}})), QByteArray("table.columns"));
    QCOMPARE(reasonOf(writeWorkbook(path(u"none.xlsx"_s), {u"x"_s, {}, {u"a"_s, u"b"_s}, {{u"1"_s}}})),
        QByteArray("table.columns"));
    QVERIFY(!QFile::exists(path(u"none.xlsx"_s)));
}

void WorkbookTest::whatCannotBeWrittenLeavesWhatWasThere()
{
    const TableSheet sheet{u"x"_s, {}, {u"a"_s}, {{u"1"_s}}};
    QVERIFY(!reasonOf(writeWorkbook(path(u"nowhere/x.xlsx"_s), sheet)).isEmpty());
    // A folder of that name is no file to be replaced.
    QVERIFY(QDir().mkpath(path(u"folder.xlsx"_s)));
    QVERIFY(!reasonOf(writeWorkbook(path(u"folder.xlsx"_s), sheet)).isEmpty());
    QVERIFY(QFileInfo(path(u"folder.xlsx"_s)).isDir());
    QCOMPARE(reasonOf(writeWorkbook(path(u"twice.xlsx"_s), sheet)), QByteArray());
    QCOMPARE(reasonOf(writeWorkbook(path(u"twice.xlsx"_s), {u"y"_s, {}, {u"a"_s}, {}})), QByteArray());
    QCOMPARE(cellsOf(path(u"twice.xlsx"_s)).value(u"A1"_s), u"y"_s);
    QVERIFY(QDir(m_folder.path()).entryList({u"*.part"_s}, QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(WorkbookTest)
#include "WorkbookTest.moc"
