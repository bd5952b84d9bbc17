// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageFlow.h"

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

Table tableOf(int rows, int columns)
{
    Table table;
    for (int row = 0; row <= rows; ++row) {
        QStringList cells;
        for (int column = 0; column < columns; ++column)
            cells.append(row == 0 ? u"表头%1"_s.arg(column) : u"行%1列%2"_s.arg(row).arg(column));
        table.rows.append(cells);
    }
    return table;
}

} // namespace

class PageFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attachmentNamesAreNotParted();
    void aRowIsFreeUnderATitleWithoutRecipients();
    void theFirstPageAlwaysShowsText();
    void manyRecipientsMoveToTheImprint();
    void copiesLongerThanAPageFillSeveral();
    void tablesRepeatTheirHeads();
    void aHeadStaysWithItsFirstRow();
    void wideTablesLieOnTheirSide();
    void aTurnedAnnexHasItsLabelTurnedAndItsNumberUpright();
    void columnsAreAsWideAsTheirTexts();
    void textStandsBehindTheLastTable();
    void picturesStandInTheMiddleOfTheText();
    void aPictureThatIsNotThereIsAnError();
    void attachmentsBeginOnPagesOfTheirOwn();
};

void PageFlowTest::attachmentNamesAreNotParted()
{
    const QString name = u"各镇、各单位公文处理工作分管负责人和收发人员名单及其联系方式一览表"_s;
    for (int paragraphs = 1; paragraphs < 40; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        document.attachments = {Attachment{u"细则"_s, {}}, Attachment{name, {}}};
        const TypesetDocument typeset = set(document);
        int whole = 0;
        for (const PageScene &page : typeset.scene.pages)
            whole += lineTextsOn(page, u"attachmentList"_s).join(QString()).contains(name);
        QCOMPARE(whole, 1);
    }
}

void PageFlowTest::aRowIsFreeUnderATitleWithoutRecipients()
{
    OfficialDocument document = notice();
    document.recipients.clear();
    const TypesetDocument typeset = set(document);
    const Rect title = findField(typeset, u"title"_s)->second.bounds;
    const Rect body = findField(typeset, u"body"_s)->second.bounds;
    const double middle = title.y + title.height / 2;
    QVERIFY(body.y + gb9704::Size3 / 2 - middle > 1.8 * gb9704::TightestPitch);
}

void PageFlowTest::theFirstPageAlwaysShowsText()
{
    for (int recipients = 1; recipients < 120; recipients += 7) {
        OfficialDocument document = notice();
        document.recipients = QStringList(recipients, u"江阴市人民政府办公室"_s);
        const TypesetDocument typeset = set(document);
        QCOMPARE(findField(typeset, u"body"_s)->first, 0);
    }
}

void PageFlowTest::manyRecipientsMoveToTheImprint()
{
    OfficialDocument document = notice();
    document.recipients = QStringList(40, u"江阴市人民政府办公室"_s);
    const TypesetDocument typeset = set(document);
    const auto recipients = findField(typeset, u"recipients"_s);
    const auto copies = findField(typeset, u"copyTo"_s);
    QVERIFY(textOf(typeset, u"recipients"_s).startsWith(u"主送：江阴市人民政府办公室，"_s));
    QVERIFY(textOf(typeset, u"recipients"_s).endsWith(u"。"_s));
    QCOMPARE(recipients->first, typeset.scene.pages.size() - 1);
    QCOMPARE(copies->first, recipients->first);
    QVERIFY(copies->second.bounds.y > recipients->second.bounds.y);
    // 7.4.2: no rule between them; one over the printer.
    int inner = 0;
    for (const SceneField &field : typeset.scene.pages.constLast().fields)
        inner += field.name == u"imprint"_s && std::abs(field.bounds.height - 0.25) < 0.01;
    QCOMPARE(inner, 1);
}

void PageFlowTest::copiesLongerThanAPageFillSeveral()
{
    OfficialDocument document = notice();
    document.copyTo = QStringList(400, u"江阴市人民政府办公室"_s);
    const TypesetDocument typeset = set(document);
    QCOMPARE(typeset.scene.pages.size() % 2, 0);
    QCOMPARE(textOf(typeset, u"copyTo"_s).count(u"江阴市人民政府办公室"_s), 400);
    for (const PageScene &page : typeset.scene.pages) {
        for (const SceneField &field : page.fields)
            QVERIFY(field.name == u"pageNumber"_s || (field.bounds.y > 36.9 && field.bounds.y < 262));
    }
}

