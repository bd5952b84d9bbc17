// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScenePainter.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

constexpr double DotsPerMillimetre = 4;
constexpr double Resolution = DotsPerMillimetre * 25.4;

QRgb pixelAt(const QImage &image, double x, double y)
{
    return image.pixel(qRound(x * DotsPerMillimetre), qRound(y * DotsPerMillimetre));
}

Path filledRect(const Rect &rect, const Color &color)
{
    Path path;
    path.elements = {MoveTo{{rect.x, rect.y}}, LineTo{{rect.x + rect.width, rect.y}},
        LineTo{{rect.x + rect.width, rect.y + rect.height}}, LineTo{{rect.x, rect.y + rect.height}}, ClosePath{}};
    path.fill = color;
    return path;
}

} // namespace

class ScenePainterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOutTheRestOnceNobodyWantsIt();
    void paperIsWhiteAndOfThePagesSize();
    void textIsInkAtItsPlaceOnly();
    void pathsKeepTheirFigures();
    void sealsLeaveTheTextUnderThemReadable();
    void clipsAndTransformsPictures();
    void aBadPictureLeavesItsPlaceEmpty();
    void refusesResolutionsNobodyCanDraw_data();
    void refusesResolutionsNobodyCanDraw();
};

void ScenePainterTest::paperIsWhiteAndOfThePagesSize()
{
    const auto image = renderPage(PageScene{}, Resolution);
    QVERIFY(image);
    QCOMPARE(image->size(), QSize(840, 1188));
    QCOMPARE(pixelAt(*image, 105, 148), qRgb(255, 255, 255));
}

void ScenePainterTest::textIsInkAtItsPlaceOnly()
{
    const auto image = renderPage(pageWith(u"国"_s), Resolution);
    QVERIFY(image);
    QRect ink;
    for (int y = 0; y < image->height(); ++y) {
        for (int x = 0; x < image->width(); ++x) {
            if (qGray(image->pixel(x, y)) < 128)
                ink |= QRect(x, y, 1, 1);
        }
    }
    // One 3号 character, baseline at 37 mm, left edge at 28 mm; 国 fills most of its square.
    QVERIFY(ink.left() >= 28 * DotsPerMillimetre && ink.right() <= (28 + 5.65) * DotsPerMillimetre);
    QVERIFY(ink.top() >= (37 - 5.65) * DotsPerMillimetre && ink.bottom() <= (37 + 1) * DotsPerMillimetre);
    QVERIFY(ink.width() > 3.5 * DotsPerMillimetre && ink.height() > 4 * DotsPerMillimetre);
}

void ScenePainterTest::pathsKeepTheirFigures()
{
    PageScene page;
    page.items.append(filledRect({28, 130, 156, 1}, {255, 0, 0, 255}));
    const auto image = renderPage(page, Resolution);
    QVERIFY(image);
    QCOMPARE(pixelAt(*image, 28.5, 130.5), qRgb(255, 0, 0));
    QCOMPARE(pixelAt(*image, 183.5, 130.5), qRgb(255, 0, 0));
    QCOMPARE(pixelAt(*image, 27.5, 130.5), qRgb(255, 255, 255));
    QCOMPARE(pixelAt(*image, 184.5, 130.5), qRgb(255, 255, 255));
    QCOMPARE(pixelAt(*image, 100, 131.5), qRgb(255, 255, 255));
}

void ScenePainterTest::sealsLeaveTheTextUnderThemReadable()
{
    PageScene page;
    page.items.append(filledRect({50, 50, 10, 10}, {0, 0, 0, 255}));
    page.items.append(Image{pngOf(10, 10, 0xffff0000), {50, 50, 42, 42}, {}, BlendMode::Multiply, {}});
    const auto image = renderPage(page, Resolution);
    QVERIFY(image);
    QCOMPARE(pixelAt(*image, 55, 55), qRgb(0, 0, 0));
    QCOMPARE(pixelAt(*image, 80, 80), qRgb(255, 0, 0));
}

void ScenePainterTest::clipsAndTransformsPictures()
{
    PageScene page;
    const Transform moved{1, 0, 0, 1, 100, 0};
    page.items.append(
        Image{pngOf(4, 4, 0xff0000ff), {10, 10, 40, 40}, moved, BlendMode::Normal, Rect{110, 10, 20, 40}});
    const auto image = renderPage(page, Resolution);
    QVERIFY(image);
    QCOMPARE(pixelAt(*image, 120, 30), qRgb(0, 0, 255));
    QCOMPARE(pixelAt(*image, 140, 30), qRgb(255, 255, 255));
    QCOMPARE(pixelAt(*image, 20, 30), qRgb(255, 255, 255));
}

void ScenePainterTest::aBadPictureLeavesItsPlaceEmpty()
{
    for (const QByteArray &encoded : {QByteArray("no picture"), pngOf(4, 4, 0xff0000ff).first(30)}) {
        PageScene page;
        page.items.append(Image{encoded, {10, 10, 40, 40}, {}, BlendMode::Normal, {}});
        const auto image = renderPage(page, Resolution);
        QVERIFY(image);
        QCOMPARE(*image, *renderPage(PageScene{}, Resolution));
    }
}

void ScenePainterTest::refusesResolutionsNobodyCanDraw_data()
{
    QTest::addColumn<double>("resolution");
    QTest::newRow("none") << 0.0;
    QTest::newRow("negative") << -96.0;
    QTest::newRow("too many pixels") << 2400.0;
    QTest::newRow("too fine") << 1e9;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
}

void ScenePainterTest::refusesResolutionsNobodyCanDraw()
{
    QFETCH(double, resolution);
    QCOMPARE(renderPage(PageScene{}, resolution).error().reason, "layout.resolution");
}

void ScenePainterTest::leavesOutTheRestOnceNobodyWantsIt()
{
    PageScene page;
    page.width = page.height = 10;
    for (const double left : {0.0, 5.0}) {
        Path half;
        half.elements = {
            MoveTo{{left, 0}}, LineTo{{left + 5, 0}}, LineTo{{left + 5, 10}}, LineTo{{left, 10}}, ClosePath{}};
        half.fill = Color{0, 0, 0, 255};
        page.items << half;
    }
    ScenePainter painter;
    int asked = 0;
    painter.stopWhen([&asked] { return ++asked > 1; });
    const QImage half = renderWhole(page, 2, painter).value();
    QCOMPARE(half.pixelColor(4, 10), QColor(Qt::black));
    QCOMPARE(half.pixelColor(15, 10), QColor(Qt::white));
    painter.stopWhen({});
    QCOMPARE(renderWhole(page, 2, painter).value().pixelColor(15, 10), QColor(Qt::black));
}

QTEST_MAIN(ScenePainterTest)
#include "ScenePainterTest.moc"
