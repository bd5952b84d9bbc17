// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/TextReader.h"

#include "OnePage.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/ofd/FontSubstitution.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/OfdWriter.h"

#include <QTest>
#include <QtEndian>

#include <utility>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// How text is set: its face, its glyphs and how they are drawn (GB/T 33190 11).
class OfdGlyphsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strokesSlantsEmboldensAndTurnsText();
    void glyphOnlyTextIsDrawnAndNotRead();
    void embeddedFontsNeedNoMoreThanOutlines_data();
    void embeddedFontsNeedNoMoreThanOutlines();
    void aCollectionGivesTheFaceThatIsNamed_data();
    void aCollectionGivesTheFaceThatIsNamed();
    void shadedTextIsShapesBesideItsText();
    void whatTheFaceLacksComesFromAnother();
    void choosesTheFaceThatAFontNameMeans_data();
    void choosesTheFaceThatAFontNameMeans();
};

/// Held for good: the bytes of a face from a file are its mapping.
static layout::FontFaceRef face(const QString &file = u"/FandolFang-Regular.otf"_s)
{
    static QHash<QString, layout::FontFaceRef> known;
    if (!known.contains(file))
        known.insert(file, layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + file).value_or(nullptr));
    return known.value(file);
}

static layout::GlyphRun firstRun(const QList<layout::SceneItem> &items)
{
    const auto *run = items.isEmpty() ? nullptr : std::get_if<layout::GlyphRun>(&items.first());
    return run ? *run : layout::GlyphRun{};
}

static const QByteArray Segments = "<ofd:Segment><ofd:Color Value=\"255 255 0\"/></ofd:Segment>"
                                   "<ofd:Segment><ofd:Color Value=\"0 0 255\"/></ofd:Segment>";

static QByteArray text(const QByteArray &attributes, const QByteArray &children, const QByteArray &characters = "公文")
{
    return "<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 10\" Font=\"3\" Size=\"5\" " + attributes + '>' + children
           + "<ofd:TextCode X=\"0\" Y=\"5\">" + characters + "</ofd:TextCode></ofd:TextObject>";
}

void OfdGlyphsTest::strokesSlantsEmboldensAndTurnsText()
{
    const auto read = [](const QByteArray &attributes, const QByteArray &children = {}) {
        return firstRun(itemsOf(text(attributes, children), {}, [](const QString &) { return face(); }));
    };
    const auto stroked = read("Stroke=\"true\" Fill=\"false\" LineWidth=\"0.2\"", "<ofd:StrokeColor Value=\"9 8 7\"/>");
    QCOMPARE(stroked.color.alpha, quint8(0)); // Still there to be selected.
    QCOMPARE(stroked.outline, std::optional(layout::Color{9, 8, 7}));
    QCOMPARE(stroked.outlineWidth, 0.2);
    const auto bold = read("Weight=\"700\"");
    QCOMPARE(bold.outline, std::optional(bold.color));
    QVERIFY(bold.outlineWidth > 0.1 && bold.outlineWidth < 0.3);
    QVERIFY(!read("Weight=\"400\"").outline);
    const auto slanted = read("Italic=\"true\"");
    // The top of a glyph leans to the right, its origin stays.
    QCOMPARE(apply(slanted.transform, slanted.glyphs[0].origin), (layout::Point{10, 25}));
    QVERIFY(slanted.transform.c < 0);
    const auto turned = read("CharDirection=\"90\"");
    QCOMPARE(turned.transform.a, 0.0);
    QCOMPARE(turned.transform.b, 1.0);
    QCOMPARE(apply(turned.transform, turned.glyphs[1].origin), (layout::Point{15, 25}));
    const auto down = read("ReadDirection=\"90\"");
    QCOMPARE(down.glyphs[1].origin, (layout::Point{10, 30}));
    const auto wide = read("HScale=\"2\"");
    QCOMPARE(apply(wide.transform, wide.glyphs[1].origin), (layout::Point{20, 25}));
}

void OfdGlyphsTest::glyphOnlyTextIsDrawnAndNotRead()
{
    auto entries = onePageEntries(text({},
        "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"2\" GlyphCount=\"2\"><ofd:Glyphs>40 41"
        "</ofd:Glyphs></ofd:CGTransform>",
        "¤¤"));
    entries[2].bytes.replace("FontName=\"仿宋\"/>", "FontName=\"仿宋\"><ofd:FontFile>f.otf</ofd:FontFile></ofd:Font>");
    entries.append(PackageEntry{u"Doc_0/Res/f.otf"_s, face()->bytes()});
    const auto document = readEntries(entries);
    QVERIFY(document);
    QCOMPARE(document->pageTexts, QStringList{QString()});
    const auto run = firstRun(document->content.scene.pages[0].items);
    QCOMPARE(run.text, QString());
    QCOMPARE(run.glyphs.size(), 2);
    QCOMPARE(run.glyphs[1].index, 41u);
    QCOMPARE(document->substitutedFonts, QList<SubstitutedFont>());
}