void PageFlowTest::tablesRepeatTheirHeads()
{
    OfficialDocument document = notice();
    document.attachments = {Attachment{u"任务表"_s, {tableOf(55, 4)}}};
    const TypesetDocument typeset = set(document);
    int headed = 0;
    qsizetype pages = 0;
    for (const PageScene &page : typeset.scene.pages) {
        const bool hasTable = !lineTextsOn(page, u"attachment"_s).isEmpty();
        const QList<QString> repeated = lineTextsOn(page, u"tableHead"_s);
        pages += hasTable;
        headed += !repeated.isEmpty();
        if (repeated.isEmpty())
            continue;
        QCOMPARE(repeated, QList<QString>{u"表头0表头1表头2表头3"_s});
        QVERIFY(baselinesOf(page, u"tableHead"_s).constFirst() < baselinesOf(page, u"attachment"_s).constFirst());
    }
    QCOMPARE(pages, 3);
    QCOMPARE(headed, 2);
    const QString text = textOf(typeset, u"attachment"_s);
    for (int row = 1; row <= 55; ++row)
        QCOMPARE(text.count(u"行%1列0"_s.arg(row)), 1);
}

void PageFlowTest::aHeadStaysWithItsFirstRow()
{
    for (int paragraphs = 1; paragraphs < 40; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        document.body.append(Heading{1, u"一、任务"_s});
        document.body.append(tableOf(3, 3));
        document.body.append(Paragraph{u"以上。"_s});
        const TypesetDocument typeset = set(document);
        for (const PageScene &page : typeset.scene.pages) {
            const QString text = lineTextsOn(page, u"table"_s).join(QString());
            QCOMPARE(text.contains(u"表头0"_s), text.contains(u"行1列0"_s));
            const bool heading = lineTextsOn(page, u"body"_s).contains(u"一、任务"_s);
            QCOMPARE(heading, text.contains(u"表头0"_s));
        }
    }
}

void PageFlowTest::wideTablesLieOnTheirSide()
{
    OfficialDocument document = notice();
    document.body = {Paragraph{u"请看下表。"_s}, tableOf(40, 12), Paragraph{u"以上。"_s}};
    const TypesetDocument typeset = set(document);
    qsizetype turned = 0;
    for (const PageScene &page : typeset.scene.pages) {
        QCOMPARE(page.width, 210.0);
        for (const SceneField &field : page.fields) {
            if (field.name != u"table"_s)
                continue;
            ++turned;
            QVERIFY(field.bounds.x >= 28 - 3 && field.bounds.x + field.bounds.width <= 184 + 3);
            QVERIFY(field.bounds.y >= 37 - 0.3 && field.bounds.y + field.bounds.height <= 262 + 0.3);
            for (qsizetype i = 0; i < field.itemCount; ++i) {
                if (const auto *run = std::get_if<GlyphRun>(&page.items[field.firstItem + i]))
                    QVERIFY(run->transform == (Transform{0, -1, 1, 0, 0, 297}));
            }
        }
        // Clause 8: the head at the left: the binding of odd, the edge of even pages.
        for (const SceneField &field : page.fields)
            QVERIFY(field.name != u"tableHead"_s || field.bounds.x < 40);
    }
    QVERIFY(turned >= 2);
    QCOMPARE(withoutBlanks(textOf(typeset, u"body"_s)), u"请看下表。以上。"_s);
}

void PageFlowTest::aTurnedAnnexHasItsLabelTurnedAndItsNumberUpright()
{
    OfficialDocument document = notice();
    document.attachments = {Attachment{u"任务分工表"_s, {tableOf(8, 12)}}};
    const TypesetDocument typeset = set(document);
    const auto label = findField(typeset, u"attachmentLabel"_s);
    QVERIFY(label);
    const Rect box = label->second.bounds;
    QVERIFY(isNear(box.x, 28, 0.1));               // The first row is at the left,
    QVERIFY(isNear(box.y + box.height, 262, 0.1)); // and begins below.
    const PageScene &page = typeset.scene.pages[label->first];
    const auto number = std::ranges::find(page.fields, u"pageNumber"_s, &SceneField::name);
    QVERIFY(number != page.fields.end());
    QVERIFY(isNear(number->bounds.y + number->bounds.height / 2, 262 + 7, 0.1));
    const auto table = std::ranges::find(page.fields, u"attachment"_s, &SceneField::name);
    QVERIFY(table != page.fields.end());
}

void PageFlowTest::columnsAreAsWideAsTheirTexts()
{
    OfficialDocument document = notice();
    Table table{{QStringList{u"镇（街道）"_s}}};
    for (int month = 1; month <= 12; ++month)
        table.rows[0].append(u"%1月"_s.arg(month));
    table.rows.append(QStringList{u"徐霞客镇"_s} + QStringList(11, u"143"_s) + QStringList{u"8.6%"_s});
    document.attachments = {Attachment{u"统计表"_s, {table}}};
    const TypesetDocument typeset = set(document);
    // Each text on one line of its cell.
    const QString text = textOf(typeset, u"attachment"_s);
    QVERIFY(text.startsWith(u"镇（街道）1月2月"_s));
    for (const PageScene &page : typeset.scene.pages) {
        for (const SceneItem &item : page.items) {
            const auto *run = std::get_if<GlyphRun>(&item);
            QVERIFY(!run || (run->text != u"徐霞客"_s && run->text != u"8."_s));
        }
    }
}

