// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PaintedDoubts.h"

#include "client/core/sealing/FinalDocument.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/document/DocumentJson.h"
#include "shared/layout/paint/GlyphLikeness.h"
#include "tests/client/core/sealing/TrickFonts.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray png(const QColor &color, const QSize &size = {40, 20})
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(color);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// A picture over the line of the page, or under it.
Change pictured(const QByteArray &bytes, Change (*place)(const QByteArray &), const QByteArray &attributes = {})
{
    return [=](Entries &entries) {
        replaced(ofd::tests::PublicRes, "</ofd:Res>",
            "<ofd:MultiMedias><ofd:MultiMedia ID=\"7\" Type=\"Image\" Format=\"PNG\"><ofd:MediaFile>p.png"
            "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>")(entries);
        entries.append({u"Doc_0/Res/p.png"_s, bytes});
        place("<ofd:ImageObject ID=\"45\" Boundary=\"5 15 60 20\" CTM=\"60 0 0 20 0 0\" ResourceID=\"7\" " + attributes
              + "/>")(entries);
    };
}

QByteArray shadow(const QByteArray &from, const QByteArray &to)
{
    return "<ofd:PathObject ID=\"46\" Boundary=\"5 15 60 20\" Fill=\"true\" Stroke=\"false\"><ofd:FillColor>"
           "<ofd:AxialShd StartPoint=\"0 0\" EndPoint=\"60 0\"><ofd:Segment Position=\"0\"><ofd:Color Value=\""
           + from + "\"/></ofd:Segment><ofd:Segment Position=\"1\"><ofd:Color Value=\"" + to
           + "\"/></ofd:Segment></ofd:AxialShd></ofd:FillColor><ofd:AbbreviatedData>M 0 0 L 60 0 L 60 20 L 0 20 C"
             "</ofd:AbbreviatedData></ofd:PathObject>";
}

/// As many further pages like the first.
Change withPages(int count, const Change &change)
{
    return [=](Entries &entries) {
        change(entries);
        const auto page = std::ranges::find(entries, Page, &ofd::PackageEntry::path);
        const QByteArray first = page->bytes;
        QByteArray more;
        for (int i = 0; i < count; ++i) {
            const QByteArray name = "Page" + QByteArray::number(i) + ".xml";
            more += "<ofd:Page ID=\"" + QByteArray::number(1000 + i) + "\" BaseLoc=\"" + name + "\"/>";
            entries.append({u"Doc_0/"_s + QString::fromLatin1(name), first});
        }
        replaced(Document, "</ofd:Pages>", more + "</ofd:Pages>")(entries);
    };
}

QByteArray colour(int red, int green, int blue)
{
    return QByteArray::number(red) + ' ' + QByteArray::number(green) + ' ' + QByteArray::number(blue);
}

} // namespace

/// T33 `wysiwys`: whatever hides a text, the painter sees that it leaves no ink; and what does not hide it is no doubt.
class PaintedDoubtsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tricksAreFound_data();
    void tricksAreFound();
    void honestPagesHaveNone_data();
    void honestPagesHaveNone();
    void noGroundHidesInk();
    void noCoverHidesInk();
    void ourOwnDocumentsHaveNone();
    void theFilesOfOthersHaveNone();
    void aPictureThatCannotBeHadIsTold();
    void moreThanCanBeLookedAtIsTold();
    void aDocumentHasOneBudget();
    void aDocumentIsLookedAtOnce();
    void glyphsAreToldApart();

private:
    static void addGlyphTricks();
    static void row(const char *name, const Change &change, const char *kinds = "")
    {
        QTest::newRow(name) << packed(change) << QByteArray(kinds);
    }
    QByteArray doubtsOn(const QByteArray &package, const layout::PixelSource &pictures = layout::decodePicture,
        layout::PaintingBudget budget = {}) const
    {
        const auto opened = ofd::Package::open(package);
        const auto read = opened ? ofd::readOfd(*opened, m_fonts) : Result<ofd::OfdDocument>(opened.error());
        return read ? kindsOf(paintedDoubts(*read, m_fonts, pictures, budget)) : "unreadable: " + read.error().reason;
    }

    layout::FontSetRef m_fonts;
};

void PaintedDoubtsTest::initTestCase()
{
    m_fonts = layout::FontSet::load(qEnvironmentVariable("WENYI_FONTS")).value();
}

