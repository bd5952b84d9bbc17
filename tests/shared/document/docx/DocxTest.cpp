// SPDX-License-Identifier: GPL-3.0-or-later
#include "DocxSamples.h"

#include "tests/shared/document/DocumentSamples.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/DocumentText.h"
#include "shared/document/docx/DocxExport.h"
#include "shared/document/docx/DocxImport.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

const QByteArray wordSpace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A docx as another program might write it, of the inside of w:body and further parts.
QByteArray foreignDocx(const QByteArray &body, const QList<archive::ArchiveEntry> &parts = {})
{
    QList<archive::ArchiveEntry> entries{
        {u"word/document.xml"_s, "<w:document " + wordSpace + "><w:body>" + body + "</w:body></w:document>"}};
    return archive::writeZip(entries + parts).value();
}

QByteArray paragraph(const QString &text, const QByteArray &properties = {})
{
    return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text.toUtf8() + "</w:t></w:r></w:p>";
}

QString randomText(QRandomGenerator &random)
{
    static const QString letters = u"关于通知一二（）、。1.：，;&<>\"' 年月日附件抄送𠮷Ab"_s;
    QString text = u"文"_s; // Never blank.
    for (int left = random.bounded(12); left > 0; --left) {
        const qsizetype at = random.bounded(letters.size());
        if (!letters.at(at).isSurrogate())
            text += letters.at(at);
    }
    return text;
}

QStringList randomTexts(QRandomGenerator &random)
{
    QStringList texts;
    for (int left = random.bounded(4); left > 0; --left)
        texts.append(randomText(random));
    return texts;
}

QList<Block> randomBody(QRandomGenerator &random)
{
    QList<Block> body;
    for (int left = random.bounded(8); left > 0; --left) {
        switch (random.bounded(4)) {
        case 0:
            body.append(Paragraph{randomText(random)});
            break;
        case 1:
            body.append(Heading{random.bounded(1, 5), randomText(random)});
            break;
        case 2:
            body.append(Picture{u"blob:%1"_s.arg(random.generate(), 0, 16)});
            break;
        default:
            body.append(Table{{{randomText(random), {}}, {randomText(random), randomText(random)}}, random.bounded(3),
                static_cast<TableOrientation>(random.bounded(3))});
        }
    }
    return body;
}

OfficialDocument randomDocument(QRandomGenerator &random)
{
    OfficialDocument document;
    document.format = static_cast<Format>(random.bounded(4));
    document.signing = static_cast<Signing>(random.bounded(3));
    document.kind = random.bounded(2) ? u"通知"_s : QString();
    for (QString *text : {&document.copyNumber, &document.secrecy, &document.urgency, &document.issuerMark,
             &document.number, &document.note, &document.printer})
        *text = random.bounded(2) ? randomText(random) : QString();
    document.title = randomText(random);
    for (QStringList *list : {&document.issuers, &document.signers, &document.recipients, &document.signatories,
             &document.attendees, &document.excused, &document.observers, &document.copyTo})
        *list = randomTexts(random);
    document.body = randomBody(random);
    for (int left = random.bounded(3); left > 0; --left)
        document.attachments.append({randomText(random), randomBody(random)});
    if (random.bounded(2))
        document.date = QDate(2000 + random.bounded(50), 1 + random.bounded(12), 1 + random.bounded(28));
    if (random.bounded(2))
        document.printDate = QDate(2000 + random.bounded(50), 1 + random.bounded(12), 1 + random.bounded(28));
    return document;
}

QStringList sourcesOf(const ImportedText &imported, const QByteArray &reason)
{
    QStringList sources;
    for (const ImportFinding &finding : imported.findings) {
        if (finding.reason == reason)
            sources.append(finding.source);
    }
    return sources;
}

} // namespace

class DocxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyElementComesBack();
    void everySampleTextComesBack_data();
    void everySampleTextComesBack();
    void anyDocumentComesBack();
    void theSameDocumentGivesTheSameBytes();
    void theMarkStandsOnOneLineOverItsRedLine();
    void columnsAreAsWideAsTheirTexts();
    void pythonReadsTheTextThatWeWrite();
    void readsWhatPythonWrites();
    void recognisesTheElementsOfAForeignDocx();
    void countsTheNumbersThatNoTextHolds();
    void takesInsertionsAndTellsDeletions();
    void keepsTablesWithTheirMergedColumns();
    void tellsWhatItLeaves();
    void guessesWhatWasAddedWithoutAStyle();
    void refusesHostileFiles_data();
    void refusesHostileFiles();
};

void DocxTest::everyElementComesBack()
{
    const auto docx = exportDocx(fullDocument());
    QVERIFY(docx);
    const auto imported = importDocx(*docx);
    QVERIFY(imported);
    QCOMPARE(imported->document, fullDocument());
    QVERIFY(imported->left().isEmpty());
}

void DocxTest::everySampleTextComesBack_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"jiangyin-2004-28.txt", "shantou-eleventh-plan.txt", "xuzhou-outline.txt"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void DocxTest::everySampleTextComesBack()
{
    QFETCH(QString, name);
    const auto text = importText(sampleText(name));
    QVERIFY(text);
    const auto docx = exportDocx(text->document);
    QVERIFY(docx);
    const auto imported = importDocx(*docx);
    QVERIFY(imported);
    QCOMPARE(textsOf(imported->document), textsOf(text->document));
    QCOMPARE(imported->document, text->document);
}

void DocxTest::anyDocumentComesBack()
{
    QRandomGenerator random(20261125);
    for (int i = 0; i < 300; ++i) {
        const OfficialDocument document = randomDocument(random);
        const auto imported = importDocx(exportDocx(document).value());
        QVERIFY(imported);
        QCOMPARE(textsOf(imported->document), textsOf(document));
        QCOMPARE(imported->document, document);
    }
}

void DocxTest::theSameDocumentGivesTheSameBytes()
{
    QCOMPARE(exportDocx(fullDocument()).value(), exportDocx(fullDocument()).value());
    OfficialDocument hidden = fullDocument();
    hidden.body.append(Paragraph{u"a\u202eb"_s});
    QCOMPARE(exportDocx(hidden).error().reason, QByteArray("document.docx-text"));
}

void DocxTest::pythonReadsTheTextThatWeWrite()
{
    const QStringList lines = linesByPython(fullDocument(),
        u"o=[p.style.name+'='+p.text for p in d.paragraphs]\n"
        "c=[c for t in d.tables for r in t.rows for c in r.cells]\n"
        "o+=[x.text for x in c]+[p.style.name+'='+p.text for x in c for p in x.paragraphs]"_s);
    for (const QString &line : {u"公文标题=关于开展安全生产检查的通知"_s, u"主送机关=各镇人民政府，市各直属单位："_s,
             u"一级标题=一、检查范围"_s, u"四级标题=（1）工矿企业"_s, u"公文正文=现将有关事项通知如下。"_s,
             u"成文日期=2004年6月18日"_s, u"抄送机关=抄送：市委办公室。"_s, u"澄江镇"_s, u"𠮷"_s})
        QVERIFY2(lines.contains(line), qPrintable(line));
}

void DocxTest::readsWhatPythonWrites()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"b.docx"_s);
    const QByteArray printed = python({u"import docx,sys\nd=docx.Document()\n"
                                       "d.add_paragraph('江阴市财政局关于报送预算的通知',style='Title')\n"
                                       "d.add_paragraph('各镇人民政府：')\nd.add_heading('总体要求',2)\n"
                                       "d.add_paragraph('请于月底前报送。')\nt=d.add_table(2,2)\n"
                                       "t.cell(0,0).text='单位'\nt.cell(1,1).text='3'\nd.save(sys.argv[1])"_s,
        path});
    if (printed.isEmpty())
        QFAIL("python3-docx is missing, and ./test installs it");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto imported = importFile(file.readAll());
    QVERIFY(imported);
    QCOMPARE(imported->document.title, u"江阴市财政局关于报送预算的通知"_s);
    QCOMPARE(imported->document.recipients, QStringList{u"各镇人民政府"_s});
    const QList<Block> body{
        Heading{2, u"总体要求"_s}, Paragraph{u"请于月底前报送。"_s}, Table{{{u"单位"_s, {}}, {{}, u"3"_s}}}};
    QCOMPARE(imported->document.body, body);
}

