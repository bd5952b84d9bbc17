// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "OnePage.h"

#include "shared/ofd/ColorSpaces.h"
#include "shared/ofd/Geometry.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// How objects are painted: colours, lines, shadings, patterns, clips and groups (GB/T 33190 8 to 10, 13).
class OfdPaintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryWayToTellAColor_data();
    void readsEveryWayToTellAColor();
    void paintsWhatTheStandardPaintsWhenNothingIsTold();
    void inheritsDrawParamsTheNearestFirst();
    void readsLineEndsCornersAndDashes();
    void readsShadingsWithTheirExtentAndRuns();
    void readsMeshesByEdgesAndByRows();
    void aGouraudShadingWithoutATriangleIsItsMeanColor();
    void clipsAreIntersectionsOfUnions();
    void aBoundaryThatCutsClips();
    void imageClipsCountFromTheBoundary();
    void compositesThatShineThroughAreGroups();
    void tilesAPatternOverItsAreaOnly();
    void refusesPatternsAndGroupsThatMultiply();
    void listsActionsAnnotationsBookmarksAndRights();
    void readsTheDocumentThatIsAskedFor();
};

/// Held for good: the bytes of a face from a file are its mapping.
static layout::FontFaceRef face(const QString &file = u"/FandolFang-Regular.otf"_s)
{
    static QHash<QString, layout::FontFaceRef> known;
    if (!known.contains(file))
        known.insert(file, layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + file).value_or(nullptr));
    return known.value(file);
}

static QByteArray box(const QByteArray &attributes, const QByteArray &children)
{
    return "<ofd:PathObject ID=\"5\" Boundary=\"10 20 40 30\" " + attributes + '>' + children
           + "<ofd:AbbreviatedData>M 0 0 L 40 0 L 40 30 L 0 30 C</ofd:AbbreviatedData></ofd:PathObject>";
}

static layout::Path onlyPath(const QList<layout::SceneItem> &items)
{
    const auto *path = items.size() == 1 ? std::get_if<layout::Path>(&items.first()) : nullptr;
    return path ? *path : layout::Path{};
}

void OfdPaintTest::readsEveryWayToTellAColor_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<layout::Color>("color");
    QTest::newRow("decimal") << QByteArray("Value=\"255 128 0\"") << layout::Color{255, 128, 0, 255};
    QTest::newRow("hexadecimal") << QByteArray("Value=\"#FF #80 #0\"") << layout::Color{255, 128, 0, 255};
    QTest::newRow("one hexadecimal") << QByteArray("Value=\"#FF8000\"") << layout::Color{255, 128, 0, 255};
    QTest::newRow("commas") << QByteArray("Value=\"255,128,0\"") << layout::Color{255, 128, 0, 255};
    QTest::newRow("one channel") << QByteArray("Value=\"128\"") << layout::Color{128, 128, 128, 255};
    QTest::newRow("four channels") << QByteArray("Value=\"0 255 255 0\"") << layout::Color{255, 0, 0, 255};
    QTest::newRow("alpha") << QByteArray("Value=\"1 2 3\" Alpha=\"77\"") << layout::Color{1, 2, 3, 77};
    QTest::newRow("gray space") << QByteArray("ColorSpace=\"70\" Value=\"51\"") << layout::Color{51, 51, 51, 255};
    QTest::newRow("sixteen grays") << QByteArray("ColorSpace=\"71\" Value=\"15\"") << layout::Color{255, 255, 255, 255};
    QTest::newRow("palette") << QByteArray("ColorSpace=\"72\" Index=\"1\"") << layout::Color{0, 0, 255, 255};
    QTest::newRow("outside the palette") << QByteArray("ColorSpace=\"72\" Index=\"9\"") << layout::Color{};
    QTest::newRow("nonsense") << QByteArray("Value=\"x y\"") << layout::Color{};
    QTest::newRow("beyond its channel") << QByteArray("Value=\"999 -4 0\"") << layout::Color{255, 0, 0, 255};
}

