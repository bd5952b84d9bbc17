// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageMarks.h"
#include "shared/layout/PdfWriter.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/TypesetFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::layout;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

/// 花脸稿: what changed is on the page with its author's colour and its rule.
class MarkedPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsTheSamePagesWhereNothingChanged();
    void coloursAndStrikesWhatIsGoneAndUnderlinesWhatIsNew();
    void keepsEveryCharacterOfBothVersions();
    void partsFiguresThatReplaceEachOther();
    void tellsAuthorsApartInTheLegend();
    void marksTitleTableAndAttachment();
    void authorsAreToldApartWithoutColours();
    void knowsWhereEachChangeStands();
};

static TypesetDocument setMarked(const OfficialDocument &before, const OfficialDocument &after)
{
    ChangeTracking tracking(before, {u"李文"_s, {}});
    tracking.add(after, {u"王审"_s, {}});
    auto pages = typesetMarked(tracking.marked(), shippedFonts());
    Q_ASSERT(pages);
    return *pages;
}

/// Text of glyph runs in that colour on all pages but the legend's.
static QString textIn(const TypesetDocument &set, const Color &color)
{
    QString text;
    for (const PageScene &page : set.scene.pages) {
        for (const SceneField &field : page.fields) {
            if (field.name == u"changeLegend"_s)
                continue;
            for (qsizetype i = field.firstItem; i < field.firstItem + field.itemCount; ++i) {
                if (const auto *run = std::get_if<GlyphRun>(&page.items.at(i)); run && run->color == color)
                    text += run->text;
            }
        }
    }
    return text;
}

static qsizetype rulesIn(const TypesetDocument &set, const Color &color)
{
    qsizetype rules = 0;
    for (const PageScene &page : set.scene.pages) {
        for (const SceneItem &item : page.items) {
            const auto *path = std::get_if<Path>(&item);
            rules += path && path->fill == color ? 1 : 0;
        }
    }
    return rules;
}

static OfficialDocument withText(const QString &text)
{
    OfficialDocument document = notice();
    document.body = {Paragraph{text}};
    return document;
}

void MarkedPagesTest::setsTheSamePagesWhereNothingChanged()
{
    const TypesetDocument plain = set(notice());
    const TypesetDocument marked = setMarked(notice(), notice());
    QCOMPARE(marked.scene.pages.size(), plain.scene.pages.size() + 1);
    QCOMPARE(textOf(marked, u"body"_s), textOf(plain, u"body"_s));
    QCOMPARE(textOf(marked, u"changeLegend"_s), u"修改情况没有修改。"_s);
    QCOMPARE(textIn(marked, authorColor(0)), QString());
}

void MarkedPagesTest::coloursAndStrikesWhatIsGoneAndUnderlinesWhatIsNew()
{
    const TypesetDocument marked =
        setMarked(withText(u"各镇要认真组织检查并报送情况。"_s), withText(u"各镇要认真组织排查并报送情况。"_s));
    QCOMPARE(textIn(marked, authorColor(0)), u"检排"_s);
    // One under, one through, and the two of the legend.
    QCOMPARE(rulesIn(marked, authorColor(0)), 4);
}

