// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/LineBreaking.h"
#include "shared/layout/TextLine.h"

#include <vector>

namespace wenyi::layout {

/// An atom with its glyphs, ready to be placed; a word whose characters come from several faces is several of them.
struct ShapedAtom
{
    Atom atom;
    double width = 0;                  ///< mm.
    double shrink = 0;                 ///< mm that it may give up.
    const FontFaceRef *face = nullptr; ///< One of the font set's.
    size_t firstGlyph = 0;             ///< Of ShapedText::glyphs.
    size_t glyphCount = 0;
    bool joined = false; ///< Never parted from the one before: no break, no stretch.
};

/// A paragraph's atoms in order. Glyph origins are relative to their atom, clusters to its text.
struct ShapedText
{
    std::vector<ShapedAtom> atoms;
    std::vector<Glyph> glyphs;
    QString missing; ///< Characters that no face has.
};

/// The mark of each character, null for none; no list for a text without marks.
using CharacterMarks = QList<const TextMark *>;

/// Shapes a text whose character `i` stands in the role `roles[i]`, for lines of that style. What is marked otherwise
/// is an atom of its own.
ShapedText shapeText(const QString &text, const QList<FontRole> &roles, const CharacterMarks &marks,
    const ParagraphStyle &style, const FontSet &fonts);

} // namespace wenyi::layout
