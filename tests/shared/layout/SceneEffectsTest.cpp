// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PdfWriter.h"
#include "shared/layout/paint/ScenePainter.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

constexpr double DotsPerMillimetre = 4;
constexpr double Resolution = DotsPerMillimetre * 25.4;

QList<PathElement> rectangle(const Rect &rect)
{
    return {MoveTo{{rect.x, rect.y}}, LineTo{{rect.x + rect.width, rect.y}},
        LineTo{{rect.x + rect.width, rect.y + rect.height}}, LineTo{{rect.x, rect.y + rect.height}}, ClosePath{}};
}

Path filled(const Rect &rect, const Color &color)
{
    Path path;
    path.elements = rectangle(rect);
    path.fill = color;
    return path;
}

Shading redToBlue(Point start, Point end)
{
    Shading shading;
    shading.start = start;
    shading.end = end;
    shading.stops = {{0, {255, 0, 0}}, {1, {0, 0, 255}}};
    return shading;
}

Path shaded(const Rect &rect, const Shading &shading)
{
    Path path;
    path.elements = rectangle(rect);
    path.fillShading = std::make_shared<const Shading>(shading);
    return path;
}

Group groupOf(const QList<SceneItem> &items)
{
    return Group{std::make_shared<const QList<SceneItem>>(items)};
}

bool isNear(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) < 12 && std::abs(qGreen(a) - qGreen(b)) < 12
           && std::abs(qBlue(a) - qBlue(b)) < 12;
}

/// A page as both of its painters show it.
struct BothPictures
{
    QImage painted;
    QImage printed; ///< The PDF, through Poppler; null where it is not installed.

    explicit BothPictures(const QList<SceneItem> &items)
    {
        PageScene page;
        page.width = 100;
        page.height = 100;
        page.items = items;
        painted = renderPage(page, Resolution).value_or(QImage());
        const auto pdf = writePdf({u"样张"_s, {page}}, {{}, {}, QDateTime({2026, 1, 1}, {0, 0}, Qt::UTC), {}});
        if (pdf)
            printed = QImage::fromData(toolOutput(u"pdftoppm"_s, {u"-png"_s, u"-r"_s, u"101.6"_s, u"%"_s}, *pdf));
    }
    bool has(double x, double y, QRgb color) const
    {
        const QPoint at(qRound(x * DotsPerMillimetre), qRound(y * DotsPerMillimetre));
        for (const QImage *picture : {&painted, &printed}) {
            if (picture->isNull() || isNear(picture->pixel(at), color))
                continue;
            qWarning("%s at %g, %g: %08x and not %08x", picture == &painted ? "painted" : "printed", x, y,
                picture->pixel(at), color);
            return false;
        }
        return !painted.isNull();
    }
};

constexpr QRgb White = 0xffffffff;
constexpr QRgb Black = 0xff000000;
constexpr QRgb Red = 0xffff0000;
constexpr QRgb Blue = 0xff0000ff;

} // namespace

/// Shadings, clips, line styles and groups come out alike on the screen and in a PDF.
class SceneEffectsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMeshRunsBetweenItsCorners();
    void aMeshIsTurnedClippedAndLaidOverItself();
    void shadingsRunBetweenTheirEnds();
    void shadingsLieOnThePageNotOnThePath();
    void radialShadingsGrowFromCircleToCircle();
    void clipsCutAllThreeKindsOfItem();
    void linesKeepTheirDashesAndEnds();
    void groupsShineThroughAsOne();
    void groupsMultiplyWhatIsUnderThem();
    void sharedItemsAreTilesAtTheirPlaces();
    void outlinedGlyphsAreBolder();
    void unseenTextLeavesNoInk();
    void endlessNestingEnds();
};

void SceneEffectsTest::shadingsRunBetweenTheirEnds()
{
    Shading shading = redToBlue({20, 0}, {60, 0});
    const BothPictures closed({shaded({10, 10, 80, 10}, shading)});
    QVERIFY(closed.has(12, 15, White));
    QVERIFY(closed.has(20.5, 15, Red));
    QVERIFY(closed.has(40, 15, 0xff800080));
    QVERIFY(closed.has(59.5, 15, Blue));
    QVERIFY(closed.has(70, 15, White));
    shading.extendsEnd = true;
    const BothPictures open({shaded({10, 10, 80, 10}, shading)});
    QVERIFY(open.has(12, 15, White));
    QVERIFY(open.has(80, 15, Blue));
    shading.extendsStart = true;
    QVERIFY(BothPictures({shaded({10, 10, 80, 10}, shading)}).has(12, 15, Red));
    // Two stops at one place are an edge.
    shading.stops = {{0, {255, 0, 0}}, {0.5, {255, 0, 0}}, {0.5, {0, 0, 255}}, {1, {0, 0, 255}}};
    const BothPictures edge({shaded({10, 10, 80, 10}, shading)});
    QVERIFY(edge.has(38, 15, Red));
    QVERIFY(edge.has(42, 15, Blue));
}

