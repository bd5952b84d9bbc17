// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QList>
#include <QString>

namespace wenyi::ofd {

/// The text of one TextCode and where it stands on its page, whether or not a font was found for it.
struct TextPiece
{
    QString text;
    layout::Point start;   ///< mm, baseline of the first glyph.
    layout::Point end;     ///< mm, baseline behind the last glyph.
    double size = 0;       ///< mm, of the em square on the page.
    bool isUpright = true; ///< Not turned or slanted.
};

/// The page's text in the order of its content, a line for each line: pieces that go on where the last one ended, less
/// than an em away on the same baseline, are one line.
QString joinPieces(const QList<TextPiece> &pieces);

/// A TextCode's characters without the line breaks and indents that pretty-printing put in: nothing is left of one
/// next to a Chinese character or at the ends, one blank between two other ones.
QString withoutLineBreaks(const QString &text);

} // namespace wenyi::ofd
