// SPDX-License-Identifier: GPL-3.0-or-later
#include "DocxSamples.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/docx/DocxExport.h"
#include "shared/document/docx/DocxImport.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

OfficialDocument notice()
{
    OfficialDocument document;
    document.kind = u"通知"_s;
    document.issuerMark = u"江阴市人民政府文件"_s;
    document.issuers = {u"江阴市人民政府"_s};
    document.number = u"澄政发〔2026〕1号"_s;
    document.title = u"关于开展安全生产检查的通知"_s;
    document.recipients = {u"各镇人民政府"_s};
    document.body = {Paragraph{u"现将有关事项通知如下。"_s}};
    document.signatories = {u"江阴市人民政府"_s};
    document.date = QDate(2026, 6, 18);
    return document;
}

} // namespace

/// Where the things of an exported docx stand on its pages.
class DocxPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartIsWellFormed();
    void pagesAreNumberedOnTheOuterSide();
    void aLettersFirstPageHasNoNumber();
    void pageNumbersAreNotToldAsLeft();
    void tablesOnTheirSideHavePagesOfTheirOwn();
    void aTableIsTurnedWhereItsColumnsNeedIt();
    void theImprintStandsOnTheAreasBottom();
    void aLettersImprintHasNeitherRulesNorPrinter();
    void severalIssuersShareAMark();
    void issuersOfAMarkMayBeChanged();
    void signersStandBesideTheNumber();
    void aTableOfOtherThingsStaysATable();
    void aLetterStandsBetweenItsLines();
    void aSecretDocumentSaysSo_data();
    void aSecretDocumentSaysSo();
};

void DocxPagesTest::everyPartIsWellFormed()
{
    const auto zip = archive::ZipFile::open(exportDocx(notice()).value());
    QVERIFY(zip);
    for (const QString &path : zip->paths()) {
        QProcess process;
        process.start(u"xmllint"_s, {u"--noout"_s, u"-"_s});
        QVERIFY2(process.waitForStarted(), "xmllint is missing, and ./test installs it");
        process.write(zip->read(path).value());
        process.closeWriteChannel();
        process.waitForFinished();
        QVERIFY2(process.exitCode() == 0, qPrintable(path + QString::fromUtf8(process.readAllStandardError())));
    }
}

/// 7.5: 4号 half-width 宋体 between dashes; on odd pages one character from the right, on even ones from the left.
void DocxPagesTest::pagesAreNumberedOnTheOuterSide()
{
    const QStringList lines = linesByPython(notice(),
        u"o.append(d.settings.odd_and_even_pages_header_footer)\ns=d.sections[0]\n"
        "o.append(s.different_first_page_header_footer)\n"
        "for f in (s.footer,s.even_page_footer):\n"
        " p=f.paragraphs[0]\n w='{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'\n"
        " o.append('%s|%s|%s|%s|%s' % (''.join(t.text for t in p._p.iter(w+'t')),\n"
        "  [x.get(w+'instr') for x in p._p.iter(w+'fldSimple')],p.alignment,\n"
        "  p.paragraph_format.left_indent.pt,p.paragraph_format.right_indent.pt))\n"
        "t=s.footer.paragraphs[0].style\n"
        "o.append('%s %s %s' % (t.name,t.font.name,t.font.size.pt))"_s);
    QCOMPARE(lines, (QStringList{u"True"_s, u"False"_s, u"— 1 —|[' PAGE ']|RIGHT (2)|0.0|14.0"_s,
                        u"— 1 —|[' PAGE ']|LEFT (0)|14.0|0.0"_s, u"公文页码 宋体 14.0"_s}));
}

/// 10.1.
void DocxPagesTest::aLettersFirstPageHasNoNumber()
{
    OfficialDocument letter = notice();
    letter.format = Format::Letter;
    const QStringList lines = linesByPython(letter,
        u"s=d.sections[0]\no.append(s.different_first_page_header_footer)\n"
        "o.append(repr(s.first_page_footer.paragraphs[0].text)+str(s.first_page_footer.is_linked_to_previous))\n"
        "o.append(s.footer.paragraphs[0].alignment)"_s);
    QCOMPARE(lines, (QStringList{u"True"_s, u"''False"_s, u"RIGHT (2)"_s}));
}

