// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageBuilder.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

using namespace gb9704;

PageArea fullArea(Orientation orientation)
{
    if (orientation == Orientation::Upright)
        return {Left, BodyWidth, Top, BodyBottom, Pitch, LinesPerPage};
    // The page's bottom margin is on the left of what is read sideways, its left margin above.
    PageArea area{PageHeight - BodyBottom, BodyHeight, Left, BodyRight, Pitch, 0};
    area.rows = static_cast<int>((BodyWidth - Size3) / Pitch) + 1;
    return area;
}

PageArea areaBetween(double top, double bottom)
{
    PageArea area{Left, BodyWidth, top, bottom, Pitch, 1};
    area.rows = std::max(1, rowsAt(area, Pitch));
    return area;
}

int rowsAt(const PageArea &area, double pitch)
{
    constexpr double Tolerance = 1e-6;
    return static_cast<int>((area.bottom - area.top - Size3) / pitch + Tolerance) + 1;
}

double pitchFor(const PageArea &area, int rows, double bottom)
{
    return rows > 1 ? (bottom - area.top - Size3) / (rows - 1) : area.pitch;
}

PageBuilder::PageBuilder(FontSetRef fonts)
    : m_canvas(std::move(fonts))
    , m_area(fullArea(Orientation::Upright))
{
    m_canvas.ensurePages(1);
}

void PageBuilder::openArea(const PageArea &area)
{
    m_area = area;
    m_next.row = 0;
}

void PageBuilder::startPage(Orientation orientation)
{
    m_next = {m_next.page + 1, 0};
    m_canvas.ensurePages(m_next.page + 1);
    m_canvas.turn(m_next.page, orientation);
    m_area = fullArea(orientation);
}

void PageBuilder::skipRows(int count)
{
    // Blank rows at the end of a page are not carried to the next.
    m_next.row = std::min(m_next.row + count, m_area.rows);
}

GridPlace PageBuilder::takeRows(int count)
{
    if (m_next.row + count > m_area.rows)
        startPage();
    const GridPlace taken = m_next;
    m_next.row += count;
    return taken;
}

GridPlace PageBuilder::addLine(TextLine line, double x)
{
    const GridPlace place = takeRows(1);
    // Larger characters keep the row's centre.
    const double size = line.runs.isEmpty() ? Size3 : line.runs.constFirst().size;
    m_canvas.addLine(place.page, std::move(line), m_area.left + x, topOf(place.row) - (size - Size3) / 2, size);
    return place;
}

} // namespace wenyi::layout
