// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FlowClosing.h"

#include "shared/layout/Gb9704.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/TypesetFixtures.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

/// So many rows of text, each a part of its own.
Flow flowOf(int rows)
{
    Flow flow;
    for (int row = 0; row < rows; ++row) {
        FlowItem item;
        item.field = u"body"_s;
        item.part = row;
        flow.items.push_back(item);
    }
    flow.plan = planFlow(flow.items, fullArea(Orientation::Upright));
    return flow;
}

/// Text that closer characters make no shorter, but longer.
const CloserText noShorter = [](int part) -> Result<FlowItems> {
    FlowItems items = flowOf(1000).items;
    items.erase(items.begin(), items.begin() + part);
    return items;
};

QList<double> pitchesOf(const FlowPlan &plan)
{
    QList<double> points;
    for (const FlowPage &page : plan)
        points.append(
            std::round((page.pitch > 0 ? page.pitch : gb9704::Pitch) / gb9704::MillimetresPerPoint * 10) / 10);
    return points;
}

QList<int> rowsOf(const Flow &flow)
{
    QList<int> rows;
    for (const FlowPage &page : flow.plan)
        rows.append(page.rows);
    return rows;
}

/// Paragraphs of three full lines and three characters more: with one more character a line they are a line shorter.
OfficialDocument longLines(int paragraphs, int shortOnes)
{
    OfficialDocument document = notice();
    document.body = QList<Block>(paragraphs, Paragraph{u"文"_s.repeated(26 + 28 + 28 + 3)});
    document.body += QList<Block>(shortOnes, Paragraph{u"请认真贯彻执行。"_s});
    return document;
}

/// The most characters in a line of the text, and the least distance of two of them.
struct Closeness
{
    qsizetype characters = 0;
    double apart = 100; // mm
};

Closeness closenessOf(const TypesetDocument &set)
{
    Closeness found;
    for (const PageScene &page : set.scene.pages) {
        for (const SceneItem &item : page.items) {
            const auto *run = std::get_if<GlyphRun>(&item);
            if (!run || !run->text.startsWith(u"文文"_s))
                continue;
            found.characters = std::max(found.characters, run->text.size());
            for (qsizetype i = 1; i < run->glyphs.size(); ++i)
                found.apart = std::min(found.apart, run->glyphs[i].origin.x - run->glyphs[i - 1].origin.x);
        }
    }
    return found;
}

/// What holds of every document, however long its text is.
void verifyClosing(const OfficialDocument &document, const TypesetDocument &set)
{
    QVERIFY(!set.sealPlaces.isEmpty());
    for (const SealPlace &place : set.sealPlaces) {
        const PageScene &page = set.scene.pages[place.page];
        QVERIFY(!lineTextsOn(page, u"body"_s).isEmpty() || !lineTextsOn(page, u"attachmentList"_s).isEmpty());
    }
    QCOMPARE(findField(set, u"signatory"_s)->first, set.sealPlaces[0].page);
    QCOMPARE(findField(set, u"date"_s)->first, set.sealPlaces.constLast().page);
    QCOMPARE(withoutBlanks(textOf(set, u"body"_s)), textOfBlocks(document.body));
    for (const PageScene &page : set.scene.pages) {
        const QList<double> lines = baselinesOf(page, u"body"_s);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const double pitch = lines[i] - lines[i - 1];
            QVERIFY(pitch >= gb9704::TightestPitch - 0.001 && pitch <= gb9704::LoosestPitch + 0.001);
        }
        for (const SceneField &field : page.fields) {
            const Rect &box = field.bounds;
            const bool inside = box.y + box.height <= 262.01 && box.x >= 27.99 && box.x + box.width <= 184.01;
            QVERIFY2(field.name == u"pageNumber"_s || inside, qPrintable(field.name));
        }
    }
    QVERIFY(closenessOf(set).apart >= gb9704::TightCell - 0.001);
}

} // namespace

class FlowClosingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asManyPagesAsItTakesAreTightenedAlike_data();
    void asManyPagesAsItTakesAreTightenedAlike();
    void whatCannotBeTightenedIsCarried();
    void pagesBehindATableAreTightenedAlone();
    void charactersAreDrawnTogetherWhereLinesAreNotEnough();
    void everyLengthOfTextHasItsSealWithText();
    void linesAreDrawnTogetherOrApartWithinTheirLimits();
    void thePageBeforeCarriedTextIsFilled();
    void linesAreDrawnTogetherSoThatTheImprintFindsRoom();
};

void FlowClosingTest::asManyPagesAsItTakesAreTightenedAlike_data()
{
    QTest::addColumn<int>("rows"); // Of text; the closing takes four.
    QTest::addColumn<QList<int>>("pages");
    QTest::addColumn<QList<double>>("points"); // Distance of lines.
    const double usual = 29.6;
    const double little = 28.3;
    const double more = 27.0;
    QTest::newRow("there is room") << 62 << QList<int>{22, 22, 18} << QList<double>{usual, usual, usual};
    QTest::newRow("a row too many") << 63 << QList<int>{22, 22, 19} << QList<double>{usual, usual, little};
    QTest::newRow("two") << 64 << QList<int>{22, 23, 19} << QList<double>{usual, little, little};
    QTest::newRow("three") << 65 << QList<int>{23, 23, 19} << QList<double>{little, little, little};
    QTest::newRow("four") << 66 << QList<int>{22, 24, 20} << QList<double>{usual, more, more};
    QTest::newRow("four of four pages") << 88 << QList<int>{23, 23, 23, 19}
                                        << QList<double>{little, little, little, little};
}