void DocxPagesTest::pageNumbersAreNotToldAsLeft()
{
    const auto imported = importDocx(exportDocx(notice()).value());
    QVERIFY(imported);
    QCOMPARE(imported->left(), QStringList());
    QVERIFY(std::ranges::none_of(
        imported->findings, [](const ImportFinding &finding) { return finding.reason == "import.header-footer"; }));
    // What a person wrote beside the number is.
    const QByteArray footer = "<w:x xmlns:w=\"w\"><w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t>"
                              "</w:r></w:p><w:p><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>2</w:t></w:r></w:fldSimple>"
                              "<w:r><w:t>draft</w:t></w:r></w:p><w:p><w:r><w:t>3</w:t></w:r></w:p></w:x>";
    const QByteArray text = "<w:d xmlns:w=\"w\"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:d>";
    const auto foreign =
        importDocx(archive::writeZip({{u"word/document.xml"_s, text}, {u"word/footer1.xml"_s, footer}}).value());
    QVERIFY(foreign);
    QStringList left;
    for (const ImportFinding &finding : foreign->findings) {
        if (finding.reason == "import.header-footer")
            left.append(finding.source);
    }
    QCOMPARE(left, (QStringList{u"2draft"_s, u"3"_s}));
}

/// The sections of a document: how their pages lie, their sizes in millimetres, and what stands in them.
static const QString sectionScript =
    u"w='{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'\nn=[]\n"
    "for e in d.element.body:\n"
    " t=''.join(x.text for x in e.iter(w+'t'))\n"
    " if t: n.append(t)\n"
    " if e.tag==w+'sectPr' or e.find(w+'pPr/'+w+'sectPr') is not None:\n"
    "  s=d.sections[len(o)]\n"
    "  o.append('%s %d %d %s %s' % (s.orientation,round(s.page_width.mm),\n"
    "   round((s.page_width-s.left_margin-s.right_margin)/36000),s.different_first_page_header_footer,','.join(n)))\n"
    "  n=[]\n"_s;

/// Clause 8.
void DocxPagesTest::tablesOnTheirSideHavePagesOfTheirOwn()
{
    OfficialDocument document;
    document.format = Format::Letter;
    const auto sideways = [](const QString &text) { return Table{{{text}}, 0, TableOrientation::Sideways}; };
    document.body = {Paragraph{u"a"_s}, sideways(u"b"_s), sideways(u"c"_s), Paragraph{u"d"_s},
        Table{{{u"e"_s}}, 0, TableOrientation::Upright}, sideways(u"f"_s)};
    const QStringList lines = linesByPython(document, sectionScript);
    QCOMPARE(lines, (QStringList{u"PORTRAIT (0) 210 156 True a"_s, u"LANDSCAPE (1) 297 225 False b,c"_s,
                        u"PORTRAIT (0) 210 156 False d,e"_s, u"LANDSCAPE (1) 297 225 False f"_s}));
    const auto imported = importDocx(exportDocx(document).value());
    QVERIFY(imported);
    QCOMPARE(imported->document.body, document.body);
    // Behind one, the document goes on upright.
    document.signatories = {u"g"_s};
    QCOMPARE(linesByPython(document, sectionScript).last(), u"PORTRAIT (0) 210 156 False g"_s);
    // A page number stays in its place on the paper: at the foot that is now at the left, read downwards.
    const QStringList numbers = linesByPython(document,
        u"w='{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'\n"
        "s=d.sections[1]\n"
        "for f in (s.footer,s.even_page_footer):\n"
        " t=f.tables[0]._tbl\n"
        " o.append('%s %s %s' % (next(t.iter(w+'textDirection')).get(w+'val'),\n"
        "  [(x.get(w+'tblpX'),x.get(w+'tblpY')) for x in t.iter(w+'tblpPr')],next(t.iter(w+'jc')).get(w+'val')))"_s);
    QCOMPARE(numbers, (QStringList{u"tbRl [('1387', '1587')] right"_s, u"tbRl [('1387', '1587')] left"_s}));
}

