// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FormatHeads.h"

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

OfficialDocument letter()
{
    OfficialDocument document = notice();
    document.format = Format::Letter;
    document.issuerMark = u"江阴市人民政府办公室"_s;
    return document;
}

OfficialDocument order()
{
    OfficialDocument document;
    document.format = Format::Order;
    document.kind = u"命令"_s;
    document.issuerMark = u"江阴市人民政府令"_s;
    document.number = u"第12号"_s;
    document.body = {Paragraph{u"《江阴市公文管理办法》已经市政府常务会议通过，现予公布。"_s}};
    document.signing = Signing::SignatureStamp;
    document.signatories = {u"市　长"_s};
    document.date = {2004, 6, 18};
    return document;
}

OfficialDocument minutes()
{
    OfficialDocument document = notice();
    document.format = Format::Minutes;
    document.issuerMark = u"江阴市人民政府常务会议纪要"_s;
    document.number = u"第8期"_s;
    document.signatories.clear();
    document.attendees = {u"顾长根"_s, u"周敏"_s};
    document.excused = {u"孙丽华"_s};
    document.observers = QStringList(20, u"欧阳志远"_s);
    return document;
}

double bottomOf(const Rect &box)
{
    return box.y + box.height;
}

/// The boxes of the red paths of a page from above down.
QList<Rect> redLines(const PageScene &page)
{
    QList<Rect> lines;
    for (const SceneItem &item : page.items) {
        const auto *path = std::get_if<Path>(&item);
        if (!path || path->fill != gb9704::Red)
            continue;
        const Point first = std::get<MoveTo>(path->elements[0]).to;
        const Point across = std::get<LineTo>(path->elements[2]).to;
        lines.append({first.x, first.y, across.x - first.x, across.y - first.y});
    }
    std::ranges::sort(lines, {}, &Rect::y);
    return lines;
}

} // namespace

class FormatHeadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNumberStandsTwoRowsUnderTheMarkAndFourMillimetresOverTheLine();
    void signersStandTwoInARowWithTheNumberBesideTheLast();
    void jointIssuersStandInTheirOrderWithTheWordInTheMiddle_data();
    void jointIssuersStandInTheirOrderWithTheWordInTheMiddle();
    void manyIssuersLeaveTheFirstPageItsText();
    void aLetterStandsBetweenDoubleRedLines();
    void aLettersTextFillsTheRoomBetweenItsLines();
    void aLettersFirstPageHasNoNumberAndItsImprintNoRules();
    void anOrderHasItsMarkTwentyMillimetresDownAndNoTitle();
    void minutesNameWhoWasThere();
};

void FormatHeadsTest::theNumberStandsTwoRowsUnderTheMarkAndFourMillimetresOverTheLine()
{
    const TypesetDocument typeset = set(notice());
    const Rect mark = findField(typeset, u"issuerMark"_s)->second.bounds;
    const Rect number = findField(typeset, u"number"_s)->second.bounds;
    const Rect line = findField(typeset, u"redLine"_s)->second.bounds;
    QVERIFY(isNear(mark.y, 37 + 35, 0.1));
    QVERIFY(isNear(mark.x + mark.width / 2, 28 + 78, 0.1));
    QVERIFY(isNear(number.y - bottomOf(mark), 2 * gb9704::Pitch, 0.1));
    QVERIFY(isNear(number.x + number.width / 2, 28 + 78, 0.1));
    QVERIFY(isNear(line.y - bottomOf(number), 4, 0.1));
    // 7.3.1: two blank rows under the line, as near as the grid of lines allows.
    const double blank = findField(typeset, u"title"_s)->second.bounds.y - bottomOf(line);
    QVERIFY2(std::abs(blank - 2 * gb9704::Pitch) <= gb9704::Pitch / 2 + 1.1, qPrintable(QString::number(blank)));
}

void FormatHeadsTest::signersStandTwoInARowWithTheNumberBesideTheLast()
{
    OfficialDocument document = notice();
    document.signers = {u"沈国栋"_s, u"周敏"_s, u"顾长根"_s};
    const TypesetDocument typeset = set(document);
    QCOMPARE(textOf(typeset, u"signers"_s), u"签发人：沈国栋周敏顾长根"_s);
    QList<Point> names;
    for (const SceneItem &item : typeset.scene.pages[0].items) {
        if (const auto *run = std::get_if<GlyphRun>(&item); run && document.signers.contains(run->text))
            names.append(run->glyphs.constFirst().origin);
    }
    QCOMPARE(names.size(), 3);
    QCOMPARE(names[1].y, names[0].y);
    QVERIFY(isNear(names[2].y - names[0].y, gb9704::Pitch, 0.1));
    QVERIFY(isNear(names[2].x, names[0].x, 0.1)); // 7.2.6: under the first name.
    const Rect signers = findField(typeset, u"signers"_s)->second.bounds;
    QVERIFY(isNear(signers.x + signers.width, 28 + 156 - gb9704::Cell, 0.1));
    const Rect number = findField(typeset, u"number"_s)->second.bounds;
    QVERIFY(isNear(number.x, 28 + gb9704::Cell, 0.1));
    QVERIFY(isNear(bottomOf(number), bottomOf(signers), 0.1));
}

