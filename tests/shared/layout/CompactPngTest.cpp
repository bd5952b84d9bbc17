// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/CompactPng.h"

#include "shared/layout/NameSealPicture.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/SealPicture.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/layout/paint/ScenePainter.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QColor>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

/// Seals' pictures by a palette: smaller, and the same for whoever reads them.
class CompactPngTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDrawnSealIsSmallerAndHasTheSamePixels_data();
    void aDrawnSealIsSmallerAndHasTheSamePixels();
    void cairoAndPopplerShowTheSame();
    void aPaintedPageIsTheSame();
    void asManyColoursAsAPaletteHas_data();
    void asManyColoursAsAPaletteHas();
    void whereNothingIsThereIsNoPng();

private:
    /// PNG 11.2.2: 3 where there is a palette.
    static int colourTypeOf(const QByteArray &png) { return png.size() > 25 ? png.at(25) : -1; }
    static QImage pixelsOf(const QByteArray &png)
    {
        const auto picture = decodePicture(png);
        return picture ? picture->convertToFormat(QImage::Format_ARGB32) : QImage();
    }
    /// A page with the picture on it, as a seal lies there.
    static PageScene pageOf(const QByteArray &png)
    {
        PageScene page = pageWith(u"关于防汛工作的通知"_s);
        page.items.append(Image{png, {40, 40, 42, 42}, {}, BlendMode::Multiply, {}});
        return page;
    }
    /// As `pdftoppm` draws it.
    static QByteArray printed(const QByteArray &png)
    {
        const auto pdf =
            writePdf({u"样张"_s, {pageOf(png)}}, {u"样张"_s, {}, QDateTime({2004, 6, 18}, {9, 30}, Qt::UTC), {}});
        return pdf ? toolOutput(u"pdftoppm"_s, {u"-png"_s, u"-r"_s, u"200"_s, u"%"_s}, *pdf) : QByteArray();
    }
};

void CompactPngTest::aDrawnSealIsSmallerAndHasTheSamePixels_data()
{
    QTest::addColumn<QByteArray>("drawn");
    QTest::addColumn<int>("percent"); // Of its size before, at the most; the palette itself is 1 kB.
    const SealPictureDesign round{u"样例县人民政府办公室"_s, u"行政审批专用章"_s, 42};
    QTest::newRow("round") << drawSealPicture(round, *shippedFonts()).value() << 75;
    QTest::newRow("relief") << drawNameSeal({u"张三之印"_s, 20, Carving::Relief}, *shippedFonts()).value() << 95;
    QTest::newRow("intaglio") << drawNameSeal({u"张三之印"_s, 20, Carving::Intaglio}, *shippedFonts()).value() << 95;
}

void CompactPngTest::aDrawnSealIsSmallerAndHasTheSamePixels()
{
    QFETCH(const QByteArray, drawn);
    QFETCH(const int, percent);
    const QByteArray compact = compactPng(QImage::fromData(drawn, "PNG"));
    const QByteArray sizes = QByteArray::number(drawn.size()) + " -> " + QByteArray::number(compact.size());
    qInfo("%s bytes", sizes.constData());
    QVERIFY2(!compact.isEmpty() && compact.size() * 100 < drawn.size() * percent, sizes.constData());
    QCOMPARE(colourTypeOf(compact), 3);
    const QImage before = pixelsOf(drawn);
    QVERIFY(!before.isNull());
    QVERIFY(pixelsOf(compact) == before);
}

void CompactPngTest::cairoAndPopplerShowTheSame()
{
    const QByteArray drawn = drawSealPicture({u"样例县人民政府办公室"_s, {}, 42}, *shippedFonts()).value();
    const QByteArray page = printed(drawn);
    QVERIFY(!page.isEmpty());
    QVERIFY(page != printed(pngOf(20, 20, 0xff0000c0))); // The picture is on the page.
    QCOMPARE(printed(compactPng(QImage::fromData(drawn, "PNG"))), page);
}

void CompactPngTest::aPaintedPageIsTheSame()
{
    const QByteArray drawn = drawSealPicture({u"样例县人民政府办公室"_s, {}, 42}, *shippedFonts()).value();
    const auto before = renderPage(pageOf(drawn), 100);
    const auto after = renderPage(pageOf(compactPng(QImage::fromData(drawn, "PNG"))), 100);
    const auto without = renderPage(pageWith(u"关于防汛工作的通知"_s), 100);
    QVERIFY(before && after && without);
    QCOMPARE(after->size(), before->size());
    QVERIFY(*before != *without);
    int furthest = 0; // The two are scaled by ways of Qt that may round differently.
    for (int y = 0; y < before->height(); ++y) {
        for (int x = 0; x < before->width(); ++x) {
            const QColor one = before->pixelColor(x, y);
            const QColor other = after->pixelColor(x, y);
            furthest = std::max({furthest, std::abs(one.red() - other.red()), std::abs(one.green() - other.green()),
                std::abs(one.blue() - other.blue())});
        }
    }
    QVERIFY2(furthest <= 2, QByteArray::number(furthest).constData());
}

void CompactPngTest::asManyColoursAsAPaletteHas_data()
{
    QTest::addColumn<int>("colours");
    QTest::addColumn<bool>("hasPalette");
    QTest::newRow("two") << 2 << true;
    QTest::newRow("256") << 256 << true;
    QTest::newRow("257") << 257 << false;
}

void CompactPngTest::asManyColoursAsAPaletteHas()
{
    QFETCH(const int, colours);
    QFETCH(const bool, hasPalette);
    // Some differ by their opacity alone, and one is nothing at all.
    QImage picture(20, 20, QImage::Format_ARGB32);
    for (int i = 0; i < 400; ++i) {
        const int colour = i % colours;
        picture.setPixel(i % 20, i / 20, colour == 0 ? qRgba(0, 0, 0, 0) : qRgba(200, colour / 256, 7, colour % 256));
    }
    const QByteArray png = compactPng(picture);
    QCOMPARE(colourTypeOf(png) == 3, hasPalette);
    QVERIFY(pixelsOf(png) == picture);
}

void CompactPngTest::whereNothingIsThereIsNoPng()
{
    QCOMPARE(compactPng({}), QByteArray());
    // One colour, and greys, which PNG has a way of its own for.
    for (const QRgb grey : {qRgb(0, 0, 0), qRgb(128, 128, 128)}) {
        QImage picture(3, 3, QImage::Format_ARGB32);
        picture.fill(grey);
        QVERIFY(pixelsOf(compactPng(picture)) == picture);
    }
}

QTEST_MAIN(CompactPngTest)
#include "CompactPngTest.moc"
