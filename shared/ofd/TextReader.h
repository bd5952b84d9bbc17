// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/OfdText.h"
#include "shared/ofd/Resources.h"
#include "shared/ofd/Xml.h"

namespace wenyi::ofd {

/// Steps between `count` glyphs, so count − 1 of them: "g N V" means N times V, too few repeat the last, too many are
/// cut off, none is empty.
QList<double> expandDeltas(QStringView text, qsizetype count);

/// What a TextObject shows: a run and a piece of text for each of its TextCodes.
struct TextContent
{
    QList<layout::GlyphRun> runs;
    QList<TextPiece> pieces;
};

/// Reads a TextObject (GB/T 33190 11). `toPage` takes its object space to the page; `look` has the colours and the clip
/// that every run of it gets.
///
/// Weight and Italic are drawn where the face has none of its own: an outline, a slant. Glyphs turn with CharDirection;
/// without deltas they follow ReadDirection. Characters that the face lacks are set in a fallback's face, in a run of
/// their own. Text of nothing but U+00A4 stands for glyphs without characters: its runs have no text.
TextContent readTextObject(
    const XmlElement &element, const layout::Transform &toPage, const layout::GlyphRun &look, Resources &resources);

} // namespace wenyi::ofd
