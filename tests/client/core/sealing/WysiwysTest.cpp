// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PaintedDoubts.h"
#include "client/core/sealing/SealingService.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/sealing/TrickPages.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

/// A 7 behind an amount of two digits and two ideographs in TrickPages' text().
const QByteArray Seven = "M 26.5 61 L 29 61 L 29 61.6 L 27.6 65 L 27 65 L 28.3 61.6 L 26.5 61.6 C";

} // namespace

/// T33 `wysiwys`: files whose pages show something else than they hold. No seal is put on them, and where one is on
/// them already, that is told with the verdict.
class WysiwysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noTrickIsSealed_data();
    void noTrickIsSealed();
    void honestPagesAreSealed_data();
    void honestPagesAreSealed();
    void theSamplesHaveNone_data();
    void theSamplesHaveNone();
    void aSealOverATrickHoldsWithARemark();
    void whatIsNotFoundYet_data();
    void whatIsNotFoundYet();

private:
    void addTextTricks() const;
    void addLayerTricks() const;
    void addPaintedTricks() const;
    void addDrawnTricks() const;
    void addDocumentTricks() const;
    static void row(const char *name, const Change &change, const char *kinds = "")
    {
        QTest::newRow(name) << packed(change) << QByteArray(kinds);
    }
    QByteArray doubtsOn(const QByteArray &package) const
    {
        return kindsOf(paintedDoubts(
            *ofd::readOfd(*ofd::Package::open(package), m_keeper->fonts()), m_keeper->fonts(), layout::decodePicture));
    }
    Result<SealedDocument> sealed(const QByteArray &package) const
    {
        return SealingService(*m_keeper).seal(
            package, {{0, {100, 100, 45, 45}, {}}}, ofd::Coverage::CloseDocument, SampleOffice::pin(), std::nullopt);
    }

    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<Workspace> m_keeper;
};

void WysiwysTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    m_keeper = m_office->unlock(u"市政府办/sealkeeper"_s);
}

void WysiwysTest::addTextTricks() const
{
    row("text without opacity", onPage(text("不", "Alpha=\"0\"")), "invisible-text");
    row("text that is hardly there", onPage(text("不", "Alpha=\"9\"")), "invisible-text");
    row("text that is not filled", onPage(text("不", "Fill=\"false\"")), "invisible-text");
    row("white text", onPage(text("不", {}, fill("255 255 255"))), "white-text");
    row("text that is almost white", onPage(text("不", {}, fill("250 251 249"))), "white-text");
    row("white text on a white box",
        onPage(box("10 60", "100 10", "255 255 255") + text("不", {}, fill("255 255 255"))), "white-text");
    row("text beside the page", onPage(text("不", {}, {}, "300 60 100 10")), "off-page");
    row("text above the page", onPage(text("不", {}, {}, "10 -60 100 10")), "off-page");
    row("line that runs over the edge", onPage(text("此件公开发布请勿转发", {}, {}, "195 60 100 10")), "off-page");
    row("text moved away by a matrix", onPage(text("不", "CTM=\"1 0 0 1 900 0\"")), "off-page");
    row("text of a hair's height", onPage(text("不", "CTM=\"0.05 0 0 0.05 0 0\"")), "tiny-text");
    row("text squeezed to a line", onPage(text("不", "CTM=\"1 0 0 0.001 0 0\"")), "tiny-text");
    row("text larger than the page", onPage(text("不", "CTM=\"60 0 0 60 0 0\"")), "huge-text");
    row("direction turned around", onPage(text("同意\u202e不\u202c")),
        "not-shown glyph-missing, hidden-characters, missing-glyph");
    row("zero width between characters", onPage(text("不\u200b同意")),
        "not-shown glyph-missing, hidden-characters, missing-glyph");
    row("soft hyphen in a number", onPage(text("2026\u00ad28")), "hidden-characters");
    row("Cyrillic letter in a name", onPage(text("ОA系统")), "look-alike-characters");
    row("Greek letter in a number", onPage(text("澄政办发〔2Ο26〕28号")), "look-alike-characters");
    row("radical in place of a character", onPage(text("⼀般")), "look-alike-characters");
    row("compatibility form of a character", onPage(text("\uf900")), "look-alike-characters");
    const auto otherGlyph = [](Entries &entries) {
        QFile font(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s);
        if (!font.open(QIODevice::ReadOnly))
            qFatal("no font");
        entries.append({u"Doc_0/Res/f.otf"_s, font.readAll()});
        replaced(ofd::tests::PublicRes, "</ofd:Fonts>",
            "<ofd:Font ID=\"5\" FontName=\"f\"><ofd:FontFile>f.otf</ofd:FontFile></ofd:Font></ofd:Fonts>")(entries);
        onPage("<ofd:TextObject ID=\"40\" Boundary=\"10 60 100 10\" Font=\"5\" Size=\"5\"><ofd:CGTransform "
               "CodePosition=\"0\" CodeCount=\"1\" GlyphCount=\"1\"><ofd:Glyphs>25</ofd:Glyphs></ofd:CGTransform>"
               "<ofd:TextCode X=\"0\" Y=\"5\">3</ofd:TextCode></ofd:TextObject>")(entries);
    };
    row("number drawn by another number's glyph", otherGlyph, "other-glyph");
    row("character that no face has", onPage(text("\ue000")), "not-shown glyph-missing, missing-glyph");
}