void PaintedDoubtsTest::tricksAreFound_data()
{
    QTest::addColumn<QByteArray>("package");
    QTest::addColumn<QByteArray>("kinds");
    const char *unseen = "unseen-text";
    row("red text on red", onPage(box("5 55", "150 20", "200 0 0") + text("不", {}, fill("205 5 0"))), unseen);
    row("one character of a line",
        onPage(text("同意不同意") + shape("M 17 60 L 24 60 L 26 68 L 19 68 C", "255 255 255")), unseen);
    row(
        "text of a shading's colours",
        [](Entries &entries) {
            underPage(shadow("90 90 90", "92 92 92"))(entries);
            onPage(text("不", {}, fill("91 91 91"), "40 20 20 10"))(entries);
        },
        unseen);
    row("round shape", onPage(shape("M 0 25 Q 30 -20 60 25 Q 30 90 0 25 C", "255 255 255")), unseen);
    row("shape with a hole elsewhere",
        onPage(
            shape("M 0 0 L 90 0 L 90 50 L 0 50 C M 70 5 L 80 5 L 80 15 L 70 15 C", "255 255 255", "Rule=\"Even-Odd\"")),
        unseen);
    row("slanted shape", onPage(shape("M 0 12 L 90 2 L 95 20 L 90 40 L 40 55 L 0 60 C", "250 240 240")), unseen);
    row("shading over the text", onPage(shadow("255 255 255", "240 240 240")), unseen);
    row("picture that hides all", pictured(png(Qt::white), onPage), unseen);
    row("picture that hides nearly all", pictured(png(QColor(255, 255, 255, 245)), onPage), unseen);
    QByteArray lines;
    for (int i = 0; i < 80; ++i)
        lines += " M 5 " + QByteArray::number(15 + i * 0.25) + " L 65 " + QByteArray::number(15 + i * 0.25);
    row("covered by many lines",
        onPage("<ofd:PathObject ID=\"47\" Boundary=\"0 0 210 297\" LineWidth=\"0.7\"><ofd:StrokeColor Value=\"255 255 "
               "255\"/><ofd:AbbreviatedData>"
               + lines + "</ofd:AbbreviatedData></ofd:PathObject>"),
        unseen);
    row("text under another one's thick outlines",
        onPage(text("国国国国", "Stroke=\"true\" LineWidth=\"8\"",
            fill("200 0 0") + "<ofd:StrokeColor Value=\"200 0 0\"/>", "11 20 60 10")),
        unseen);
    row("clip of another form",
        onPage(text("不", {},
            "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary=\"0 0 100 10\" Fill=\"true\"><ofd:AbbreviatedData>M 0 "
            "9.5 "
            "L 100 9.5 L 100 10 L 0 10 L 0 9.5 M 0 0 L 0.1 0 L 0 0.1 C</ofd:AbbreviatedData></ofd:Path></ofd:Area>"
            "</ofd:Clip></ofd:Clips>")),
        unseen);
    row("one drawn as two", drawnAs(u"一万元"_s, u"二万元"_s), "other-outline");
    row("no drawn as yes", drawnAs(u"不"_s, u"准"_s), "other-outline");
    row("1 drawn as 9", drawnAs(u"1"_s, u"9"_s), "other-outline");
    row("mitre of a white angle",
        onPage(text("不")
               + "<ofd:PathObject ID=\"49\" Boundary=\"0 0 210 297\" LineWidth=\"20\"><ofd:StrokeColor Value=\"255 255 "
                 "255\"/><ofd:AbbreviatedData>M 100 44.5 L 30 63.5 L 100 82.5</ofd:AbbreviatedData></ofd:PathObject>"),
        unseen);
    row(
        "word that is a picture",
        [](Entries &entries) {
            pictured(png(Qt::black), onPage)(entries);
            replaced(Page, "Boundary=\"5 15 60 20\" CTM=\"60 0 0 20 0 0\"",
                "Boundary=\"32 20.5 9 5\" CTM=\"9 0 0 5 0 0\"")(entries);
        },
        "drawn-words");
    addGlyphTricks();
}

