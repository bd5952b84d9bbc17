// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageCanvas.h"

namespace wenyi::layout {

/// A place on the grid of lines.
struct GridPlace
{
    qsizetype page = 0;
    int row = 0; ///< 0 to PageArea::rows - 1.
};

/// The part of a page that rows of 3号 characters fill, as it is read (mm).
struct PageArea
{
    double left = 0;
    double width = 0;
    double top = 0;    ///< Of the first row's characters.
    double bottom = 0; ///< Of the last row's.
    double pitch = 0;
    int rows = 0;
};

/// The area of a page without a head.
PageArea fullArea(Orientation orientation);
/// The same width from `top` to `bottom`, with as many rows as it holds.
PageArea areaBetween(double top, double bottom);
/// How many rows stand between the area's edges at that distance of lines.
int rowsAt(const PageArea &area, double pitch);
/// The distance of lines at which so many rows end at `bottom`.
double pitchFor(const PageArea &area, int rows, double bottom);

/// Puts lines onto pages of 22 rows, page after page.
class PageBuilder
{
public:
    explicit PageBuilder(FontSetRef fonts);

    PageCanvas &canvas() { return m_canvas; }
    const FontSet &fonts() const { return m_canvas.fonts(); }
    const PageArea &area() const { return m_area; }
    /// What is left for rows on the current page; the next row is its first.
    void openArea(const PageArea &area);
    void startPage(Orientation orientation = Orientation::Upright);
    /// The next free row; may be one past the last of its page.
    GridPlace next() const { return m_next; }
    int rowsLeft() const { return m_area.rows - m_next.row; }
    /// Top of the em square of a row's 3号 characters; of a row of the current page.
    double topOf(int row) const { return m_area.top + row * m_area.pitch; }
    void skipRows(int count);
    /// Takes rows that stay on one page, on a new one if this has no room; the first of them.
    GridPlace takeRows(int count);
    /// A line on the next row, `x` from the area's left edge.
    GridPlace addLine(TextLine line, double x = 0);

private:
    PageCanvas m_canvas;
    PageArea m_area;
    GridPlace m_next;
};

} // namespace wenyi::layout
