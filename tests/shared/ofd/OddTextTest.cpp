// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "OddFiles.h"

#include "shared/ofd/Geometry.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// Odd files of the list in docs/TESTING.md, rows 11 to 14: text and where it stands.
class OddTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsGlyphsByDeltasOfEveryForm_data();
    void setsGlyphsByDeltasOfEveryForm();
    void setsVerticalAndTurnedText_data();
    void setsVerticalAndTurnedText();
    void dropsBreaksThatPrettyPrintingPutIn_data();
    void dropsBreaksThatPrettyPrintingPutIn();
    void takesAMissingPlaceFromTheCodeBefore_data();
    void takesAMissingPlaceFromTheCodeBefore();
};

/// The places of all glyphs on the page, in mm, with a rounding error taken off.
static QList<layout::Point> placesOf(const OfdDocument &document)
{
    QList<layout::Point> places;
    for (const layout::SceneItem &item : document.content.scene.pages.constFirst().items) {
        const auto &run = std::get<layout::GlyphRun>(item);
        for (const layout::Glyph &glyph : run.glyphs) {
            const layout::Point place = apply(run.transform, glyph.origin);
            places.append({quantised(place.x), quantised(place.y)});
        }
    }
    return places;
}

/// A page with one text object at 10, 20.
static OfdDocument textPage(const QByteArray &attributes, const QByteArray &codes)
{
    return onePage("<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 50\" Font=\"3\" Size=\"5\" " + attributes + '>' + codes
                       + "</ofd:TextObject>",
        {}, [](const QString &) { return face(); });
}

/// Row 11: "g N V" is N times V; what is missing is the last one again, what is too much counts for nothing.
void OddTextTest::setsGlyphsByDeltasOfEveryForm_data()
{
    QTest::addColumn<QByteArray>("deltas");
    QTest::addColumn<QList<double>>("steps");
    QTest::newRow("one for each step") << QByteArray("5 6 7") << QList<double>{5, 6, 7};
    QTest::newRow("g") << QByteArray("g 3 5") << QList<double>{5, 5, 5};
    QTest::newRow("g and more") << QByteArray("g 2 6.5332 6.5333") << QList<double>{6.5332, 6.5332, 6.5333};
    QTest::newRow("g behind a number") << QByteArray("4 g 2 6") << QList<double>{4, 6, 6};
    QTest::newRow("line breaks") << QByteArray("g\n2 5\r\n 7") << QList<double>{5, 5, 7};
    QTest::newRow("commas") << QByteArray("5,6,7") << QList<double>{5, 6, 7};
    QTest::newRow("too few") << QByteArray("5 6") << QList<double>{5, 6, 6};
    QTest::newRow("one") << QByteArray("8") << QList<double>{8, 8, 8};
    QTest::newRow("too many") << QByteArray("5 6 7 8 9") << QList<double>{5, 6, 7};
    QTest::newRow("g for far too many") << QByteArray("g 99999999 5") << QList<double>{5, 5, 5};
}

void OddTextTest::setsGlyphsByDeltasOfEveryForm()
{
    QFETCH(const QByteArray, deltas);
    QFETCH(const QList<double>, steps);
    const auto document =
        textPage({}, "<ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"" + deltas + "\">关于公文</ofd:TextCode>");
    QCOMPARE(document.skipped, QStringList());
    QCOMPARE(document.pageTexts, QStringList{u"关于公文"_s});
    QList<layout::Point> places{{11, 25}};
    for (const double step : steps)
        places.append({quantised(places.last().x + step), 25});
    QCOMPARE(placesOf(document), places);
}