/// Glyphs of the file's own that show nothing, and such as do not pair with the characters.
void PaintedDoubtsTest::addGlyphTricks()
{
    const char *unseen = "unseen-text";
    row("blank glyph", drawnAs(u"不同意"_s, u" 同意"_s), unseen);
    row("blank glyphs alone", drawnAs(u"不可"_s, u"  "_s), unseen);
    row("blank glyph for a letter", drawnAs(u"x"_s, u" "_s), unseen);
    row("blank glyphs for a word", drawnAs(u"not"_s, u"   "_s), unseen);
    row("blank glyph behind a pair of glyphs",
        drawnBy(ownFont(CharacterMap::Lost), u"fi10元"_s, {{2, glyphsOf(u"f"_s)}, {3, glyphsOf(u"1 元"_s)}}), unseen);
    row("fewer glyphs than characters", drawnAs(u"不可能"_s, u"可能"_s), "unseen-text, other-outline");
    row("outline beside its box", drawnBy(squareFont(3000, 0, 800), u"可"_s, {{1, {1}}}), unseen);
    row("outline under its box", drawnBy(squareFont(0, -3000, 800), u"可"_s, {{1, {1}}}), unseen);
    row("outline that is a speck", drawnBy(squareFont(400, 400, 40), u"可"_s, {{1, {1}}}), unseen);
    const QList<Stretch> behindPair{{2, glyphsOf(u"f"_s)}, {1, glyphsOf(u"9"_s)}};
    row("1 drawn as 9 behind two letters in one", drawnBy(ownFont(CharacterMap::Lost), u"fi1"_s, behindPair),
        "other-outline");
    row("1 drawn as 9 by a face that knows better", drawnBy(ownFont(CharacterMap::Kept), u"fi1"_s, behindPair),
        "other-glyph");
    row("one drawn as two, with a blank glyph more", drawnAs(u"一万元"_s, u"二万元 "_s), "other-outline");
    row("one drawn as two by two glyphs", drawnAs(u"一"_s, u"一一"_s), "other-outline");
}

void PaintedDoubtsTest::tricksAreFound()
{
    QFETCH(const QByteArray, package);
    QFETCH(const QByteArray, kinds);
    QCOMPARE(doubtsOn(package), kinds);
}

void PaintedDoubtsTest::honestPagesHaveNone_data()
{
    QTest::addColumn<QByteArray>("package");
    QTest::addColumn<QByteArray>("kinds");
    row("plain", {});
    row("white on red", onPage(box("5 55", "150 20", "200 0 0") + text("样例", {}, fill("255 255 255"))));
    row("grey on light grey", onPage(box("5 55", "150 20", "230 230 230") + text("样例", {}, fill("120 120 120"))));
    row("printed twice for bold", onPage(text("样例") + text("样例", {}, {}, "10.1 60 100 10")));
    row("with a shadow", onPage(text("样例", {}, fill("180 180 180"), "10.5 60.5 100 10") + text("样例")));
    row("struck out", onPage(text("样例") + shape("M 10 62.9 L 30 62.9 L 30 63.2 L 10 63.2 C", "255 0 0")));
    row("underlined and framed",
        onPage(
            "<ofd:PathObject ID=\"48\" Boundary=\"5 15 60 20\" LineWidth=\"0.5\"><ofd:AbbreviatedData>M 0 0 L 60 0 L "
            "60 20 L 0 20 C M 0 11 L 60 11</ofd:AbbreviatedData></ofd:PathObject>"));
    row("marked with a pen", onPage(shape("M 5 15 L 65 15 L 65 35 L 5 35 C", "255 255 0", "Alpha=\"110\"")));
    row("on a picture", pictured(png(QColor(250, 220, 200)), underPage));
    row("under a watermark", pictured(png(QColor(255, 0, 0, 60)), onPage));
    row("shape beside the text", onPage(shape("M 5 40 L 65 40 L 65 50 L 5 50 C", "0 0 0")));
    row("on a watermark of words", underPage(text("样张", "CTM=\"6 0 0 6 0 0\"", fill("225 225 225"), "10 5 100 60")));
    row("on a shading", underPage(shadow("255 255 255", "200 220 255")));
    const QString numerals = u"0123456789一二三四五六七八九十百千万亿元不同意否准"_s;
    row("numerals in a font of its own", drawnAs(numerals, numerals));
    row("letters in one glyph", drawnAs(u"fi"_s, u"f"_s));
    row("blanks without a glyph", drawnAs(u"一 万"_s, u"一万"_s));
    row("blanks with one", drawnAs(u"一　万 a"_s, u"一 万 a"_s));
    row("marks and stops", drawnAs(u"，。、·.'一—"_s, u"，。、·.'一—"_s));
    row("outline in its box", drawnBy(squareFont(100, 0, 800), u"可"_s, {{1, {1}}}));
    row("numerals in one that knows its characters", drawnAs(numerals, numerals, CharacterMap::Kept));
}

void PaintedDoubtsTest::honestPagesHaveNone()
{
    QFETCH(const QByteArray, package);
    QFETCH(const QByteArray, kinds);
    QCOMPARE(doubtsOn(package), kinds);
}

