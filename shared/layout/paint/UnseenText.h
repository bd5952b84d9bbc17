// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/paint/ScenePainter.h"

#include <QStringList>

namespace wenyi::layout {

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
/// a text that nothing touches: a page without such costs no painting.
UnseenTexts unseenTexts(const PageScene &page, ScenePainter &painter);

} // namespace wenyi::layout