void DocxPagesTest::aTableIsTurnedWhereItsColumnsNeedIt()
{
    const auto isTurned = [](qsizetype columns, const QString &text, const QStringList &signatories) {
        OfficialDocument document;
        document.body = {Table{{QStringList(columns, text)}}};
        document.signatories = signatories;
        return textPart(document).contains("landscape");
    };
    QVERIFY(!isTurned(6, u"各镇人民政府"_s, {}));
    QVERIFY(isTurned(9, u"各镇人民政府"_s, {}));
    QVERIFY(!isTurned(9, u"3"_s, {}));
    QVERIFY(!isTurned(9, u"各镇人民政府"_s, {u"市政府"_s})); // They would be alone on their page.
}

/// The tables of a document: place, rules (sides with eighths of a point), and each paragraph with its style.
static const QString tableScript =
    u"w='{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'\n"
    "for t in d.tables:\n"
    " p=t._tbl.tblPr\n"
    " o.append(' '.join(k.replace(w,'')+'='+v for x in p.iter(w+'tblpPr') for k,v in sorted(x.attrib.items())))\n"
    " o.append(' '.join(x.tag.replace(w,'')+'='+x.get(w+'sz') for b in p.iter(w+'tblBorders') for x in b))\n"
    " for r in t.rows:\n"
    "  o.append('|'.join('/'.join(p.style.name+':'+p.text for p in c.paragraphs) for c in r.cells))\n"_s;

/// 7.4: over the area's bottom, between rules of 0.35 mm with one of 0.25 mm inside.
void DocxPagesTest::theImprintStandsOnTheAreasBottom()
{
    OfficialDocument document = notice();
    document.copyTo = {u"市委办公室"_s, u"市法院"_s};
    document.printer = u"江阴市人民政府办公室"_s;
    document.printDate = QDate(2026, 6, 19);
    QCOMPARE(linesByPython(document, tableScript),
        (QStringList{u"horzAnchor=page tblpX=1587 tblpYSpec=bottom vertAnchor=margin"_s, u"top=8 bottom=8 insideH=6"_s,
            u"抄送机关:抄送：市委办公室，市法院。"_s,
            u"印发机关和印发日期:江阴市人民政府办公室\t2026年6月19日印发"_s}));
    QCOMPARE(importDocx(exportDocx(document).value())->document, document);
}

/// 10.1.
void DocxPagesTest::aLettersImprintHasNeitherRulesNorPrinter()
{
    OfficialDocument letter = notice();
    letter.format = Format::Letter;
    letter.copyTo = {u"市委办公室"_s};
    letter.printer = u"江阴市人民政府办公室"_s;
    letter.printDate = QDate(2026, 6, 19);
    const QStringList lines = linesByPython(letter, tableScript).mid(3); // Behind its head.
    QCOMPARE(lines, (QStringList{u"horzAnchor=page tblpX=1587 tblpYSpec=bottom vertAnchor=margin"_s, QString(),
                        u"抄送机关:抄送：市委办公室。"_s}));
    QVERIFY(!textPart(letter).contains(u"印发"_s.toUtf8()));
    QCOMPARE(importDocx(exportDocx(letter).value())->document, letter);
}

static OfficialDocument jointNotice()
{
    OfficialDocument document = notice();
    document.issuers = {u"江阴市财政局"_s, u"江阴市人力资源和社会保障局"_s};
    document.issuerMark = u"江阴市财政局 江阴市人力资源和社会保障局文件"_s;
    document.signatories = document.issuers;
    return document;
}

