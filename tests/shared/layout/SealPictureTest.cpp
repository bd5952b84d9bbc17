// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SealPicture.h"

#include <QColor>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

class SealPictureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isPureRedOnATransparentGround();
    void hasItsRingAtItsEdge();
    void setsTheNameSymmetricallyInsideTheRing_data();
    void setsTheNameSymmetricallyInsideTheRing();
    void leavesTheMiddleEmptyForAnEmblem();
    void putsTheLineUnderTheMiddle();
    void makesLongNamesSmallerRatherThanSlim();
    void keepsANameOffTheLine();
    void setsANameInTwoArcs();
    void setsTwoLines();
    void refusesWhatItCannotDraw_data();
    void refusesWhatItCannotDraw();
    void keepsItsMeasuresDrawable();

private:
    QImage draw(const SealPictureDesign &design, int resolution = 254) const;
    /// Opaque pixels whose distance from the middle is between both (mm).
    static QList<QPointF> inkBetween(const QImage &image, double inner, double outer);
    FontSetRef m_fonts;
};

void SealPictureTest::initTestCase()
{
    const auto fonts = FontSet::load(qEnvironmentVariable("WENYI_FONTS", QStringLiteral(WENYI_BUILD_DIR "/fonts")));
    QVERIFY2(fonts, fonts ? "" : qPrintable(describe(fonts.error())));
    m_fonts = *fonts;
}

QImage SealPictureTest::draw(const SealPictureDesign &design, int resolution) const
{
    const auto png = drawSealPicture(design, *m_fonts, resolution);
    return png ? QImage::fromData(*png, "PNG").convertToFormat(QImage::Format_ARGB32) : QImage();
}

QList<QPointF> SealPictureTest::inkBetween(const QImage &image, double inner, double outer)
{
    QList<QPointF> ink; // In mm from the middle; 254 dots an inch are ten a millimetre.
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QPointF place((x + 0.5 - image.width() / 2.0) / 10, (y + 0.5 - image.height() / 2.0) / 10);
            const double distance = std::hypot(place.x(), place.y());
            if (qAlpha(image.pixel(x, y)) > 127 && distance > inner && distance < outer)
                ink.append(place);
        }
    }
    return ink;
}

void SealPictureTest::isPureRedOnATransparentGround()
{
    const QImage image = draw({u"样例县人民政府办公室"_s, {}, 42}, 600);
    QCOMPARE(image.size(), QSize(992, 992)); // 42 mm at 600 dots an inch
    qsizetype red = 0;
    qsizetype clear = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            if (qAlpha(pixel) > 0)
                QCOMPARE(qRgb(qRed(pixel), qGreen(pixel), qBlue(pixel)), qRgb(255, 0, 0));
            red += qAlpha(pixel) == 255;
            clear += qAlpha(pixel) == 0;
        }
    }
    QVERIFY(red > clear / 10);
    QVERIFY(clear > red);
}

void SealPictureTest::hasItsRingAtItsEdge()
{
    const QImage image = draw({u"样例县人民政府"_s, {}, 42, 1});
    const int middle = image.width() / 2;
    for (const double distance : {0.3, 0.7})
        QCOMPARE(qAlpha(image.pixel(middle, static_cast<int>(distance * 10))), 255);
    QCOMPARE(qAlpha(image.pixel(middle, 12)), 0);
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
}

void SealPictureTest::setsTheNameSymmetricallyInsideTheRing_data()
{
    QTest::addColumn<QString>("unit");
    QTest::newRow("three characters") << u"田田田"_s;
    QTest::newRow("eight") << QString(8, u'田');
    QTest::newRow("ten") << QString(10, u'田');
    QTest::newRow("thirty") << QString(30, u'田');
}

