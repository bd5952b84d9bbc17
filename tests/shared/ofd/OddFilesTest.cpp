// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "OddFiles.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// Odd files of the list in docs/TESTING.md, rows 16 to 19, 23 and 25: what stands in a package, and how.
class OddFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsResourcesWhereverTheirPathStarts_data();
    void findsResourcesWhereverTheirPathStarts();
    void takesSeveralResourceFiles();
    void takesThePagesSizeFromTheNearest_data();
    void takesThePagesSizeFromTheNearest();
    void laysTemplatesWhereTheirOrderSays_data();
    void laysTemplatesWhereTheirOrderSays();
    void readsGluedPathsAndDefaultsOfPainting();
    void readsElementsInAnyOrderCaseAndVersion_data();
    void readsElementsInAnyOrderCaseAndVersion();
    void readsWhatLiesBesideThePagesInEveryForm();
};

static const QByteArray Dot =
    QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
                           "hKmMIQAAAABJRU5ErkJggg==");

/// Row 16: from Res@BaseLoc, from the Res file, from the root, absolute.
void OddFilesTest::findsResourcesWhereverTheirPathStarts_data()
{
    QTest::addColumn<QByteArray>("baseLoc");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *name, const char *baseLoc, const char *location, const QString &path) {
        QTest::newRow(name) << QByteArray(baseLoc) << QByteArray(location) << path;
    };
    row("from BaseLoc", " BaseLoc=\"Res\"", "dot.png", u"Doc_0/Res/dot.png"_s);
    row("from the Res file", " BaseLoc=\"Res\"", "dot.png", u"Doc_0/dot.png"_s);
    row("BaseLoc again in the path", " BaseLoc=\"Res\"", "Res/dot.png", u"Doc_0/Res/dot.png"_s);
    row("no BaseLoc", "", "Res/dot.png", u"Doc_0/Res/dot.png"_s);
    row("from the root", " BaseLoc=\"Res\"", "Doc_0/Res/dot.png", u"Doc_0/Res/dot.png"_s);
    row("absolute", " BaseLoc=\"Res\"", "/Doc_0/Res/dot.png", u"Doc_0/Res/dot.png"_s);
    row("absolute BaseLoc", " BaseLoc=\"/Doc_0/Res\"", "dot.png", u"Doc_0/Res/dot.png"_s);
    row("BaseLoc with dots and a slash", " BaseLoc=\"./Res/\"", "dot.png", u"Doc_0/Res/dot.png"_s);
}

static const QByteArray DotObject = "<ofd:ImageObject ID=\"5\" Boundary=\"10 20 30 40\" ResourceID=\"9\"/>";

static QByteArray media(const QByteArray &id, const QByteArray &location)
{
    return "<ofd:MultiMedias><ofd:MultiMedia ID=\"" + id + "\" Type=\"Image\"><ofd:MediaFile>" + location
           + "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>";
}

void OddFilesTest::findsResourcesWhereverTheirPathStarts()
{
    QFETCH(const QByteArray, baseLoc);
    QFETCH(const QByteArray, location);
    QFETCH(const QString, path);
    const QByteArray text = "<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 10\" Font=\"3\" Size=\"5\"><ofd:TextCode "
                            "X=\"1\" Y=\"5\">国</ofd:TextCode></ofd:TextObject>";
    auto entries = onePageEntries(DotObject + text, media("9", location));
    const QByteArray fontPath = QByteArray(location).replace("dot.png", "f.otf");
    QByteArray &resources = entry(entries, PublicRes).bytes;
    resources.replace(" BaseLoc=\"Res\"", baseLoc);
    resources.replace(
        "FontName=\"仿宋\"/>", "FontName=\"仿宋\"><ofd:FontFile>" + fontPath + "</ofd:FontFile></ofd:Font>");
    entries.append(PackageEntry{path, Dot});
    entries.append(PackageEntry{QString(path).replace(u"dot.png"_s, u"f.otf"_s), face()->bytes()});
    const auto document = readEntries(entries);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->skipped, QStringList());
    const auto &items = document->content.scene.pages[0].items;
    QCOMPARE(std::get<layout::Image>(items.at(0)).encoded, Dot);
    QCOMPARE(std::get<layout::Image>(items.at(0)).box, (layout::Rect{10, 20, 30, 40}));
    QCOMPARE(std::get<layout::GlyphRun>(items.at(1)).face->familyName(), face()->familyName());
}

