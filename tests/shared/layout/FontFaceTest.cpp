// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FontFace.h"
#include "shared/layout/GlyphOutline.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <thread>
#include <vector>

using namespace wenyi;
using namespace wenyi::layout;
using namespace Qt::StringLiterals;

namespace {

QString facePath(const QString &name)
{
    return qEnvironmentVariable("WENYI_FONTS") + u'/' + name;
}

QByteArray faceBytes()
{
    QFile file(facePath(u"FandolFang-Regular.otf"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class FontFaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsNamesAndGlyphs();
    void refusesWhatIsNoFont_data();
    void refusesWhatIsNoFont();
    void survivesTruncatedAndAlteredFiles();
    void isReadByManyThreadsAtOnce();
};

void FontFaceTest::knowsItsNamesAndGlyphs()
{
    const auto face = FontFace::fromFile(facePath(u"FandolFang-Regular.otf"_s));
    QVERIFY(face);
    QCOMPARE((*face)->unitsPerEm(), 1000);
    QVERIFY((*face)->familyName().startsWith(u"Fandol"_s));
    QVERIFY(!(*face)->postScriptName().isEmpty());
    QVERIFY((*face)->glyphFor(U'文') != 0);
    QCOMPARE((*face)->glyphFor(U'镕'), 0u);
    QCOMPARE((*face)->advance((*face)->glyphFor(U'文')), 1.0);
}

void FontFaceTest::refusesWhatIsNoFont_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("index");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("words") << QByteArray("This is not a font file at all.") << 0;
    QTest::newRow("only the mark") << QByteArray("OTTO") << 0;
    QTest::newRow("a face that is not there") << faceBytes() << 1;
    QTest::newRow("a face before the first") << faceBytes() << -1;
}

void FontFaceTest::refusesWhatIsNoFont()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, index);
    const auto face = FontFace::fromBytes(bytes, index);
    QVERIFY(!face);
    QCOMPARE(face.error().reason, "font.damaged");
    QCOMPARE(FontFace::fromFile(u"/nowhere.otf"_s).error().reason, "font.none");
}

void FontFaceTest::survivesTruncatedAndAlteredFiles()
{
    const QByteArray whole = faceBytes();
    QVERIFY(!whole.isEmpty());
    for (int step = 1; step <= 60; ++step) {
        QByteArray bad = step % 2 ? whole.first(whole.size() * step / 61) : whole;
        for (qsizetype at = step * 7; at < std::min<qsizetype>(bad.size(), 4096); at += 97)
            bad[at] = static_cast<char>(bad[at] ^ (1 << (step % 8)));
        const auto face = FontFace::fromBytes(bad);
        if (!face)
            continue;
        const quint32 glyph = (*face)->glyphFor(U'文');
        QVERIFY(std::isfinite((*face)->advance(glyph)));
        glyphOutline(**face, glyph);
    }
}

void FontFaceTest::isReadByManyThreadsAtOnce()
{
    const auto face = FontFace::fromBytes(faceBytes());
    QVERIFY(face);
    std::vector<qsizetype> sums(4);
    std::vector<std::thread> readers;
    for (qsizetype &sum : sums) {
        readers.emplace_back([&sum, shared = *face] {
            for (char32_t character = 0x4e00; character < 0x5000; ++character)
                sum += glyphOutline(*shared, shared->glyphFor(character)).size();
        });
    }
    for (std::thread &reader : readers)
        reader.join();
    QVERIFY(sums[0] > 0);
    QCOMPARE(std::vector<qsizetype>(4, sums[0]), sums);
}

QTEST_GUILESS_MAIN(FontFaceTest)
#include "FontFaceTest.moc"