/// Row 12: a column by steps or by its direction, and text that its matrix turns about the object's corner.
void OddTextTest::setsVerticalAndTurnedText_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QList<layout::Point>>("places");
    QTest::addColumn<layout::Point>("right"); ///< Where the glyphs' right is.
    const QByteArray plain = "X=\"1\" Y=\"5\"";
    const QList<layout::Point> column{{11, 25}, {11, 30}, {11, 35}, {11, 40}};
    const QList<layout::Point> row{{11, 25}, {16, 25}, {21, 25}, {26, 25}};
    const layout::Point upright{1, 0};
    QTest::newRow("steps down") << QByteArray() << plain + " DeltaX=\"g 3 0\" DeltaY=\"g 3 5\"" << column << upright;
    QTest::newRow("steps down alone") << QByteArray() << plain + " DeltaY=\"g 3 5\"" << column << upright;
    QTest::newRow("reading down") << QByteArray("ReadDirection=\"90\"") << plain << column << upright;
    QTest::newRow("reading down, characters turned")
        << QByteArray("ReadDirection=\"90\" CharDirection=\"90\"") << plain << column << layout::Point{0, 1};
    QTest::newRow("characters turned in a row")
        << QByteArray("CharDirection=\"270\"") << plain << row << layout::Point{0, -1};
    // x' = -y + 10, y' = x.
    QTest::newRow("turned by its matrix")
        << QByteArray("CTM=\"0 1 -1 0 10 0\"") << plain << QList<layout::Point>{{15, 21}, {15, 26}, {15, 31}, {15, 36}}
        << layout::Point{0, 1};
    QTest::newRow("turned by its matrix, steps down")
        << QByteArray("CTM=\"0 1 -1 0 40 0\"") << plain + " DeltaX=\"g 3 0\" DeltaY=\"g 3 5\""
        << QList<layout::Point>{{45, 21}, {40, 21}, {35, 21}, {30, 21}} << layout::Point{0, 1};
    QTest::newRow("widened by its matrix")
        << QByteArray("CTM=\"2 0 0 1 0 0\"") << plain << QList<layout::Point>{{12, 25}, {22, 25}, {32, 25}, {42, 25}}
        << layout::Point{2, 0};
}

void OddTextTest::setsVerticalAndTurnedText()
{
    QFETCH(const QByteArray, attributes);
    QFETCH(const QByteArray, code);
    QFETCH(const QList<layout::Point>, places);
    QFETCH(const layout::Point, right);
    const auto document = textPage(attributes, "<ofd:TextCode " + code + ">关于公文</ofd:TextCode>");
    QCOMPARE(document.skipped, QStringList());
    QCOMPARE(document.pageTexts, QStringList{u"关于公文"_s});
    QCOMPARE(placesOf(document), places);
    const auto &run = std::get<layout::GlyphRun>(document.content.scene.pages[0].items.at(0));
    QCOMPARE((layout::Point{run.transform.a, run.transform.b}), right);
}

/// Row 13: breaks and the blanks beside them go, and count for no glyph; blanks of the text stay.
void OddTextTest::dropsBreaksThatPrettyPrintingPutIn_data()
{
    QTest::addColumn<QByteArray>("characters");
    QTest::addColumn<QString>("text");
    QTest::newRow("around") << QByteArray("\n    公文\n  ") << u"公文"_s;
    QTest::newRow("inside") << QByteArray("公\n   文") << u"公文"_s;
    QTest::newRow("of Windows") << QByteArray("\r\n公\r\n文\r\n") << u"公文"_s;
    QTest::newRow("escaped") << QByteArray("公&#10;文") << u"公文"_s;
    QTest::newRow("between words") << QByteArray("OFD\n   Reader") << u"OFD Reader"_s;
    QTest::newRow("a blank of the text") << QByteArray("公 文") << u"公 文"_s;
}

void OddTextTest::dropsBreaksThatPrettyPrintingPutIn()
{
    QFETCH(const QByteArray, characters);
    QFETCH(const QString, text);
    const auto document =
        textPage({}, "<ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"g 20 2\">" + characters + "</ofd:TextCode>");
    QCOMPARE(document.skipped, QStringList());
    QCOMPARE(document.pageTexts, QStringList{text});
    const QList<layout::Point> places = placesOf(document);
    QCOMPARE(places.size(), text.size());
    QCOMPARE(places.last(), (layout::Point{11 + 2.0 * static_cast<double>(text.size() - 1), 25}));
}

/// Row 14.
void OddTextTest::takesAMissingPlaceFromTheCodeBefore_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<layout::Point>("expected");
    QTest::newRow("both told") << QByteArray("X=\"11\" Y=\"15\"") << layout::Point{21, 35};
    QTest::newRow("no X") << QByteArray("Y=\"15\"") << layout::Point{11, 35};
    QTest::newRow("no Y") << QByteArray("X=\"11\"") << layout::Point{21, 25};
    QTest::newRow("neither") << QByteArray() << layout::Point{11, 25};
}

void OddTextTest::takesAMissingPlaceFromTheCodeBefore()
{
    QFETCH(const QByteArray, place);
    QFETCH(const layout::Point, expected);
    const auto document = textPage({},
        "<ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"5\">关于</ofd:TextCode><ofd:TextCode " + place + ">公</ofd:TextCode>");
    QCOMPARE(document.skipped, QStringList());
    QCOMPARE(placesOf(document), (QList<layout::Point>{{11, 25}, {16, 25}, expected}));
}

QTEST_GUILESS_MAIN(OddTextTest)
#include "OddTextTest.moc"
