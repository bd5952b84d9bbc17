// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealedScene.h"
#include "shared/layout/paint/ScenePainter.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/OfdWriter.h"
#include "tests/client/core/sealing/OddSealOffice.h"

#include <QBuffer>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Odd files of the list in docs/TESTING.md, rows 9 and 10: how seals of other makers look on the page.
class OddSealFacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsASealOfAnyKindWithoutHidingTheText_data();
    void drawsASealOfAnyKindWithoutHidingTheText();
    void cutsSlicesFromTheBoundarysCorner();

private:
    layout::DocumentScene shown(const QByteArray &package) const;

    OddSealOffice m_office;
};

/// The pages as a person sees them, with every seal that holds.
layout::DocumentScene OddSealFacesTest::shown(const QByteArray &package) const
{
    const auto document = must(ofd::readOfd(must(ofd::Package::open(package))));
    return withSeals(document.content.scene, m_office.judge(package));
}

static QByteArray pictureOf(const char *format, QRgb left, QRgb right)
{
    QImage picture(40, 40, QImage::Format_RGB32);
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            picture.setPixel(x, y, x < picture.width() / 2 ? left : right);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!picture.save(&buffer, format))
        qFatal("no %s", format);
    return bytes;
}

/// Two pixels, red and white.
static const QByteArray RedAndWhiteGif = QByteArray::fromHex("474946383961"
                                                             "02000100800000"
                                                             "ff0000"
                                                             "ffffff"
                                                             "2c00000000020001000002"
                                                             "02440a00"
                                                             "3b");

static layout::Path rectangle(const layout::Rect &box, layout::Color color)
{
    const double right = box.x + box.width;
    const double bottom = box.y + box.height;
    layout::Path path;
    path.elements = {layout::MoveTo{{box.x, box.y}}, layout::LineTo{{right, box.y}}, layout::LineTo{{right, bottom}},
        layout::LineTo{{box.x, bottom}}, layout::ClosePath{}};
    path.fill = color;
    return path;
}

static QByteArray ofdOf(const QList<layout::PageScene> &pages)
{
    ofd::OfdContent content;
    content.scene.pages = pages;
    return must(ofd::writeOfd(content));
}

/// Row 9: the left half is red, the right half white, on a page that is black in its upper half.
void OddSealFacesTest::drawsASealOfAnyKindWithoutHidingTheText_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("face");
    QTest::newRow("png") << u"PNG"_s << pictureOf("png", qRgb(255, 0, 0), qRgb(255, 255, 255));
    QTest::newRow("bmp") << u"bmp"_s << pictureOf("bmp", qRgb(255, 0, 0), qRgb(255, 255, 255));
    QTest::newRow("jpg") << u"jpg"_s << pictureOf("jpg", qRgb(255, 0, 0), qRgb(255, 255, 255));
    QTest::newRow("gif") << u"GIF"_s << RedAndWhiteGif;
    QTest::newRow("ofd") << u"ofd"_s
                         << ofdOf({layout::PageScene{40, 40,
                                {rectangle({0, 0, 20, 40}, {255, 0, 0}), rectangle({20, 0, 20, 40}, {255, 255, 255})},
                                {}}});
}

void OddSealFacesTest::drawsASealOfAnyKindWithoutHidingTheText()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, face);
    const layout::PageScene page{100, 100, {rectangle({0, 0, 100, 50}, {0, 0, 0})}, {}};
    seal::SealInfo info = m_office.domain().officeSeal();
    info.face = {type, face, 40, 40};
    const auto change = [&](FreeSignature &signature) {
        signature.seal = must(seal::makeSeal(info, *m_office.domain().maker));
    };
    ofd::SignatureRequest plain = m_office.request();
    plain.seal.clear();
    plain.stamps = {{0, {30, 30, 40, 40}, {}}};
    const QByteArray package = m_office.sealed(plain, change, {}, ofdOf({page}));
    QCOMPARE(m_office.conclusion(package), QByteArray("valid"));
    constexpr int Scale = 4; // Pixels a millimetre.
    const QImage picture = must(layout::renderPage(shown(package).pages.at(0), Scale * 25.4));
    const auto at = [&](int x, int y) { return picture.pixel(x * Scale, y * Scale); };
    const auto isNear = [](QRgb a, QRgb b) {
        return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)) < 12;
    };
    QVERIFY(isNear(at(33, 60), qRgb(255, 0, 0)));
    QVERIFY(isNear(at(67, 60), qRgb(255, 255, 255)));
    QVERIFY(isNear(at(33, 40), qRgb(0, 0, 0))); // What is under the seal stays to be read.
    QVERIFY(isNear(at(67, 40), qRgb(0, 0, 0)));
}

/// Row 10: a riding seal over two pages. Each page has its slice at the right edge, and nothing of the other's.
void OddSealFacesTest::cutsSlicesFromTheBoundarysCorner()
{
    seal::SealInfo info = m_office.domain().officeSeal();
    info.face = {u"PNG"_s, pictureOf("png", qRgb(255, 0, 0), qRgb(0, 0, 255)), 40, 40};
    const auto change = [&](FreeSignature &signature) {
        signature.seal = must(seal::makeSeal(info, *m_office.domain().maker));
    };
    ofd::SignatureRequest riding = m_office.request();
    riding.seal.clear();
    riding.stamps = {
        {0, {80, 30, 40, 40}, layout::Rect{0, 0, 20, 40}}, {1, {60, 30, 40, 40}, layout::Rect{20, 0, 20, 40}}};
    const QByteArray package = m_office.sealed(riding, change, {}, ofdOf({{100, 100, {}, {}}, {100, 100, {}, {}}}));
    const layout::DocumentScene scene = shown(package);
    const auto at = [&scene](qsizetype page, int x) {
        return must(layout::renderPage(scene.pages.at(page), 25.4)).pixel(x, 50);
    };
    QCOMPARE(at(0, 90), qRgb(255, 0, 0));
    QCOMPARE(at(0, 70), qRgb(255, 255, 255));
    QCOMPARE(at(1, 90), qRgb(0, 0, 255));
    QCOMPARE(at(1, 70), qRgb(255, 255, 255));
}

QTEST_MAIN(OddSealFacesTest)
#include "OddSealFacesTest.moc"