void OfdPaintTest::readsEveryWayToTellAColor()
{
    QFETCH(const QByteArray, attributes);
    QFETCH(const layout::Color, color);
    const QByteArray spaces = "<ofd:ColorSpaces><ofd:ColorSpace ID=\"70\" Type=\"GRAY\"/>"
                              "<ofd:ColorSpace ID=\"71\" Type=\"GRAY\" BitsPerComponent=\"4\"/>"
                              "<ofd:ColorSpace ID=\"72\" Type=\"RGB\"><ofd:Palette><ofd:CV>255 0 0</ofd:CV>"
                              "<ofd:CV>0 0 255</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>";
    const auto path = onlyPath(itemsOf(box("Fill=\"true\"", "<ofd:FillColor " + attributes + "/>"), spaces));
    QVERIFY(path.fill);
    QCOMPARE(*path.fill, color);
}

void OfdPaintTest::paintsWhatTheStandardPaintsWhenNothingIsTold()
{
    const auto plain = onlyPath(itemsOf(box({}, {})));
    QVERIFY(!plain.fill);
    QCOMPARE(plain.stroke, std::optional(layout::Color{}));
    QCOMPARE(plain.lineWidth, 0.353);
    QCOMPARE(plain.lineStyle, layout::LineStyle{});
    QVERIFY(!onlyPath(itemsOf(box("Fill=\"true\"", {}))).fill); // A path's fill is transparent unless told.
    QVERIFY(itemsOf(box("Stroke=\"false\"", {})).isEmpty());
    QCOMPARE(onlyPath(itemsOf(box("Alpha=\"128\"", {}))).stroke->alpha, quint8(128));
}

void OfdPaintTest::inheritsDrawParamsTheNearestFirst()
{
    const QByteArray params =
        "<ofd:DrawParams><ofd:DrawParam ID=\"80\" LineWidth=\"2\" Cap=\"Round\"><ofd:StrokeColor Value=\"255 0 0\"/>"
        "</ofd:DrawParam><ofd:DrawParam ID=\"81\" Relative=\"80\" LineWidth=\"3\"/>"
        "<ofd:DrawParam ID=\"82\" Relative=\"82\" Join=\"Bevel\"/></ofd:DrawParams>";
    const auto inherited = onlyPath(itemsOf(box("DrawParam=\"81\"", {}), params));
    QCOMPARE(inherited.lineWidth, 3.0);
    QCOMPARE(inherited.lineStyle.cap, layout::LineCap::Round);
    QCOMPARE(*inherited.stroke, (layout::Color{255, 0, 0}));
    const auto own = onlyPath(itemsOf(box("DrawParam=\"81\" LineWidth=\"1\" Cap=\"Square\"", {}), params));
    QCOMPARE(own.lineWidth, 1.0);
    QCOMPARE(own.lineStyle.cap, layout::LineCap::Square);
    // A ring ends; a layer's parameters hold for what lies in it.
    QCOMPARE(onlyPath(itemsOf(box("DrawParam=\"82\"", {}), params)).lineStyle.join, layout::LineJoin::Bevel);
    auto entries = onePageEntries(box({}, {}), params);
    entries.last().bytes.replace("<ofd:Layer ID=\"2\">", "<ofd:Layer ID=\"2\" DrawParam=\"80\">");
    QCOMPARE(onlyPath(readEntries(entries)->content.scene.pages.first().items).lineWidth, 2.0);
}

void OfdPaintTest::readsLineEndsCornersAndDashes()
{
    const auto path = onlyPath(
        itemsOf(box("Cap=\"Round\" Join=\"Bevel\" MiterLimit=\"2\" DashPattern=\"3 1 0.5\" DashOffset=\"1\"", {})));
    QCOMPARE(path.lineStyle, (layout::LineStyle{layout::LineCap::Round, layout::LineJoin::Bevel, 2, {3, 1, 0.5}, 1}));
    for (const char *pattern : {"0 0", "0.0001", "-1 2", "1e99"}) {
        const OfdDocument document = onePage(box("DashPattern=\"" + QByteArray(pattern) + "\"", {}));
        QVERIFY(onlyPath(document.content.scene.pages[0].items).lineStyle.dashes.isEmpty());
    }
    // A line of kilometres in dashes of a tenth of a millimetre.
    const OfdDocument long_ = onePage("<ofd:PathObject ID=\"5\" Boundary=\"0 0 9000000 9\" DashPattern=\"0.1 0.1\">"
                                      "<ofd:AbbreviatedData>M 0 0 L 9000000 0</ofd:AbbreviatedData></ofd:PathObject>");
    QCOMPARE(long_.skipped, QStringList{u"dashes"_s});
}

