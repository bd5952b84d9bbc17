// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"
#include "shared/layout/PageMarks.h"

namespace wenyi::layout {

/// One row of a table, or the part of it that a page holds.
struct TableRow
{
    QList<double> edges;          ///< mm from the area's left; one more than there are cells.
    QList<QList<TextLine>> cells; ///< The lines of each.
    int rows = 1;                 ///< Rows of the page's grid that it takes.
};

/// A table as wide as its pages' area, columns as their texts need.
struct SetTable
{
    Orientation orientation = Orientation::Upright;
    QList<TableRow> head; ///< Repeated on each page that the table runs on to.
    QList<TableRow> rows;
};

/// Whether a table that leaves the choice to its columns may be turned: not where text must stand behind it.
enum class TableTurning { Allowed, Avoided };

/// A row that no page holds is parted between its lines. Fails with Unsupported "layout.table-columns" (over 24).
/// Its texts have the marks of their cells at `place`.
Result<SetTable> setTable(const document::Table &table, TableTurning turning, const FontSet &fonts,
    const PageMarks &marks = {}, document::MarkedPlace place = {});

/// Rows of the page's grid that they take together.
int rowsOf(const QList<TableRow> &rows);

/// Draws the row with its rules on the builder's next rows.
void addTableRow(PageBuilder &pages, const TableRow &row);

} // namespace wenyi::layout