void DocxTest::recognisesTheElementsOfAForeignDocx()
{
    const auto imported = importDocx(
        foreignDocx(paragraph(u"江阴市财政局文件"_s) + paragraph(u"澄财发〔2026〕3号"_s)
                    + paragraph(u"关于印发《管理办法》的通知"_s) + paragraph(u"各镇人民政府、市各直属单位："_s)
                    + paragraph(u"现将《管理办法》印发给你们。"_s) + paragraph(u"江阴市财政局"_s)
                    + paragraph(u"二〇二六年三月五日"_s) + paragraph(u"附件"_s) + paragraph(u"管理办法"_s)
                    + paragraph(u"一、总则"_s)));
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.kind, u"通知"_s);
    QCOMPARE(document.number, u"澄财发〔2026〕3号"_s);
    QCOMPARE(document.recipients, (QStringList{u"各镇人民政府"_s, u"市各直属单位"_s}));
    QCOMPARE(document.date, QDate(2026, 3, 5));
    QCOMPARE(document.signatories, QStringList{u"江阴市财政局"_s});
    QCOMPARE(document.attachments, (QList<Attachment>{{u"管理办法"_s, {Heading{1, u"一、总则"_s}}}}));
}

void DocxTest::countsTheNumbersThatNoTextHolds()
{
    const QByteArray lists =
        "<w:numbering " + wordSpace + "><w:abstractNum w:abstractNumId=\"0\">"
        + u"<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText "
          u"w:val=\"%1、\"/></w:lvl>"
          "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText "
          "w:val=\"（%2）\"/></w:lvl>"
          "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>"_s
              .toUtf8()
        + "</w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    const auto level = [](int number) {
        return "<w:numPr><w:ilvl w:val=\"" + QByteArray::number(number) + "\"/><w:numId w:val=\"7\"/></w:numPr>";
    };
    QByteArray body = paragraph(u"关于检查的通知"_s) + paragraph(u"各镇人民政府："_s);
    for (int i = 0; i < 11; ++i)
        body += paragraph(u"范围"_s, level(0));
    body += paragraph(u"对象"_s, level(1)) + paragraph(u"企业"_s, level(2)) + paragraph(u"学校"_s, level(2))
            + paragraph(u"时间"_s, level(1)) + paragraph(u"商店"_s, level(2));
    const auto imported = importDocx(foreignDocx(body, {{u"word/numbering.xml"_s, lists}}));
    QVERIFY(imported);
    const QList<Block> expected{Heading{1, u"十一、范围"_s}, Heading{2, u"（一）对象"_s}, Heading{3, u"1.企业"_s},
        Heading{3, u"2.学校"_s}, Heading{2, u"（二）时间"_s}, Heading{3, u"1.商店"_s}};
    QCOMPARE(imported->document.body.mid(10), expected);
}

void DocxTest::takesInsertionsAndTellsDeletions()
{
    const auto imported = importDocx(foreignDocx(
        paragraph(u"关于检查的通知"_s)
        + u"<w:p><w:r><w:t>于</w:t></w:r><w:del w:author=\"钱程\" w:date=\"2026-03-05T09:00:00Z\"><w:r><w:delText>三月"
          "</w:delText></w:r></w:del><w:ins w:author=\"周敏\" "
          "w:date=\"2026-03-06T09:00:00Z\"><w:r><w:t>四月</w:t></w:r>"
          "</w:ins><w:r><w:t>开始。</w:t></w:r></w:p>"_s.toUtf8()));
    QVERIFY(imported);
    QCOMPARE(imported->document.body, QList<Block>{Paragraph{u"于四月开始。"_s}});
    QCOMPARE(sourcesOf(*imported, "import.revision-deleted"), QStringList{u"三月"_s});
    QCOMPARE(sourcesOf(*imported, "import.revision-inserted"), QStringList{u"四月"_s});
    QCOMPARE(imported->findings.last().note, u"周敏 2026-03-06T09:00:00Z"_s);
}