static QByteArray shaded(const QByteArray &shading)
{
    return box("Fill=\"true\" Stroke=\"false\"", "<ofd:FillColor>" + shading + "</ofd:FillColor>");
}

static const QByteArray Segments = "<ofd:Segment><ofd:Color Value=\"255 255 0\"/></ofd:Segment>"
                                   "<ofd:Segment><ofd:Color Value=\"0 0 255\"/></ofd:Segment>";

void OfdPaintTest::readsShadingsWithTheirExtentAndRuns()
{
    const auto plain = onlyPath(itemsOf(
        shaded("<ofd:AxialShd StartPoint=\"0 0\" EndPoint=\"40 0\" Extend=\"2\">" + Segments + "</ofd:AxialShd>")));
    QVERIFY(plain.fillShading);
    QCOMPARE(plain.fillShading->kind, layout::Shading::Kind::Axial);
    QCOMPARE(plain.fillShading->end, (layout::Point{40, 0}));
    QVERIFY(!plain.fillShading->extendsStart && plain.fillShading->extendsEnd);
    QCOMPARE(plain.fillShading->transform, (layout::Transform{1, 0, 0, 1, 10, 20}));
    QCOMPARE(plain.fillShading->stops, (QList<layout::ColorStop>{{0, {255, 255, 0}}, {1, {0, 0, 255}}}));
    const auto reflected =
        onlyPath(itemsOf(shaded("<ofd:AxialShd StartPoint=\"0 0\" EndPoint=\"40 0\" MapType=\"Reflect\" MapUnit=\"20\">"
                                + Segments + "</ofd:AxialShd>")));
    QCOMPARE(reflected.fillShading->stops,
        (QList<layout::ColorStop>{{0, {255, 255, 0}}, {0.5, {0, 0, 255}}, {0.5, {0, 0, 255}}, {1, {255, 255, 0}}}));
    // The last run is cut off where the shading ends.
    const auto repeated =
        onlyPath(itemsOf(shaded("<ofd:AxialShd StartPoint=\"0 0\" EndPoint=\"30 0\" MapType=\"Repeat\" MapUnit=\"20\">"
                                + Segments + "</ofd:AxialShd>")));
    QCOMPARE(repeated.fillShading->stops.constLast(), (layout::ColorStop{1, {128, 128, 128}}));
    const auto radial =
        onlyPath(itemsOf(shaded("<ofd:RadialShd StartPoint=\"4 7\" StartRadius=\"1\" EndPoint=\"14 7\" EndRadius=\"5\""
                                " Extend=\"3\">"
                                + Segments + "</ofd:RadialShd>")));
    QCOMPARE(radial.fillShading->startRadius, 1.0);
    QCOMPARE(radial.fillShading->endRadius, 5.0);
    const OfdDocument broken = onePage(shaded("<ofd:AxialShd StartPoint=\"nan 0\" EndPoint=\"1\"/>"));
    QCOMPARE(broken.skipped, QStringList{u"shading"_s});
    QVERIFY(broken.content.scene.pages[0].items.isEmpty());
}

static QByteArray meshPoint(int x, int y, const QByteArray &color, int edge = 0)
{
    return "<ofd:Point X=\"" + QByteArray::number(x) + "\" Y=\"" + QByteArray::number(y) + "\" EdgeFlag=\""
           + QByteArray::number(edge) + "\"><ofd:Color Value=\"" + color + "\"/></ofd:Point>";
}