void SceneEffectsTest::shadingsLieOnThePageNotOnThePath()
{
    Path path = shaded({5, 5, 40, 5}, redToBlue({10, 0}, {90, 0}));
    path.transform = {2, 0, 0, 2, 0, 0};
    const BothPictures both({path});
    QVERIFY(both.has(11, 15, Red));
    QVERIFY(both.has(50, 15, 0xff800080));
    QVERIFY(both.has(89, 15, Blue));
    Path line = shaded({5, 5, 40, 5}, {});
    line.fillShading = nullptr;
    line.strokeShading = std::make_shared<const Shading>(redToBlue({0, 0}, {0, 100}));
    line.elements = {MoveTo{{50, 0}}, LineTo{{50, 100}}};
    line.lineWidth = 4;
    const BothPictures stroked({line});
    QVERIFY(stroked.has(50, 1, Red));
    QVERIFY(stroked.has(50, 99, Blue));
    QVERIFY(stroked.has(53, 50, White));
}

void SceneEffectsTest::radialShadingsGrowFromCircleToCircle()
{
    Shading shading = redToBlue({50, 50}, {50, 50});
    shading.kind = Shading::Kind::Radial;
    shading.startRadius = 10;
    shading.endRadius = 30;
    const BothPictures ring({shaded({0, 0, 100, 100}, shading)});
    QVERIFY(ring.has(50, 50, White));
    QVERIFY(ring.has(61, 50, 0xfff3000c));
    QVERIFY(ring.has(50, 79, 0xff0c00f3));
    QVERIFY(ring.has(95, 95, White));
    Shading cone = shading;
    cone.start = {20, 50};
    cone.startRadius = 5;
    cone.end = {70, 50};
    cone.endRadius = 25;
    const BothPictures horn({shaded({0, 0, 100, 100}, cone)});
    QVERIFY(horn.has(16, 50, 0xfff80007)); // The first circle's left edge, and the cone from there on.
    QVERIFY(horn.has(30, 50, 0xff7f0080));
    QVERIFY(horn.has(60, 50, 0xff7f0080)); // Within the last circle: the right edge of an earlier one.
    QVERIFY(horn.has(98, 50, White));
    shading.transform = {1, 0, 0, 0.5, 0, 25};
    const BothPictures flat({shaded({0, 0, 100, 100}, shading)});
    QVERIFY(flat.has(50, 68, White));
    QVERIFY(flat.has(78, 50, 0xff1900e6));
}

void SceneEffectsTest::clipsCutAllThreeKindsOfItem()
{
    const Clip clip{ClipPath{rectangle({0, 0, 50, 100})}, ClipPath{rectangle({0, 0, 100, 50})}};
    Path path = filled({40, 40, 20, 20}, {255, 0, 0});
    path.clip = clip;
    Image image{pngOf(4, 4, 0xff0000ff), {10, 40, 20, 20}, {}, BlendMode::Normal, {}};
    image.clipPaths = clip;
    image.opacity = 0.5;
    const BothPictures both({path, image});
    QVERIFY(both.has(45, 45, Red));
    QVERIFY(both.has(55, 45, White));
    QVERIFY(both.has(45, 55, White));
    QVERIFY(both.has(20, 45, 0xff8080ff));
    QVERIFY(both.has(20, 55, White));
    GlyphRun run = std::get<GlyphRun>(pageWith(u"国"_s).items.first());
    run.glyphs[0].origin = {20, 80};
    run.size = 60;
    const BothPictures whole({run});
    run.clip = {ClipPath{rectangle({0, 0, 100, 20})}};
    QVERIFY(whole.painted != BothPictures({}).painted);
    QCOMPARE(BothPictures({run}).painted, BothPictures({}).painted);
    // What two figures of one area enclose twice is left out by Even-Odd alone.
    Path twice = filled({0, 0, 100, 100}, {0, 0, 0});
    twice.clip = {ClipPath{rectangle({10, 10, 50, 50}) + rectangle({20, 20, 10, 10}), FillRule::EvenOdd}};
    const BothPictures hole({twice});
    QVERIFY(hole.has(15, 15, Black));
    QVERIFY(hole.has(25, 25, White));
}