/// 7.2.4: the names under each other in the order of the issuers, 文件 beside them in the middle of their height.
void DocxPagesTest::severalIssuersShareAMark()
{
    const OfficialDocument document = jointNotice();
    QCOMPARE(linesByPython(document, tableScript),
        (QStringList{QString(), QString(),
            u"联合发文机关:江阴市财政局/联合发文机关:江阴市人力资源和社会保障局|发文机关标志:文件"_s}));
    const QString xml = QString::fromUtf8(textPart(document));
    static const QRegularExpression column(u"<w:gridCol w:w=\"(\\d+)\"/>"_s);
    static const QRegularExpression size(u"<w:sz w:val=\"(\\d+)\"/>"_s);
    int width = 0;
    for (auto found = column.globalMatch(xml); found.hasNext();)
        width += found.next().captured(1).toInt();
    const int name = size.match(xml).captured(1).toInt();
    QVERIFY2(width > 7000 && width <= 8845 + 120, qPrintable(QString::number(width)));
    QVERIFY(name * 10 * 13 <= column.match(xml).captured(1).toInt());
    QCOMPARE(xml.count(u"<w:vAlign w:val=\"center\"/>"_s), 2);
    const auto imported = importDocx(exportDocx(document).value());
    QVERIFY(imported);
    QCOMPARE(imported->document, document);
}

void DocxPagesTest::issuersOfAMarkMayBeChanged()
{
    const auto zip = archive::ZipFile::open(exportDocx(jointNotice()).value());
    QVERIFY(zip);
    QList<archive::ArchiveEntry> entries;
    for (const QString &path : zip->paths()) {
        QByteArray bytes = zip->read(path).value();
        if (path == u"word/document.xml")
            bytes.replace(u"江阴市财政局"_s.toUtf8(), u"江阴市教育局"_s.toUtf8());
        entries.append({path, bytes});
    }
    const auto imported = importDocx(archive::writeZip(entries).value());
    QVERIFY(imported);
    QCOMPARE(imported->document.issuers, (QStringList{u"江阴市教育局"_s, u"江阴市人力资源和社会保障局"_s}));
    QCOMPARE(imported->document.issuerMark, u"江阴市教育局江阴市人力资源和社会保障局文件"_s);
}

/// 7.2.5, 7.2.6: the number on the last line of the signers, over the red line.
void DocxPagesTest::signersStandBesideTheNumber()
{
    OfficialDocument document = notice();
    document.signers = {u"沈国栋"_s, u"周敏"_s, u"顾长根"_s};
    QCOMPARE(linesByPython(document, tableScript),
        (QStringList{QString(), QString(), u"发文字号:澄政发〔2026〕1号|签发人:签发人：沈国栋　周敏"_s, u"顾长根"_s}));
    const QByteArray xml = textPart(document);
    QCOMPARE(xml.count("<w:vAlign w:val=\"bottom\"/>"), 2);
    QVERIFY(xml.indexOf("FF0000") > xml.indexOf("</w:tbl>"));
    QCOMPARE(importDocx(exportDocx(document).value())->document, document);
}

void DocxPagesTest::aTableOfOtherThingsStaysATable()
{
    const auto zip = archive::ZipFile::open(exportDocx(notice()).value());
    QVERIFY(zip);
    QByteArray xml = zip->read(u"word/document.xml"_s).value();
    const qsizetype number = xml.indexOf(u"澄政发"_s.toUtf8());
    const qsizetype begin = xml.lastIndexOf("<w:p>", number);
    const qsizetype end = xml.indexOf("</w:p>", number) + 6;
    const QByteArray cell = "<w:tc>" + xml.mid(begin, end - begin) + "</w:tc>";
    const auto importedWith = [&](const QByteArray &cells) {
        QList<archive::ArchiveEntry> entries;
        QByteArray changed = xml;
        changed.replace(begin, end - begin, "<w:tbl><w:tr>" + cells + "</w:tr></w:tbl>");
        for (const QString &path : zip->paths())
            entries.append({path, path == u"word/document.xml" ? changed : zip->read(path).value()});
        return importDocx(archive::writeZip(entries).value()).value().document;
    };
    QCOMPARE(importedWith(cell).number, notice().number);
    const OfficialDocument other = importedWith(cell + "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>");
    QVERIFY(other.number.isEmpty());
    QVERIFY(std::holds_alternative<Table>(other.body.first()));
}

