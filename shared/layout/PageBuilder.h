// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/TextLine.h"
#include "shared/layout/Typesetter.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::layout {

/// A place on the grid of lines.
struct GridPlace
{
    qsizetype page = 0;
    int row = 0; ///< 0 to LinesPerPage - 1.
};

/// Puts lines onto pages of 22 rows, page after page, and remembers which element of the document they belong to.
class PageBuilder
{
public:
    explicit PageBuilder(FontSetRef fonts);

    const FontSet &fonts() const { return *m_fonts; }
    /// What follows belongs to this element until another begins.
    void beginField(const QString &name);
    /// The next free row; may be one past the last of its page.
    GridPlace next() const { return m_next; }
    int rowsLeft() const;
    void skipRows(int count);
    void startPage();
    /// Goes to a row of the current page.
    void goToRow(int row);
    /// Takes the next row, on a new page if this one is full.
    GridPlace takeRow();
    /// Takes rows that stay on one page (at most LinesPerPage); the first of them.
    GridPlace takeRows(int count);

    /// A line on the next row, `x` from the area's left edge.
    GridPlace addLine(const TextLine &line, double x = 0);
    /// A line at a height of its own: the top of its em square in mm from the page's top.
    void addLineAt(qsizetype page, const TextLine &line, double x, double top, double size);
    void addRule(qsizetype page, double left, double top, double width, double thickness, const Color &color);

    /// Lets pages be added until there are that many.
    void ensurePages(qsizetype count);
    qsizetype pageCount() const { return m_pages.size(); }
    void noteMissing(const QString &characters);
    void addHeading(const QString &title, int level, const GridPlace &place);
    TypesetDocument finish(const QString &title, QList<SealPlace> sealPlaces);

private:
    void addItem(qsizetype page, SceneItem item, const Rect &bounds);

    FontSetRef m_fonts;
    QList<PageScene> m_pages;
    GridPlace m_next;
    QString m_field;
    QString m_missing;
    QList<OutlineHeading> m_outline;
};

/// Top of the em square of a row's 3号 characters, from the page's top.
double rowTop(int row);

} // namespace wenyi::layout
