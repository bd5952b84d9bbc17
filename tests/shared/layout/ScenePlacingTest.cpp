// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/ScenePlacing.h"

#include "tests/shared/layout/LayoutFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

class ScenePlacingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laysTheSealOverItsPlace();
    void refusesAndLeavesTheSceneAsItWas();
};

void ScenePlacingTest::laysTheSealOverItsPlace()
{
    DocumentScene scene{u"样张"_s, {pageWith(u"正文"_s)}};
    const SealPlace place{u"江阴市财政局"_s, 0, {140, 120}};
    QVERIFY(placeSeal(scene, place, pngOf(8, 8, 0x80ff0000), 42));
    const auto *image = std::get_if<Image>(&scene.pages[0].items.constLast());
    QVERIFY(image);
    QCOMPARE(image->box, (Rect{119, 99, 42, 42}));
    QCOMPARE(image->blend, BlendMode::Multiply);
    QCOMPARE(scene.pages[0].fields.constLast().name, u"seal"_s);
}

void ScenePlacingTest::refusesAndLeavesTheSceneAsItWas()
{
    DocumentScene scene{u"样张"_s, {pageWith(u"正文"_s)}};
    const QByteArray picture = pngOf(8, 8, 0x80ff0000);
    QCOMPARE(placeSeal(scene, {{}, 1, {140, 120}}, picture, 42).error().reason, "layout.seal-place");
    QCOMPARE(placeSeal(scene, {{}, 0, {140, 120}}, picture, 0).error().reason, "layout.seal-place");
    QCOMPARE(placeSeal(scene, {{}, 0, {140, 120}}, "%PDF-1.7", 42).error().reason, "layout.picture-format");
    QCOMPARE(scene.pages[0].items.size(), 1);
    QVERIFY(scene.pages[0].fields.isEmpty());
}

QTEST_MAIN(ScenePlacingTest)
#include "ScenePlacingTest.moc"
