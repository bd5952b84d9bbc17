// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScannedFace.h"

#include "tests/shared/layout/ScanFixtures.h"

#include <QDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ScanLook)

namespace {

constexpr int Resolution = 300;

/// Keeps a picture to be looked at, on white.
void keep(const QString &name, const QImage &picture)
{
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    picture.save(folder + u"/scan-"_s + name + u".png"_s);
}

QByteArray reasonOf(const Result<CleanedFace> &cleaned)
{
    return cleaned ? QByteArray() : cleaned.error().reason;
}

/// The rectangle of everything that can be seen.
QRect boundsOf(const QImage &face)
{
    QRect bounds;
    for (int y = 0; y < face.height(); ++y) {
        for (int x = 0; x < face.width(); ++x) {
            if (qAlpha(face.pixel(x, y)) > 0)
                bounds |= QRect(x, y, 1, 1);
        }
    }
    return bounds;
}

ScanLook look(double darkest, double noise, int jpegQuality, int specks = 0, bool hasPrint = false)
{
    ScanLook one;
    one.darkest = darkest;
    one.noise = noise;
    one.jpegQuality = jpegQuality;
    one.specks = specks;
    one.hasPrint = hasPrint;
    return one;
}

ScanLook onPaper(ScanLook one, QRgb paper, QRgb ink)
{
    one.paper = paper;
    one.ink = ink;
    return one;
}

} // namespace

/// Scans that are made from a known face, and what becomes of them.
class ScannedFaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheSealInAScan_data();
    void findsTheSealInAScan();
    void leavesPrintOut();
    void dropsSpecks();
    void keepsSoftEdgesInPureRed();
    void findsAWhiteOnRedSeal();
    void findsASignature_data();
    void findsASignature();
    void scalesToItsMillimetres();
    void refusesWhatHoldsNoSeal_data();
    void refusesWhatHoldsNoSeal();
    void bearsAnyPixels();
};

void ScannedFaceTest::findsTheSealInAScan_data()
{
    QTest::addColumn<ScanLook>("look");
    QTest::addColumn<double>("most");
    const QRgb ink = ScanLook().ink;
    QTest::newRow("clean") << ScanLook() << 0.04;
    QTest::newRow("light falls off to two fifths") << look(0.4, 0, -1) << 0.04;
    QTest::newRow("noise") << look(1, 8, -1) << 0.05;
    QTest::newRow("jpeg") << look(1, 0, 60) << 0.1;
    QTest::newRow("yellowed paper") << onPaper(look(1, 2, 85), qRgb(240, 222, 184), ink) << 0.06;
    QTest::newRow("bluish light") << onPaper(look(1, 2, 85), qRgb(206, 220, 246), ink) << 0.08;
    QTest::newRow("pale ink") << onPaper(look(1, 2, 90), qRgb(250, 248, 244), qRgb(232, 140, 140)) << 0.08;
    QTest::newRow("a photo: all of it") << onPaper(look(0.5, 5, 70, 60), qRgb(228, 214, 190), qRgb(190, 40, 60))
                                        << 0.1;
}

void ScannedFaceTest::findsTheSealInAScan()
{
    QFETCH(const ScanLook, look);
    QFETCH(const double, most);
    const QImage truth = drawnSeal(Resolution);
    const QImage scan = scanOf(truth, look);
    const auto cleaned = cleanScan(scan, {ScanInk::Red, 42, Resolution});
    QVERIFY2(cleaned, cleaned ? "" : qPrintable(describe(cleaned.error())));
    const QString name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-').remove(u':');
    keep(name, scan);
    keep(name + u"-cleaned"_s, cleaned->picture);
    QCOMPARE(cleaned->width, 42);
    QCOMPARE(cleaned->height, 42);
    const double difference = inkDifference(cleaned->picture, truth);
    QVERIFY2(difference < most, QByteArray::number(difference).constData());
}

void ScannedFaceTest::leavesPrintOut()
{
    const QImage truth = drawnSeal(Resolution);
    const QImage scan = scanOf(truth, look(0.8, 3, 85, 0, true));
    const auto cleaned = cleanScan(scan, {ScanInk::Red, 42, Resolution});
    QVERIFY2(cleaned, cleaned ? "" : qPrintable(describe(cleaned.error())));
    keep(u"print"_s, scan);
    keep(u"print-cleaned"_s, cleaned->picture);
    // What print lies over is lost; nothing is there that is not the seal's.
    double added = 0;
    double ink = 0;
    for (int y = 0; y < truth.height(); ++y) {
        for (int x = 0; x < truth.width(); ++x) {
            added += std::max(0, qAlpha(cleaned->picture.pixel(x, y)) - qAlpha(truth.pixel(x, y)));
            ink += qAlpha(truth.pixel(x, y));
        }
    }
    QVERIFY2(added / ink < 0.02, QByteArray::number(added / ink).constData());
    QVERIFY(inkDifference(cleaned->picture, truth) < 0.09);
}

