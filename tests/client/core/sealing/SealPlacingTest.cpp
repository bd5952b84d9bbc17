// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealPlacing.h"

#include "client/core/sealing/SealedScene.h"
#include "shared/layout/SealPicture.h"
#include "shared/layout/paint/ScenePainter.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QDir>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(wenyi::core::SealPlacing)

namespace {

constexpr double Dpi = 254; // Ten pixels a millimetre.

layout::DocumentScene pages(int count)
{
    layout::DocumentScene scene;
    for (int i = 0; i < count; ++i)
        scene.pages.append(pageWith(u"这一页的正文"_s));
    return scene;
}

seal::SealFace face(int width = 42, int height = 42)
{
    return {u"PNG"_s, {}, width, height};
}

QByteArray reasonOf(const Result<QList<ofd::Stamp>> &stamps)
{
    return stamps ? QByteArray() : stamps.error().reason;
}

bool isNear(const layout::Rect &one, const layout::Rect &other)
{
    return std::abs(one.x - other.x) < 1e-6 && std::abs(one.y - other.y) < 1e-6
           && std::abs(one.width - other.width) < 1e-6 && std::abs(one.height - other.height) < 1e-6;
}

SealPlacing ridingAlong(const RidingSeal &riding)
{
    return {{}, riding};
}

/// Part of a page that a stamp shows, in pixels.
QRect shownBy(const ofd::Stamp &stamp)
{
    const layout::Rect clip = stamp.clip.value_or(layout::Rect{0, 0, stamp.boundary.width, stamp.boundary.height});
    const auto pixel = [](double length) { return static_cast<int>(std::lround(length * Dpi / 25.4)); };
    return {pixel(stamp.boundary.x + clip.x), pixel(stamp.boundary.y + clip.y), pixel(clip.width), pixel(clip.height)};
}

} // namespace

/// Where seals stand that a person places, in millimetres, and what becomes visible.
class SealPlacingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsWhereItIsPut();
    void standsOnItsWords_data();
    void standsOnItsWords();
    void ridesOverTheEdge_data();
    void ridesOverTheEdge();
    void partsManyPagesEvenly_data();
    void partsManyPagesEvenly();
    void keepsAMarginAndAPlaceAlongTheEdge();
    void isOneSealWhereThePagesAreFannedOut_data();
    void isOneSealWhereThePagesAreFannedOut();
    void refusesWhereNoSealMayStand_data();
    void refusesWhereNoSealMayStand();
    void mayStandOnAPageAndRide();
};

void SealPlacingTest::standsWhereItIsPut()
{
    const auto stamps = stampsOf(pages(2), face(), {SealAt{1, {150, 200}}, {}});
    QVERIFY2(stamps, reasonOf(stamps).constData());
    QCOMPARE(*stamps, (QList<ofd::Stamp>{{1, {129, 179, 42, 42}, {}}}));
    const auto oval = stampsOf(pages(1), face(40, 30), {SealAt{0, {20, 15}}, {}});
    QVERIFY2(oval, reasonOf(oval).constData());
    QCOMPARE(oval->first().boundary, (layout::Rect{0, 0, 40, 30})); // At the corner, and all of it there.
}

void SealPlacingTest::standsOnItsWords_data()
{
    QTest::addColumn<int>("occurrence");
    QTest::addColumn<int>("page");
    QTest::newRow("the first") << 1 << 0;
    QTest::newRow("the second") << 2 << 1;
    QTest::newRow("the last") << 0 << 2;
}

void SealPlacingTest::standsOnItsWords()
{
    QFETCH(const int, occurrence);
    QFETCH(const int, page);
    layout::DocumentScene scene = pages(3);
    // The words of a page are one run: 3号 characters from its start on.
    const auto &run = std::get<layout::GlyphRun>(scene.pages.at(page).items.constFirst());
    const qsizetype at = run.text.indexOf(u"正文"_s);
    QVERIFY(at > 0);
    const double left = run.glyphs.at(at).origin.x;
    const double right = run.glyphs.at(at + 1).origin.x + run.size;
    for (qsizetype i = 0; i < 3; ++i) {
        auto &one = std::get<layout::GlyphRun>(scene.pages[i].items.first());
        for (layout::Glyph &glyph : one.glyphs)
            glyph.origin = {glyph.origin.x + 60, glyph.origin.y + 100}; // Away from the edges.
    }
    const double baseline = std::get<layout::GlyphRun>(scene.pages.at(page).items.constFirst()).glyphs.at(at).origin.y;
    const auto stamps = stampsOf(scene, face(), {SealAtWords{u"正 文"_s, occurrence, {5, -3}}, {}});
    QVERIFY2(stamps, reasonOf(stamps).constData());
    QCOMPARE(stamps->size(), 1);
    QCOMPARE(stamps->first().page, page);
    const layout::Rect box = stamps->first().boundary;
    QVERIFY(std::abs(box.x + 21 - ((left + right) / 2 + 60 + 5)) < 0.1);
    // The middle of a character's box stands 0.38 em over its baseline.
    QVERIFY(std::abs(box.y + 21 - (baseline - 0.38 * run.size - 3)) < 0.1);
}