void FormatHeadsTest::jointIssuersStandInTheirOrderWithTheWordInTheMiddle_data()
{
    QTest::addColumn<QStringList>("issuers");
    QTest::newRow("two") << QStringList{u"江阴市财政局"_s, u"江阴市住房和城乡建设局"_s};
    QTest::newRow("six") << QStringList{u"江阴市财政局"_s, u"江阴市民政局"_s, u"江阴市教育局"_s, u"江阴市公安局"_s,
        u"江阴市水利局"_s, u"江阴市住房和城乡建设局"_s};
}

void FormatHeadsTest::jointIssuersStandInTheirOrderWithTheWordInTheMiddle()
{
    QFETCH(QStringList, issuers);
    OfficialDocument document = notice();
    document.issuers = issuers;
    document.issuerMark = issuers.constFirst() + u"文件"_s;
    const TypesetDocument typeset = set(document);
    QCOMPARE(textOf(typeset, u"issuerMark"_s), issuers.join(QString()) + u"文件"_s);
    QList<const GlyphRun *> names;
    const GlyphRun *word = nullptr;
    for (const SceneItem &item : typeset.scene.pages[0].items) {
        const auto *run = std::get_if<GlyphRun>(&item);
        if (run && issuers.contains(run->text))
            names.append(run);
        if (run && run->text == u"文件"_s)
            word = run;
    }
    QCOMPARE(names.size(), issuers.size());
    QVERIFY(word);
    const auto middle = [](const GlyphRun &run) { return run.glyphs.constFirst().origin.y + (0.5 - 0.88) * run.size; };
    QVERIFY(isNear(middle(*word), (middle(*names.first()) + middle(*names.last())) / 2, 0.1));
    for (const GlyphRun *name : names) {
        QCOMPARE(name->color, gb9704::Red);
        QVERIFY(isNear(name->glyphs.constFirst().origin.x, names.first()->glyphs.constFirst().origin.x, 0.3));
        const double right = name->glyphs.constLast().origin.x + name->size;
        QVERIFY(isNear(right, names.first()->glyphs.constLast().origin.x + name->size, 0.3));
        QVERIFY(right < word->glyphs.constFirst().origin.x);
    }
    const Rect mark = findField(typeset, u"issuerMark"_s)->second.bounds;
    QVERIFY(isNear(mark.y, 37 + 35, 0.1));
    QVERIFY(mark.x >= 28 - 0.1 && mark.x + mark.width <= 184.1);
}

void FormatHeadsTest::manyIssuersLeaveTheFirstPageItsText()
{
    for (int count = 2; count <= 10; ++count) {
        OfficialDocument document = notice();
        document.issuers = QStringList(count, u"江阴市住房和城乡建设局"_s);
        document.title = u"关于进一步加强全市防汛抗旱和安全生产应急管理工作的通知"_s;
        document.signers = QStringList(std::min(count, 6), u"沈国栋"_s);
        const TypesetDocument typeset = set(document);
        QVERIFY2(!lineTextsOn(typeset.scene.pages[0], u"body"_s).isEmpty(), qPrintable(QString::number(count)));
    }
}

void FormatHeadsTest::aLetterStandsBetweenDoubleRedLines()
{
    const TypesetDocument typeset = set(letter());
    const Rect mark = findField(typeset, u"issuerMark"_s)->second.bounds;
    QVERIFY(isNear(mark.y, 30, 0.1));
    const QList<Rect> lines = redLines(typeset.scene.pages[0]);
    QCOMPARE(lines.size(), 4);
    for (const Rect &line : lines) {
        QVERIFY(isNear(line.x, 20, 0.1));
        QVERIFY(isNear(line.width, 170, 0.1));
    }
    QVERIFY(isNear(lines[0].y - bottomOf(mark), 4, 0.1));
    QVERIFY(lines[0].height > lines[1].height); // 上粗下细
    QVERIFY(lines[2].height < lines[3].height); // 上细下粗
    QVERIFY(isNear(bottomOf(lines[3]), 297 - 20, 0.1));
    const Rect copyNumber = findField(typeset, u"copyNumber"_s)->second.bounds;
    const Rect number = findField(typeset, u"number"_s)->second.bounds;
    QVERIFY(isNear(copyNumber.x, 28, 0.1));
    QVERIFY(isNear(number.x + number.width, 184, 0.1));
    QVERIFY(isNear(copyNumber.y - bottomOf(lines[1]), 4.94, 0.1));
    QVERIFY(isNear(number.y, copyNumber.y, 0.1));
    // Two rows between the last element above it and the title.
    const Rect urgency = findField(typeset, u"urgency"_s)->second.bounds;
    const double blank = findField(typeset, u"title"_s)->second.bounds.y - bottomOf(urgency);
    QVERIFY2(blank > 2 * gb9704::Pitch && blank < 3 * gb9704::Pitch, qPrintable(QString::number(blank)));
}