void DocxTest::keepsTablesWithTheirMergedColumns()
{
    const auto cell = [](const QString &text, const QByteArray &properties = {}) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>";
    };
    const auto imported = importDocx(
        foreignDocx(paragraph(u"关于检查的通知"_s) + "<w:tbl><w:tr>" + cell(u"合计"_s, "<w:gridSpan w:val=\"2\"/>")
                    + cell(u"3"_s) + "</w:tr><w:tr>" + cell(u"甲"_s) + cell(u"乙"_s) + cell(u"丙"_s)
                    + "</w:tr></w:tbl>"
                      "<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr>"));
    QVERIFY(imported);
    const Table table{{{u"合计"_s, {}, u"3"_s}, {u"甲"_s, u"乙"_s, u"丙"_s}}, 1, TableOrientation::Sideways};
    QCOMPARE(imported->document.body, QList<Block>{table});
    QCOMPARE(sourcesOf(*imported, "import.merged-cells"), QStringList{u"合计"_s});
}

void DocxTest::tellsWhatItLeaves()
{
    const QByteArray aside = "<w:x " + wordSpace + "><w:p><w:r><w:t>aside</w:t></w:r></w:p></w:x>";
    const QByteArray relationships =
        "<Relationships><Relationship TargetMode=\"External\" Target=\"file:///etc/passwd\"/></Relationships>";
    const auto imported = importDocx(foreignDocx(
        paragraph(u"关于检查的通知"_s)
            + u"<w:p><w:r><w:drawing><w:blip/></w:drawing><w:pict><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p>"
              "</w:txbxContent></w:pict><w:t>正文。</w:t></w:r></w:p>"_s.toUtf8(),
        {{u"word/footnotes.xml"_s, aside}, {u"word/header1.xml"_s, aside},
            {u"word/_rels/document.xml.rels"_s, relationships}}));
    QVERIFY(imported);
    QCOMPARE(imported->document.body, QList<Block>{Paragraph{u"正文。"_s}});
    QCOMPARE(sourcesOf(*imported, "import.text-box"), QStringList{u"框中"_s});
    QCOMPARE(sourcesOf(*imported, "import.picture-left").size(), 1);
    QCOMPARE(sourcesOf(*imported, "import.footnote"), QStringList{u"aside"_s});
    QCOMPARE(sourcesOf(*imported, "import.header-footer"), QStringList{u"aside"_s});
    QCOMPARE(sourcesOf(*imported, "import.external-left"), QStringList{u"file:///etc/passwd"_s});
}

void DocxTest::guessesWhatWasAddedWithoutAStyle()
{
    const auto zip = archive::ZipFile::open(exportDocx(fullDocument()).value());
    QVERIFY(zip);
    QList<archive::ArchiveEntry> entries;
    for (const QString &path : zip->paths()) {
        QByteArray bytes = zip->read(path).value();
        if (path == u"word/document.xml")
            bytes.replace("<w:body>", "<w:body>" + paragraph(u"一、补充"_s));
        entries.append({path, bytes});
    }
    const auto imported = importDocx(archive::writeZip(entries).value());
    QVERIFY(imported);
    QCOMPARE(imported->document.body.first(), Block(Heading{1, u"一、补充"_s}));
    QCOMPARE(sourcesOf(*imported, "import.style-unknown"), QStringList{u"一、补充"_s});
}

