// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/Typesetter.h"

#include "shared/document/DocumentText.h"
#include "shared/document/TextImport.h"
#include "shared/layout/Gb9704.h"
#include "shared/layout/LineBreaking.h"
#include "shared/layout/PdfWriter.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/TypesetFixtures.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class TypesetterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elementsStandWhereTheStandardSays_data();
    void elementsStandWhereTheStandardSays();
    void everyElementIsAFieldWithItsText_data();
    void everyElementIsAFieldWithItsText();
    void twentyTwoRowsFillThePage();
    void headingsStandInTheirFacesAndInTheOutline();
    void theSealPressesSignatoryAndDateOnAPageWithText();
    void sameDocumentGivesTheSamePages();
    void copiesOfThePdfAreTheSource_data();
    void copiesOfThePdfAreTheSource();
    void headingsDoNotStayBehindAlone();
    void jointSealsTouchNeitherEachOtherNorTheEdges_data();
    void jointSealsTouchNeitherEachOtherNorTheEdges();
    void tablesKeepTheirTextInsideTheirRules();
    void theImprintEndsTheLastEvenPage();
    void refusesWhatItCannotSet();
    void everyCharacterStandsOnceInItsOrder_data();
    void everyCharacterStandsOnceInItsOrder();
    void noLineBeginsOrEndsWithAForbiddenMark_data();
    void noLineBeginsOrEndsWithAForbiddenMark();
};

void TypesetterTest::elementsStandWhereTheStandardSays_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<double>("left"); // mm from the page's left edge; -1: not told here.
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("width");
    const auto row = [](const QString &field, double left, double top, double width) {
        QTest::newRow(qPrintable(field)) << field << left << top << width;
    };
    row(u"copyNumber"_s, 28, 37, -1);
    row(u"secrecy"_s, 28, 37 + 10.447, -1);
    row(u"urgency"_s, 28, 37 + 2 * 10.447, -1);
    row(u"issuerMark"_s, -1, 72, -1);
    row(u"redLine"_s, 28, -1, 156);
    row(u"recipients"_s, 28, -1, -1);
}

void TypesetterTest::elementsStandWhereTheStandardSays()
{
    QFETCH(QString, field);
    QFETCH(double, left);
    QFETCH(double, top);
    QFETCH(double, width);
    const auto found = findField(set(notice()), field);
    QVERIFY(found);
    QCOMPARE(found->first, 0);
    const Rect &bounds = found->second.bounds;
    QVERIFY(left < 0 || isNear(bounds.x, left, 0.1));
    QVERIFY(top < 0 || isNear(bounds.y, top, 0.1));
    QVERIFY(width < 0 || isNear(bounds.width, width, 0.1));
}

void TypesetterTest::everyElementIsAFieldWithItsText_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("mark") << u"issuerMark"_s << u"江阴市人民政府办公室文件"_s;
    QTest::newRow("number") << u"number"_s << u"澄政办发〔2004〕28号"_s;
    QTest::newRow("title") << u"title"_s << u"关于做好防汛抗旱工作的通知"_s;
    QTest::newRow("recipients") << u"recipients"_s << u"各镇人民政府，市各办局："_s;
    QTest::newRow("signatory") << u"signatory"_s << u"江阴市人民政府办公室"_s;
    QTest::newRow("date") << u"date"_s << u"2004年6月18日"_s;
    QTest::newRow("note") << u"note"_s << u"（此件公开发布）"_s;
    QTest::newRow("copies") << u"copyTo"_s << u"抄送：市委办公室，市人大常委会办公室。"_s;
    QTest::newRow("printer") << u"printer"_s << u"江阴市人民政府办公室"_s;
    QTest::newRow("print date") << u"printDate"_s << u"2004年6月19日印发"_s;
    QTest::newRow("page numbers") << u"pageNumber"_s << u"— 1 —— 2 —"_s;
}

void TypesetterTest::everyElementIsAFieldWithItsText()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QCOMPARE(textOf(set(notice()), field), text);
}