using Tables = QList<std::pair<QByteArray, QByteArray>>;

static quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

/// The tables of an OpenType file.
static Tables tablesOf(const QByteArray &font)
{
    Tables tables;
    for (int i = 0; i < qFromBigEndian<quint16>(font.constData() + 4); ++i) {
        const qsizetype entry = 12 + 16 * i;
        tables.append({font.mid(entry, 4), font.mid(numberAt(font, entry + 8), numberAt(font, entry + 12))});
    }
    return tables;
}

/// A font file of these tables, or one face of a collection, `before` bytes of which come first.
static QByteArray fontOf(const QByteArray &kind, const Tables &tables, qsizetype before = 0)
{
    const auto big = [](auto number) {
        number = qToBigEndian(number);
        return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
    };
    QByteArray head = kind + big(static_cast<quint16>(tables.size())) + QByteArray(6, '\0');
    QByteArray data;
    for (const auto &[tag, table] : tables) {
        head += tag + big(quint32(0)) + big(static_cast<quint32>(before + 12 + 16 * tables.size() + data.size()))
                + big(static_cast<quint32>(table.size()));
        data += table + QByteArray((4 - table.size() % 4) % 4, '\0');
    }
    return head + data;
}

void OfdGlyphsTest::embeddedFontsNeedNoMoreThanOutlines_data()
{
    QTest::addColumn<QByteArray>("font");
    const QByteArray whole = face()->bytes();
    Tables bare;
    QByteArray outlines;
    for (const auto &table : tablesOf(whole)) {
        if (QByteArrayList{"CFF ", "head", "hhea", "hmtx", "maxp"}.contains(table.first))
            bare.append(table);
        if (table.first == "CFF ")
            outlines = table.second;
    }
    QTest::newRow("whole") << whole;
    QTest::newRow("no cmap, OS/2, name, post") << fontOf("OTTO", bare);
    QTest::newRow("CFF alone") << outlines;
}

void OfdGlyphsTest::embeddedFontsNeedNoMoreThanOutlines()
{
    QFETCH(const QByteArray, font);
    const quint32 glyph = face()->glyphFor(U'国');
    auto entries = onePageEntries(text({},
        "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"1\" GlyphCount=\"1\"><ofd:Glyphs>" + QByteArray::number(glyph)
            + "</ofd:Glyphs></ofd:CGTransform>",
        "国"));
    entries[2].bytes.replace("FontName=\"仿宋\"/>", "FontName=\"仿宋\"><ofd:FontFile>f.otf</ofd:FontFile></ofd:Font>");
    entries.append(PackageEntry{u"Doc_0/Res/f.otf"_s, font});
    const auto document = readEntries(entries);
    QVERIFY(document);
    QCOMPARE(document->skipped, QStringList());
    const auto run = firstRun(document->content.scene.pages[0].items);
    QCOMPARE(run.glyphs.value(0).index, glyph);
    QCOMPARE(layout::glyphOutline(*run.face, glyph), layout::glyphOutline(*face(), glyph));
    // What was read can be written, cut down to that one glyph.
    const auto written = writeOfd(document->content);
    QVERIFY(written && written->size() < 20'000);
    const auto again = readOfd(*Package::open(*written));
    const auto copy = firstRun(again->content.scene.pages[0].items);
    QCOMPARE(layout::glyphOutline(*copy.face, copy.glyphs.value(0).index), layout::glyphOutline(*face(), glyph));
}

void OfdGlyphsTest::aCollectionGivesTheFaceThatIsNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    const auto fang = face();
    const auto hei = face(u"/FandolHei-Regular.otf"_s);
    QTest::newRow("the first") << fang->familyName() << fang->familyName();
    QTest::newRow("the second") << hei->familyName() << hei->familyName();
    QTest::newRow("the second, by its PostScript name") << hei->postScriptName() << hei->familyName();
    QTest::newRow("none of them") << u"仿宋"_s << fang->familyName();
}

