// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentComparison.h"
#include "shared/document/DocumentFields.h"

#include "DocumentSamples.h"
#include "RandomEdits.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class DocumentComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInEqualDocuments();
    void namesEveryChangedElement();
    void makesTheSecondFromTheFirst();
    void exchangesWhatIsGoneAndWhatIsNew();
    void marksAMovedParagraph();
    void pairsAParagraphThatWasReworded();
    void groupsCharactersSoThatTheyCanBeRead_data();
    void groupsCharactersSoThatTheyCanBeRead();
    void comparesTablesByRowAndCell();
    void refusesToApplyToAnotherDocument();
    void endsSoonOnHostileTexts_data();
    void endsSoonOnHostileTexts();
};

static QString inWords(const QList<TextRun> &runs)
{
    QString words;
    for (const TextRun &run : runs) {
        if (run.change == RunChange::Same)
            words += run.text;
        else
            words += (run.change == RunChange::Deleted ? u"[-"_s : u"[+"_s) + run.text + u']';
    }
    return words;
}

static OfficialDocument withBody(const QStringList &paragraphs)
{
    OfficialDocument document;
    for (const QString &text : paragraphs)
        document.body.append(Paragraph{text});
    return document;
}

void DocumentComparisonTest::findsNothingInEqualDocuments()
{
    const DocumentComparison comparison = compareDocuments(fullDocument(), fullDocument());
    QVERIFY(!hasChanges(comparison));
    QVERIFY(countChanges(comparison).isNone());
    QVERIFY(!hasChanges(compareDocuments({}, {})));
}

void DocumentComparisonTest::namesEveryChangedElement()
{
    const OfficialDocument before = fullDocument();
    for (const QByteArray &name : fieldNames()) {
        OfficialDocument after = before;
        QString text = fieldText(before, name);
        if (name == "date" || name == "printDate")
            text = u"2018年3月7日"_s;
        else if (name == "format")
            text = text == u"纪要"_s ? u"信函"_s : u"纪要"_s;
        else if (name == "signing")
            text = text == u"不加盖印章"_s ? u"加盖印章"_s : u"不加盖印章"_s;
        else
            text += u"改"_s;
        QVERIFY2(setFieldText(after, name, text), name.constData());
        const DocumentComparison comparison = compareDocuments(before, after);
        for (const ComparedField &field : comparison.fields)
            QVERIFY2(hasChanges(field.runs) == (field.name == name), name.constData());
        QVERIFY(applyComparison(before, comparison) == after);
    }
}

void DocumentComparisonTest::makesTheSecondFromTheFirst()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        RandomEdits edits(seed);
        const OfficialDocument before = edits.document();
        const OfficialDocument after = edits.edited(before);
        const auto made = applyComparison(before, compareDocuments(before, after));
        QVERIFY2(made == after, qPrintable(u"seed %1"_s.arg(seed)));
        QCOMPARE(hasChanges(compareDocuments(before, after)), !(before == after));
    }
}

void DocumentComparisonTest::exchangesWhatIsGoneAndWhatIsNew()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        RandomEdits edits(seed);
        const OfficialDocument before = edits.document();
        const OfficialDocument after = edits.edited(before);
        const ChangeCount there = countChanges(compareDocuments(before, after));
        const ChangeCount back = countChanges(compareDocuments(after, before));
        QCOMPARE(there.insertedCharacters, back.deletedCharacters);
        QCOMPARE(there.deletedCharacters, back.insertedCharacters);
        QCOMPARE(there.insertions, back.deletions);
        QCOMPARE(there.moves, back.moves);
    }
}

void DocumentComparisonTest::marksAMovedParagraph()
{
    const OfficialDocument before = withBody(
        {u"第一段说明工作的目的。"_s, u"第二段说明工作的步骤。"_s, u"第三段提出工作要求。"_s, u"特此通知。"_s});
    OfficialDocument after = before;
    after.body.move(0, 2);
    const DocumentComparison comparison = compareDocuments(before, after);
    const ChangeCount count = countChanges(comparison);
    QCOMPARE(count.moves, 1);
    QCOMPARE(count.insertions + count.deletions, 0);
    QVERIFY(std::ranges::any_of(
        comparison.body, [](const ComparedBlock &block) { return block.change == UnitChange::MovedAway; }));
    QVERIFY(applyComparison(before, comparison) == after);
}

void DocumentComparisonTest::pairsAParagraphThatWasReworded()
{
    const OfficialDocument before = withBody({u"各镇要于6月30日前将检查情况书面报送市政府办公室。"_s, u"特此通知。"_s});
    const OfficialDocument after = withBody(
        {u"新增一段完全不同的文字内容。"_s, u"各镇要于7月15日前将检查情况书面报送市应急管理局。"_s, u"特此通知。"_s});
    const DocumentComparison comparison = compareDocuments(before, after);
    QCOMPARE(comparison.body.size(), 3);
    QCOMPARE(comparison.body.at(0).change, UnitChange::Inserted);
    QCOMPARE(comparison.body.at(1).change, UnitChange::Changed);
    QCOMPARE(inWords(comparison.body.at(1).runs),
        u"各镇要于[-6月30][+7月15]日前将检查情况书面报送市[-政府办公室][+应急管理局]。"_s);
}