void SealPictureTest::setsTheNameSymmetricallyInsideTheRing()
{
    QFETCH(QString, unit);
    const QImage image = draw({unit, {}, 42, 1, SealCentre::Empty});
    QVERIFY(inkBetween(image, 19.6, 19.9).isEmpty()); // Ring and name do not touch.
    const QList<QPointF> ink = inkBetween(image, 0, 19.6);
    QVERIFY(!ink.isEmpty());
    double left = 0;
    double right = 0;
    double sum = 0;
    for (const QPointF &place : ink) {
        left = std::min(left, place.x());
        right = std::max(right, place.x());
        sum += place.x();
    }
    QVERIFY2(std::abs(left + right) < 0.4, QByteArray::number(left + right).constData());
    QVERIFY(std::abs(sum / static_cast<double>(ink.size())) < 0.2);
}

void SealPictureTest::leavesTheMiddleEmptyForAnEmblem()
{
    const SealPictureDesign design{u"样例县人民政府"_s, {}, 45, 1, SealCentre::Empty};
    QVERIFY(inkBetween(draw(design), 0, 10).isEmpty());
    SealPictureDesign starred = design;
    starred.centre = SealCentre::Star;
    // A star whose edges are in line fills 1.1226 of its radius squared.
    const double expected = 1.1226 * 7.5 * 7.5;
    const double area = static_cast<double>(inkBetween(draw(starred), 0, 10).size()) / 100;
    QVERIFY2(std::abs(area - expected) < 1, QByteArray::number(area).constData());
}

void SealPictureTest::putsTheLineUnderTheMiddle()
{
    const SealPictureDesign plain{u"样例县财政局"_s, {}, 42, 1, SealCentre::Empty};
    SealPictureDesign lined = plain;
    lined.line = u"合同专用章"_s;
    const QList<QPointF> ink = inkBetween(draw(lined), 0, 16);
    const QList<QPointF> without = inkBetween(draw(plain), 0, 16);
    QVERIFY(ink.size() > without.size());
    for (const QPointF &place : ink) {
        if (!without.contains(place))
            QVERIFY(place.y() > 9 && place.y() < 15 && std::abs(place.x()) < 12);
    }
}

void SealPictureTest::makesLongNamesSmallerRatherThanSlim()
{
    // How far the name reaches inwards at the top of the seal; the ring ends at 20 mm, the name at 18.9.
    const auto height = [this](int characters) {
        const QImage image = draw({QString(characters, u'田'), {}, 42, 1, SealCentre::Empty});
        double least = 99;
        for (const QPointF &place : inkBetween(image, 0, 19.5))
            least = std::min(least, std::hypot(place.x(), place.y()));
        return 18.9 - least;
    };
    QVERIFY(height(8) > 5.5);
    QVERIFY(std::abs(height(8) - height(12)) < 0.4); // There is room: as high as a short one's.
    QVERIFY2(height(30) < 5 && height(30) > 3, QByteArray::number(height(30)).constData());
    QVERIFY(height(24) > height(30) && height(24) < height(12));
}

void SealPictureTest::keepsANameOffTheLine()
{
    const QString unit(20, u'田');
    const QImage named = draw({unit, u"一"_s, 42, 1, SealCentre::Empty}); // A name that is bent for a line.
    for (const QPointF &place : inkBetween(named, 9, 19.5))
        QVERIFY(place.y() < 9.4 || std::abs(place.x()) < 2.5);
}

void SealPictureTest::setsANameInTwoArcs()
{
    const SealPictureDesign design{u"样例县人民政府办公室样例处\n行政审批服务专用"_s, {}, 42};
    const QImage image = draw(design);
    QVERIFY(!image.isNull());
    image.save(QStringLiteral(WENYI_BUILD_DIR "/screenshots/seal-two-arcs.png"));
    // Ring, outer arc, inner arc and star, with paper between each.
    for (const double clear : {19.4, 13.45, 8.2}) {
        const qsizetype dirty = inkBetween(image, clear - 0.1, clear + 0.1).size();
        QVERIFY2(dirty == 0, qPrintable(u"%1: %2"_s.arg(clear).arg(dirty)));
    }
    QVERIFY(!inkBetween(image, 14, 18.5).isEmpty() && !inkBetween(image, 9, 13).isEmpty());
}