void WysiwysTest::addLayerTricks() const
{
    const QByteArray clipAway = "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary=\"90 0 1 1\"><ofd:AbbreviatedData>"
                                "M 0 0 L 1 0 L 1 1 L 0 1 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>"
                                "</ofd:Clips>";
    row("text cut away", onPage(text("不", {}, clipAway)), "clipped-text");
    row("white box over the text", onPage(box("5 15", "60 20", "255 255 255")), "covered-text");
    row("red box over the text", onPage(box("5 15", "60 20", "255 0 0")), "covered-text");
    row("layer in front over the text",
        replaced(Page, "</ofd:Content>",
            "<ofd:Layer ID=\"50\" Type=\"Foreground\">" + box("5 15", "60 20", "255 255 255")
                + "</ofd:Layer></ofd:Content>"),
        "covered-text");
    const QByteArray cover = xmlFile("Page",
        "<ofd:Content><ofd:Layer ID=\"60\">" + box("5 15", "60 20", "255 255 255") + "</ofd:Layer></ofd:Content>");
    const auto templated = [](Entries &entries) {
        replaced(Document, "</ofd:CommonData>", "<ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpl.xml\"/></ofd:CommonData>")(
            entries);
        replaced(Page, "<ofd:Content>", "<ofd:Template TemplateID=\"9\" ZOrder=\"Foreground\"/><ofd:Content>")(entries);
    };
    row("template in front over the text", withFile(templated, u"Doc_0/Tpl.xml"_s, cover), "covered-text");
    row("object that is switched off", onPage(text("不", "Visible=\"false\"")), "not-shown hidden-object");
    row("picture that is not there", onPage("<ofd:ImageObject ID=\"42\" Boundary=\"10 60 20 20\" ResourceID=\"77\"/>"),
        "not-shown image-missing");
    row("composite that is not there",
        onPage("<ofd:CompositeObject ID=\"42\" Boundary=\"10 60 20 20\" ResourceID=\"77\"/>"),
        "not-shown composite-missing");
    row("path that breaks off",
        onPage("<ofd:PathObject ID=\"43\" Boundary=\"10 60 20 20\"><ofd:AbbreviatedData>M 0 0 L 9 9 L x"
               "</ofd:AbbreviatedData></ofd:PathObject>"),
        "not-shown path-data");
}

/// What only painting tells; PaintedDoubtsTest has more of them.
void WysiwysTest::addPaintedTricks() const
{
    row("grey text on grey ground", onPage(box("5 55", "150 20", "120 120 120") + text("不", {}, fill("120 120 120"))),
        "unseen-text");
    row("round shape over the text", onPage(shape("M 0 25 Q 30 -20 60 25 Q 30 90 0 25 C", "255 255 255")),
        "unseen-text");
}

/// Characters that are figures: no text tells what they say.
void WysiwysTest::addDrawnTricks() const
{
    row("digit drawn over white beside an amount",
        onPage(text("10万元") + box("26 60", "4 6", "255 255 255") + shape(Seven, "0 0 0")), "drawn-words");
    row("digit drawn in dark grey", onPage(text("10万元") + shape(Seven, "60 60 60")), "drawn-words");
    row("digit drawn before the text", underPage(shape(Seven, "0 0 0") + text("10万元")), "drawn-words");
    row("word drawn in a gap",
        onPage(text("同意") + text("发布", {}, {}, "30 60 100 10")
               + shape("M 22 61 L 23 61 L 23 65 L 22 65 C M 24 61 L 28 61.5 L 24 62 C M 25 63 Q 28 63 28 65 L 25 65 C",
                   "0 0 0")),
        "drawn-words");
    row("digit of strokes in one figure",
        onPage(text("10万元")
               + "<ofd:PathObject ID=\"44\" Boundary=\"0 0 210 297\" LineWidth=\"0.4\">"
                 "<ofd:AbbreviatedData>M 29 61 L 27 61 L 26.8 63 Q 29.5 62.5 29.2 64 Q 28.5 65.5 26.5 64.7"
                 "</ofd:AbbreviatedData></ofd:PathObject>"),
        "drawn-words");
}