void SealPlacingTest::ridesOverTheEdge_data()
{
    QTest::addColumn<int>("edge");
    QTest::addColumn<QList<layout::Rect>>("boundaries");
    QTest::addColumn<QList<layout::Rect>>("clips");
    // Three pages of 210 by 297 under a seal of 42: slices of 14. As ofdrw and ofd.js draw them.
    QTest::newRow("right") << int(PageEdge::Right)
                           << QList<layout::Rect>{{196, 127.5, 42, 42}, {182, 127.5, 42, 42}, {168, 127.5, 42, 42}}
                           << QList<layout::Rect>{{0, 0, 14, 42}, {14, 0, 14, 42}, {28, 0, 14, 42}};
    QTest::newRow("left") << int(PageEdge::Left)
                          << QList<layout::Rect>{{-28, 127.5, 42, 42}, {-14, 127.5, 42, 42}, {0, 127.5, 42, 42}}
                          << QList<layout::Rect>{{28, 0, 14, 42}, {14, 0, 14, 42}, {0, 0, 14, 42}};
    QTest::newRow("top") << int(PageEdge::Top)
                         << QList<layout::Rect>{{84, -28, 42, 42}, {84, -14, 42, 42}, {84, 0, 42, 42}}
                         << QList<layout::Rect>{{0, 28, 42, 14}, {0, 14, 42, 14}, {0, 0, 42, 14}};
    QTest::newRow("bottom") << int(PageEdge::Bottom)
                            << QList<layout::Rect>{{84, 283, 42, 42}, {84, 269, 42, 42}, {84, 255, 42, 42}}
                            << QList<layout::Rect>{{0, 0, 42, 14}, {0, 14, 42, 14}, {0, 28, 42, 14}};
}

void SealPlacingTest::ridesOverTheEdge()
{
    QFETCH(const int, edge);
    QFETCH(const QList<layout::Rect>, boundaries);
    QFETCH(const QList<layout::Rect>, clips);
    const auto stamps = stampsOf(pages(3), face(), ridingAlong({static_cast<PageEdge>(edge), {}, 0, {}}));
    QVERIFY2(stamps, reasonOf(stamps).constData());
    QCOMPARE(stamps->size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(stamps->at(i).page, i);
        QVERIFY(isNear(stamps->at(i).boundary, boundaries.at(i)));
        QVERIFY(isNear(stamps->at(i).clip.value(), clips.at(i)));
    }
}

void SealPlacingTest::partsManyPagesEvenly_data()
{
    QTest::addColumn<int>("pageCount");
    QTest::addColumn<int>("perSeal"); // 0: as slices of 4 mm allow, 10 for 42 mm.
    QTest::addColumn<QList<int>>("groups");
    QTest::newRow("two") << 2 << 0 << QList<int>{2};
    QTest::newRow("ten") << 10 << 0 << QList<int>{10};
    QTest::newRow("eleven: no page alone") << 11 << 0 << QList<int>{6, 5};
    QTest::newRow("twenty-one") << 21 << 0 << QList<int>{7, 7, 7};
    QTest::newRow("opposite pages") << 6 << 2 << QList<int>{2, 2, 2};
    QTest::newRow("opposite pages, one over") << 7 << 2 << QList<int>{3, 2, 2};
    QTest::newRow("three by two") << 3 << 2 << QList<int>{3};
    QTest::newRow("a hundred") << 100 << 0 << QList<int>(10, 10);
}