void ScannedFaceTest::dropsSpecks()
{
    const QImage truth = drawnSeal(Resolution);
    const auto cleaned = cleanScan(scanOf(truth, look(1, 0, -1, 400)), {ScanInk::Red, 42, Resolution});
    QVERIFY(cleaned);
    // Around the star nothing of the seal is drawn: a ring between 8 and 11 mm.
    int dirty = 0;
    for (int y = 0; y < truth.height(); ++y) {
        for (int x = 0; x < truth.width(); ++x) {
            const double away = std::hypot(x - truth.width() / 2.0, y - truth.height() / 2.0) / Resolution * 25.4;
            dirty += away > 8 && away < 11 && qAlpha(cleaned->picture.pixel(x, y)) > 0;
        }
    }
    QCOMPARE(dirty, 0);
}

void ScannedFaceTest::keepsSoftEdgesInPureRed()
{
    const auto cleaned = cleanScan(scanOf(drawnSeal(Resolution), look(0.7, 3, 85)), {ScanInk::Red, 42, Resolution});
    QVERIFY(cleaned);
    int clear = 0;
    int opaque = 0;
    int soft = 0;
    for (int y = 0; y < cleaned->picture.height(); ++y) {
        for (int x = 0; x < cleaned->picture.width(); ++x) {
            const QRgb pixel = cleaned->picture.pixel(x, y);
            QCOMPARE(qRgb(qRed(pixel), qGreen(pixel), qBlue(pixel)), qRgb(255, 0, 0));
            clear += qAlpha(pixel) == 0;
            opaque += qAlpha(pixel) == 255;
            soft += qAlpha(pixel) > 40 && qAlpha(pixel) < 215;
        }
    }
    QVERIFY(opaque > soft && clear > opaque);
    QVERIFY2(soft > opaque / 20, QByteArray::number(soft).constData());
}

void ScannedFaceTest::findsAWhiteOnRedSeal()
{
    // 白文: two thirds of the square are ink.
    QImage truth(240, 240, QImage::Format_ARGB32);
    for (int y = 0; y < 240; ++y) {
        for (int x = 0; x < 240; ++x)
            truth.setPixel(x, y, qRgba(255, 0, 0, x % 60 > 20 && x % 60 < 40 && y > 20 && y < 220 ? 0 : 255));
    }
    const double side = 240.0 / Resolution * 25.4;
    const auto cleaned = cleanScan(scanOf(truth, look(0.7, 4, 85), 40), {ScanInk::Red, side, Resolution});
    QVERIFY2(cleaned, cleaned ? "" : qPrintable(describe(cleaned.error())));
    keep(u"white-on-red-cleaned"_s, cleaned->picture);
    const QRect bounds = boundsOf(cleaned->picture);
    QVERIFY(std::abs(bounds.width() - 240) < 5 && std::abs(bounds.height() - 240) < 5);
    QCOMPARE(qAlpha(cleaned->picture.pixel(bounds.topLeft() + QPoint(30, 120))), 0);
    QCOMPARE(qAlpha(cleaned->picture.pixel(bounds.topLeft() + QPoint(50, 120))), 255);
}

void ScannedFaceTest::findsASignature_data()
{
    QTest::addColumn<ScanLook>("look");
    QTest::addColumn<bool>("isBlue");
    const QRgb black = qRgb(28, 28, 32);
    const QRgb blue = qRgb(24, 44, 150);
    const QRgb paper = qRgb(244, 240, 230);
    QTest::newRow("black") << onPaper(look(1, 2, 90), paper, black) << false;
    QTest::newRow("black under a lamp") << onPaper(look(0.45, 5, 75, 30), paper, black) << false;
    QTest::newRow("blue") << onPaper(look(0.7, 3, 85), paper, blue) << true;
}

void ScannedFaceTest::findsASignature()
{
    QFETCH(const ScanLook, look);
    QFETCH(const bool, isBlue);
    const QImage truth = handwriting(480);
    const QRect inked = boundsOf(truth);
    const QImage scan = scanOf(truth, look);
    const double length = inked.width() / double(Resolution) * 25.4;
    const auto cleaned = cleanScan(scan, {ScanInk::Dark, length, Resolution});
    QVERIFY2(cleaned, cleaned ? "" : qPrintable(describe(cleaned.error())));
    const QString name = u"signature-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    keep(name, scan);
    keep(name + u"-cleaned"_s, cleaned->picture);
    const QRect found = boundsOf(cleaned->picture);
    QVERIFY2(std::abs(found.width() - inked.width()) < 6, QByteArray::number(found.width()).constData());
    const double difference =
        inkDifference(cleaned->picture.copy(QRect(found.topLeft(), inked.size())), truth.copy(inked));
    QVERIFY2(difference < 0.1, QByteArray::number(difference).constData());
    QRgb strongest = 0;
    for (int x = 0; x < cleaned->picture.width(); ++x) {
        const QRgb pixel = cleaned->picture.pixel(x, cleaned->picture.height() / 2);
        strongest = qAlpha(pixel) > qAlpha(strongest) ? pixel : strongest;
    }
    QCOMPARE(qBlue(strongest) > qRed(strongest) + 40, isBlue);
}

