// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TextLine.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/LineBreaking.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

/// Lines of so many cells.
SetParagraph setOn(const QString &text, double cells)
{
    const ParagraphStyle style{gb9704::Size3, gb9704::Cell, cells * gb9704::Cell, 0, 0, gb9704::Black};
    return setParagraph({{text, FontRole::FangSong}}, style, *shippedFonts());
}

QString randomParagraph(QRandomGenerator &random)
{
    static const QString ideographs = u"一按照建设实施电子政务人民府办公室通知各镇的和与及于工作镕𠮷"_s;
    static const QStringList pieces{u"，"_s, u"。"_s, u"、"_s, u"；"_s, u"《"_s, u"》"_s, u"（"_s, u"）"_s, u"“"_s,
        u"”"_s, u"——"_s, u"……"_s, u"2004"_s, u"12.5%"_s, u"CA"_s, u" "_s, u"〔2004〕28号"_s, u"2004—2006年"_s,
        u"https://example.org/a-very-long-address-that-is-longer-than-any-line-of-the-page/index.html"_s, u"★"_s};
    QString text;
    const int length = random.bounded(1, 160);
    for (int i = 0; i < length; ++i) {
        if (random.bounded(8) == 0) {
            text += pieces.at(random.bounded(pieces.size()));
            continue;
        }
        const auto characters = ideographs.toUcs4();
        const char32_t character = characters.at(random.bounded(characters.size()));
        text += QString::fromUcs4(&character, 1);
    }
    return text;
}

} // namespace

class TextLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void breaksByTheRulesOfChineseText_data();
    void breaksByTheRulesOfChineseText();
    void twentyEightCharactersFillALine();
    void fullLinesEndAtTheMeasure();
    void noLastCharacterIsAloneInALine_data();
    void noLastCharacterIsAloneInALine();
    void namesInRareCharactersAreNeverBoxes();
    void tellsCharactersThatNoFaceHas();
    void setsEachCharacterInAFaceThatHasIt();
    void keepsAnyParagraphWholeAndInsideTheMeasure();
};

void TextLineTest::breaksByTheRulesOfChineseText_data()
{
    QTest::addColumn<double>("cells");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("at any ideograph") << 4.0 << u"一二三四五六"_s << QStringList{u"一二三四"_s, u"五六"_s};
    QTest::newRow("a comma is drawn in, two marks give way")
        << 6.0 << u"一，二三四五，六"_s << QStringList{u"一，二三四五，"_s, u"六"_s};
    QTest::newRow("a comma alone cannot give enough")
        << 4.0 << u"一二三四，五"_s << QStringList{u"一二三"_s, u"四，五"_s};
    QTest::newRow("marks do not give way for a character")
        << 5.0 << u"一，二，三四五"_s << QStringList{u"一，二，三"_s, u"四五"_s};
    QTest::newRow("an opening mark goes down") << 4.0 << u"一二三《四五》"_s << QStringList{u"一二三"_s, u"《四五》"_s};
    QTest::newRow("a closing mark takes its character along")
        << 4.0 << u"一二三四》五"_s << QStringList{u"一二三"_s, u"四》五"_s};
    QTest::newRow("dashes stay together") << 4.0 << u"一二三——四"_s << QStringList{u"一二"_s, u"三——四"_s};
    QTest::newRow("dots stay together") << 5.0 << u"一二三四……五"_s << QStringList{u"一二三"_s, u"四……五"_s};
    QTest::newRow("a word stays whole") << 4.0 << u"一二三server四"_s << QStringList{u"一二三"_s, u"server四"_s};
    QTest::newRow("a figure keeps its percent sign")
        << 5.0 << u"一二三四12.5%五"_s << QStringList{u"一二三四"_s, u"12.5%五"_s};
    QTest::newRow("a document number stays whole")
        << 10.0 << u"一二三四五发〔2004〕28号"_s << QStringList{u"一二三四五发"_s, u"〔2004〕28号"_s};
    QTest::newRow("a range stays whole") << 8.0 << u"一二三四2004—2006年"_s
                                         << QStringList{u"一二三四"_s, u"2004—2006年"_s};
    QTest::newRow("a word longer than the line is parted")
        << 3.0 << u"aaaaaaaaaaaaaaaa"_s << QStringList{u"aaaaaa"_s, u"aaaaaa"_s, u"aaaa"_s};
    QTest::newRow("nothing") << 4.0 << QString() << QStringList{};
}

void TextLineTest::breaksByTheRulesOfChineseText()
{
    QFETCH(double, cells);
    QFETCH(QString, text);
    QFETCH(QStringList, lines);
    QCOMPARE(lineTexts(setOn(text, cells)), lines);
}

void TextLineTest::twentyEightCharactersFillALine()
{
    const SetParagraph set = setOn(QString(56, u'国'), gb9704::CharactersPerLine);
    QCOMPARE(set.lines.size(), 2);
    QCOMPARE(set.lines[0].width, gb9704::BodyWidth);
    const QList<Glyph> &glyphs = set.lines[0].runs.constFirst().glyphs;
    QCOMPARE(glyphs.size(), 28);
    for (qsizetype i = 1; i < glyphs.size(); ++i)
        QCOMPARE(glyphs[i].origin.x - glyphs[i - 1].origin.x, gb9704::Cell);
}

