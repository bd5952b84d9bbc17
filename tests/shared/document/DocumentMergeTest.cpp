// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentMerge.h"

#include "RandomEdits.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class DocumentMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheLaterVersionWhereNothingIsChosen();
    void takesEachDifferenceByItself();
    void neverLosesAMovedParagraph();
    void hasNoDifferenceFromTheEarlierVersionWhereAllIsChosen();
};

void DocumentMergeTest::isTheLaterVersionWhereNothingIsChosen()
{
    for (quint32 seed = 1; seed <= 200; ++seed) {
        RandomEdits edits(seed);
        const OfficialDocument before = edits.document();
        const OfficialDocument after = edits.edited(before);
        QVERIFY(mergeVersions(before, after, compareDocuments(before, after), {}) == after);
    }
}

void DocumentMergeTest::takesEachDifferenceByItself()
{
    OfficialDocument before;
    before.title = u"关于检查的通知"_s;
    before.body = {Paragraph{u"各镇要认真组织检查。"_s}, Paragraph{u"请按时报送情况。"_s}};
    OfficialDocument after = before;
    after.title = u"关于开展检查的通知"_s;
    after.body[0] = Paragraph{u"各镇要认真组织自查。"_s};
    after.body.append(Paragraph{u"特此通知。"_s});
    const DocumentComparison comparison = compareDocuments(before, after);
    QCOMPARE(differencesOf(comparison).size(), 3);
    const OfficialDocument merged = mergeVersions(before, after, comparison, {true, false, true});
    QCOMPARE(merged.title, before.title);
    QVERIFY(merged.body == (QList<Block>{after.body.at(0), after.body.at(1)}));
}

void DocumentMergeTest::neverLosesAMovedParagraph()
{
    OfficialDocument before;
    before.body = {Paragraph{u"第一段说明工作的目的。"_s}, Paragraph{u"第二段说明工作的步骤。"_s},
        Paragraph{u"第三段提出工作要求。"_s}, Paragraph{u"特此通知。"_s}};
    OfficialDocument after = before;
    after.body.move(0, 2);
    const DocumentComparison comparison = compareDocuments(before, after);
    QCOMPARE(differencesOf(comparison).size(), 1);
    QVERIFY(mergeVersions(before, after, comparison, {true}) == before);
    QVERIFY(mergeVersions(before, after, comparison, {false}) == after);
}

void DocumentMergeTest::hasNoDifferenceFromTheEarlierVersionWhereAllIsChosen()
{
    for (quint32 seed = 1; seed <= 200; ++seed) {
        RandomEdits edits(seed);
        const OfficialDocument before = edits.document();
        const OfficialDocument after = edits.edited(before);
        const DocumentComparison comparison = compareDocuments(before, after);
        const QList<bool> all(differencesOf(comparison).size(), true);
        QVERIFY2(mergeVersions(before, after, comparison, all) == before, qPrintable(u"seed %1"_s.arg(seed)));
    }
}

QTEST_GUILESS_MAIN(DocumentMergeTest)
#include "DocumentMergeTest.moc"
