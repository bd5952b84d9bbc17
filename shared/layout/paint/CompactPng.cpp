// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/CompactPng.h"

#include <QBuffer>
#include <QHash>

#include <optional>

namespace wenyi::layout {

namespace {

constexpr qsizetype MostColours = 256; ///< Of a palette (PNG 11.2.3).

/// Colours in the order in which they come.
class Palette
{
public:
    /// The colour's number; nothing where there is no room for another one.
    std::optional<uchar> numberOf(QRgb colour)
    {
        if (!m_colours.isEmpty() && colour == m_colours.at(m_last))
            return m_last;
        auto known = m_numbers.constFind(colour);
        if (known == m_numbers.cend()) {
            if (m_colours.size() == MostColours)
                return {};
            known = m_numbers.insert(colour, static_cast<uchar>(m_colours.size()));
            m_colours.append(colour);
        }
        m_last = *known;
        return m_last;
    }
    const QList<QRgb> &colours() const { return m_colours; }

private:
    QList<QRgb> m_colours;
    QHash<QRgb, uchar> m_numbers;
    uchar m_last = 0; ///< Beside a pixel is mostly one like it.
};

/// The picture by a palette; null where that has too few colours.
QImage withPalette(const QImage &picture)
{
    const QImage even = picture.convertToFormat(QImage::Format_ARGB32);
    QImage numbered(even.size(), QImage::Format_Indexed8);
    if (numbered.isNull())
        return {};
    Palette palette;
    for (int y = 0; y < even.height(); ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(even.constScanLine(y));
        uchar *to = numbered.scanLine(y);
        for (int x = 0; x < even.width(); ++x) {
            const auto number = palette.numberOf(from[x]);
            if (!number)
                return {};
            to[x] = *number;
        }
    }
    numbered.setColorTable(palette.colours());
    return numbered;
}

} // namespace

QByteArray compactPng(const QImage &picture)
{
    constexpr int Smallest = 0; // What Qt calls quality is zlib's effort here, the other way round.
    const QImage numbered = withPalette(picture);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    const bool isWritten = (numbered.isNull() ? picture : numbered).save(&buffer, "PNG", Smallest);
    return isWritten ? png : QByteArray();
}

} // namespace wenyi::layout
