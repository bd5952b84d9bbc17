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

/// What stands behind a text on its last page.
struct FlowClosing
{
    int rows = 0;             ///< Signatories, date and note: never on a page without text.
    double imprintRoom = 0;   ///< mm for the 版记 above the area's bottom, if it may stand on that page; else 0.
    bool evenPageOnly = true; ///< Whether that page must be even.
};

/// Makes room for the closing on the last page of text: draws lines together, or takes text to a new page and spreads
/// what stays behind (7.3.5.5); also draws them together where the imprint then finds room.
void closeFlow(FlowPlan &plan, const FlowItems &items, const PageArea &firstArea, const FlowClosing &closing);

/// Puts the items where the plan says; the builder stands at the first row of the first page's area.
void placeFlow(PageBuilder &pages, FlowItems &&items, const FlowPlan &plan);

} // namespace wenyi::layout
