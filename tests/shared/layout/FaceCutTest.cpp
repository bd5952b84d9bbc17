// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FaceCut.h"

#include "shared/layout/GlyphOutline.h"
#include "tests/shared/layout/LayoutFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

const FontFace &fangSong()
{
    return *shippedFonts()->face(FontRole::FangSong);
}

FaceUse useOf(const QString &text)
{
    FaceUse use;
    for (const QChar character : text)
        use.glyphs.insert(fangSong().glyphFor(character.unicode()));
    return use;
}

} // namespace

class FaceCutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNumbersOutlinesAndCharacters();
    void keptOutlinesAreTheSameWhateverElseIsKept();
    void renewsNumbers();
    void isSmall();
    void ofADamagedFaceIsNone();
};

void FaceCutTest::keepsNumbersOutlinesAndCharacters()
{
    const auto cut = cutFace(fangSong(), useOf(u"文驿"_s), GlyphNumbers::Kept);
    QVERIFY(cut);
    const auto face = FontFace::fromBytes(cut->bytes);
    QVERIFY(face);
    QCOMPARE((*face)->unitsPerEm(), fangSong().unitsPerEm());
    for (const char32_t character : {U'文', U'驿'}) {
        const quint32 glyph = fangSong().glyphFor(character);
        QCOMPARE(cut->newGlyphs.value(glyph), glyph);
        QCOMPARE((*face)->glyphFor(character), glyph);
        QCOMPARE((*face)->advance(glyph), fangSong().advance(glyph));
        QVERIFY(!glyphOutline(**face, glyph).isEmpty());
        QVERIFY(glyphOutline(**face, glyph) == glyphOutline(fangSong(), glyph));
    }
    QCOMPARE((*face)->glyphFor(U'公'), 0u);
    QVERIFY(glyphOutline(**face, 0) == glyphOutline(fangSong(), 0));
}

void FaceCutTest::keptOutlinesAreTheSameWhateverElseIsKept()
{
    const auto few = FontFace::fromBytes(cutFace(fangSong(), useOf(u"文"_s), GlyphNumbers::Kept).value().bytes);
    const auto many =
        FontFace::fromBytes(cutFace(fangSong(), useOf(u"一二三文四五六龘"_s), GlyphNumbers::Kept).value().bytes);
    QVERIFY(few && many);
    const quint32 glyph = fangSong().glyphFor(U'文');
    QVERIFY(glyphOutline(**few, glyph) == glyphOutline(**many, glyph));
}

void FaceCutTest::renewsNumbers()
{
    const auto cut = cutFace(fangSong(), useOf(u"文驿"_s), GlyphNumbers::Renewed);
    QVERIFY(cut);
    const auto face = FontFace::fromBytes(cut->bytes);
    QVERIFY(face);
    for (const char32_t character : {U'文', U'驿'}) {
        const quint32 glyph = cut->newGlyphs.value(fangSong().glyphFor(character));
        QVERIFY(glyph == 1 || glyph == 2);
        QVERIFY(glyphOutline(**face, glyph) == glyphOutline(fangSong(), fangSong().glyphFor(character)));
    }
    QVERIFY(!cutFace(fangSong(), {{70'000}, {}}, GlyphNumbers::Renewed));
}

void FaceCutTest::isSmall()
{
    const auto cut = cutFace(fangSong(), useOf(u"关于印发方案的通知"_s), GlyphNumbers::Kept);
    QVERIFY(cut);
    QVERIFY2(cut->bytes.size() < 100'000, qPrintable(QString::number(cut->bytes.size())));
    QVERIFY(fangSong().bytes().size() > 5'000'000);
}

void FaceCutTest::ofADamagedFaceIsNone()
{
    QByteArray bytes = fangSong().bytes();
    const qsizetype outlines = bytes.indexOf("CFF ");
    QVERIFY(outlines > 0);
    bytes.replace(outlines, 4, "XXX ");
    const auto face = FontFace::fromBytes(bytes);
    if (!face)
        return; // Refused even sooner.
    const auto cut = cutFace(**face, useOf(u"文"_s), GlyphNumbers::Kept);
    QVERIFY(!cut || glyphOutline(*FontFace::fromBytes(cut->bytes).value(), fangSong().glyphFor(U'文')).isEmpty());
}

QTEST_GUILESS_MAIN(FaceCutTest)
#include "FaceCutTest.moc"
