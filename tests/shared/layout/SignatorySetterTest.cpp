// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SignatorySetter.h"

#include "shared/layout/Gb9704.h"
#include "tests/shared/layout/LayoutFixtures.h"
#include "tests/shared/layout/TypesetFixtures.h"

#include <QMap>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::layout;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

constexpr double Right = 28 + 156;

QList<Rect> boxesOf(const TypesetDocument &set, const QStringList &texts)
{
    QList<Rect> boxes;
    for (const PageScene &page : set.scene.pages) {
        for (const SceneField &field : page.fields) {
            for (qsizetype i = 0; field.name == u"signatory"_s && i < field.itemCount; ++i) {
                const auto &run = std::get<GlyphRun>(page.items[field.firstItem + i]);
                const Point first = run.glyphs.constFirst().origin;
                if (texts.contains(run.text))
                    boxes.append({first.x, first.y - gb9704::Ascent * run.size,
                        run.glyphs.constLast().origin.x + run.size - first.x, run.size});
            }
        }
    }
    return boxes;
}

/// So much text that the signatories stand on its page with the usual distance of lines.
OfficialDocument noticeOf(int paragraphs)
{
    OfficialDocument document = notice();
    document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
    document.note.clear();
    return document;
}

SceneField bodyOn(const PageScene &page)
{
    const auto body = std::ranges::find(page.fields, u"body"_s, &SceneField::name);
    return body == page.fields.end() ? SceneField() : *body;
}

QStringList sixUnits()
{
    return {u"江阴市财政局"_s, u"江阴市民政局"_s, u"江阴市教育局"_s, u"江阴市公安局"_s, u"江阴市水利局"_s,
        u"江阴市卫生局"_s};
}

} // namespace

class SignatorySetterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSealedDateStandsFourCharactersIn();
    void sixSealsStandInTwoRowsOfThreeOverTheDate();
    void jointSealsStandOnAPageWithText();
    void moreThanTwelveSealsGoOnOnTheNextPage_data();
    void moreThanTwelveSealsGoOnOnTheNextPage();
    void moreNamesThanAPageHoldsGoOnOnTheNext();
    void withoutASealNameAndDateStandTwoCharactersIn();
    void aDateLongerThanTheNameMovesTheNameIn();
    void jointNamesWithoutSealsStandUnderEachOther();
    void signatureStampsStandBesideTheDuties();
    void aStampOfAnySizeHasItsRoom_data();
    void aStampOfAnySizeHasItsRoom();
};

void SignatorySetterTest::oneSealedDateStandsFourCharactersIn()
{
    const TypesetDocument typeset = set(noticeOf(2));
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    const Rect name = findField(typeset, u"signatory"_s)->second.bounds;
    QVERIFY(isNear(date.x + date.width, Right - 4 * gb9704::Cell, 0.1));
    QVERIFY(isNear(name.x + name.width / 2, date.x + date.width / 2, 0.1));
    QVERIFY(isNear(date.y - name.y, gb9704::Pitch, 0.1));
}

void SignatorySetterTest::sixSealsStandInTwoRowsOfThreeOverTheDate()
{
    OfficialDocument document = notice();
    document.signatories = sixUnits();
    const TypesetDocument typeset = set(document);
    const QList<SealPlace> &places = typeset.sealPlaces;
    QCOMPARE(places.size(), 6);
    for (qsizetype i = 0; i < 6; ++i) {
        QCOMPARE(places[i].signatory, sixUnits()[i]);
        QCOMPARE(places[i].page, places[0].page);
        QVERIFY(isNear(places[i].centre.y, places[i / 3 * 3].centre.y, 0.01));
        QVERIFY(isNear(places[i].centre.x, places[i % 3].centre.x, 0.01));
        const Rect seal = sealBox(places[i], 45);
        QVERIFY(seal.x >= 28 - 0.1 && seal.x + seal.width <= Right + 0.1);
        for (qsizetype other = 0; other < i; ++other) {
            const double apart =
                std::hypot(places[i].centre.x - places[other].centre.x, places[i].centre.y - places[other].centre.y);
            QVERIFY(apart > 45);
        }
    }
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(date.x + date.width, Right - 4 * gb9704::Cell, 0.1));
    QVERIFY(isNear(date.x + date.width / 2, places[5].centre.x, 0.1));
    const QList<Rect> names = boxesOf(typeset, sixUnits());
    for (qsizetype i = 0; i < 6; ++i)
        QVERIFY(isNear(names[i].x + names[i].width / 2, places[i].centre.x, 0.3));
}

