// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/paint/ScenePainter.h"

#include <QStringList>

namespace wenyi::layout {

/// How much work the pages of one document may make; the unit is about a pixel that is painted. Some thousand scanned
/// pages, or ten seconds.
struct PaintingBudget
{
    double left = 6e9;

    /// False, from then on, where that is more than is left.
    bool take(double work)
    {
        left = work <= left ? left - work : 0; // No number: nothing is left.
        return left > 0;
    }
};

/// Texts of a page that leave no ink on it.
struct UnseenTexts
{
    QStringList texts;
    bool isWhole = true; ///< False: the page holds more than was looked at.
};

/// What the pages show of their texts, asked of the painter itself: a page is painted with its texts and without them,
/// and a character whose own pixels are nearly the same in both is not seen, whatever hides it (ink of the ground's
/// colour, shapes and pictures of any form over it, clips, other texts). A text that is printed twice at one place, for
/// bold or a shadow, is one text. Ink that is transparent by itself is not looked at (the text layer of a scan), nor is
/// a text that nothing touches: a page without such costs no painting. Whether the glyphs have any ink is another
/// question (GlyphLikeness::inkOf()). A page that costs more than is left of the budget is not whole.
UnseenTexts unseenTexts(const PageScene &page, ScenePainter &painter, PaintingBudget &budget);

} // namespace wenyi::layout
