// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/client/core/sealing/TrickPages.h"

#include <QDataStream>

/// Fonts in a file that draw something else than its text says.
namespace wenyi::core::tests {

enum class CharacterMap { Lost, Kept };

/// Some characters, counted, and the glyphs that stand for them.
struct Stretch
{
    qsizetype codes;
    QList<quint32> glyphs;
};

/// The words in a font of the file's own, a CGTransform for each stretch.
inline Change drawnBy(const QByteArray &font, const QString &words, const QList<Stretch> &stretches)
{
    return [=](Entries &entries) {
        entries.append({u"Doc_0/Res/f.otf"_s, font});
        replaced(ofd::tests::PublicRes, "</ofd:Fonts>",
            "<ofd:Font ID=\"5\" FontName=\"仿宋\"><ofd:FontFile>f.otf</ofd:FontFile></ofd:Font></ofd:Fonts>")(entries);
        QByteArray transforms;
        qsizetype position = 0;
        for (const Stretch &stretch : stretches) {
            QByteArrayList glyphs;
            for (const quint32 glyph : stretch.glyphs)
                glyphs.append(QByteArray::number(glyph));
            transforms += "<ofd:CGTransform CodePosition=\"" + QByteArray::number(position) + "\" CodeCount=\""
                          + QByteArray::number(stretch.codes) + "\" GlyphCount=\"" + QByteArray::number(glyphs.size())
                          + "\"><ofd:Glyphs>" + glyphs.join(' ') + "</ofd:Glyphs></ofd:CGTransform>";
            position += stretch.codes;
        }
        const QByteArray deltas =
            words.size() > 1 ? " DeltaX=\"g " + QByteArray::number(words.size() - 1) + " 5\"" : QByteArray();
        onPage("<ofd:TextObject ID=\"40\" Boundary=\"10 60 100 10\" Font=\"5\" Size=\"5\">" + transforms
               + "<ofd:TextCode X=\"0\" Y=\"5\"" + deltas + ">" + words.toUtf8()
               + "</ofd:TextCode></ofd:TextObject>")(entries);
    };
}

inline QList<quint32> glyphsOf(const QString &words)
{
    QList<quint32> glyphs;
    for (const QChar character : words)
        glyphs.append(ofd::tests::face()->glyphFor(character.unicode()));
    return glyphs;
}

inline QByteArray ownFont(CharacterMap map)
{
    QByteArray font = ofd::tests::face()->bytes();
    if (map == CharacterMap::Lost)
        font.replace(0, 400, font.first(400).replace("cmap", "cmaq"));
    return font;
}

/// All the words in one stretch, drawn by the glyphs of other words.
inline Change drawnAs(const QString &words, const QString &others, CharacterMap map = CharacterMap::Lost)
{
    return drawnBy(ownFont(map), words, {{words.size(), glyphsOf(others)}});
}

/// A TrueType font without a character map, whose glyph 1 is a square with its lower left corner there, in thousandths.
inline QByteArray squareFont(qint16 x, qint16 y, qint16 side)
{
    const auto bytesOf = [](const QList<qint16> &words) {
        QByteArray bytes;
        QDataStream stream(&bytes, QIODevice::WriteOnly);
        for (const qint16 word : words)
            stream << word;
        return bytes;
    };
    const qint16 right = static_cast<qint16>(x + side);
    const qint16 top = static_cast<qint16>(y + side);
    const qint16 back = static_cast<qint16>(-side);
    // One contour of four points on the curve; differences of two bytes each.
    const QByteArray square = bytesOf({1, x, y, right, top, 3, 0}) + QByteArray("\x01\x01\x01\x01")
                              + bytesOf({x, 0, side, 0, y, side, 0, back});
    const QList<std::pair<QByteArray, QByteArray>> tables{{"glyf", square},
        {"head", bytesOf({1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, x, y, right, top, 0, 8, 2,
                     0, 0})},
        {"hhea", bytesOf({1, 0, 800, -200, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2})},
        {"hmtx", bytesOf({1000, 0, 1000, x})}, {"loca", bytesOf({0, 0, static_cast<qint16>(square.size() / 2)})},
        {"maxp", bytesOf({1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})}};
    QByteArray font = bytesOf({1, 0, static_cast<qint16>(tables.size()), 64, 2, 32});
    QByteArray data;
    for (const auto &[tag, table] : tables) {
        QDataStream stream(&font, QIODevice::Append);
        stream.writeRawData(tag.constData(), 4);
        stream << quint32(0) << quint32(12 + 16 * tables.size() + data.size()) << quint32(table.size());
        data += table.leftJustified((table.size() + 3) / 4 * 4, '\0');
    }
    return font + data;
}

} // namespace wenyi::core::tests
