// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PictureSetter.h"
#include "shared/layout/TableSetter.h"

#include <memory>
#include <vector>

namespace wenyi::layout {

/// What stands on the next row or rows of a text that flows from page to page.
struct FlowItem
{
    QString field; ///< Empty: rows left free.
    TextLine line;
    double x = 0; ///< Of the line, mm from the area's left.
    std::shared_ptr<const TableRow> tableRow;
    std::shared_ptr<const QList<TableRow>> tableHead; ///< Repeated above the row where it begins a page.
    std::shared_ptr<const SetPicture> picture;
    Orientation orientation = Orientation::Upright;
    int part = -1; ///< Of the text, from 0: what is set with closer characters only as a whole; -1 for none of it.
    int rows = 1;
    int rowsTogether = 1; ///< With what may not be parted from it: a heading does not stay behind alone.
    int headingLevel = 0; ///< 0 for text.
    QString headingText;
};

using FlowItems = std::vector<FlowItem>;

/// A page of a flow: its first item and what its rows are.
struct FlowPage
{
    size_t first = 0;
    Orientation orientation = Orientation::Upright;
    int rows = 0;     ///< Taken by its items.
    int capacity = 0; ///< Rows of its area.
    double pitch = 0; ///< Another distance of lines, 0 for the usual one.
};

/// Which items stand on which page.
using FlowPlan = std::vector<FlowPage>;

/// Plans the pages of what begins at the first row of `area`; other pages are whole.
FlowPlan planFlow(const FlowItems &items, const PageArea &area);

/// The area of a page of the plan.
PageArea areaOf(const FlowPlan &plan, size_t page, const PageArea &firstArea);

/// Adds the pages of the items up to `end` to the plan, from `page` on with what stands first on it. With a `pitch`
/// upright pages have as many rows as fit at that distance of lines; 0 for the usual one.
void planFrom(FlowPlan &plan, const FlowItems &items, size_t end, FlowPage page, double pitch = 0);

/// Puts the items where the plan says; the builder stands at the first row of the first page's area.
void placeFlow(PageBuilder &pages, FlowItems &&items, const FlowPlan &plan);

} // namespace wenyi::layout