/// Row 17: what each of them holds is used.
void OddFilesTest::takesSeveralResourceFiles()
{
    auto entries = onePageEntries(DotObject + TwoCodes);
    entry(entries, PublicRes).bytes.replace("ID=\"3\"", "ID=\"33\"");
    entry(entries, Document)
        .bytes.replace("</ofd:CommonData>",
            "<ofd:PublicRes>More.xml</ofd:PublicRes><ofd:DocumentRes>A.xml"
            "</ofd:DocumentRes><ofd:DocumentRes>B.xml</ofd:DocumentRes></ofd:CommonData>");
    entries.append(
        {u"Doc_0/More.xml"_s, xmlFile("Res", "<ofd:Fonts><ofd:Font ID=\"3\" FontName=\"宋体\"/></ofd:Fonts>")});
    entries.append({u"Doc_0/A.xml"_s, xmlFile("Res BaseLoc=\"Res\"", media("8", "other.png"))});
    entries.append({u"Doc_0/B.xml"_s, xmlFile("Res BaseLoc=\"Res\"", media("9", "dot.png"))});
    entries.append({u"Doc_0/Res/dot.png"_s, Dot});
    QString wanted;
    const auto document = readEntries(entries, [&wanted](const QString &name) {
        wanted = name;
        return face();
    });
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->skipped, QStringList());
    QCOMPARE(wanted, u"宋体"_s);
    QCOMPARE(std::get<layout::Image>(document->content.scene.pages[0].items.at(0)).encoded, Dot);
}

/// Row 18: page before template before CommonData; a CropBox is no size.
void OddFilesTest::takesThePagesSizeFromTheNearest_data()
{
    QTest::addColumn<QByteArray>("ofPage");
    QTest::addColumn<QByteArray>("ofTemplate");
    QTest::addColumn<QByteArray>("common");
    QTest::addColumn<double>("width");
    const auto area = [](const char *width) {
        return QByteArray("<ofd:PhysicalBox>0 0 ") + width + " 100</ofd:PhysicalBox>";
    };
    const QByteArray crop = "<ofd:CropBox>0 0 9 9</ofd:CropBox>";
    QTest::newRow("of the page") << area("50") << area("60") << area("70") << 50.0;
    QTest::newRow("of the template") << QByteArray() << area("60") << area("70") << 60.0;
    QTest::newRow("of all") << QByteArray() << QByteArray() << area("70") << 70.0;
    QTest::newRow("of nobody: A4") << QByteArray() << QByteArray() << QByteArray() << 210.0;
    QTest::newRow("CropBox first") << crop + area("50") << area("60") << area("70") << 50.0;
    QTest::newRow("CropBox alone") << crop << QByteArray() << area("70") << 70.0;
    QTest::newRow("no box at all") << QByteArray("<ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox>") << QByteArray()
                                   << area("70") << 70.0;
}

static QByteArray wrapped(const QByteArray &element, const QByteArray &content)
{
    return content.isEmpty() ? QByteArray() : "<ofd:" + element + '>' + content + "</ofd:" + element + '>';
}

void OddFilesTest::takesThePagesSizeFromTheNearest()
{
    QFETCH(const QByteArray, ofPage);
    QFETCH(const QByteArray, ofTemplate);
    QFETCH(const QByteArray, common);
    QFETCH(const double, width);
    auto entries = onePageEntries(TwoCodes);
    QByteArray &document = entry(entries, Document).bytes;
    document.replace("<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>",
        wrapped("PageArea", common) + "<ofd:TemplatePage ID=\"9\" BaseLoc=\"T.xml\"/>");
    entry(entries, Page)
        .bytes.replace("<ofd:Content>", wrapped("Area", ofPage) + "<ofd:Template TemplateID=\"9\"/><ofd:Content>");
    entries.append({u"Doc_0/T.xml"_s, xmlFile("Page", wrapped("Area", ofTemplate) + "<ofd:Content/>")});
    const auto read = readEntries(entries);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->content.scene.pages[0].width, width);
}

