// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SceneRuns.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

GlyphRun run(const QString &text)
{
    GlyphRun made;
    made.text = text;
    return made;
}

Group groupOf(const QList<SceneItem> &items)
{
    return {std::make_shared<const QList<SceneItem>>(items)};
}

/// That many groups, one in the other, around the items.
Group nested(int groups, const QList<SceneItem> &items)
{
    Group group = groupOf(items);
    for (int i = 1; i < groups; ++i)
        group = groupOf({group});
    return group;
}

QStringList seenIn(const DocumentScene &scene)
{
    QStringList texts;
    forEachRun(scene, [&texts](const GlyphRun &seen) { texts.append(seen.text); });
    return texts;
}

DocumentScene sceneOf(const QList<SceneItem> &items)
{
    PageScene page;
    page.items = items;
    return {{}, {page}};
}

} // namespace

class SceneRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followThePagesAndTheirGroups();
    void ofSharedItemsAreSeenOnce();
    void endWhereNothingIsPainted();
    void ofAGroupMetFurtherOutAreSeenToo();
};

void SceneRunsTest::followThePagesAndTheirGroups()
{
    DocumentScene scene =
        sceneOf({run(u"一"_s), groupOf({run(u"二"_s), groupOf({run(u"三"_s)})}), Path(), run(u"四"_s)});
    scene.pages.append(sceneOf({run(u"五"_s)}).pages);
    QCOMPARE(seenIn(scene), QStringList({u"一"_s, u"二"_s, u"三"_s, u"四"_s, u"五"_s}));
}

void SceneRunsTest::ofSharedItemsAreSeenOnce()
{
    const Group tile = groupOf({run(u"花"_s)});
    QCOMPARE(seenIn(sceneOf({tile, tile, groupOf({tile})})), QStringList({u"花"_s}));
}

void SceneRunsTest::endWhereNothingIsPainted()
{
    QCOMPARE(seenIn(sceneOf({nested(DeepestGroup, {run(u"里"_s)})})), QStringList({u"里"_s}));
    QCOMPARE(seenIn(sceneOf({nested(DeepestGroup + 1, {run(u"里"_s)})})), QStringList());
}

void SceneRunsTest::ofAGroupMetFurtherOutAreSeenToo()
{
    const Group tile = groupOf({nested(1, {run(u"里"_s)})});
    // First so deep that its own group is not painted, then on the page.
    QCOMPARE(seenIn(sceneOf({nested(DeepestGroup - 1, {tile}), tile})), QStringList({u"里"_s}));
}

QTEST_GUILESS_MAIN(SceneRunsTest)
#include "SceneRunsTest.moc"