void SignatorySetterTest::jointSealsStandOnAPageWithText()
{
    for (int paragraphs = 3; paragraphs < 50; ++paragraphs) {
        OfficialDocument document = notice();
        document.signatories = sixUnits();
        document.body = QList<Block>(paragraphs, Paragraph{u"请认真贯彻执行。"_s});
        const TypesetDocument typeset = set(document);
        for (const SealPlace &place : typeset.sealPlaces) {
            const PageScene &page = typeset.scene.pages[place.page];
            const auto body = std::ranges::find(page.fields, u"body"_s, &SceneField::name);
            QVERIFY2(body != page.fields.end(), qPrintable(QString::number(paragraphs)));
        }
        const PageScene &page = typeset.scene.pages[typeset.sealPlaces[0].page];
        const auto body = std::ranges::find(page.fields, u"body"_s, &SceneField::name);
        const double gap = sealBox(typeset.sealPlaces[0], 42).y - (body->bounds.y + body->bounds.height);
        QVERIFY2(gap > -0.5 && gap < gb9704::Pitch, qPrintable(QString::number(gap)));
    }
}

void SignatorySetterTest::moreThanTwelveSealsGoOnOnTheNextPage_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<int>>("pages"); // Seals on each page that has some.
    QTest::newRow("twelve") << 12 << QList<int>{12};
    QTest::newRow("thirteen") << 13 << QList<int>{12, 1};
    QTest::newRow("fifteen") << 15 << QList<int>{12, 3};
    QTest::newRow("twenty-five") << 25 << QList<int>{12, 12, 1};
    QTest::newRow("forty-four") << 44 << QList<int>{12, 12, 12, 8};
}

void SignatorySetterTest::moreThanTwelveSealsGoOnOnTheNextPage()
{
    QFETCH(int, count);
    QFETCH(QList<int>, pages);
    for (int paragraphs = 1; paragraphs < 50; paragraphs += 3) {
        OfficialDocument document = noticeOf(paragraphs);
        document.signatories.clear();
        for (int i = 1; i <= count; ++i)
            document.signatories.append(u"江阴市第%1局"_s.arg(i));
        const TypesetDocument typeset = set(document);
        const QList<SealPlace> &places = typeset.sealPlaces;
        QStringList named;
        QMap<qsizetype, int> onPage;
        for (const SealPlace &place : places) {
            named.append(place.signatory);
            ++onPage[place.page];
            const Rect seal = sealBox(place, 45);
            QVERIFY(seal.x >= 28 - 0.1 && seal.x + seal.width <= Right + 0.1 && seal.y >= gb9704::Top);
            // The last names, with the date under them, stand as low as those of one organ do; where lines were drawn
            // together, seals of the largest size end a little lower than the area.
            const double bottom = seal.y + seal.height;
            QVERIFY2(place.page == places.constLast().page || bottom <= gb9704::BodyBottom + 1,
                qPrintable(u"%1 paragraphs, seal ends at %2"_s.arg(paragraphs).arg(bottom)));
            for (const SealPlace &other : places)
                QVERIFY(&other == &place || other.page != place.page
                        || std::hypot(other.centre.x - place.centre.x, other.centre.y - place.centre.y) > 45);
        }
        QCOMPARE(named, document.signatories);
        QCOMPARE(onPage.values(), pages);
        const Rect body = bodyOn(typeset.scene.pages[places[0].page]).bounds;
        QVERIFY(body.height > 0);
        const double gap = sealBox(places[0], 45).y - (body.y + body.height);
        QVERIFY2(gap > -2 && gap < gb9704::Pitch, qPrintable(QString::number(gap)));
        const auto date = findField(typeset, u"date"_s);
        QCOMPARE(date->first, places.constLast().page);
        QVERIFY(isNear(date->second.bounds.x + date->second.bounds.width / 2, places.constLast().centre.x, 0.5));
    }
}

void SignatorySetterTest::moreNamesThanAPageHoldsGoOnOnTheNext()
{
    OfficialDocument document = noticeOf(4);
    document.signing = Signing::Unsealed;
    document.signatories.clear();
    for (int i = 1; i <= 44; ++i)
        document.signatories.append(u"江阴市第%1局"_s.arg(i));
    const TypesetDocument typeset = set(document);
    QCOMPARE(textOf(typeset, u"signatory"_s), document.signatories.join(QString()));
    const qsizetype first = findField(typeset, u"signatory"_s)->first;
    QVERIFY(bodyOn(typeset.scene.pages[first]).bounds.height > 0);
    for (const PageScene &page : typeset.scene.pages) {
        for (const SceneField &field : page.fields)
            QVERIFY(field.name == u"pageNumber"_s || field.bounds.y + field.bounds.height <= 262.01);
    }
}

void SignatorySetterTest::withoutASealNameAndDateStandTwoCharactersIn()
{
    OfficialDocument document = noticeOf(2);
    document.signing = Signing::Unsealed;
    const TypesetDocument typeset = set(document);
    QVERIFY(typeset.sealPlaces.isEmpty());
    const Rect name = findField(typeset, u"signatory"_s)->second.bounds;
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(name.x + name.width, Right - 2 * gb9704::Cell, 0.1));
    QVERIFY(isNear(date.x, name.x + 2 * gb9704::Cell, 0.1));
    QVERIFY(isNear(date.y - name.y, gb9704::Pitch, 0.1));
    const Rect body = findField(typeset, u"body"_s)->second.bounds;
    QVERIFY(isNear(name.y - (body.y + body.height), 2 * gb9704::Pitch - gb9704::Size3, 0.1)); // One blank row.
}