void ScannedFaceTest::scalesToItsMillimetres()
{
    const QImage scan = scanOf(drawnSeal(200), look(1, 2, 90));
    for (const int resolution : {150, 300, 600}) {
        const auto cleaned = cleanScan(scan, {ScanInk::Red, 38, resolution});
        QVERIFY(cleaned);
        QCOMPARE(cleaned->width, 38);
        const int expected = static_cast<int>(std::lround(38 * resolution / 25.4));
        QCOMPARE(cleaned->picture.width(), expected);
        const QRect bounds = boundsOf(cleaned->picture);
        QVERIFY2(
            std::abs(bounds.width() - expected) <= 2 + expected / 200, QByteArray::number(bounds.width()).constData());
    }
}

void ScannedFaceTest::refusesWhatHoldsNoSeal_data()
{
    QTest::addColumn<QImage>("scan");
    QTest::addColumn<int>("ink");
    QTest::addColumn<QByteArray>("reason");
    const int red = static_cast<int>(ScanInk::Red);
    const int dark = static_cast<int>(ScanInk::Dark);
    QImage nothing(496, 496, QImage::Format_ARGB32);
    nothing.fill(0);
    const QByteArray none("seal-scan.no-ink");
    QTest::newRow("white") << scanOf(nothing, ScanLook()) << red << none;
    QTest::newRow("noisy paper") << scanOf(nothing, look(0.5, 20, -1)) << red << none;
    QTest::newRow("noisy paper, for a signature") << scanOf(nothing, look(0.5, 20, -1)) << dark << none;
    QTest::newRow("specks") << scanOf(nothing, look(1, 0, -1, 2000)) << red << none;
    QTest::newRow("black print") << scanOf(nothing, look(1, 3, 80, 0, true)) << red << none;
    QTest::newRow("a seal, for a signature") << scanOf(drawnSeal(Resolution), look(1, 2, 90)) << dark << none;
    QImage block(300, 300, QImage::Format_ARGB32);
    block.fill(0xffff0000);
    QTest::newRow("a red area") << scanOf(block, look(1, 2, -1), 150) << red << none;
    QImage line(500, 8, QImage::Format_ARGB32);
    line.fill(0xffff0000);
    QTest::newRow("a red line") << scanOf(line, look(1, 2, -1)) << red << QByteArray("seal-scan.shape");
    QTest::newRow("too few pixels") << scanOf(drawnSeal(96), look(1, 2, -1)) << red
                                    << QByteArray("seal-scan.too-coarse");
    QTest::newRow("no picture") << QImage() << red << QByteArray("seal-scan.too-coarse");
}

void ScannedFaceTest::refusesWhatHoldsNoSeal()
{
    QFETCH(const QImage, scan);
    QFETCH(const int, ink);
    QFETCH(const QByteArray, reason);
    QCOMPARE(reasonOf(cleanScan(scan, {static_cast<ScanInk>(ink), 42, Resolution})), reason);
    QCOMPARE(reasonOf(cleanScan(scan, {ScanInk::Red, std::nan(""), Resolution})), QByteArray("seal-scan.size"));
    QCOMPARE(reasonOf(cleanScan(scan, {ScanInk::Red, 42, 5000})), QByteArray("seal-scan.resolution"));
}

/// What a hostile file decodes to: whatever it is, there is an answer, and a face is within its bounds.
void ScannedFaceTest::bearsAnyPixels()
{
    std::mt19937 random(4);
    const QList<QSize> sizes{{32, 32}, {33, 900}, {1200, 32}, {257, 131}};
    for (int round = 0; round < 60; ++round) {
        QImage scan(sizes.at(round % sizes.size()), QImage::Format_ARGB32);
        const auto grain = static_cast<int>(1 + random() % 40); // From noise to blocks.
        for (int y = 0; y < scan.height(); ++y) {
            for (int x = 0; x < scan.width(); ++x)
                scan.setPixel(x, y,
                    x % grain || y % grain ? scan.pixel(x - x % grain, y - y % grain) : static_cast<QRgb>(random()));
        }
        const auto ink = round % 2 ? ScanInk::Dark : ScanInk::Red;
        const auto cleaned = cleanScan(scan, {ink, double(5 + round), 96 + round});
        if (!cleaned)
            continue;
        QVERIFY(cleaned->width >= 1 && cleaned->width <= 5 + round && cleaned->height <= 5 + round);
        QVERIFY(!cleaned->picture.isNull());
    }
}

QTEST_MAIN(ScannedFaceTest)
#include "ScannedFaceTest.moc"