/// Row 15 of the odd files: the face that is meant is not always the first of its collection.
void OfdGlyphsTest::aCollectionGivesTheFaceThatIsNamed()
{
    QFETCH(const QString, name);
    QFETCH(const QString, expected);
    constexpr qsizetype Head = 20; // ttcf, version, count, two offsets
    const QByteArray first = fontOf("OTTO", tablesOf(face()->bytes()), Head);
    const QByteArray second = fontOf("OTTO", tablesOf(face(u"/FandolHei-Regular.otf"_s)->bytes()), Head + first.size());
    QByteArray collection = "ttcf";
    for (const quint32 number : {0x00010000u, 2u, quint32(Head), static_cast<quint32>(Head + first.size())}) {
        const quint32 big = qToBigEndian(number);
        collection += QByteArray(reinterpret_cast<const char *>(&big), sizeof big);
    }
    auto entries = onePageEntries(text({}, {}, "国"));
    entries[2].bytes.replace(
        "FontName=\"仿宋\"/>", "FontName=\"" + name.toUtf8() + "\"><ofd:FontFile>f.ttc</ofd:FontFile></ofd:Font>");
    entries.append(PackageEntry{u"Doc_0/Res/f.ttc"_s, collection + first + second});
    const auto document = readEntries(entries);
    QVERIFY(document);
    QCOMPARE(document->skipped, QStringList());
    const auto run = firstRun(document->content.scene.pages[0].items);
    QCOMPARE(run.face->familyName(), expected);
    QCOMPARE(run.text, u"国"_s);
}

void OfdGlyphsTest::shadedTextIsShapesBesideItsText()
{
    const auto items = itemsOf(text({}, "<ofd:FillColor><ofd:AxialShd StartPoint=\"0 0\" EndPoint=\"9 0\">" + Segments
                                            + "</ofd:AxialShd></ofd:FillColor>"),
        {}, [](const QString &) { return face(); });
    QCOMPARE(items.size(), 2);
    QCOMPARE(std::get<layout::GlyphRun>(items[0]).color.alpha, quint8(0));
    QCOMPARE(std::get<layout::GlyphRun>(items[0]).text, u"公文"_s);
    const auto &shapes = std::get<layout::Path>(items[1]);
    QVERIFY(shapes.fillShading && shapes.elements.size() > 20);
    Bounds bounds;
    bounds.add(shapes.elements);
    QVERIFY(bounds.rect().x >= 9.9 && bounds.rect().x + bounds.rect().width <= 20.1);
}

void OfdGlyphsTest::whatTheFaceLacksComesFromAnother()
{
    const auto entries = onePageEntries(text({}, {}, "公𬭎文"));
    const auto package = Package::open(writePackage(entries).value());
    const auto hei = face(u"/FandolHei-Regular.otf"_s);
    const auto fang = face();
    // A fallback that pretends to know everything, by the glyph of another character.
    const auto other = [&](const QString &, char32_t) { return hei; };
    const auto document = readOfd(
        *package, [&](const QString &) { return fang; }, ReadOptions{0, other});
    QCOMPARE(document->pageTexts, QStringList{u"公𬭎文"_s});
    QCOMPARE(document->substitutedFonts, (QList<SubstitutedFont>{{u"仿宋"_s, fang->familyName()}}));
    if (hei->glyphFor(0x2CB4E) == 0) {
        QCOMPARE(document->skipped, QStringList{u"glyph-missing"_s}); // Said, not hidden.
        return;
    }
    const auto &items = document->content.scene.pages[0].items;
    QCOMPARE(items.size(), 3);
    QCOMPARE(std::get<layout::GlyphRun>(items[1]).text, u"𬭎"_s);
    QCOMPARE(std::get<layout::GlyphRun>(items[1]).glyphs[0].cluster, 0);
}

void OfdGlyphsTest::choosesTheFaceThatAFontNameMeans_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<layout::FontRole>("role");
    using layout::FontRole;
    QTest::newRow("FangSong GB2312") << u"仿宋_GB2312"_s << FontRole::FangSong;
    QTest::newRow("small title song") << u"方正小标宋简体"_s << FontRole::SmallTitleSong;
    QTest::newRow("FZXBSJW") << u"FZXBSJW--GB1-0"_s << FontRole::SmallTitleSong;
    QTest::newRow("Kai") << u"楷体_GB2312"_s << FontRole::Kai;
    QTest::newRow("KaiTi") << u"KaiTi"_s << FontRole::Kai;
    QTest::newRow("SimHei") << u"SimHei"_s << FontRole::Hei;
    QTest::newRow("SimSun") << u"SimSun"_s << FontRole::Song;
    QTest::newRow("Song") << u"宋体"_s << FontRole::Song;
    QTest::newRow("Times") << u"Times New Roman"_s << FontRole::Song;
    QTest::newRow("unknown") << u"Foo"_s << FontRole::Song;
    QTest::newRow("none") << QString() << FontRole::Song;
}

void OfdGlyphsTest::choosesTheFaceThatAFontNameMeans()
{
    QFETCH(const QString, name);
    QFETCH(const layout::FontRole, role);
    QCOMPARE(roleForFontName(name), role);
}

QTEST_GUILESS_MAIN(OfdGlyphsTest)
#include "OfdGlyphsTest.moc"