void SealPictureTest::setsTwoLines()
{
    const SealPictureDesign plain{u"样例县财政局"_s, {}, 42};
    SealPictureDesign lined = plain;
    lined.line = u"国库集中支付\n专用章"_s;
    const QImage image = draw(lined);
    image.save(QStringLiteral(WENYI_BUILD_DIR "/screenshots/seal-two-lines.png"));
    const QList<QPointF> without = inkBetween(draw(plain), 0, 19.5);
    int upper = 0;
    int lower = 0;
    for (const QPointF &place : inkBetween(image, 0, 19.5)) {
        if (without.contains(place))
            continue;
        QVERIFY(place.y() > 8.5 && std::hypot(place.x(), place.y()) < 18.5);
        QVERIFY(place.y() < 12.5 || place.y() > 12.9);
        ++(place.y() < 12.7 ? upper : lower);
    }
    QVERIFY(upper > 500 && lower > 300);
}

void SealPictureTest::refusesWhatItCannotDraw_data()
{
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("line");
    QTest::addColumn<double>("diameter");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<QByteArray>("reason");
    const QString unit = u"样例县人民政府"_s;
    QTest::newRow("no name") << QString() << QString() << 42.0 << 300 << QByteArray("seal-picture.unit");
    QTest::newRow("long name") << QString(31, u'田') << QString() << 42.0 << 300 << QByteArray("seal-picture.unit");
    QTest::newRow("endless name") << QString(100'000, u'田') << QString() << 42.0 << 300
                                  << QByteArray("seal-picture.unit");
    QTest::newRow("three arcs") << u"样例县\n人民政府\n办公室"_s << QString() << 42.0 << 300
                                << QByteArray("seal-picture.unit");
    QTest::newRow("long inner arc") << unit + u'\n' + QString(21, u'田') << QString() << 42.0 << 300
                                    << QByteArray("seal-picture.unit");
    QTest::newRow("three lines") << unit << u"一\n二\n三"_s << 42.0 << 300 << QByteArray("seal-picture.line");
    QTest::newRow("empty line") << unit << u"一\n"_s << 42.0 << 300 << QByteArray("seal-picture.line");
    QTest::newRow("long line") << unit << QString(11, u'田') << 42.0 << 300 << QByteArray("seal-picture.line");
    QTest::newRow("too large") << unit << QString() << 61.0 << 300 << QByteArray("seal-picture.size");
    QTest::newRow("no number") << unit << QString() << std::nan("") << 300 << QByteArray("seal-picture.size");
    QTest::newRow("too fine") << unit << QString() << 42.0 << 100'000 << QByteArray("seal-picture.resolution");
    QTest::newRow("no glyph") << u"样例\uE123"_s << QString() << 42.0 << 300 << QByteArray("seal-picture.glyph");
}

void SealPictureTest::refusesWhatItCannotDraw()
{
    QFETCH(QString, unit);
    QFETCH(QString, line);
    QFETCH(double, diameter);
    QFETCH(int, resolution);
    QFETCH(QByteArray, reason);
    const auto png = drawSealPicture({unit, line, diameter}, *m_fonts, resolution);
    QVERIFY(!png);
    QCOMPARE(png.error().reason, reason);
}

void SealPictureTest::keepsItsMeasuresDrawable()
{
    QVERIFY(sealMeasures().size() >= 7);
    for (const SealMeasure &measure : sealMeasures()) {
        QVERIFY2(
            !draw({u"样例县人民政府"_s, {}, measure.diameter, measure.ring, measure.centre}).isNull(), measure.key);
        QVERIFY(!QStringView(measure.source).isEmpty());
    }
}

QTEST_GUILESS_MAIN(SealPictureTest)
#include "SealPictureTest.moc"
