// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// One row of a table, or the part of it that a page holds.
struct TableRow
{
    QList<double> edges;          ///< mm from the area's left; one more than there are cells.
    QList<QList<TextLine>> cells; ///< The lines of each.
    int rows = 1;                 ///< Rows of the page's grid that it takes.
};

/// The rows of a table as wide as the area, columns as their texts need. A row that no page holds is parted between its
/// lines. Fails with Unsupported "layout.table-columns" (over 24).
Result<QList<TableRow>> setTable(const document::Table &table, const FontSet &fonts);

/// Draws the row with its rules on the builder's next rows, on a new page if this one has no room.
void addTableRow(PageBuilder &pages, const TableRow &row);

} // namespace wenyi::layout
