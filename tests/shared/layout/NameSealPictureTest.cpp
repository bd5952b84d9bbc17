// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/NameSealPicture.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

/// 个人名章: drawn squares.
class NameSealPictureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isASquareOfItsMillimetres();
    void standsInTheMiddleOfItsFrame();
    void cutsRedOnWhiteAndWhiteOnRed();
    void readsFromTheRight_data();
    void readsFromTheRight();
    void refusesWhatItCannotDraw_data();
    void refusesWhatItCannotDraw();

private:
    static QImage draw(const NameSealDesign &design);
};

QImage NameSealPictureTest::draw(const NameSealDesign &design)
{
    const auto png = drawNameSeal(design, *shippedFonts(), 254); // Ten pixels a millimetre.
    if (!png)
        return {};
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    const QImage picture = QImage::fromData(*png, "PNG").convertToFormat(QImage::Format_ARGB32);
    picture.save(u"%1/name-seal-%2-%3.png"_s.arg(folder)
                     .arg(design.name.size())
                     .arg(design.carving == Carving::Relief ? u"relief"_s : u"intaglio"_s));
    return picture;
}

/// Opaque part of a rectangle (mm).
static double inkIn(const QImage &image, double left, double top, double width, double height)
{
    double ink = 0;
    for (int y = qRound(top * 10); y < qRound((top + height) * 10); ++y) {
        for (int x = qRound(left * 10); x < qRound((left + width) * 10); ++x)
            ink += qAlpha(image.pixel(x, y)) / 255.0;
    }
    return ink / (width * height * 100);
}

void NameSealPictureTest::isASquareOfItsMillimetres()
{
    const QImage image = draw({u"张三之印"_s, 20, Carving::Relief});
    QCOMPARE(image.size(), QSize(200, 200));
    // A frame along every edge, corners cut round, paper between frame and characters.
    QVERIFY(inkIn(image, 5, 0.2, 10, 0.4) > 0.99 && inkIn(image, 5, 19.4, 10, 0.4) > 0.99);
    QVERIFY(inkIn(image, 0.2, 5, 0.4, 10) > 0.99 && inkIn(image, 19.4, 5, 0.4, 10) > 0.99);
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
    QVERIFY(inkIn(image, 1.1, 1.1, 17.8, 0.4) < 0.01);
}

void NameSealPictureTest::standsInTheMiddleOfItsFrame()
{
    const QImage image = draw({u"田田"_s, 20, Carving::Relief});
    QRect bounds;
    for (int y = 12; y < 188; ++y) {
        for (int x = 12; x < 188; ++x) {
            if (qAlpha(image.pixel(x, y)) > 127)
                bounds |= QRect(x, y, 1, 1);
        }
    }
    QVERIFY(std::abs(bounds.left() - (199 - bounds.right())) <= 2);
    QVERIFY(std::abs(bounds.top() - (199 - bounds.bottom())) <= 2);
}

void NameSealPictureTest::cutsRedOnWhiteAndWhiteOnRed()
{
    const QImage relief = draw({u"田田田田"_s, 18, Carving::Relief});
    const QImage intaglio = draw({u"田田田田"_s, 18, Carving::Intaglio});
    // Inside the margin one is the other's opposite.
    for (int y = 20; y < 160; ++y) {
        for (int x = 20; x < 160; ++x)
            QVERIFY(std::abs(qAlpha(relief.pixel(x, y)) + qAlpha(intaglio.pixel(x, y)) - 255) <= 2);
    }
    QVERIFY(inkIn(intaglio, 4, 0.2, 10, 0.8) > 0.99);
}

void NameSealPictureTest::readsFromTheRight_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QRectF>("firstAt"); // Where the dense first character stands, as parts of the side.
    QTest::newRow("two") << u"囊一"_s << QRectF(0, 0, 1, 0.5);
    QTest::newRow("three") << u"囊一一"_s << QRectF(0.5, 0, 0.5, 1);
    QTest::newRow("four") << u"囊一一一"_s << QRectF(0.5, 0, 0.5, 0.5);
    QTest::newRow("five") << u"囊一一一一"_s << QRectF(0.5, 0, 0.5, 0.5);
}

void NameSealPictureTest::readsFromTheRight()
{
    QFETCH(const QString, name);
    QFETCH(const QRectF, firstAt);
    const QImage image = draw({name, 20, Carving::Relief});
    QVERIFY(!image.isNull());
    double inside = 0;
    double outside = 0;
    for (int y = 16; y < 184; ++y) {
        for (int x = 16; x < 184; ++x)
            (firstAt.contains(QPointF(x / 200.0, y / 200.0)) ? inside : outside) += qAlpha(image.pixel(x, y));
    }
    QVERIFY2(inside > 2 * outside, qPrintable(u"%1 %2"_s.arg(inside).arg(outside)));
}

void NameSealPictureTest::refusesWhatItCannotDraw_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("side");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("one character") << u"张"_s << 18.0 << 300 << QByteArray("seal-picture.person");
    QTest::newRow("seven") << QString(7, u'田') << 18.0 << 300 << QByteArray("seal-picture.person");
    QTest::newRow("endless") << QString(100'000, u'田') << 18.0 << 300 << QByteArray("seal-picture.person");
    QTest::newRow("too small") << u"张三"_s << 9.0 << 300 << QByteArray("seal-picture.size");
    QTest::newRow("no number") << u"张三"_s << std::nan("") << 300 << QByteArray("seal-picture.size");
    QTest::newRow("too fine") << u"张三"_s << 18.0 << 99'999 << QByteArray("seal-picture.resolution");
    QTest::newRow("no glyph") << u"张\uE123"_s << 18.0 << 300 << QByteArray("seal-picture.glyph");
}

void NameSealPictureTest::refusesWhatItCannotDraw()
{
    QFETCH(const QString, name);
    QFETCH(const double, side);
    QFETCH(const int, resolution);
    QFETCH(const QByteArray, reason);
    const auto png = drawNameSeal({name, side, Carving::Relief}, *shippedFonts(), resolution);
    QVERIFY(!png);
    QCOMPARE(png.error().reason, reason);
}

QTEST_GUILESS_MAIN(NameSealPictureTest)
#include "NameSealPictureTest.moc"