void SignatorySetterTest::aDateLongerThanTheNameMovesTheNameIn()
{
    OfficialDocument document = noticeOf(2);
    document.signing = Signing::Unsealed;
    document.signatories = {u"市水利局"_s};
    document.date = {2004, 12, 28};
    const TypesetDocument typeset = set(document);
    const Rect name = findField(typeset, u"signatory"_s)->second.bounds;
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(date.x + date.width, Right - 2 * gb9704::Cell, 0.1));
    QVERIFY(isNear(name.x, date.x - 2 * gb9704::Cell, 0.1));
}

void SignatorySetterTest::jointNamesWithoutSealsStandUnderEachOther()
{
    OfficialDocument document = noticeOf(2);
    document.signing = Signing::Unsealed;
    document.signatories = {u"江阴市财政局"_s, u"江阴市住房和城乡建设局"_s};
    const TypesetDocument typeset = set(document);
    const QList<Rect> names = boxesOf(typeset, document.signatories);
    QCOMPARE(names.size(), 2);
    QVERIFY(isNear(names[0].x, names[1].x, 0.3));
    QVERIFY(isNear(names[1].y - names[0].y, gb9704::Pitch, 0.1));
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(date.y - names[1].y, gb9704::Pitch, 0.1));
}

void SignatorySetterTest::signatureStampsStandBesideTheDuties()
{
    OfficialDocument document = noticeOf(4);
    document.signing = Signing::SignatureStamp;
    document.signatories = {u"江阴市财政局局长"_s, u"江阴市民政局局长"_s};
    const TypesetDocument typeset = set(document);
    QCOMPARE(typeset.sealPlaces.size(), 2);
    const QList<Rect> duties = boxesOf(typeset, document.signatories);
    const Rect body = bodyOn(typeset.scene.pages[typeset.sealPlaces[0].page]).bounds;
    for (qsizetype i = 0; i < 2; ++i) {
        const SealPlace &place = typeset.sealPlaces[i];
        QCOMPARE(place.kind, SealKind::SignatureStamp);
        QVERIFY(isNear(place.centre.x + 20, Right - 4 * gb9704::Cell, 0.1));
        const Rect &duty = duties[i];
        QVERIFY(isNear(place.centre.x - 20 - (duty.x + duty.width), 2 * gb9704::Cell, 0.3));
        QVERIFY(isNear(duty.y + duty.height / 2, place.centre.y, 0.1));
    }
    QVERIFY(typeset.sealPlaces[1].centre.y - typeset.sealPlaces[0].centre.y > 20);
    // Two blank rows above the first one's two.
    const double firstRow = duties[0].y + duties[0].height / 2 - (gb9704::Pitch + gb9704::Size3) / 2;
    QVERIFY(isNear(firstRow - (body.y + body.height), 3 * gb9704::Pitch - gb9704::Size3, 0.1));
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(date.x + date.width, Right - 4 * gb9704::Cell, 0.1));
    QVERIFY(date.y - typeset.sealPlaces[1].centre.y > 10 + gb9704::Pitch / 2);
}

void SignatorySetterTest::aStampOfAnySizeHasItsRoom_data()
{
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("height");
    QTest::newRow("a signature") << 36.0 << 12.0;
    QTest::newRow("a name seal") << 18.0 << 18.0;
    QTest::newRow("a high one") << 40.0 << 35.0;
}

void SignatorySetterTest::aStampOfAnySizeHasItsRoom()
{
    QFETCH(double, width);
    QFETCH(double, height);
    OfficialDocument document = noticeOf(4);
    document.signing = Signing::SignatureStamp;
    document.signatories = {u"江阴市财政局局长"_s};
    const StampSize size{width, height};
    const TypesetDocument typeset = wenyi::layout::typeset(document, shippedFonts(), {}, size).value();
    QCOMPARE(typeset.sealPlaces.size(), 1);
    const Rect box = stampBox(typeset.sealPlaces[0], size);
    const Rect duty = boxesOf(typeset, document.signatories).value(0);
    const Rect body = bodyOn(typeset.scene.pages[typeset.sealPlaces[0].page]).bounds;
    const Rect date = findField(typeset, u"date"_s)->second.bounds;
    QVERIFY(isNear(box.x + box.width, Right - 4 * gb9704::Cell, 0.1));
    QVERIFY(isNear(box.x - (duty.x + duty.width), 2 * gb9704::Cell, 0.3));
    QVERIFY(isNear(duty.y + duty.height / 2, box.y + box.height / 2, 0.1));
    QVERIFY(box.y - (body.y + body.height) > 2 * gb9704::Pitch);
    QVERIFY(date.y - (box.y + box.height) > gb9704::Pitch);
}

QTEST_GUILESS_MAIN(SignatorySetterTest)
#include "SignatorySetterTest.moc"