/// Grounds of any colour, with ink that is nearly the same, and with ink that anybody tells from it.
void PaintedDoubtsTest::noGroundHidesInk()
{
    QRandomGenerator random(20261130);
    for (int i = 0; i < 60; ++i) {
        const int red = random.bounded(20, 225);
        const int green = random.bounded(20, 225);
        const int blue = random.bounded(20, 225);
        const auto near = [&random](int value) { return value + random.bounded(-10, 11); };
        const QByteArray ground = box("5 55", "150 20", colour(red, green, blue));
        const QByteArray hidden = colour(near(red), near(green), near(blue));
        QCOMPARE(doubtsOn(packed(onPage(ground + text("不", {}, fill(hidden))))), QByteArray("unseen-text"));
        const QByteArray plain = colour((red + 100) % 235, green, blue);
        QCOMPARE(doubtsOn(packed(onPage(ground + text("不", {}, fill(plain))))), QByteArray());
    }
}

/// Shapes of any form over a line, and the same beside it.
void PaintedDoubtsTest::noCoverHidesInk()
{
    QRandomGenerator random(33);
    for (int i = 0; i < 40; ++i) {
        QByteArray path;
        const int corners = random.bounded(6, 12);
        for (int corner = 0; corner < corners; ++corner) {
            const double angle = 2 * 3.14159265 * corner / corners;
            const double radius = 45 + random.bounded(15);
            path += (corner == 0 ? "M " : " L ") + QByteArray::number(20 + radius * std::cos(angle)) + ' '
                    + QByteArray::number(25 + radius * std::sin(angle));
        }
        const QByteArray shown = colour(random.bounded(180, 256), random.bounded(180, 256), random.bounded(180, 256));
        QCOMPARE(doubtsOn(packed(onPage(shape(path + " C", shown)))), QByteArray("unseen-text"));
        QCOMPARE(doubtsOn(packed(underPage(shape(path + " C", shown)))), QByteArray());
    }
}

/// Every document of the gallery, set and written as it would be sealed; the fonts in it are parts of ours.
void PaintedDoubtsTest::ourOwnDocumentsHaveNone()
{
    const QDir gallery(QStringLiteral(WENYI_SOURCE_DIR "/docs/gallery"));
    int looked = 0;
    for (const QString &name : gallery.entryList({u"*.json"_s})) {
        const auto json = readBounded(gallery.filePath(name), 1 << 20);
        const auto document = document::readDocumentJson(*json);
        if (!document)
            continue; // Another kind of file.
        const auto written = finishDocument(*document, UnitCode(u"JY-ZFB"_s), m_fonts, SystemClock().now());
        if (!written)
            continue; // Its pictures lie elsewhere, or it is about faults.
        QVERIFY2(
            doubtsOn(written->ofd).isEmpty(), qPrintable(name + u' ' + QString::fromLatin1(doubtsOn(written->ofd))));
        ++looked;
    }
    QVERIFY2(looked >= 6, qPrintable(QString::number(looked)));
}

void PaintedDoubtsTest::theFilesOfOthersHaveNone()
{
    const QDir samples(QStringLiteral(WENYI_SAMPLES_DIR "/ofd"));
    if (!samples.exists())
        QSKIP("the sample files are not there");
    for (const QString &name : {u"ofdrw_helloworld.ofd"_s, u"ofdrw_V4RideRight.ofd"_s, u"ofdrw_AddAttachment.ofd"_s,
             u"easyofd_TextFollowCircle.ofd"_s, u"easyofd_image-seal.ofd"_s, u"signed/v4_joint_two_units.ofd"_s,
             u"signed/v4_riding_right.ofd"_s, u"signed/v1_one_seal.ofd"_s, u"signed/sign_gbt35275_pkcs9.ofd"_s,
             u"signed/bad_seal_expired.ofd"_s}) {
        const auto bytes = readBounded(samples.filePath(name), 64 << 20);
        QVERIFY(bytes);
        const QByteArray doubts = doubtsOn(*bytes);
        QVERIFY2(!doubts.contains("unseen-text") && !doubts.contains("other-outline") && !doubts.contains("pictures")
                     && !doubts.contains("drawn-words"),
            qPrintable(name + u' ' + QString::fromLatin1(doubts)));
    }
    // Here a shading does lie over a line.
    const auto covered = readBounded(samples.filePath(u"zc310_helloworld_gradients.ofd"_s), 64 << 20);
    QVERIFY(covered && doubtsOn(*covered).contains("unseen-text"));
}

void PaintedDoubtsTest::aPictureThatCannotBeHadIsTold()
{
    const auto nobody = [](const QByteArray &) -> Result<QImage> {
        return Error{ErrorCode::Unavailable, "render.helper", {}};
    };
    QCOMPARE(doubtsOn(packed(pictured(png(Qt::white), onPage)), nobody), QByteArray("not-shown pictures"));
    QCOMPARE(doubtsOn(packed({}), nobody), QByteArray());
}

