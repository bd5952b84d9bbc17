// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"

#include <QHash>

#include <array>
#include <optional>

namespace wenyi::layout {

/// Whether a foreign face draws a character as that character. Only those are compared by which a document is turned
/// into its contrary or a sum into another: digits, the numerals of Chinese, and a few words of decision. A face of
/// another design is no reason: a glyph has to look much more like another one of them than like its own.
class GlyphLikeness
{
public:
    /// What the characters look like.
    explicit GlyphLikeness(FontSetRef known);

    static bool isCompared(char32_t character);
    /// How far the glyph's ink reaches where a reader looks for it, in and a little about its em box: the longer side,
    /// a fraction of the em. 0 for a glyph without an outline, or with one that lies elsewhere.
    static double inkOf(const FontFace &face, quint32 glyph);
    /// The character that the glyph is, where it is another one.
    std::optional<char32_t> mistakenFor(const FontFace &face, quint32 glyph, char32_t character);

private:
    static constexpr int Side = 24; ///< Pixels of a picture of a glyph.
    using Picture = std::array<float, Side * Side>;
    struct Known
    {
        char32_t character;
        Picture picture;
    };
    static std::optional<Picture> pictureOf(const FontFace &face, quint32 glyph);
    void learn();

    FontSetRef m_fonts;
    QList<Known> m_known; ///< Of every face of the set; made at the first question.
};

} // namespace wenyi::layout