void SceneEffectsTest::linesKeepTheirDashesAndEnds()
{
    Path line;
    line.elements = {MoveTo{{10, 50}}, LineTo{{90, 50}}};
    line.stroke = Color{};
    line.lineWidth = 4;
    line.lineStyle.dashes = {10, 5};
    line.lineStyle.dashOffset = 5;
    const BothPictures dashed({line});
    QVERIFY(dashed.has(12, 50, Black));
    QVERIFY(dashed.has(17.5, 50, White));
    QVERIFY(dashed.has(25, 50, Black));
    line.lineStyle = {};
    QVERIFY(BothPictures({line}).has(9, 50, White));
    line.lineStyle.cap = LineCap::Square;
    QVERIFY(BothPictures({line}).has(9, 50, Black));
    line.elements = {MoveTo{{10, 10}}, LineTo{{50, 10}}, LineTo{{50, 60}}};
    line.lineStyle = {};
    QVERIFY(BothPictures({line}).has(51.5, 8.5, Black));
    line.lineStyle.join = LineJoin::Bevel;
    QVERIFY(BothPictures({line}).has(51.6, 8.4, White));
}

void SceneEffectsTest::groupsShineThroughAsOne()
{
    Group group = groupOf({filled({10, 10, 40, 40}, {0, 0, 0}), filled({30, 30, 40, 40}, {255, 0, 0})});
    group.opacity = 0.5;
    const BothPictures both({group});
    QVERIFY(both.has(20, 20, 0xff808080));
    QVERIFY(both.has(40, 40, 0xffff8080)); // No black from under the red.
    QVERIFY(both.has(60, 60, 0xffff8080));
    QVERIFY(both.has(80, 80, White));
}

void SceneEffectsTest::groupsMultiplyWhatIsUnderThem()
{
    // A seal that is a document: white letters on red stay white where the paper is.
    Group seal = groupOf({filled({0, 0, 10, 10}, {255, 0, 0}), filled({4, 4, 2, 2}, {255, 255, 255})});
    seal.transform = {4, 0, 0, 4, 20, 20};
    seal.blend = BlendMode::Multiply;
    seal.clip = {ClipPath{rectangle({20, 20, 40, 30})}};
    const BothPictures both({filled({20, 20, 10, 60}, {0, 0, 0}), seal});
    QVERIFY(both.has(25, 25, Black));
    QVERIFY(both.has(50, 25, Red));
    QVERIFY(both.has(40, 40, White));
    QVERIFY(both.has(50, 55, White)); // Clipped.
}

void SceneEffectsTest::sharedItemsAreTilesAtTheirPlaces()
{
    const auto cell = std::make_shared<const QList<SceneItem>>(QList<SceneItem>{filled({0, 0, 5, 5}, {0, 0, 255})});
    QList<SceneItem> tiles;
    for (int i = 0; i < 4; ++i) {
        Group tile{cell};
        tile.transform = {1, 0, 0, 1, 10.0 * i, 0};
        tiles.append(tile);
    }
    Group pattern = groupOf(tiles);
    pattern.clip = {ClipPath{rectangle({0, 0, 33, 50})}};
    const BothPictures both({pattern});
    QVERIFY(both.has(12, 2, Blue));
    QVERIFY(both.has(18, 2, White));
    QVERIFY(both.has(32, 2, Blue));
    QVERIFY(both.has(34, 2, White));
}

void SceneEffectsTest::outlinedGlyphsAreBolder()
{
    const auto inkOf = [](const QImage &image) {
        double ink = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                ink += 255 - qGray(image.pixel(x, y));
        }
        return ink;
    };
    GlyphRun run = std::get<GlyphRun>(pageWith(u"国"_s).items.first());
    run.size = 40;
    run.glyphs[0].origin = {20, 60};
    const BothPictures plain({run});
    run.outline = run.color;
    run.outlineWidth = 1;
    const BothPictures bold({run});
    QVERIFY(inkOf(bold.painted) > inkOf(plain.painted) * 1.2);
    QVERIFY(bold.printed.isNull() || inkOf(bold.printed) > inkOf(plain.printed) * 1.2);
}