void FormatHeadsTest::aLettersTextFillsTheRoomBetweenItsLines()
{
    OfficialDocument document = letter();
    document.body = QList<Block>(60, Paragraph{u"请认真贯彻执行。"_s});
    const TypesetDocument typeset = set(document);
    const QList<Rect> lines = redLines(typeset.scene.pages[0]);
    QVERIFY(redLines(typeset.scene.pages[1]).isEmpty());
    const auto body = findField(typeset, u"body"_s);
    QCOMPARE(body->first, 0);
    QVERIFY(isNear(lines[2].y - bottomOf(body->second.bounds), 4.94, 0.1));
}

void FormatHeadsTest::aLettersFirstPageHasNoNumberAndItsImprintNoRules()
{
    OfficialDocument document = letter();
    document.body = QList<Block>(60, Paragraph{u"请认真贯彻执行。"_s});
    const TypesetDocument typeset = set(document);
    QString numbers;
    for (qsizetype page = 2; page <= typeset.scene.pages.size(); ++page)
        numbers += u"— %1 —"_s.arg(page);
    QVERIFY(typeset.scene.pages.size() > 2);
    QCOMPARE(textOf(typeset, u"pageNumber"_s), numbers);
    QVERIFY(!findField(typeset, u"imprint"_s));
    QVERIFY(!findField(typeset, u"printer"_s));
    const auto copies = findField(typeset, u"copyTo"_s);
    QCOMPARE(copies->first, typeset.scene.pages.size() - 1);
    QVERIFY(isNear(bottomOf(copies->second.bounds), 262, 1.5));
}

void FormatHeadsTest::anOrderHasItsMarkTwentyMillimetresDownAndNoTitle()
{
    const TypesetDocument typeset = set(order());
    const Rect mark = findField(typeset, u"issuerMark"_s)->second.bounds;
    const Rect number = findField(typeset, u"number"_s)->second.bounds;
    const Rect body = findField(typeset, u"body"_s)->second.bounds;
    QVERIFY(isNear(mark.y, 37 + 20, 0.1));
    QVERIFY(isNear(number.y - bottomOf(mark), 2 * gb9704::Pitch, 0.1));
    QVERIFY(isNear(number.x + number.width / 2, 28 + 78, 0.1));
    QVERIFY(isNear(body.y - bottomOf(number), 3 * gb9704::Pitch - gb9704::Size3, 0.1)); // Two blank rows.
    QVERIFY(!findField(typeset, u"redLine"_s));
    QVERIFY(!findField(typeset, u"title"_s));
    QCOMPARE(typeset.sealPlaces.size(), 1);
    QCOMPARE(typeset.sealPlaces[0].kind, SealKind::SignatureStamp);
}

void FormatHeadsTest::minutesNameWhoWasThere()
{
    const TypesetDocument typeset = set(minutes());
    QVERIFY(isNear(findField(typeset, u"issuerMark"_s)->second.bounds.y, 72, 0.1));
    QVERIFY(typeset.sealPlaces.isEmpty());
    const QString text = textOf(typeset, u"attendance"_s);
    QVERIFY2(text.startsWith(u"出席：顾长根、周敏请假：孙丽华列席：欧阳志远、"_s), qPrintable(text));
    QList<QString> lines;
    for (const PageScene &page : typeset.scene.pages)
        lines += lineTextsOn(page, u"attendance"_s);
    QVERIFY(lines.size() > 5);
    const FontFaceRef &hei = shippedFonts()->face(FontRole::Hei);
    double left = 0;
    for (const PageScene &page : typeset.scene.pages) {
        for (const SceneField &field : page.fields) {
            for (qsizetype i = 0; field.name == u"attendance"_s && i < field.itemCount; ++i) {
                const auto &run = std::get<GlyphRun>(page.items[field.firstItem + i]);
                if (run.face == hei) {
                    QVERIFY(isNear(run.glyphs.constFirst().origin.x, 28 + 2 * gb9704::Cell, 0.3));
                    left = 0;
                    continue;
                }
                // The colon stands behind the label, names under the one behind it.
                const bool behindLabel = run.text.startsWith(u'：');
                const double x = run.glyphs.at(behindLabel ? 1 : 0).origin.x;
                QVERIFY(left == 0 || isNear(x, left, 0.3));
                left = x;
            }
        }
    }
    // With nobody to sign, the head has the day.
    QVERIFY(findField(typeset, u"date"_s)->second.bounds.y < findField(typeset, u"redLine"_s)->second.bounds.y);
}

QTEST_GUILESS_MAIN(FormatHeadsTest)
#include "FormatHeadsTest.moc"