void MarkedPagesTest::keepsEveryCharacterOfBothVersions()
{
    const OfficialDocument before = withText(u"一、检查范围为全市工贸企业。二、时间为六月。"_s);
    const OfficialDocument after = withText(u"一、检查范围为全市工贸企业和矿山。三、另行通知。"_s);
    const QString text = textOf(setMarked(before, after), u"body"_s);
    for (const QString &part : {u"工贸企业"_s, u"和矿山"_s, u"时间为六月"_s, u"另行通知。"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
}

void MarkedPagesTest::partsFiguresThatReplaceEachOther()
{
    const TypesetDocument marked = setMarked(withText(u"共计12家单位。"_s), withText(u"共计15家单位。"_s));
    QCOMPARE(textIn(marked, authorColor(0)), u"1215"_s);
    QCOMPARE(rulesIn(marked, authorColor(0)), 4);
}

void MarkedPagesTest::tellsAuthorsApartInTheLegend()
{
    ChangeTracking tracking(withText(u"各镇要组织检查。"_s), {u"李文"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查。"_s), {u"王审"_s, {}});
    OfficialDocument last = withText(u"各镇要认真组织自查。"_s);
    last.date = last.date.addDays(1);
    tracking.add(last, {u"张国才"_s, {}});
    const auto pages = typesetMarked(tracking.marked(), shippedFonts());
    QVERIFY(pages);
    QCOMPARE(textIn(*pages, authorColor(0)), u"认真"_s);
    QCOMPARE(textIn(*pages, authorColor(1)), u"检自"_s);
    const QString legend = textOf(*pages, u"changeLegend"_s);
    for (const QString &part : {u"王审"_s, u"张国才"_s, u"增加1处2字"_s, u"成文日期："_s})
        QVERIFY2(legend.contains(part), qPrintable(legend));
    QVERIFY(!legend.contains(u"李文"_s));
    PdfInfo info;
    info.created = QDateTime(QDate(2026, 11, 25), QTime(10, 0), Qt::UTC);
    QVERIFY(writePdf(pages->scene, info));
}

void MarkedPagesTest::marksTitleTableAndAttachment()
{
    OfficialDocument before = withText(u"正文。"_s);
    before.title = u"关于开展安全生产检查的通知"_s;
    before.body.append(Table{{{u"单位"_s, u"数量"_s}, {u"澄江镇"_s, u"12"_s}}});
    before.attachments = {{u"检查表"_s, {Paragraph{u"表格说明。"_s}}}};
    OfficialDocument after = before;
    after.title = u"关于开展安全生产大检查的通知"_s;
    std::get<Table>(after.body[1]).rows[1][1] = u"13"_s;
    after.attachments[0].name = u"自查表"_s;
    const QString changed = textIn(setMarked(before, after), authorColor(0));
    for (const QString &part : {u"大"_s, u"12"_s, u"13"_s})
        QVERIFY2(changed.contains(part), qPrintable(changed));
    // In the list of attachments and above the attachment's own page.
    QCOMPARE(changed.count(u"自"_s), 2);
}

void MarkedPagesTest::authorsAreToldApartWithoutColours()
{
    ChangeTracking tracking(withText(u"各镇要组织检查。"_s), {u"李文"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查。"_s), {u"王审"_s, {}});
    tracking.add(withText(u"各镇要认真组织检查并报送。"_s), {u"张国才"_s, {}});
    const auto pages = typesetMarked(tracking.marked(), shippedFonts());
    QVERIFY(pages);
    // The rules' shapes on the page of the text, whatever their colour.
    QStringList shapes;
    for (const SceneItem &item : pages->scene.pages.constFirst().items) {
        const auto *path = std::get_if<Path>(&item);
        if (path && (path->fill == authorColor(0) || path->stroke == authorColor(0)))
            shapes.append(u"first:%1"_s.arg(path->lineStyle.dashes.size()));
        if (path && (path->fill == authorColor(1) || path->stroke == authorColor(1)))
            shapes.append(u"second:%1"_s.arg(path->lineStyle.dashes.size()));
    }
    QCOMPARE(shapes, QStringList({u"first:0"_s, u"second:2"_s}));
    for (int author = 0; author < 5; ++author)
        QVERIFY(rulePattern(author) != rulePattern(author + 1));
    QVERIFY(textOf(*pages, u"changeLegend"_s).contains(u"黑白打印时看线型"_s));
}

void MarkedPagesTest::knowsWhereEachChangeStands()
{
    const QString base = u"各镇要认真组织%1并报送情况，做到横向到边、纵向到底，不留死角和盲区。"_s;
    ChangeTracking tracking(withText(base.arg(u"检查"_s)), {u"李文"_s, {}});
    const QString added = u"请各镇于六月底前完成自查自纠并将情况书面报送市安委会办公室汇总"_s;
    tracking.add(withText(base.arg(u"排查"_s) + added + u"。"_s), {u"王审"_s, {}});
    const MarkedDocument marked = tracking.marked();
    const auto pages = typesetMarked(marked, shippedFonts());
    QVERIFY(pages);
    const QList<MarkedChange> changes = changesOf(marked);
    QStringList texts;
    for (const MarkedChange &change : changes)
        texts.append(change.text);
    QCOMPARE(texts, QStringList({u"检"_s, u"排"_s, added + u"。"_s}));
    QList<int> lines(changes.size(), 0);
    for (const ChangePlace &place : pages->changes) {
        ++lines[place.change];
        QCOMPARE(place.page, 0);
        QVERIFY(place.box.width > 0 && place.box.height > 0);
        // The glyphs of the change stand in its box.
        bool isThere = false;
        for (const SceneItem &item : pages->scene.pages.constFirst().items) {
            const auto *run = std::get_if<GlyphRun>(&item);
            isThere = isThere
                      || (run && run->color == authorColor(0) && run->glyphs.constFirst().origin.x > place.box.x - 1
                          && run->glyphs.constFirst().origin.y > place.box.y
                          && run->glyphs.constFirst().origin.y < place.box.y + place.box.height);
        }
        QVERIFY(isThere);
    }
    QCOMPARE(lines.first(2), (QList<int>{1, 1}));
    QVERIFY(lines.constLast() > 1);
    QVERIFY(set(notice()).changes.isEmpty());
}

QTEST_GUILESS_MAIN(MarkedPagesTest)
#include "MarkedPagesTest.moc"
