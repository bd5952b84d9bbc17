// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/OfdText.h"
#include "shared/ofd/Resources.h"
#include "shared/ofd/Xml.h"

namespace wenyi::ofd {

/// Steps between `count` glyphs, so count − 1 of them: "g N V" means N times V, too few repeat the last, none is empty.
QList<double> expandDeltas(QStringView text, qsizetype count);

/// What a TextObject shows: a run and a piece of text for each of its TextCodes.
struct TextContent
{
    QList<layout::GlyphRun> runs;
    QList<TextPiece> pieces;
};

/// Reads a TextObject (GB/T 33190 11). `toPage` takes its object space to the page.
TextContent readTextObject(
    const XmlElement &element, const layout::Transform &toPage, const layout::Color &color, Resources &resources);

} // namespace wenyi::ofd