void OfdPaintTest::readsMeshesByEdgesAndByRows()
{
    const layout::Color red{255, 0, 0}, green{0, 255, 0}, blue{0, 0, 255}, gray{9, 9, 9};
    const QByteArray triangle = meshPoint(0, 0, "255 0 0") + meshPoint(9, 0, "0 255 0") + meshPoint(0, 9, "0 0 255");
    const auto mesh = [](const QByteArray &inside) { return onlyPath(itemsOf(shaded(inside))).fillShading; };
    const auto strip = mesh("<ofd:GouraudShd>" + triangle + meshPoint(9, 9, "9 9 9", 1) + meshPoint(5, 20, "255 0 0", 2)
                            + "<ofd:BackColor Value=\"1 2 3\"/></ofd:GouraudShd>");
    QVERIFY(strip && strip->kind == layout::Shading::Kind::Mesh);
    QCOMPARE(
        strip->corners, (QList<layout::MeshCorner>{{{0, 0}, red}, {{9, 0}, green}, {{0, 9}, blue}, // Its own three,
                            {{9, 0}, green}, {{0, 9}, blue}, {{9, 9}, gray},    // the last two and one more,
                            {{9, 0}, green}, {{9, 9}, gray}, {{5, 20}, red}})); // the first, the last and one more.
    QVERIFY(!strip->ground); // Nothing beside the triangles unless it is asked for.
    QCOMPARE(strip->transform, (layout::Transform{1, 0, 0, 1, 10, 20}));
    const auto filled =
        mesh("<ofd:GouraudShd Extend=\"1\">" + triangle + "<ofd:BackColor Value=\"1 2 3\"/></ofd:GouraudShd>");
    QCOMPARE(filled->ground, std::optional(layout::Color{1, 2, 3}));
    const auto lattice =
        mesh("<ofd:LaGouraudShd VerticesPerRow=\"2\">" + triangle + meshPoint(9, 9, "9 9 9") + "</ofd:LaGouraudShd>");
    QCOMPARE(lattice->corners, (QList<layout::MeshCorner>{{{0, 0}, red}, {{9, 0}, green}, {{0, 9}, blue},
                                   {{9, 0}, green}, {{0, 9}, blue}, {{9, 9}, gray}}));
    for (const QByteArray &bad : {"<ofd:LaGouraudShd VerticesPerRow=\"0\">" + triangle + "</ofd:LaGouraudShd>",
             "<ofd:LaGouraudShd VerticesPerRow=\"-5\">" + triangle + "</ofd:LaGouraudShd>",
             "<ofd:LaGouraudShd VerticesPerRow=\"1e300\">" + triangle + "</ofd:LaGouraudShd>",
             "<ofd:LaGouraudShd VerticesPerRow=\"4611686018427387904\">" + triangle + "</ofd:LaGouraudShd>",
             "<ofd:GouraudShd>" + meshPoint(0, 0, "1 1 1", 1) + meshPoint(0, 0, "1 1 1", 2) + "</ofd:GouraudShd>"})
        QCOMPARE(onePage(shaded(bad)).skipped, QStringList{u"gouraud-shading"_s});
    QByteArray many;
    for (int i = 0; i < 30'000; ++i)
        many += meshPoint(i, i % 7, "1 2 3", i < 3 ? 0 : 1);
    QVERIFY(mesh("<ofd:GouraudShd>" + many + "</ofd:GouraudShd>")->corners.size() <= 3 * 10'000);
}

void OfdPaintTest::aGouraudShadingWithoutATriangleIsItsMeanColor()
{
    const OfdDocument document =
        onePage(shaded("<ofd:GouraudShd><ofd:Point X=\"0\" Y=\"0\"><ofd:Color Value=\"200 0 0\"/></ofd:Point>"
                       "<ofd:Point X=\"9\" Y=\"0\"><ofd:Color Value=\"0 100 0\"/></ofd:Point></ofd:GouraudShd>"));
    QCOMPARE(document.skipped, QStringList{u"gouraud-shading"_s});
    QCOMPARE(*onlyPath(document.content.scene.pages[0].items).fill, (layout::Color{100, 50, 0}));
}

static QByteArray clipArea(const QByteArray &data)
{
    return "<ofd:Area><ofd:Path Boundary=\"0 0 100 100\" Fill=\"true\"><ofd:AbbreviatedData>" + data
           + "</ofd:AbbreviatedData></ofd:Path></ofd:Area>";
}

void OfdPaintTest::clipsAreIntersectionsOfUnions()
{
    const auto path = onlyPath(
        itemsOf(box("Fill=\"true\"", "<ofd:Clips><ofd:Clip>" + clipArea("M 0 0 L 9 0 L 9 9 C") + "</ofd:Clip><ofd:Clip>"
                                         + clipArea("M 1 1 L 5 1 L 5 5 C") + clipArea("M 3 3 L 3 8 L 8 8 C")
                                         + "</ofd:Clip></ofd:Clips><ofd:FillColor Value=\"1 1 1\"/>")));
    QCOMPARE(path.clip.size(), 2);
    QCOMPARE(std::get<layout::MoveTo>(path.clip[0].elements[0]).to, (layout::Point{10, 20}));
    // Two areas, the second turned round so that it runs as the first does.
    QCOMPARE(path.clip[1].elements.size(), 4 + 4);
    QCOMPARE(std::get<layout::MoveTo>(path.clip[1].elements[4]).to, (layout::Point{18, 28}));
    const OfdDocument empty = onePage(box({}, "<ofd:Clips><ofd:Clip/></ofd:Clips>"));
    QCOMPARE(empty.skipped, QStringList{u"clip"_s});
}

void OfdPaintTest::aBoundaryThatCutsClips()
{
    const auto path =
        onlyPath(itemsOf("<ofd:PathObject ID=\"5\" Boundary=\"10 20 5 5\"><ofd:AbbreviatedData>M 0 0 L 40 40"
                         "</ofd:AbbreviatedData></ofd:PathObject>"));
    QCOMPARE(path.clip.size(), 1);
    QCOMPARE(path.clip[0].elements, outlineOf(layout::Rect{10, 20, 5, 5}));
    QVERIFY(onlyPath(itemsOf(box({}, {}))).clip.isEmpty());
}

static const QByteArray Dot =
    QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
                           "hKmMIQAAAABJRU5ErkJggg==");

void OfdPaintTest::imageClipsCountFromTheBoundary()
{
    auto entries =
        onePageEntries("<ofd:ImageObject ID=\"5\" Boundary=\"10 20 40 30\" CTM=\"40 0 0 30 0 0\" ResourceID=\"9\" "
                       "ImageMask=\"9\" Alpha=\"51\">"
                       "<ofd:Clips><ofd:Clip>"
                           + clipArea("M 0 0 L 20 0 L 20 30 L 0 30 C") + "</ofd:Clip></ofd:Clips></ofd:ImageObject>",
            "<ofd:MultiMedias><ofd:MultiMedia ID=\"9\" "
            "Type=\"Image\"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>");
    entries.append(PackageEntry{u"Doc_0/Res/a.png"_s, Dot});
    const auto items = readEntries(entries)->content.scene.pages.first().items;
    const auto image = std::get<layout::Image>(items.at(0));
    QCOMPARE(image.opacity, 0.2);
    QCOMPARE(image.mask, Dot);
    QCOMPARE(image.clipPaths.at(0).elements, outlineOf(layout::Rect{10, 20, 20, 30}));
}

void OfdPaintTest::compositesThatShineThroughAreGroups()
{
    const QByteArray units =
        "<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID=\"90\" Width=\"10\" Height=\"10\"><ofd:Content>"
        + box({}, {}) + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>";
    const auto flat = itemsOf("<ofd:CompositeObject ID=\"6\" Boundary=\"1 2 10 10\" ResourceID=\"90\"/>", units);
    QCOMPARE(std::get<layout::MoveTo>(onlyPath(flat).elements[0]).to, (layout::Point{11, 22}));
    const auto items = itemsOf("<ofd:CompositeObject ID=\"6\" Boundary=\"1 2 10 10\" Alpha=\"102\" ResourceID=\"90\"/>"
                               "<ofd:CompositeObject ID=\"7\" Boundary=\"5 2 10 10\" Alpha=\"102\" ResourceID=\"90\"/>",
        units);
    QCOMPARE(items.size(), 2);
    const auto group = std::get<layout::Group>(items[0]);
    QCOMPARE(group.opacity, 0.4);
    QCOMPARE(group.transform, (layout::Transform{1, 0, 0, 1, 1, 2}));
    QCOMPARE(group.items->size(), 1);
    QCOMPARE(std::get<layout::Group>(items[1]).items, group.items); // Read once, shown twice.
}

static QByteArray patterned(const QByteArray &attributes)
{
    return box("Fill=\"true\" Stroke=\"false\"",
        "<ofd:FillColor><ofd:Pattern Width=\"10\" Height=\"10\" " + attributes
            + "><ofd:CellContent><ofd:TextObject ID=\"8\" Boundary=\"0 0 9 9\" Font=\"3\" Size=\"5\"><ofd:TextCode "
              "X=\"0\" Y=\"5\">格"
              "</ofd:TextCode></ofd:TextObject></ofd:CellContent></ofd:Pattern></ofd:FillColor>");
}

void OfdPaintTest::tilesAPatternOverItsAreaOnly()
{
    const OfdDocument document =
        onePage(patterned("ReflectMethod=\"Row\""), {}, [](const QString &) { return face(); });
    QCOMPARE(document.pageTexts, QStringList{QString()}); // A pattern is not text.
    const auto &items = document.content.scene.pages[0].items;
    QCOMPARE(items.size(), 1);
    const auto group = std::get<layout::Group>(items[0]);
    QCOMPARE(group.clip.size(), 1);
    QCOMPARE(group.items->size(), 5 * 4); // 40 by 30 mm in tens, and the tiles that touch the far edges.
    const auto first = std::get<layout::Group>(group.items->at(0));
    const auto second = std::get<layout::Group>(group.items->at(1));
    QCOMPARE(first.items, second.items);
    QCOMPARE(first.transform, (layout::Transform{1, 0, 0, 1, 10, 20}));
    QCOMPARE(second.transform, (layout::Transform{-1, 0, 0, 1, 30, 20}));
    QCOMPARE(onePage(patterned("XStep=\"0.001\"")).skipped, (QStringList{u"font-missing"_s, u"pattern"_s}));
    QCOMPARE(onePage(patterned("CTM=\"0 0 0 0 0 0\"")).skipped, (QStringList{u"font-missing"_s, u"pattern"_s}));
}

void OfdPaintTest::refusesPatternsAndGroupsThatMultiply()
{
    QByteArray units;
    for (int level = 0; level < 14; ++level) {
        const QByteArray next =
            "<ofd:CompositeObject ID=\"1\" Alpha=\"9\" ResourceID=\"" + QByteArray::number(level + 101) + "\"/>";
        units += "<ofd:CompositeGraphicUnit ID=\"" + QByteArray::number(level + 100) + "\"><ofd:Content>"
                 + next.repeated(10) + "</ofd:Content></ofd:CompositeGraphicUnit>";
    }
    units += "<ofd:CompositeGraphicUnit ID=\"114\"><ofd:Content>" + box({}, {})
             + "</ofd:Content></ofd:CompositeGraphicUnit>";
    QElapsedTimer timer;
    timer.start();
    // Shared groups would be painted ten to the fourteenth times, however little memory they take.
    const auto document = readEntries(onePageEntries("<ofd:CompositeObject ID=\"2\" ResourceID=\"100\"/>",
        "<ofd:CompositeGraphicUnits>" + units + "</ofd:CompositeGraphicUnits>"));
    QCOMPARE(document.error().reason, "ofd.too-many-objects");
    QByteArray cell = box({}, {});
    for (int level = 0; level < 6; ++level)
        cell = box("Fill=\"true\"", "<ofd:FillColor><ofd:Pattern Width=\"1\" Height=\"1\"><ofd:CellContent>" + cell
                                        + "</ofd:CellContent></ofd:Pattern></ofd:FillColor>");
    QCOMPARE(readEntries(onePageEntries(cell)).error().reason, "ofd.too-many-objects");
    QVERIFY(timer.elapsed() < 5000);
}

static QByteArray text(const QByteArray &attributes, const QByteArray &children, const QByteArray &characters = "公文")
{
    return "<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 10\" Font=\"3\" Size=\"5\" " + attributes + '>' + children
           + "<ofd:TextCode X=\"0\" Y=\"5\">" + characters + "</ofd:TextCode></ofd:TextObject>";
}

void OfdPaintTest::listsActionsAnnotationsBookmarksAndRights()
{
    auto entries =
        onePageEntries(text({}, "<ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:URI URI=\"https://example.invalid/\"/>"
                                "</ofd:Action></ofd:Actions>"));
    entries[1].bytes.replace("</ofd:Document>",
        "<ofd:Permissions><ofd:Edit>false</ofd:Edit><ofd:Print Printable=\"true\" Copies=\"2\"/>"
        "</ofd:Permissions><ofd:Actions><ofd:Action Event=\"DO\"><ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"1\" "
        "Top=\"50\"/></ofd:Goto>"
        "</ofd:Action></ofd:Actions><ofd:Bookmarks><ofd:Bookmark Name=\"首页\"><ofd:Dest PageID=\"1\" "
        "Top=\"7\"/></ofd:Bookmark>"
        "</ofd:Bookmarks><ofd:Annotations>A.xml</ofd:Annotations></ofd:Document>");
    entries[0].bytes.replace("</ofd:DocBody>",
        "<ofd:Versions><ofd:Version ID=\"v1\" Index=\"1\" Current=\"true\" BaseLoc=\"V.xml\"/>"
        "</ofd:Versions></ofd:DocBody>");
    entries.append(PackageEntry{u"Doc_0/A.xml"_s,
        xmlFile("Annotations", "<ofd:Page PageID=\"1\"><ofd:FileLoc>B.xml</ofd:FileLoc></ofd:Page>")});
    entries.append(PackageEntry{u"Doc_0/B.xml"_s,
        xmlFile("PageAnnot", "<ofd:Annot ID=\"9\" Type=\"Highlight\" Creator=\"王\">"
                             "<ofd:Remark>看过</ofd:Remark><ofd:Appearance Boundary=\"1 2 3 4\"/></ofd:Annot>")});
    const auto document = readEntries(entries);
    QVERIFY(document);
    QCOMPARE(document->actions.size(), 2);
    QCOMPARE(document->actions[0].kind, Action::Kind::Uri);
    QCOMPARE(document->actions[0].target, u"https://example.invalid/"_s);
    QCOMPARE(document->actions[0].onPage, 0);
    QCOMPARE(document->actions[0].area, std::optional(layout::Rect{10, 20, 50, 10}));
    QCOMPARE(document->actions[1].kind, Action::Kind::Goto);
    QCOMPARE(document->actions[1].top, 50.0);
    QCOMPARE(document->bookmarks, (QList<Bookmark>{{u"首页"_s, 0, 7}}));
    QVERIFY(!document->permissions.edits && document->permissions.prints && document->permissions.exports);
    QCOMPARE(document->permissions.copies, 2);
    QCOMPARE(document->versions.value(0).id, u"v1"_s);
    QVERIFY(document->versions.value(0).isCurrent);
    QCOMPARE(document->annotations.size(), 1);
    QCOMPARE(document->annotations[0].remark, u"看过"_s);
    QCOMPARE(document->annotations[0].area, (layout::Rect{1, 2, 3, 4}));
}

void OfdPaintTest::readsTheDocumentThatIsAskedFor()
{
    auto entries = onePageEntries(text({}, {}, "甲"));
    entries[0].bytes.replace("</ofd:OFD>",
        "<ofd:DocBody><ofd:DocInfo><ofd:Title>乙件</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_1/D.xml"
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
    auto second = onePageEntries(text({}, {}, "乙"));
    for (qsizetype i = 1; i < second.size(); ++i)
        entries.append(PackageEntry{
            second[i].path.replace(u"Doc_0"_s, u"Doc_1"_s).replace(u"Document"_s, u"D"_s), second[i].bytes});
    const auto package = Package::open(writePackage(entries).value());
    const auto first = readOfd(*package);
    QCOMPARE(first->pageTexts, QStringList{u"甲"_s});
    QCOMPARE(first->documents.size(), 2);
    QCOMPARE(first->documents[1].title, u"乙件"_s);
    QVERIFY(first->skipped.contains(u"several-documents"_s));
    QCOMPARE(readOfd(*package, FontResolver{}, ReadOptions{1})->pageTexts, QStringList{u"乙"_s});
    QCOMPARE(readOfd(*package, FontResolver{}, ReadOptions{2}).error().reason, "ofd.no-such-document");
}

QTEST_GUILESS_MAIN(OfdPaintTest)
#include "OfdPaintTest.moc"
