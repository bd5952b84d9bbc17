// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/GlyphLikeness.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/layout/paint/PaintConversions.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wenyi::layout {

namespace {

constexpr std::u32string_view Compared = U"0123456789一二三四五六七八九十百千万亿元不同意否准";
constexpr float SureLikeness = 0.6F; ///< Of 1: a glyph that is like nothing is no other character.
constexpr float ClearLead = 0.25F;   ///< By which another character has to be nearer than its own.
constexpr int EmSide = 32;           ///< Pixels of an em in which ink is looked for.
constexpr int LeastCoverage = 24;    ///< Of 255.

} // namespace

GlyphLikeness::GlyphLikeness(FontSetRef known)
    : m_fonts(std::move(known))
{
}

bool GlyphLikeness::isCompared(char32_t character)
{
    return Compared.find(character) != std::u32string_view::npos;
}

double GlyphLikeness::inkOf(const FontFace &face, quint32 glyph)
{
    const QPainterPath outline = toPath(glyphOutline(face, glyph), FillRule::NonZero);
    // Faces whose advances say nothing are set by the places that a file tells.
    const QRectF box(-0.25, -1, 0.25 + std::clamp(face.advance(glyph), 1.0, 3.0), 1.4);
    if (!outline.boundingRect().intersects(box))
        return 0;
    QImage image((box.size() * EmSide).toSize(), QImage::Format_Grayscale8);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(EmSide, EmSide);
    painter.translate(-box.topLeft());
    painter.fillPath(outline, Qt::white);
    painter.end();
    QRect inked;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.constScanLine(y)[x] >= LeastCoverage)
                inked |= QRect(x, y, 1, 1);
        }
    }
    return std::max(inked.width(), inked.height()) / double(EmSide);
}

/// The glyph in the middle of a square as large as it is, a little blurred, with a mean of 0 and a length of 1: the
/// product of two such pictures is how alike they are, whatever the weight of their strokes.
std::optional<GlyphLikeness::Picture> GlyphLikeness::pictureOf(const FontFace &face, quint32 glyph)
{
    const QPainterPath outline = toPath(glyphOutline(face, glyph), FillRule::NonZero);
    const QRectF box = outline.boundingRect();
    const double extent = std::max(box.width(), box.height());
    if (!(extent > 0))
        return {};
    QImage image(Side, Side, QImage::Format_Grayscale8);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(Side / 2.0, Side / 2.0);
    painter.scale((Side - 4) / extent, (Side - 4) / extent);
    painter.translate(-box.center());
    painter.fillPath(outline, Qt::white);
    painter.end();
    const auto at = [&image](int x, int y) {
        return x < 0 || y < 0 || x >= Side || y >= Side ? 0.0F : static_cast<float>(image.constScanLine(y)[x]);
    };
    Picture picture;
    float sum = 0;
    for (int y = 0; y < Side; ++y) {
        for (int x = 0; x < Side; ++x) {
            float &pixel = picture[static_cast<size_t>(y * Side + x)];
            pixel = 0;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx)
                    pixel += at(x + dx, y + dy);
            }
            sum += pixel;
        }
    }
    float length = 0;
    for (float &pixel : picture) {
        pixel -= sum / (Side * Side);
        length += pixel * pixel;
    }
    for (float &pixel : picture)
        pixel /= std::sqrt(length);
    return picture;
}

void GlyphLikeness::learn()
{
    for (const FontRole role : {FontRole::FangSong, FontRole::Kai, FontRole::Hei, FontRole::Song}) {
        const FontFaceRef &face = m_fonts->face(role);
        for (const char32_t character : Compared) {
            const quint32 glyph = face ? face->glyphFor(character) : 0;
            if (const auto picture = glyph == 0 ? std::nullopt : pictureOf(*face, glyph))
                m_known.append({character, *picture});
        }
    }
}

std::optional<char32_t> GlyphLikeness::mistakenFor(const FontFace &face, quint32 glyph, char32_t character)
{
    const auto picture = isCompared(character) ? pictureOf(face, glyph) : std::nullopt;
    if (!picture)
        return {};
    if (m_known.isEmpty())
        learn();
    float own = 0;
    float nearest = 0;
    char32_t other = 0;
    for (const Known &known : std::as_const(m_known)) {
        float likeness = 0;
        for (size_t i = 0; i < picture->size(); ++i)
            likeness += (*picture)[i] * known.picture[i];
        if (known.character == character) {
            own = std::max(own, likeness);
        } else if (likeness > nearest) {
            nearest = likeness;
            other = known.character;
        }
    }
    return nearest >= SureLikeness && nearest - own >= ClearLead ? std::optional(other) : std::nullopt;
}

} // namespace wenyi::layout