void PaintedDoubtsTest::moreThanCanBeLookedAtIsTold()
{
    QByteArray texts;
    for (int i = 0; i < 500; ++i)
        texts += text(
            QByteArray(i % 2 == 0 ? "同意" : "国家"), {}, {}, "10 " + QByteArray::number(60 + i / 250) + " 100 10");
    QVERIFY(doubtsOn(packed(onPage(texts))).contains("not-shown too-many-objects"));
}

/// Many pages that are each within their limits.
void PaintedDoubtsTest::aDocumentHasOneBudget()
{
    const Change hidden = onPage(box("5 55", "150 20", "200 0 0") + text("不", {}, fill("200 0 0")));
    const QByteArray some = packed(withPages(19, hidden));
    const QByteArray all = doubtsOn(some);
    QVERIFY2(all.count("unseen-text") == 20, all.constData());
    const QByteArray within = doubtsOn(some, layout::decodePicture, {30e6});
    QVERIFY2(within.count("unseen-text") > 1 && within.count("unseen-text") < 20, within.constData());
    QVERIFY2(within.count("too-many-objects") == 1 && within.endsWith("too-many-objects"), within.constData());
    // A face's glyphs are work, too, and so is looking for what touches what.
    const QByteArray glyphs = packed(drawnAs(u"一二三四五六七八九"_s, u"一二三四五六七八九"_s));
    QCOMPARE(doubtsOn(glyphs), QByteArray());
    for (const double budget : {0.0, 5.0, 1e5})
        QCOMPARE(doubtsOn(glyphs, layout::decodePicture, {budget}), QByteArray("not-shown too-many-objects"));
    // So many doubts are enough.
    const QByteArray many = packed(withPages(300, hidden));
    QCOMPARE(doubtsOn(many).count("unseen-text"), ofd::MostDoubts);
    const QByteArray white = packed(withPages(300, onPage(text("不", {}, fill("255 255 255")))));
    QCOMPARE(doubtsOn(white).count("white-text"), ofd::MostDoubts);
}

void PaintedDoubtsTest::aDocumentIsLookedAtOnce()
{
    KnownDoubts known;
    int looks = 0;
    const auto ask = [&](const char *document, const QList<ofd::ShownDoubt> &doubts) {
        return known.about(crypto::sm3(document), [&] {
            ++looks;
            return doubts;
        });
    };
    const QList<ofd::ShownDoubt> doubts{{"unseen-text", 2, u"不"_s}};
    QCOMPARE(ask("a", doubts), doubts);
    QCOMPARE(ask("a", {}), doubts);
    QCOMPARE(ask("b", {}), QList<ofd::ShownDoubt>());
    QCOMPARE(ask("b", doubts), QList<ofd::ShownDoubt>());
    QCOMPARE(looks, 2);
    // A picture that could not be had may be there the next time.
    ask("c", {{"not-shown", 0, u"pictures"_s}});
    QCOMPARE(ask("c", {}), QList<ofd::ShownDoubt>());
    QCOMPARE(looks, 4);
    for (int i = 0; i < 100; ++i)
        ask(QByteArray::number(i).constData(), {});
    ask("a", doubts);
    QCOMPARE(looks, 105);
}

/// Each face of the product against the others: no character of one is taken for another character.
void PaintedDoubtsTest::glyphsAreToldApart()
{
    layout::GlyphLikeness likeness(m_fonts);
    const QString compared = u"0123456789一二三四五六七八九十百千万亿元不同意否准"_s;
    for (const auto role : {layout::FontRole::FangSong, layout::FontRole::Kai, layout::FontRole::Hei}) {
        const layout::FontFaceRef &face = m_fonts->face(role);
        int mistaken = 0;
        for (const QChar character : compared) {
            const quint32 glyph = face->glyphFor(character.unicode());
            QVERIFY2(!likeness.mistakenFor(*face, glyph, character.unicode()), qPrintable(QString(character)));
            for (const QChar other : compared)
                mistaken += other != character && likeness.mistakenFor(*face, glyph, other.unicode()) ? 1 : 0;
        }
        // Nearly all exchanges are seen; 0 and 6 or 1 and 7 may be too near to be sure.
        const qsizetype pairs = compared.size() * (compared.size() - 1);
        QVERIFY2(mistaken > 0.95 * double(pairs), qPrintable(u"%1 of %2"_s.arg(mistaken).arg(pairs)));
    }
}

QTEST_GUILESS_MAIN(PaintedDoubtsTest)
#include "PaintedDoubtsTest.moc"