/// Row 19: below unless it is told to lie above, wherever the element stands; a word that nobody knows is below.
void OddFilesTest::laysTemplatesWhereTheirOrderSays_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<bool>("isAfterContent");
    QTest::addColumn<bool>("isAbove");
    for (const bool isAfter : {false, true}) {
        const char *place = isAfter ? "behind the content" : "before the content";
        QTest::addRow("Background, %s", place) << QByteArray("Background") << isAfter << false;
        QTest::addRow("Backqround, %s", place) << QByteArray("Backqround") << isAfter << false;
        QTest::addRow("nothing told, %s", place) << QByteArray() << isAfter << false;
        QTest::addRow("Foreground, %s", place) << QByteArray("Foreground") << isAfter << true;
    }
}

void OddFilesTest::laysTemplatesWhereTheirOrderSays()
{
    QFETCH(const QByteArray, order);
    QFETCH(const bool, isAfterContent);
    QFETCH(const bool, isAbove);
    auto entries = onePageEntries(TwoCodes);
    const QByteArray told = order.isEmpty() ? QByteArray() : " ZOrder=\"" + order + '"';
    entry(entries, Document)
        .bytes.replace("<ofd:PublicRes>", "<ofd:TemplatePage ID=\"9\" BaseLoc=\"T.xml\"/><ofd:PublicRes>");
    const QByteArray element = "<ofd:Template TemplateID=\"9\"" + told + "/>";
    const QByteArray beside = isAfterContent ? "</ofd:Content>" : "<ofd:Content>";
    entry(entries, Page).bytes.replace(beside, isAfterContent ? beside + element : element + beside);
    entries.append({u"Doc_0/T.xml"_s,
        xmlFile("Page", "<ofd:Content><ofd:Layer ID=\"11\"><ofd:PathObject ID=\"12\" Boundary=\"0 0 9 9\">"
                        "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer>"
                        "</ofd:Content>")});
    const auto document = readEntries(entries, [](const QString &) { return face(); });
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    const auto &items = document->content.scene.pages[0].items;
    QCOMPARE(items.size(), 3);
    QCOMPARE(std::holds_alternative<layout::Path>(items.first()), !isAbove);
    QCOMPARE(std::holds_alternative<layout::Path>(items.last()), isAbove);
}

/// Row 23: "CM" glued together, a line of 0.353 mm that nobody told, opaque without Alpha, colours of one channel and
/// in hexadecimal.
void OddFilesTest::readsGluedPathsAndDefaultsOfPainting()
{
    const QByteArray object = "<ofd:PathObject ID=\"5\" Boundary=\"10 20 40 30\" Fill=\"true\"><ofd:FillColor "
                              "Value=\"128\"/><ofd:StrokeColor Value=\"#FF #0 #80\"/><ofd:AbbreviatedData>"
                              "M0 0L10,0 L 10 10CM 20 20L30 20 L30 30C</ofd:AbbreviatedData></ofd:PathObject>";
    const OfdDocument document = onePage(object);
    QCOMPARE(document.skipped, QStringList());
    const auto &items = document.content.scene.pages.constFirst().items;
    QCOMPARE(items.size(), 1);
    const auto &path = std::get<layout::Path>(items.first());
    QCOMPARE(path.elements.size(), 8);
    QCOMPARE(std::get<layout::MoveTo>(path.elements[4]).to, (layout::Point{30, 40}));
    QCOMPARE(path.lineWidth, 0.353);
    QCOMPARE(path.fill, std::optional(layout::Color{128, 128, 128, 255}));
    QCOMPARE(path.stroke, std::optional(layout::Color{255, 0, 128, 255}));
}