void SealPlacingTest::partsManyPagesEvenly()
{
    QFETCH(const int, pageCount);
    QFETCH(const int, perSeal);
    QFETCH(const QList<int>, groups);
    RidingSeal riding;
    if (perSeal > 0)
        riding.pagesPerSeal = perSeal;
    const auto stamps = stampsOf(pages(pageCount), face(), ridingAlong(riding));
    QVERIFY2(stamps, reasonOf(stamps).constData());
    QCOMPARE(stamps->size(), pageCount);
    qsizetype page = 0;
    for (const int count : groups) {
        // Each group has one whole seal: slices that go on where the last one ended.
        for (int i = 0; i < count; ++i, ++page) {
            const ofd::Stamp &stamp = stamps->at(page);
            QCOMPARE(stamp.page, page);
            QVERIFY(std::abs(stamp.clip->x - 42.0 / count * i) < 1e-6);
            QVERIFY(std::abs(stamp.clip->width - 42.0 / count) < 1e-6);
            QVERIFY(std::abs(stamp.boundary.x + stamp.clip->x + stamp.clip->width - 210) < 1e-6);
        }
    }
    QCOMPARE(page, pageCount);
}

void SealPlacingTest::keepsAMarginAndAPlaceAlongTheEdge()
{
    const auto right = stampsOf(pages(2), face(), ridingAlong({PageEdge::Right, 60, 3, {}}));
    QVERIFY2(right, reasonOf(right).constData());
    QVERIFY(isNear(right->at(0).boundary, {186, 39, 42, 42})); // Its slice ends 3 mm before the edge.
    const auto left = stampsOf(pages(2), face(), ridingAlong({PageEdge::Left, 60, 3, {}}));
    QVERIFY(isNear(left->at(1).boundary, {3, 39, 42, 42}));
}

void SealPlacingTest::isOneSealWhereThePagesAreFannedOut_data()
{
    QTest::addColumn<int>("edge");
    QTest::addColumn<int>("pageCount");
    QTest::addColumn<double>("margin");
    for (const int count : {2, 3, 5, 7}) {
        QTest::addRow("right, %d pages", count) << int(PageEdge::Right) << count << 0.0;
        QTest::addRow("left, %d pages", count) << int(PageEdge::Left) << count << 0.0;
    }
    QTest::newRow("top") << int(PageEdge::Top) << 3 << 0.0;
    QTest::newRow("bottom") << int(PageEdge::Bottom) << 6 << 0.0;
    QTest::newRow("with a margin") << int(PageEdge::Right) << 3 << 2.0;
}

/// Cut out of the painted pages and laid side by side, the slices are the seal.
void SealPlacingTest::isOneSealWhereThePagesAreFannedOut()
{
    QFETCH(const int, edge);
    QFETCH(const int, pageCount);
    QFETCH(const double, margin);
    const auto png = layout::drawSealPicture({u"样例县人民政府办公室"_s, {}, 42}, *shippedFonts(), 254);
    QVERIFY(png);
    const seal::SealFace drawn{u"PNG"_s, *png, 42, 42};
    const auto stamps = stampsOf(pages(pageCount), drawn, ridingAlong({static_cast<PageEdge>(edge), {}, margin, {}}));
    QVERIFY2(stamps, reasonOf(stamps).constData());
    const layout::DocumentScene scene = withSeal(pages(pageCount), drawn, *stamps);
    const bool isUpright = edge == int(PageEdge::Right) || edge == int(PageEdge::Left);
    const bool startsFirst = edge == int(PageEdge::Right) || edge == int(PageEdge::Bottom);
    QImage whole(420, 420, QImage::Format_RGB32);
    int at = 0;
    for (int i = 0; i < pageCount; ++i) {
        const int page = startsFirst ? i : pageCount - 1 - i;
        const auto picture = layout::renderPage(scene.pages.at(page), Dpi);
        QVERIFY(picture);
        const QRect shown = shownBy(stamps->at(page));
        // It reaches to the margin, and not beyond the page.
        QVERIFY(picture->rect().contains(shown));
        const QImage part = picture->copy(shown).convertToFormat(QImage::Format_RGB32);
        for (int y = 0; y < part.height(); ++y) {
            for (int x = 0; x < part.width(); ++x)
                whole.setPixel(
                    isUpright ? std::min(at + x, 419) : x, isUpright ? y : std::min(at + y, 419), part.pixel(x, y));
        }
        at += isUpright ? part.width() : part.height();
    }
    QVERIFY(std::abs(at - 420) <= pageCount / 2); // Slices end on whole pixels here.
    const QString folder = QStringLiteral(WENYI_BUILD_DIR "/screenshots");
    QDir().mkpath(folder);
    whole.save(
        u"%1/riding-%2.png"_s.arg(folder, QString::fromLatin1(QTest::currentDataTag()).remove(u',').replace(u' ', u'-')));
    layout::DocumentScene plain;
    plain.pages = {layout::PageScene{42, 42, {}, {}}};
    const auto truth = layout::renderPage(withSeal(plain, drawn, {{0, {0, 0, 42, 42}, {}}}).pages.at(0), Dpi);
    QVERIFY(truth);
    double differs = 0;
    double ink = 0;
    for (int y = 0; y < 420; ++y) {
        for (int x = 0; x < 420; ++x) {
            differs += std::abs(qGreen(whole.pixel(x, y)) - qGreen(truth->pixel(x, y)));
            ink += 255 - qGreen(truth->pixel(x, y));
        }
    }
    QVERIFY2(differs / ink < 0.05, QByteArray::number(differs / ink).constData());
}