/// 10.1: the mark 30 mm from the paper's top, lines of 170 mm; the marks at the left, the number at the right.
void DocxPagesTest::aLetterStandsBetweenItsLines()
{
    OfficialDocument letter = notice();
    letter.format = Format::Letter;
    letter.urgency = u"特急"_s;
    QCOMPARE(
        linesByPython(letter, tableScript), (QStringList{u"horzAnchor=page tblpX=1134 tblpY=1701 vertAnchor=page"_s,
                                                QString(), u"发文机关标志:江阴市人民政府文件/Normal:"_s, QString(),
                                                QString(), u"紧急程度:特急|发文字号:澄政发〔2026〕1号"_s}));
    static const QRegularExpression lines(
        u"<w:top w:val=\"single\" w:sz=\"(\\d+)\"[^>]*FF0000\"/><w:bottom w:val=\"single\" w:sz=\"(\\d+)\""_s);
    const auto upper = lines.match(QString::fromUtf8(textPart(letter)));
    QCOMPARE(upper.capturedTexts().mid(1), (QStringList{u"23"_s, u"9"_s})); // 上粗下细
    const QByteArray foot = partOf(letter, u"word/footer5.xml"_s);
    const auto lower = lines.match(QString::fromUtf8(foot));
    QCOMPARE(lower.capturedTexts().mid(1), (QStringList{u"9"_s, u"23"_s})); // 上细下粗
    QVERIFY(foot.contains("w:tblpX=\"1134\" w:tblpY=\"15591\""));
    QCOMPARE(importDocx(exportDocx(letter).value())->document, letter);
}

void DocxPagesTest::aSecretDocumentSaysSo_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("document") << static_cast<int>(Format::Document);
    QTest::newRow("letter") << static_cast<int>(Format::Letter);
    QTest::newRow("order") << static_cast<int>(Format::Order);
    QTest::newRow("minutes") << static_cast<int>(Format::Minutes);
}

/// Decision 23: what is exported bears its marks on the first page, in their order and faces (7.2.1 to 7.2.3).
void DocxPagesTest::aSecretDocumentSaysSo()
{
    QFETCH(int, format);
    OfficialDocument document = notice();
    document.format = static_cast<Format>(format);
    const QString script = u"w='{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'\n"
                           "for p in d.element.body.iter(w+'p'):\n"
                           " s=d.styles.get_by_id(p.style,1)\n"
                           " t=''.join(x.text for x in p.iter(w+'t'))\n"
                           " if s.name in ('份号','密级和保密期限','紧急程度','公文标题'):\n"
                           "  o.append('%s %s %s' % (t,s.element.rPr.rFonts.get(w+'eastAsia'),s.font.size.pt))"_s;
    const QString title = u"关于开展安全生产检查的通知 方正小标宋简体 22.0"_s;
    QCOMPARE(linesByPython(document, script), QStringList{title});
    document.copyNumber = u"000001"_s;
    document.secrecy = u"机密★1年"_s;
    document.urgency = u"特急"_s;
    QCOMPARE(linesByPython(document, script),
        (QStringList{u"000001 仿宋_GB2312 16.0"_s, u"机密★1年 黑体 16.0"_s, u"特急 黑体 16.0"_s, title}));
    const auto imported = importDocx(exportDocx(document).value());
    QVERIFY(imported);
    QCOMPARE(imported->document.secrecy, document.secrecy);
    QCOMPARE(imported->document.copyNumber, document.copyNumber);
}

QTEST_GUILESS_MAIN(DocxPagesTest)
#include "DocxPagesTest.moc"
