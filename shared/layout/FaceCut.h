// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontFace.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace wenyi::layout {

/// What a face has to show.
struct FaceUse
{
    QSet<quint32> glyphs;
    QSet<char32_t> characters; ///< That the cut face's own character map has to know, besides its glyphs'.
};

/// The numbers of the glyphs in a cut face: those of the whole face, or new ones without gaps.
enum class GlyphNumbers { Kept, Renewed };

/// A face cut down to some of its glyphs: an OpenType file without what only shaping needs.
struct FaceCut
{
    QByteArray bytes;
    QHash<quint32, quint32> newGlyphs; ///< From the whole face's numbers to those of the cut.
};

/// With numbers kept, the outline of a glyph is the same bytes whatever else the cut holds. Nothing where the face is
/// damaged or lacks a glyph whose number is to be renewed. On any thread.
std::optional<FaceCut> cutFace(const FontFace &face, const FaceUse &use, GlyphNumbers numbers);

} // namespace wenyi::layout