/// Row 25, and row 18's unknown attributes.
void OddFilesTest::readsElementsInAnyOrderCaseAndVersion_data()
{
    QTest::addColumn<Change>("change");
    row("MaxUnitID last, CropBox", replaced(Document, "<ofd:MaxUnitID>60</ofd:MaxUnitID><ofd:PageArea>",
                                       "<ofd:PageArea><ofd:CropBox>0 0 9 9</ofd:CropBox>"));
    row("pages before the common data", [](Entries &e) {
        QByteArray &bytes = entry(e, Document).bytes;
        const qsizetype from = bytes.indexOf("<ofd:Pages>");
        const QByteArray pages = bytes.mid(from, bytes.indexOf("</ofd:Pages>") + 12 - from);
        bytes.replace(pages, "");
        bytes.insert(bytes.indexOf("<ofd:CommonData>"), pages);
    });
    row("elements in small letters", [](Entries &e) {
        for (const char *name : {"TextObject", "TextCode", "Layer", "Content", "PhysicalBox", "Font", "DocRoot"})
            everywhere(e, "ofd:" + QByteArray(name), "ofd:" + QByteArray(name).toLower());
    });
    row("attributes in other letters", [](Entries &e) {
        everywhere(e, "BaseLoc=", "Baseloc=");
        everywhere(e, " Boundary=", " boundary=");
        everywhere(e, "DeltaX=", "deltax=");
    });
    row("ids that are no numbers", [](Entries &e) {
        everywhere(e, "ID=\"2\"", "ID=\"Layer1\"");
        everywhere(e, "Font=\"3\"", "Font=\"song\"");
        everywhere(e, "Font ID=\"3\"", "Font ID=\"song\"");
    });
    row("misspelt layer kind", replaced(Page, "<ofd:Layer ID=\"2\"", "<ofd:Layer ID=\"2\" Type=\"Boby\""));
    row("version 1.1", replaced(Root, "Version=\"1.0\"", "Version=\"1.1\""));
    row("version 1.2", replaced(Root, "Version=\"1.0\"", "Version=\"1.2\""));
    row("Res without BaseLoc", replaced(PublicRes, " BaseLoc=\"Res\"", ""));
    row("Content with an id", replaced(Page, "<ofd:Content>", "<ofd:Content ID=\"77\">"));
    row("unknown attributes and elements", [](Entries &e) {
        entry(e, Page).bytes.replace(
            "<ofd:TextObject ", "<ofd:Thing/><ofd:TextObject BlendMode=\"Normal\" TransFlag=\"0\" ");
        entry(e, Page).bytes.replace("<ofd:Content>", "<x:y xmlns:x=\"urn:other\"><x:z/></x:y><ofd:Content>");
    });
    row("page block", [](Entries &e) {
        entry(e, Page).bytes.replace(
            "<ofd:TextObject", "<ofd:PageBlock ID=\"50\"><ofd:PageBlock ID=\"51\"><ofd:TextObject");
        entry(e, Page).bytes.replace("</ofd:TextObject>", "</ofd:TextObject></ofd:PageBlock></ofd:PageBlock>");
    });
}

void OddFilesTest::readsElementsInAnyOrderCaseAndVersion()
{
    QFETCH(const Change, change);
    QCOMPARE(differenceFromPlain(change), QString());
}

/// Row 25: dates with a time, an annotation without its maker, custom tags named by TypeID.
void OddFilesTest::readsWhatLiesBesideThePagesInEveryForm()
{
    Entries entries = sampleEntries();
    replaced(Root, "</ofd:DocInfo>", "<ofd:CreationDate>2026-11-21T08:09:44</ofd:CreationDate></ofd:DocInfo>")(entries);
    replaced(Document, "</ofd:Document>", "<ofd:CustomTags>Tags.xml</ofd:CustomTags></ofd:Document>")(entries);
    entries.append({u"Doc_0/Tags.xml"_s,
        xmlFile("CustomTags", "<ofd:CustomTag TypeID=\"0\"><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag>")});
    entries.append({u"Doc_0/Tag.xml"_s, xmlFile("Invoice", "<ofd:Number>1</ofd:Number>")});
    const auto document = readEntries(entries, [](const QString &) { return face(); });
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->content.info.created, QDate(2026, 11, 21));
    QCOMPARE(document->annotations.size(), 1);
    QCOMPARE(document->annotations.first().creator, QString());
    QCOMPARE(document->skipped, QStringList{u"custom-tags"_s}); // Another program's: said, and no harm.
    QCOMPARE(document->pageTexts, (QStringList{u"第一页文"_s, u"第二页文"_s}));
}

QTEST_GUILESS_MAIN(OddFilesTest)
#include "OddFilesTest.moc"