void DocxTest::refusesHostileFiles_data()
{
    QTest::addColumn<QByteArray>("docx");
    QTest::addColumn<QByteArray>("reason");
    const auto only = [](const QString &path, const QByteArray &bytes) {
        return archive::writeZip({{path, bytes}}).value();
    };
    const QString text = u"word/document.xml"_s;
    QTest::newRow("no text") << only(u"word/styles.xml"_s, "<a/>") << QByteArray("document.docx-missing-part");
    QTest::newRow("text outside") << archive::writeZip(
        {{u"_rels/.rels"_s, "<a><Relationship Type=\"x/officeDocument\" Target=\"../../etc/passwd\"/></a>"}})
                                         .value()
                                  << QByteArray("document.docx-missing-part");
    QTest::newRow("entity") << only(text, "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")
                            << QByteArray("document.docx-xml");
    QTest::newRow("not closed") << only(text, "<a><b>") << QByteArray("document.docx-xml");
    QTest::newRow("depth") << only(text, QByteArray("<a>").repeated(300) + QByteArray("</a>").repeated(300))
                           << QByteArray("document.docx-too-large");
    QTest::newRow("bomb") << only(text, QByteArray(32 * 1024 * 1024, ' ')) << QByteArray("archive.entry-ratio");
    QTest::newRow("wide table") << foreignDocx(
        "<w:tbl><w:tr>" + QByteArray("<w:tc/>").repeated(200) + "</w:tr></w:tbl>")
                                << QByteArray("document.docx-too-large");
    QTest::newRow("long table") << foreignDocx(
        "<w:tbl>" + QByteArray("<w:tr><w:tc/></w:tr>").repeated(6'000) + "</w:tbl>")
                                << QByteArray("document.docx-too-large");
    QTest::newRow("empty") << foreignDocx("<w:p/>") << QByteArray("document.import-empty");
    QTest::newRow("cut") << foreignDocx(paragraph(u"文"_s)).chopped(30) << QByteArray("archive.zip-no-end");
}

void DocxTest::refusesHostileFiles()
{
    QFETCH(QByteArray, docx);
    QFETCH(QByteArray, reason);
    const auto imported = importFile(docx);
    QVERIFY(!imported);
    QCOMPARE(imported.error().reason, reason);
}

void DocxTest::theMarkStandsOnOneLineOverItsRedLine()
{
    OfficialDocument document;
    document.number = u"澄政发〔2026〕1号"_s;
    for (const int length : {4, 13, 30}) {
        document.issuerMark = u"江"_s.repeated(length);
        static const QRegularExpression size(u"<w:sz w:val=\"(\\d+)\"/>"_s);
        const int halfPoints = size.match(QString::fromUtf8(textPart(document))).captured(1).toInt();
        QVERIFY(halfPoints > 0 && halfPoints <= 124); // 22 mm.
        QVERIFY(length * halfPoints <= 884);          // 156 mm.
        QVERIFY(halfPoints == 124 || length * (halfPoints + 1) > 884);
    }
    QCOMPARE(textPart(document).count("FF0000"), 1);
    document.signers = {u"张三"_s}; // The line is under them now.
    QCOMPARE(textPart(document).count("FF0000"), 1);
    document.format = Format::Order;
    QCOMPARE(textPart(document).count("FF0000"), 0);
}

void DocxTest::columnsAreAsWideAsTheirTexts()
{
    OfficialDocument document;
    document.body = {Table{{{u"序号"_s, u"任务"_s}, {u"1"_s, u"完善公文流转各环节的登记制度"_s}}}};
    const QByteArray xml = textPart(document);
    static const QRegularExpression column(u"<w:gridCol w:w=\"(\\d+)\"/>"_s);
    QList<int> widths;
    for (auto found = column.globalMatch(QString::fromUtf8(xml)); found.hasNext();)
        widths.append(found.next().captured(1).toInt());
    // Of fourteen characters, and as narrow as a column may be.
    QCOMPARE(widths, (QList<int>{8845 * 4 / 19, 8845 * 15 / 19}));
    QCOMPARE(xml.count("<w:cantSplit/>"), 2);
}

QTEST_GUILESS_MAIN(DocxTest)
#include "DocxTest.moc"