void PageFlowTest::textStandsBehindTheLastTable()
{
    // A table that leaves the choice stays upright where signatories come behind it: their page must have text.
    OfficialDocument document = notice();
    document.body = {Paragraph{u"请看下表。"_s}, tableOf(3, 12)};
    const TypesetDocument typeset = set(document);
    const PageScene &page = typeset.scene.pages[typeset.sealPlaces[0].page];
    QVERIFY(!lineTextsOn(page, u"table"_s).isEmpty());
    for (const SceneItem &item : page.items) {
        if (const auto *run = std::get_if<GlyphRun>(&item))
            QCOMPARE(run->transform, Transform());
    }
}

void PageFlowTest::picturesStandInTheMiddleOfTheText()
{
    OfficialDocument document = notice();
    document.body.append(Picture{u"blob:01"_s});
    document.body.append(Paragraph{u"以上。"_s});
    const QByteArray png = pngOf(400, 200, 0xff336699);
    const auto typeset = wenyi::layout::typeset(document, shippedFonts(), [&](const QString &source) {
        return source == u"blob:01"_s ? Result<QByteArray>(png) : Error{ErrorCode::NotFound, "test.none", source};
    });
    QVERIFY(typeset);
    const auto picture = findField(*typeset, u"picture"_s);
    QVERIFY(picture);
    const Rect box = picture->second.bounds;
    QVERIFY(isNear(box.width, 400 * 25.4 / 96, 0.1));
    QVERIFY(isNear(box.height, 200 * 25.4 / 96, 0.1));
    QVERIFY(isNear(box.x + box.width / 2, 28 + 78, 0.1));
    for (const SceneField &field : typeset->scene.pages[picture->first].fields) {
        const bool apart = field.bounds.y + field.bounds.height < box.y || field.bounds.y > box.y + box.height;
        QVERIFY2(field.name == u"picture"_s || apart, qPrintable(field.name));
    }
    // One that is too large for the page is made smaller.
    document.body = {Picture{u"blob:01"_s}};
    const auto large = wenyi::layout::typeset(
        document, shippedFonts(), [](const QString &) -> Result<QByteArray> { return pngOf(3000, 3000, 0xffffffff); });
    QVERIFY(large);
    QVERIFY(isNear(findField(*large, u"picture"_s)->second.bounds.width, 156, 0.1));
}

void PageFlowTest::aPictureThatIsNotThereIsAnError()
{
    OfficialDocument document = notice();
    document.body.append(Picture{u"blob:00"_s});
    QCOMPARE(typeset(document, shippedFonts()).error().reason, "layout.picture-missing");
    QCOMPARE(typeset(document, shippedFonts()).error().detail, u"blob:00"_s);
    const auto failing = [](const QString &source) -> Result<QByteArray> {
        return Error{ErrorCode::NotFound, "blob.none", source};
    };
    QCOMPARE(typeset(document, shippedFonts(), failing).error().reason, "blob.none");
    const auto broken = [](const QString &) -> Result<QByteArray> { return QByteArray("no picture"); };
    QCOMPARE(typeset(document, shippedFonts(), broken).error().reason, "layout.picture-format");
}

void PageFlowTest::attachmentsBeginOnPagesOfTheirOwn()
{
    OfficialDocument document = notice();
    document.attachments = {Attachment{u"一号名单"_s, {Paragraph{u"甲。"_s}}}, Attachment{u"随寄的文件"_s, {}},
        Attachment{u"三号名单"_s, {Paragraph{u"乙。"_s}}}};
    const TypesetDocument typeset = set(document);
    QCOMPARE(textOf(typeset, u"attachmentList"_s), u"附件：1.一号名单2.随寄的文件3.三号名单"_s);
    QCOMPARE(textOf(typeset, u"attachmentLabel"_s), u"附件1附件3"_s);
    const auto label = findField(typeset, u"attachmentLabel"_s);
    const auto title = findField(typeset, u"attachmentTitle"_s);
    QVERIFY(isNear(label->second.bounds.x, 28, 0.1));
    QVERIFY(isNear(label->second.bounds.y, 37, 0.1));
    // 7.3.7: the title on the third row.
    QVERIFY(isNear(
        title->second.bounds.y + title->second.bounds.height / 2, 37 + 2 * gb9704::Pitch + gb9704::Size3 / 2, 0.1));
    QVERIFY(isNear(title->second.bounds.x + title->second.bounds.width / 2, 28 + 78, 0.1));
    QVERIFY(textOf(typeset, u"pageNumber"_s).contains(u"— %1 —"_s.arg(label->first + 1)));
}

QTEST_GUILESS_MAIN(PageFlowTest)
#include "PageFlowTest.moc"