void TypesetterTest::twentyTwoRowsFillThePage()
{
    OfficialDocument document = notice();
    document.body = QList<Block>(90, Paragraph{u"文"_s.repeated(26)});
    const TypesetDocument typeset = set(document);
    const PageScene &page = typeset.scene.pages[1];
    QList<double> baselines;
    for (const SceneItem &item : page.items) {
        if (const auto *run = std::get_if<GlyphRun>(&item); run && run->text.startsWith(u'文'))
            baselines.append(run->glyphs.constFirst().origin.y);
    }
    QCOMPARE(baselines.size(), 22);
    QVERIFY(isNear(baselines[1] - baselines[0], 29.61 * 25.4 / 72, 0.01));
    const auto body = std::ranges::find(page.fields, u"body"_s, &SceneField::name);
    QVERIFY(isNear(body->bounds.y, 37, 0.01));
    QVERIFY(isNear(body->bounds.y + body->bounds.height, 262, 0.01));
}

void TypesetterTest::headingsStandInTheirFacesAndInTheOutline()
{
    const TypesetDocument typeset = set(notice());
    const auto faceOf = [&](const QString &text) {
        for (const PageScene &page : typeset.scene.pages) {
            for (const SceneItem &item : page.items) {
                if (const auto *run = std::get_if<GlyphRun>(&item); run && run->text == text)
                    return run->face;
            }
        }
        return FontFaceRef();
    };
    const FontSetRef &fonts = shippedFonts();
    QCOMPARE(faceOf(u"一、总体目标"_s), fonts->face(FontRole::Hei));
    QCOMPARE(faceOf(u"（一）责任"_s), fonts->face(FontRole::Kai));
    QCOMPARE(faceOf(u"1.分工"_s), fonts->face(FontRole::FangSong));
    QCOMPARE(typeset.outline.size(), 3);
    QCOMPARE(typeset.outline[1].title, u"（一）责任"_s);
    QCOMPARE(typeset.outline[1].level, 2);
}

void TypesetterTest::theSealPressesSignatoryAndDateOnAPageWithText()
{
    for (int paragraphs = 1; paragraphs < 40; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        const TypesetDocument typeset = set(document);
        QCOMPARE(typeset.sealPlaces.size(), 1);
        const SealPlace &place = typeset.sealPlaces[0];
        const auto signatory = findField(typeset, u"signatory"_s);
        const auto date = findField(typeset, u"date"_s);
        QCOMPARE(signatory->first, place.page);
        QCOMPARE(date->first, place.page);
        const Rect seal = sealBox(place, 42);
        for (const Rect &pressed : {signatory->second.bounds, date->second.bounds}) {
            QVERIFY(pressed.y > seal.y && pressed.y + pressed.height < seal.y + seal.height);
            QVERIFY(std::abs(pressed.x + pressed.width / 2 - place.centre.x) < 1);
        }
        // 7.3.5.1: the two stand a little below the seal's centre, whose top is within a row of the text.
        const double middle = (signatory->second.bounds.y + date->second.bounds.y + date->second.bounds.height) / 2;
        QVERIFY(middle > place.centre.y && middle < place.centre.y + 8);
        const auto &fields = typeset.scene.pages[place.page].fields;
        const auto body = std::ranges::find(fields, u"body"_s, &SceneField::name);
        QVERIFY2(body != fields.end(), qPrintable(QString::number(paragraphs)));
        const double gap = seal.y - (body->bounds.y + body->bounds.height);
        QVERIFY2(gap > -0.5 && gap < gb9704::Pitch, qPrintable(QString::number(gap)));
    }
}

void TypesetterTest::sameDocumentGivesTheSamePages()
{
    const PdfInfo info{{}, {}, QDateTime({2004, 6, 18}, {0, 0}, Qt::UTC), {}};
    QCOMPARE(writePdf(set(notice()).scene, info).value(), writePdf(set(notice()).scene, info).value());
}

void TypesetterTest::copiesOfThePdfAreTheSource_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : {u"jiangyin-2004-28.txt"_s, u"xuzhou-outline.txt"_s, u"shantou-eleventh-plan.txt"_s})
        QTest::newRow(qPrintable(file)) << file;
}

