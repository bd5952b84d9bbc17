// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QList>
#include <QString>

namespace wenyi::core {

/// The text of a page and where each of its characters stands: what is selected, searched and copied.
struct PageText
{
    QString text;              ///< One line for each line of the page, parted by U+000A.
    QList<layout::Rect> boxes; ///< mm, one for each UTF-16 unit of `text`; empty ones where a line ends.
};

/// Some characters of a page's text.
struct TextRange
{
    qsizetype first = 0;
    qsizetype count = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// The text of a scene in the order of its content; runs that go on on the same baseline are one line.
PageText textOf(const layout::PageScene &page);

/// The character at a place (mm), or the nearest on the nearest line; -1 where there is no text.
qsizetype characterAt(const PageText &text, const layout::Point &place);

/// The areas that the range covers, one for each line it touches.
QList<layout::Rect> areasOf(const PageText &text, const TextRange &range);

/// The range as it is copied: a line that only ran out of paper goes on without a break, a paragraph's end stays one.
QString copiedText(const PageText &text, const TextRange &range);

/// Where the words stand, also where a line breaks in them. Blanks and letter case make no difference.
QList<TextRange> findIn(const PageText &text, const QString &words);

} // namespace wenyi::core