void WysiwysTest::addDocumentTricks() const
{
    const auto annotated = [](const QByteArray &attributes) {
        return [attributes](Entries &entries) {
            replaced(Document, "</ofd:Pages>", "</ofd:Pages><ofd:Annotations>Annots.xml</ofd:Annotations>")(entries);
            entries.append({u"Doc_0/Annots.xml"_s,
                xmlFile("Annotations", "<ofd:Page PageID=\"1\"><ofd:FileLoc>Annot.xml</ofd:FileLoc></ofd:Page>")});
            entries.append({u"Doc_0/Annot.xml"_s,
                xmlFile("PageAnnot", "<ofd:Annot ID=\"70\" Type=\"Stamp\" " + attributes
                                         + "><ofd:Appearance Boundary=\"10 90 100 10\">"
                                         + text("不", {}, {}, "0 0 50 10") + "</ofd:Appearance></ofd:Annot>")});
        };
    };
    row("note that is hidden", annotated("Visible=\"false\""), "hidden-annotation");
    row("note for the screen alone", annotated("Print=\"false\""), "screen-only-annotation");
    const auto acting = [](const QByteArray &action) {
        return replaced(Document, "<ofd:Pages>",
            "<ofd:Actions><ofd:Action Event=\"DO\">" + action + "</ofd:Action></ofd:Actions><ofd:Pages>");
    };
    row("address opened with the document", acting("<ofd:URI URI=\"http://example.cn/\"/>"), "action");
    row("sound played with the document", acting("<ofd:Sound ResourceID=\"7\"/>"), "action");
    row("second document",
        replaced(ofd::tests::Root, "</ofd:OFD>",
            "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        "several-documents");
    row("another version",
        withFile(replaced(ofd::tests::Root, "</ofd:DocBody>",
                     "<ofd:Versions><ofd:Version ID=\"v1\" Index=\"1\" BaseLoc=\"Doc_0/v1.xml\"/></ofd:Versions>"
                     "</ofd:DocBody>"),
            u"Doc_0/v1.xml"_s, xmlFile("DocVersion", {})),
        "versions");
    row("page that is not there",
        replaced(Document, "</ofd:Pages>", "<ofd:Page ID=\"8\" BaseLoc=\"None.xml\"/></ofd:Pages>"),
        "not-shown page-missing");
    row("page of a pin's head",
        withFile(replaced(Document, "</ofd:Pages>", "<ofd:Page ID=\"8\" BaseLoc=\"Small.xml\"/></ofd:Pages>"),
            u"Doc_0/Small.xml"_s, xmlFile("Page", "<ofd:Area><ofd:PhysicalBox>0 0 2 2</ofd:PhysicalBox></ofd:Area>")),
        "page-size");
}

void WysiwysTest::noTrickIsSealed_data()
{
    QTest::addColumn<QByteArray>("package");
    QTest::addColumn<QByteArray>("kinds");
    addTextTricks();
    addLayerTricks();
    addPaintedTricks();
    addDrawnTricks();
    addDocumentTricks();
}

void WysiwysTest::noTrickIsSealed()
{
    QFETCH(const QByteArray, package);
    QFETCH(const QByteArray, kinds);
    QCOMPARE(doubtsOn(package), kinds);
    const auto refused = sealed(package);
    QCOMPARE(reasonOf(refused), QByteArray("sealing.not-as-shown"));
    QVERIFY(refused.error().detail.contains(QString::fromLatin1(kinds.split(',').first().split(' ').first())));
}

/// What looks like a trick and is none.
void WysiwysTest::honestPagesAreSealed_data()
{
    QTest::addColumn<QByteArray>("package");
    QTest::addColumn<QByteArray>("kinds");
    row("plain", {});
    row("white text on a red band", onPage(box("5 55", "150 20", "200 0 0") + text("样例", {}, fill("255 255 255"))));
    row("box under the text", underPage(box("5 15", "60 20", "240 240 240")));
    row("box beside the text", onPage(box("5 200", "60 20", "0 0 0")));
    row("note that is shown", onPage(text("附注：此件公开发布")));
    row("outline text", onPage(text("样例", "Fill=\"false\" Stroke=\"true\"")));
    row("clip that leaves all of it",
        onPage(text("样例", {},
            "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary=\"0 0 100 10\"><ofd:AbbreviatedData>M 0 0 L 100 0 L "
            "100 10 L 0 10 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>")));
    row("Greek and Russian words", onPage(text("αβγ и слово")));
    row("measures with Greek letters", onPage(text("25 μm，α 值")));
    row("numbers of every kind", onPage(text("〔2026〕28号，二〇二六年，100%")));
    row("heading of four centimetres", onPage(text("文", "CTM=\"8 0 0 8 0 0\"", {}, "10 100 100 60")));
    row("smallest print that is read", onPage(text("样例", "CTM=\"0.4 0 0 0.4 0 0\"")));
    row("cells of a table", onPage(text("样例")
                                   + "<ofd:PathObject ID=\"44\" Boundary=\"0 0 210 297\" LineWidth=\"0.3\">"
                                     "<ofd:AbbreviatedData>M 9 59 L 40 59 L 40 67 L 9 67 C M 21 59 L 21 67"
                                     "</ofd:AbbreviatedData></ofd:PathObject>"));
    row("star in a line",
        onPage(text("机密")
               + shape("M 24 60.6 L 24.54 62.26 L 26.28 62.26 L 24.87 63.28 L 25.41 64.94 L 24 63.92 L 22.59 64.94 L "
                       "23.13 63.28 L 21.72 62.26 L 23.46 62.26 C",
                   "0 0 0")));
    row("circle in a line",
        onPage(text("样例") + shape("M 22 63 Q 22 61 24 61 Q 26 61 26 63 Q 26 65 24 65 Q 22 65 22 63 C", "0 0 0")));
    row("triangle before a line", onPage(text("样例") + shape("M 22 61 L 25 63 L 22 65 C", "0 0 0")));
    row("red rule under a line", onPage(text("样例") + box("10 67", "150 0.5", "255 0 0")));
    row("logo beside a line",
        onPage(text("样例") + shape("M 40 50 Q 55 45 60 60 L 50 70 L 42 66 Q 30 60 40 50 C", "0 0 0")));
    row("figure of a stamp's colour in a line", onPage(text("10万元") + shape(Seven, "220 0 0")));
    row("figure far from any line", onPage(text("10万元", {}, {}, "10 160 100 10") + shape(Seven, "0 0 0")));
    row("jump to a page",
        replaced(Document, "<ofd:Pages>",
            "<ofd:Actions><ofd:Action Event=\"DO\"><ofd:Goto><ofd:Dest Type=\"Fit\" PageID=\"1\"/></ofd:Goto>"
            "</ofd:Action></ofd:Actions><ofd:Pages>"));
}

void WysiwysTest::honestPagesAreSealed()
{
    QFETCH(const QByteArray, package);
    QCOMPARE(doubtsOn(package), QByteArray());
    const auto document = sealed(package);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
}

/// Sealed files of other makers' programs.
void WysiwysTest::theSamplesHaveNone_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"signed/v4_joint_two_units.ofd", "signed/v4_riding_right.ofd", "signed/v1_one_seal.ofd",
             "signed/sign_gbt35275_pkcs9.ofd", "ofdrw_V4RideRight.ofd", "ofdrw_helloworld.ofd"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void WysiwysTest::theSamplesHaveNone()
{
    QFETCH(const QString, file);
    QFile sample(QStringLiteral(WENYI_SAMPLES_DIR "/ofd/") + file);
    if (!sample.open(QIODevice::ReadOnly))
        QSKIP("the sample files are not there");
    QCOMPARE(doubtsOn(sample.readAll()), QByteArray());
}

/// Others may seal what we would not; whoever looks at it here is told.
void WysiwysTest::aSealOverATrickHoldsWithARemark()
{
    SealedDocumentVerdict verdict;
    verdict.conclusion = SealingConclusion::Valid;
    addDoubts(verdict, {});
    QVERIFY(verdict.isFullyValid());
    addDoubts(verdict, {{"white-text", 0, u"不"_s}});
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("valid-with-remarks"));
    verdict.conclusion = SealingConclusion::Revoked;
    addDoubts(verdict, {{"action", -1, {}}});
    QCOMPARE(conclusionName(verdict.conclusion), QByteArray("revoked"));
    QCOMPARE(verdict.doubts.size(), 2);
}

/// Tricks that are known and go through, so that nobody believes otherwise; who mends one moves it above.
void WysiwysTest::whatIsNotFoundYet_data()
{
    QTest::addColumn<QByteArray>("package");
    QTest::addColumn<QByteArray>("kinds");
    // A rectangle is a rule or a box, also where it is a 1 or a 一.
    row("digit that is a rectangle", onPage(text("10万元") + box("26 61", "0.8 4", "0 0 0")));
    // Figures of several objects are not put together.
    row("digit of two figures", onPage(text("10万元") + shape("M 26.5 61 L 29 61 L 29 61.6 L 26.5 61.6 C", "0 0 0")
                                       + shape("M 28.3 61.6 L 29 61.6 L 27.6 65 L 27 65 C", "0 0 0")));
    row("text drawn as lines", onPage(box("10 100", "50 0.5", "0 0 0")));
}

void WysiwysTest::whatIsNotFoundYet()
{
    QFETCH(const QByteArray, package);
    QCOMPARE(doubtsOn(package), QByteArray());
}

QTEST_GUILESS_MAIN(WysiwysTest)
#include "WysiwysTest.moc"