void TypesetterTest::copiesOfThePdfAreTheSource()
{
    QFETCH(QString, file);
    const QString text = sample(file);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(text.toUtf8());
    QVERIFY(imported);
    const TypesetDocument typeset = set(imported->document);
    QCOMPARE(typeset.missingCharacters, QString());
    const auto pdf = writePdf(typeset.scene, {{}, {}, QDateTime({2004, 6, 18}, {0, 0}, Qt::UTC), typeset.outline});
    QVERIFY(pdf);
    QString copied =
        QString::fromUtf8(toolOutput(u"pdftotext"_s, {u"-layout"_s, u"-enc"_s, u"UTF-8"_s, u"%"_s, u"-"_s}, *pdf));
    static const QRegularExpression pageNumber(u"^\\s*—\\s*\\d+\\s*—\\s*$"_s, QRegularExpression::MultilineOption);
    copied = withoutBlanks(copied.remove(pageNumber));
    const auto compare = [&copied](const QList<Block> &blocks) {
        const QString wanted = textOfBlocks(blocks);
        const qsizetype begin = copied.indexOf(wanted.left(20));
        QVERIFY(begin >= 0);
        QCOMPARE(copied.mid(begin, wanted.size()), wanted);
    };
    compare(imported->document.body);
    for (const Attachment &attachment : imported->document.attachments)
        compare(attachment.body);
}

void TypesetterTest::headingsDoNotStayBehindAlone()
{
    for (int paragraphs = 1; paragraphs < 30; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        document.body.append(Heading{1, u"一、总体目标"_s});
        document.body.append(QList<Block>(8, Paragraph{u"确保安全。"_s}));
        const TypesetDocument typeset = set(document);
        QVERIFY(typeset.outline[0].top < gb9704::BodyBottom - gb9704::Pitch);
    }
}

void TypesetterTest::jointSealsTouchNeitherEachOtherNorTheEdges_data()
{
    QTest::addColumn<QStringList>("signatories");
    QTest::newRow("two") << QStringList{u"江阴市财政局"_s, u"江阴市民政局"_s};
    QTest::newRow("four") << QStringList{u"市财政局"_s, u"市民政局"_s, u"市教育局"_s, u"市公安局"_s};
    QTest::newRow("long names") << QStringList{
        u"江阴市人民政府办公室"_s, u"江阴市住房和城乡建设局"_s, u"江阴市财政局"_s};
}

void TypesetterTest::jointSealsTouchNeitherEachOtherNorTheEdges()
{
    QFETCH(QStringList, signatories);
    OfficialDocument document = notice();
    document.signatories = signatories;
    const TypesetDocument typeset = set(document);
    QStringList named;
    for (const SealPlace &place : typeset.sealPlaces) {
        named.append(place.signatory);
        const Rect seal = sealBox(place, 42);
        QVERIFY(seal.x >= gb9704::Left && seal.x + seal.width <= gb9704::BodyRight);
        for (const SealPlace &other : typeset.sealPlaces) {
            const double apart = std::hypot(other.centre.x - place.centre.x, other.centre.y - place.centre.y);
            QVERIFY(&other == &place || other.page != place.page || apart > 42);
        }
    }
    QCOMPARE(named, signatories);
    const auto date = findField(typeset, u"date"_s);
    QVERIFY(
        isNear(date->second.bounds.x + date->second.bounds.width / 2, typeset.sealPlaces.constLast().centre.x, 0.5));
}

void TypesetterTest::tablesKeepTheirTextInsideTheirRules()
{
    OfficialDocument document = notice();
    Table table{{{u"序号"_s, u"单位"_s, u"任务"_s}}};
    for (int i = 1; i <= 40; ++i)
        table.rows.append({QString::number(i), u"江阴市财政局"_s, u"落实经费，保障物资。"_s.repeated(i % 9 + 1)});
    table.rows.append({u"长"_s, u"格"_s, u"文"_s.repeated(3000)});
    document.body.append(table);
    const TypesetDocument typeset = set(document);
    QCOMPARE(withoutBlanks(textOf(typeset, u"table"_s)).count(u'文'), 3000);
    QVERIFY(typeset.scene.pages.size() > 3);
    for (const PageScene &page : typeset.scene.pages) {
        for (const SceneField &field : page.fields) {
            if (field.name != u"table"_s)
                continue;
            QVERIFY(
                field.bounds.x >= gb9704::Left - 0.2 && field.bounds.x + field.bounds.width <= gb9704::BodyRight + 0.2);
            QVERIFY(
                field.bounds.y >= gb9704::Top - 3 && field.bounds.y + field.bounds.height <= gb9704::BodyBottom + 3);
        }
    }
}