void SealPlacingTest::refusesWhereNoSealMayStand_data()
{
    QTest::addColumn<int>("pageCount");
    QTest::addColumn<SealPlacing>("placing");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, int count, const SealPlacing &placing, const char *reason) {
        QTest::newRow(name) << count << placing << QByteArray(reason);
    };
    row("nowhere", 2, {}, "sealing.nowhere");
    row("no such page", 2, {SealAt{2, {100, 100}}, {}}, "sealing.no-page");
    row("before the first page", 2, {SealAt{-1, {100, 100}}, {}}, "sealing.no-page");
    row("over the right edge", 2, {SealAt{0, {189.5, 100}}, {}}, "sealing.off-page");
    row("over the upper edge", 2, {SealAt{0, {100, 20.5}}, {}}, "sealing.off-page");
    row("no number", 2, {SealAt{0, {std::nan(""), 100}}, {}}, "sealing.off-page");
    row("words that are not there", 2, {SealAtWords{u"没有这几个字"_s, 1, {}}, {}}, "sealing.no-words");
    row("no words", 2, {SealAtWords{u" "_s, 1, {}}, {}}, "sealing.no-words");
    row("not so often", 2, {SealAtWords{u"正文"_s, 3, {}}, {}}, "sealing.no-words");
    row("words too near the edge", 2, {SealAtWords{u"正文"_s, 1, {-300, 0}}, {}}, "sealing.off-page");
    row("riding on one page", 1, ridingAlong({}), "sealing.riding-one-page");
    row("slices too narrow", 40, ridingAlong({PageEdge::Right, {}, 0, 20}), "sealing.riding-slice");
    row("one page a seal", 4, ridingAlong({PageEdge::Right, {}, 0, 1}), "sealing.riding-slice");
    row("a margin out of bounds", 4, ridingAlong({PageEdge::Right, {}, 21, {}}), "sealing.riding-margin");
    row("beyond the end of the edge", 4, ridingAlong({PageEdge::Right, 290, 0, {}}), "sealing.off-page");
    row("too many pages", int(MostRidingPages) + 1, ridingAlong({}), "sealing.riding-pages");
}

void SealPlacingTest::refusesWhereNoSealMayStand()
{
    QFETCH(const int, pageCount);
    QFETCH(const SealPlacing, placing);
    QFETCH(const QByteArray, reason);
    QCOMPARE(reasonOf(stampsOf(pages(pageCount), face(), placing)), reason);
}

void SealPlacingTest::mayStandOnAPageAndRide()
{
    layout::DocumentScene scene = pages(3);
    scene.pages[1] = pageWith(u"— 2 —"_s); // Nothing but its number.
    scene.pages[2] = {};
    for (const qsizetype blank : {1, 2})
        QCOMPARE(reasonOf(stampsOf(scene, face(), {SealAt{blank, {100, 100}}, {}})), QByteArray("sealing.blank-page"));
    const auto both = stampsOf(scene, face(), {SealAt{0, {100, 100}}, RidingSeal{}});
    QVERIFY2(both, reasonOf(both).constData());
    QCOMPARE(both->size(), 4); // The slices lie over every page: without one the seal would not be whole.
    QVERIFY(!both->first().clip && both->at(1).clip);
}

QTEST_MAIN(SealPlacingTest)
#include "SealPlacingTest.moc"