void DocumentComparisonTest::groupsCharactersSoThatTheyCanBeRead_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("shown");
    QTest::addRow("figures stay whole") << u"共2004户。"_s << u"共2014户。"_s << u"共[-2004][+2014]户。"_s;
    QTest::addRow("a sentence is added") << u"甲。丙丁。"_s << u"甲。乙。丙丁。"_s << u"甲。[+乙。]丙丁。"_s;
    QTest::addRow("behind the mark before it") << u"甲乙丙丁戊己庚。"_s << u"甲乙丙丁改己庚，新加内容。"_s
                                               << u"甲乙丙丁[-戊][+改]己庚[+，新加内容]。"_s;
    QTest::addRow("no torn words") << u"请各单位认真抓好贯彻落实。"_s << u"请各单位切实做好组织实施。"_s
                                   << u"请各单位[-认真抓好贯彻落实][+切实做好组织实施]。"_s;
    QTest::addRow("another sentence") << u"本办法自发布之日起施行。"_s << u"有关经费由财政安排解决"_s
                                      << u"[-本办法自发布之日起施行。][+有关经费由财政安排解决]"_s;
    QTest::addRow("a rare character") << u"联系人：张𬭎。"_s << u"联系人：张𬭚。"_s
                                      << u"联系人：张[-𬭎][+𬭚]。"_s;
}

void DocumentComparisonTest::groupsCharactersSoThatTheyCanBeRead()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, shown);
    AlignmentBudget budget;
    const QList<TextRun> runs = compareTexts(before, after, budget);
    QCOMPARE(textBefore(runs), before);
    QCOMPARE(textAfter(runs), after);
    QCOMPARE(inWords(runs), shown);
}

void DocumentComparisonTest::comparesTablesByRowAndCell()
{
    OfficialDocument before;
    before.body = {Table{{{u"单位"_s, u"数量"_s}, {u"澄江镇"_s, u"12"_s}, {u"南闸镇"_s, u"7"_s}}}};
    OfficialDocument after;
    after.body = {
        Table{{{u"单位"_s, u"数量"_s}, {u"澄江镇"_s, u"15"_s}, {u"云亭镇"_s, u"4"_s, u"新"_s}, {u"南闸镇"_s, u"7"_s}}}};
    const DocumentComparison comparison = compareDocuments(before, after);
    QCOMPARE(comparison.body.size(), 1);
    const QList<ComparedRow> rows = comparison.body.constFirst().rows;
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(0).change, UnitChange::Same);
    QCOMPARE(rows.at(1).change, UnitChange::Changed);
    QCOMPARE(inWords(rows.at(1).cells.at(1)), u"[-12][+15]"_s);
    QCOMPARE(rows.at(2).change, UnitChange::Inserted);
    QVERIFY(applyComparison(before, comparison) == after);
}

void DocumentComparisonTest::refusesToApplyToAnotherDocument()
{
    const OfficialDocument before = withBody({u"原来的文字。"_s});
    const DocumentComparison comparison = compareDocuments(before, withBody({u"后来的文字。"_s}));
    QVERIFY(!applyComparison(withBody({u"别的文字。"_s}), comparison));
    QVERIFY(!applyComparison(withBody({}), comparison));
}

void DocumentComparisonTest::endsSoonOnHostileTexts_data()
{
    QTest::addColumn<OfficialDocument>("before");
    QTest::addColumn<OfficialDocument>("after");
    QStringList ones;
    QStringList others;
    QStringList alike;
    for (int i = 0; i < 20'000; ++i) {
        ones.append(QString::number(i));
        others.append(QString::number(20'000 - i));
        alike.append(i % 2 ? u"甲"_s : u"乙"_s);
    }
    RandomEdits edits(7);
    const OfficialDocument twoHundredPages = edits.longDocument(200);
    QTest::addRow("two hundred pages") << twoHundredPages << edits.edited(twoHundredPages);
    QTest::addRow("turned around") << withBody(ones) << withBody(others);
    QTest::addRow("all alike") << withBody(alike) << withBody(alike.mid(1) + ones.first(5'000));
    QTest::addRow("one long text of two characters")
        << withBody({u"甲乙乙甲"_s.repeated(20'000)}) << withBody({u"乙甲乙"_s.repeated(25'000)});
    QTest::addRow("sentences without an end")
        << withBody({u"。"_s.repeated(90'000)}) << withBody({u"。！"_s.repeated(40'000)});
}

void DocumentComparisonTest::endsSoonOnHostileTexts()
{
    QFETCH(OfficialDocument, before);
    QFETCH(OfficialDocument, after);
    QElapsedTimer timer;
    timer.start();
    const DocumentComparison comparison = compareDocuments(before, after);
    // Some hundred times what it takes: that the work is bounded is asked here, speed is measured by the bench.
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(applyComparison(before, comparison) == after);
}

QTEST_GUILESS_MAIN(DocumentComparisonTest)
#include "DocumentComparisonTest.moc"