void SceneEffectsTest::unseenTextLeavesNoInk()
{
    PageScene page = pageWith(u"看不见"_s);
    std::get<GlyphRun>(page.items.first()).color.alpha = 0;
    QCOMPARE(*renderPage(page, Resolution), *renderPage(PageScene{}, Resolution));
    // It is there for whoever copies or searches.
    const auto pdf = writePdf({u"样张"_s, {page}}, {{}, {}, QDateTime({2026, 1, 1}, {0, 0}, Qt::UTC), {}});
    const QByteArray shown = toolOutput(u"pdftotext"_s, {u"-enc"_s, u"UTF-8"_s, u"%"_s, u"-"_s}, *pdf);
    QCOMPARE(withoutBlanks(QString::fromUtf8(shown)), u"看不见"_s);
}

void SceneEffectsTest::endlessNestingEnds()
{
    Group group = groupOf({filled({0, 0, 100, 100}, {0, 0, 0})});
    for (int i = 0; i < DeepestGroup + 5; ++i) {
        group.opacity = 0.9;
        group = groupOf({group});
    }
    QVERIFY(BothPictures({group}).has(50, 50, White));
}

static Shading meshOf(const QList<MeshCorner> &corners)
{
    Shading mesh;
    mesh.kind = Shading::Kind::Mesh;
    mesh.corners = corners;
    return mesh;
}

void SceneEffectsTest::aMeshRunsBetweenItsCorners()
{
    Shading mesh = meshOf({{{10, 10}, {255, 0, 0}}, {{90, 10}, {0, 255, 0}}, {{10, 90}, {0, 0, 255}}});
    const BothPictures open({shaded({0, 0, 100, 100}, mesh)});
    QVERIFY(open.has(12, 12, 0xfff90303)); // Near a corner it is nearly the corner's.
    QVERIFY(open.has(50, 11, 0xff7d7f03)); // Halfway along an edge it is half of each.
    QVERIFY(open.has(11, 50, 0xff7d037f));
    QVERIFY(open.has(36.6, 36.6, 0xff555555)); // In the middle a third of each.
    QVERIFY(open.has(80, 80, White));          // Beside the triangle nothing is painted,
    mesh.ground = Color{200, 200, 0};
    const BothPictures filled({shaded({0, 0, 100, 100}, mesh)});
    QVERIFY(filled.has(80, 80, 0xffc8c800)); // or its ground,
    QVERIFY(filled.has(50, 11, 0xff7d7f03));
    const BothPictures narrow({shaded({20, 20, 20, 20}, mesh)});
    QVERIFY(narrow.has(10, 10, White)); // and only inside of what it fills.
    QVERIFY(narrow.has(36.6, 36.6, 0xff555555));
}

void SceneEffectsTest::aMeshIsTurnedClippedAndLaidOverItself()
{
    // Two triangles that leave no gap, the second over the first; turned by a quarter with its shape.
    const Color red{255, 0, 0};
    const Color blue{0, 0, 255};
    Shading mesh =
        meshOf({{{0, 0}, red}, {{60, 0}, red}, {{0, 60}, red}, {{60, 0}, blue}, {{0, 60}, blue}, {{60, 60}, blue}});
    const BothPictures square({shaded({0, 0, 60, 60}, mesh)});
    QVERIFY(square.has(10, 10, Red) && square.has(50, 50, Blue));
    for (double x = 5; x < 55; x += 0.25) {
        const QRgb pixel = square.painted.pixel(qRound(x * DotsPerMillimetre), qRound((60 - x) * DotsPerMillimetre));
        QVERIFY2(qGreen(pixel) < 20, QByteArray::number(x).constData()); // No white shines through the seam.
    }
    mesh.transform = {0, 1, -1, 0, 80, 10};
    Path turned = shaded({0, 0, 60, 60}, mesh);
    turned.transform = mesh.transform;
    turned.clip = {ClipPath{rectangle({20, 10, 60, 30})}};
    const BothPictures picture({turned});
    QVERIFY(picture.has(75, 15, Red)); // What was at the upper left is at the upper right.
    QVERIFY(picture.has(30, 35, Blue));
    QVERIFY(picture.has(30, 60, White)); // Clipped.
    Path line = shaded({20, 20, 40, 40}, meshOf({{{0, 0}, red}, {{100, 0}, red}, {{0, 100}, red}}));
    line.strokeShading = std::exchange(line.fillShading, nullptr);
    line.lineWidth = 4;
    QVERIFY(BothPictures({line}).has(20, 40, Red));
}

QTEST_MAIN(SceneEffectsTest)
#include "SceneEffectsTest.moc"