void TextLineTest::fullLinesEndAtTheMeasure()
{
    const SetParagraph set = setOn(u"按照CA认证的要求，建设2004年的“政务专网”，"_s.repeated(6), 28);
    QVERIFY(set.lines.size() > 3);
    for (qsizetype i = 0; i + 1 < set.lines.size(); ++i)
        QVERIFY2(std::abs(set.lines[i].width - gb9704::BodyWidth) < 0.01, qPrintable(lineTexts(set)[i]));
}

void TextLineTest::noLastCharacterIsAloneInALine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("lengths");
    QTest::newRow("company comes down from the line above") << QString(57, u'国') << QList<int>{28, 27, 2};
    QTest::newRow("the mark behind it does not count") << QString(29, u'国') + u'。' << QList<int>{27, 3};
    QTest::newRow("marks give way and draw it up")
        << u"一，二、三；四：五，六"_s + QString(18, u'国') << QList<int>{29};
    QTest::newRow("two are no lone character") << QString(30, u'国') << QList<int>{28, 2};
    QTest::newRow("a word is no lone character") << QString(28, u'国') + u"28"_s << QList<int>{28, 2};
    QTest::newRow("company that may not begin a line brings more along")
        << QString(27, u'国') + u"》国"_s << QList<int>{26, 3};
}

void TextLineTest::noLastCharacterIsAloneInALine()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, lengths);
    const SetParagraph set = setOn(text, gb9704::CharactersPerLine);
    QList<int> found;
    for (const QString &line : lineTexts(set))
        found.append(static_cast<int>(line.size()));
    QCOMPARE(found, lengths);
    QCOMPARE(lineTexts(set).join(QString()), text);
    for (const TextLine &line : set.lines)
        QVERIFY(line.width < gb9704::BodyWidth + 0.01);
}

void TextLineTest::namesInRareCharactersAreNeverBoxes()
{
    const QString names = u"㛃𬭎﨎镕喆堃"_s;
    for (const FontRole role : {FontRole::FangSong, FontRole::SmallTitleSong, FontRole::Kai, FontRole::Hei}) {
        const TextLine line = setLine(names, role, gb9704::Size3, gb9704::Black, *shippedFonts());
        QCOMPARE(line.missing, QString());
        QString text;
        for (const GlyphRun &run : line.runs) {
            text += run.text;
            for (const Glyph &glyph : run.glyphs)
                QVERIFY2(glyph.index != 0, qPrintable(run.text));
        }
        QCOMPARE(text, names);
        QVERIFY(std::abs(line.width - 6 * gb9704::Size3) < 1e-6);
    }
}

void TextLineTest::tellsCharactersThatNoFaceHas()
{
    const QString unassigned = QString::fromUcs4(U"\U000E0FFF");
    QCOMPARE(setOn(u"正文"_s, 28).missing, QString());
    QCOMPARE(setOn(u"正"_s + unassigned + u"文"_s, 28).missing, unassigned);
    QCOMPARE(setLine(u"ab"_s + unassigned, FontRole::Hei, 5, {}, *shippedFonts()).missing, unassigned);
}

void TextLineTest::setsEachCharacterInAFaceThatHasIt()
{
    const SetParagraph set = setOn(u"朱镕基kmΩ·Ё祎"_s, 28);
    QCOMPARE(set.missing, QString());
    for (const GlyphRun &run : set.lines.constFirst().runs) {
        for (const Glyph &glyph : run.glyphs)
            QVERIFY2(glyph.index != 0, qPrintable(run.text));
    }
}

void TextLineTest::keepsAnyParagraphWholeAndInsideTheMeasure()
{
    QRandomGenerator random(20041118);
    for (int round = 0; round < 1000; ++round) {
        const QString text = randomParagraph(random);
        const SetParagraph set = setOn(text, 28);
        const QStringList lines = lineTexts(set);
        QCOMPARE(lines.join(QString()), text);
        for (qsizetype i = 0; i < set.lines.size(); ++i) {
            QVERIFY2(set.lines[i].width <= gb9704::BodyWidth + 1e-6, qPrintable(lines[i]));
            for (const GlyphRun &run : set.lines[i].runs) {
                for (const Glyph &glyph : run.glyphs)
                    QVERIFY(glyph.cluster >= 0 && glyph.cluster < run.text.size());
            }
        }
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const QList<uint> next = lines[i].toUcs4();
            const QString before = lines[i - 1].trimmed();
            // A line of marks alone, or a part of an address, has nothing better.
            const bool parted = isWordCharacter(next.first()) && isWordCharacter(before.back().unicode());
            if (parted
                || std::ranges::all_of(before, [](QChar c) { return markClass(c.unicode()) != MarkClass::None; }))
                continue;
            QVERIFY2(markClass(next.first()) != MarkClass::Closing, qPrintable(lines[i - 1] + u'|' + lines[i]));
            QVERIFY2(markClass(before.back().unicode()) != MarkClass::Opening, qPrintable(before + u'|' + lines[i]));
        }
    }
}

QTEST_GUILESS_MAIN(TextLineTest)
#include "TextLineTest.moc"