void FlowClosingTest::asManyPagesAsItTakesAreTightenedAlike()
{
    QFETCH(int, rows);
    QFETCH(QList<int>, pages);
    QFETCH(QList<double>, points);
    Flow flow = flowOf(rows);
    QVERIFY(closeFlow(flow, fullArea(Orientation::Upright), {4, 0, false}, noShorter));
    QCOMPARE(rowsOf(flow), pages);
    QCOMPARE(pitchesOf(flow.plan), points);
    QCOMPARE(flow.items.size(), static_cast<size_t>(rows));
}

void FlowClosingTest::whatCannotBeTightenedIsCarried()
{
    // 23 rows behind a page of text are two more than its tightest lines give.
    Flow flow = flowOf(22);
    QVERIFY(closeFlow(flow, fullArea(Orientation::Upright), {4, 0, false}, noShorter));
    QCOMPARE(rowsOf(flow), (QList<int>{20, 2}));
    QVERIFY(flow.plan[0].pitch > gb9704::Pitch && flow.plan[0].pitch <= gb9704::LoosestPitch);
}

void FlowClosingTest::pagesBehindATableAreTightenedAlone()
{
    Flow flow = flowOf(64);
    flow.items[30].tableRow = std::make_shared<const TableRow>(TableRow{{0, gb9704::BodyWidth}, {{}}, 1});
    QVERIFY(closeFlow(flow, fullArea(Orientation::Upright), {4, 0, false}, noShorter));
    QCOMPARE(rowsOf(flow), (QList<int>{22, 22, 20}));
    QCOMPARE(pitchesOf(flow.plan), (QList<double>{29.6, 29.6, 27.0}));
}

void FlowClosingTest::charactersAreDrawnTogetherWhereLinesAreNotEnough()
{
    int closer = 0;
    for (int paragraphs = 1; paragraphs < 4; ++paragraphs) {
        for (int shortOnes = 0; shortOnes < 12; ++shortOnes) {
            const OfficialDocument document = longLines(paragraphs, shortOnes);
            const TypesetDocument typeset = set(document);
            verifyClosing(document, typeset);
            const qsizetype characters = closenessOf(typeset).characters;
            QVERIFY(characters == 28 || characters == 29);
            closer += characters == 29;
        }
    }
    QVERIFY(closer > 0);
}

void FlowClosingTest::everyLengthOfTextHasItsSealWithText()
{
    qsizetype pages = 0;
    for (int paragraphs = 1; paragraphs < 16; ++paragraphs) {
        for (int shortOnes = 0; shortOnes < 5; ++shortOnes) {
            OfficialDocument document = longLines(paragraphs, shortOnes);
            if (paragraphs % 3 == 0)
                document.attachments = {Attachment{u"任务分工表"_s, {}}, Attachment{u"联系人名单"_s, {}}};
            if (paragraphs % 2 == 0)
                document.note.clear();
            const TypesetDocument typeset = set(document);
            verifyClosing(document, typeset);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"%1 and %2 paragraphs"_s.arg(paragraphs).arg(shortOnes)));
            pages = std::max(pages, typeset.scene.pages.size());
        }
    }
    QVERIFY(pages >= 4);
}

void FlowClosingTest::linesAreDrawnTogetherOrApartWithinTheirLimits()
{
    int drawnTogether = 0;
    int drawnApart = 0;
    for (int paragraphs = 1; paragraphs < 60; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        const TypesetDocument typeset = set(document);
        for (const PageScene &page : typeset.scene.pages) {
            const QList<double> lines = baselinesOf(page, u"body"_s);
            for (qsizetype i = 1; i < lines.size(); ++i) {
                const double pitch = lines[i] - lines[i - 1];
                QVERIFY(pitch >= gb9704::TightestPitch - 0.01 && pitch <= gb9704::LoosestPitch + 0.01);
                drawnTogether += pitch < gb9704::Pitch - 0.01;
                drawnApart += pitch > gb9704::Pitch + 0.01;
            }
            for (const SceneField &field : page.fields)
                QVERIFY2(field.name == u"pageNumber"_s || field.bounds.y + field.bounds.height <= 262.01,
                    qPrintable(field.name));
        }
    }
    QVERIFY(drawnTogether > 0);
    QVERIFY(drawnApart > 0);
}

void FlowClosingTest::thePageBeforeCarriedTextIsFilled()
{
    for (int paragraphs = 12; paragraphs < 40; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        const TypesetDocument typeset = set(document);
        const qsizetype last = typeset.sealPlaces[0].page;
        for (qsizetype page = 0; page < last; ++page) {
            const double bottom = baselinesOf(typeset.scene.pages[page], u"body"_s).constLast();
            QVERIFY(isNear(bottom, 262 - (1 - gb9704::Ascent) * gb9704::Size3, 0.1));
        }
    }
}

void FlowClosingTest::linesAreDrawnTogetherSoThatTheImprintFindsRoom()
{
    // Ten rows of text on the second page leave the imprint no room at the usual distance.
    int drawnTogether = 0;
    for (int paragraphs = 20; paragraphs < 34; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        document.copyTo = QStringList(12, u"市人大常委会办公室"_s);
        const TypesetDocument typeset = set(document);
        const PageScene &last = typeset.scene.pages.constLast();
        const auto imprint = std::ranges::find(last.fields, u"imprint"_s, &SceneField::name);
        const auto date = std::ranges::find(last.fields, u"date"_s, &SceneField::name);
        if (date == last.fields.end())
            continue;
        QVERIFY(imprint->bounds.y - (date->bounds.y + date->bounds.height) > 3 - 0.01);
        const QList<double> lines = baselinesOf(last, u"body"_s);
        drawnTogether += lines.size() > 1 && lines[1] - lines[0] < gb9704::Pitch - 0.01;
    }
    QVERIFY(drawnTogether > 0);
}

QTEST_GUILESS_MAIN(FlowClosingTest)
#include "FlowClosingTest.moc"