void TypesetterTest::theImprintEndsTheLastEvenPage()
{
    for (int paragraphs = 1; paragraphs < 60; ++paragraphs) {
        OfficialDocument document = notice();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        const TypesetDocument typeset = set(document);
        QCOMPARE(typeset.scene.pages.size() % 2, 0);
        const PageScene &last = typeset.scene.pages.constLast();
        const SceneField &rule =
            last.fields.at(std::ranges::find(last.fields, u"imprint"_s, &SceneField::name) - last.fields.begin());
        QVERIFY(isNear(rule.bounds.width, 156, 0.01));
        double bottom = 0;
        for (const SceneField &field : last.fields)
            bottom = field.name == u"imprint"_s ? std::max(bottom, field.bounds.y + field.bounds.height) : bottom;
        QVERIFY(isNear(bottom, 262, 0.01));
        // 7.5: a blank page and the imprint's behind it have no number; all others have theirs.
        const bool blankBefore = typeset.scene.pages[typeset.scene.pages.size() - 2].items.isEmpty();
        const qsizetype numbered = typeset.scene.pages.size() - (blankBefore ? 2 : 0);
        QString numbers;
        for (qsizetype page = 1; page <= numbered; ++page)
            numbers += u"— %1 —"_s.arg(page);
        QCOMPARE(textOf(typeset, u"pageNumber"_s), numbers);
    }
}

void TypesetterTest::refusesWhatItCannotSet()
{
    OfficialDocument document = notice();
    document.attachments = {Attachment{u"表"_s, {Table{{QStringList(25, u"一"_s)}}}}};
    QCOMPARE(typeset(document, shippedFonts()).error().reason, "layout.table-columns");
}

void TypesetterTest::everyCharacterStandsOnceInItsOrder_data()
{
    copiesOfThePdfAreTheSource_data();
}

void TypesetterTest::everyCharacterStandsOnceInItsOrder()
{
    QFETCH(QString, file);
    const QString text = sample(file);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(text.toUtf8());
    QVERIFY(imported);
    const TypesetDocument typeset = set(imported->document);
    QCOMPARE(withoutBlanks(textOf(typeset, u"body"_s)), textOfBlocks(imported->document.body));
    QString attachments;
    for (const Attachment &attachment : imported->document.attachments)
        attachments += textOfBlocks(attachment.body);
    QCOMPARE(withoutBlanks(textOf(typeset, u"attachment"_s)), attachments);
}

void TypesetterTest::noLineBeginsOrEndsWithAForbiddenMark_data()
{
    copiesOfThePdfAreTheSource_data();
}

void TypesetterTest::noLineBeginsOrEndsWithAForbiddenMark()
{
    QFETCH(QString, file);
    const QString text = sample(file);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(text.toUtf8());
    QVERIFY(imported);
    const TypesetDocument typeset = set(imported->document);
    QStringList starts = textsOf(imported->document.body);
    for (const Attachment &attachment : imported->document.attachments)
        starts += textsOf(attachment.body);
    int lines = 0;
    for (const PageScene &page : typeset.scene.pages) {
        for (const QString &name : {u"body"_s, u"attachment"_s}) {
            for (const QString &line : lineTextsOn(page, name)) {
                ++lines;
                // A paragraph may begin with a dash.
                const bool first =
                    std::ranges::any_of(starts, [&](const QString &s) { return s.startsWith(line.left(6)); });
                QVERIFY2(first || markClass(line.front().unicode()) != MarkClass::Closing, qPrintable(line));
                QVERIFY2(markClass(line.trimmed().back().unicode()) != MarkClass::Opening, qPrintable(line));
            }
        }
    }
    QVERIFY(lines > 40);
}

QTEST_GUILESS_MAIN(TypesetterTest)
#include "TypesetterTest.moc"
