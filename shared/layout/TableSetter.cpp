// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TableSetter.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

using namespace gb9704;

namespace {

// GB/T 9704 leaves a table's inside free: 小4号, which is common, on a grid row a line.
constexpr double TextSize = 12 * MillimetresPerPoint;
constexpr double TextPitch = TextSize * 1.4;
constexpr double Padding = 0.8;
constexpr double RuleWidth = 0.25;
constexpr qsizetype MostColumns = 24;
/// A column's share is as its longest text, within these (characters).
constexpr qsizetype NarrowestColumn = 4;
constexpr qsizetype WidestColumn = 30;

/// Between the rows of the grid; where one ends the next begins.
double edgeAbove(int row)
{
    return rowTop(row) - (Pitch - Size3) / 2;
}

qsizetype columnsOf(const document::Table &table)
{
    qsizetype columns = 0;
    for (const QStringList &row : table.rows)
        columns = std::max(columns, row.size());
    return columns;
}

QList<double> edgesOf(const document::Table &table, qsizetype columns)
{
    QList<qsizetype> shares(columns, NarrowestColumn);
    for (const QStringList &row : table.rows) {
        for (qsizetype column = 0; column < row.size(); ++column)
            shares[column] = std::clamp(row.at(column).size(), shares[column], WidestColumn);
    }
    double sum = 0;
    for (const qsizetype share : std::as_const(shares))
        sum += static_cast<double>(share);
    // No column is too narrow for one character, however long the others' texts are.
    const double least = TextSize + 2 * Padding;
    const double free = BodyWidth - least * static_cast<double>(columns);
    QList<double> edges{0};
    for (const qsizetype share : std::as_const(shares))
        edges.append(edges.constLast() + least + free * static_cast<double>(share) / sum);
    return edges;
}

int gridRows(qsizetype lines)
{
    const double height = static_cast<double>(std::max<qsizetype>(1, lines)) * TextPitch + 2 * Padding;
    return std::max(1, static_cast<int>(std::ceil(height / Pitch)));
}

/// The row in as many parts as pages ask for.
QList<TableRow> partedRow(const TableRow &whole)
{
    const auto most = static_cast<qsizetype>((LinesPerPage * Pitch - 2 * Padding) / TextPitch);
    qsizetype longest = 0;
    for (const QList<TextLine> &lines : whole.cells)
        longest = std::max(longest, lines.size());
    QList<TableRow> parts;
    for (qsizetype first = 0; first < std::max<qsizetype>(1, longest); first += most) {
        TableRow part{whole.edges, {}, gridRows(std::min(most, longest - first))};
        for (const QList<TextLine> &lines : whole.cells)
            part.cells.append(lines.mid(std::min(first, lines.size()), most));
        parts.append(part);
    }
    return parts;
}

} // namespace

Result<QList<TableRow>> setTable(const document::Table &table, const FontSet &fonts)
{
    const qsizetype columns = columnsOf(table);
    if (columns > MostColumns)
        return Error{ErrorCode::Unsupported, "layout.table-columns", QString::number(columns)};
    const QList<double> edges = edgesOf(table, columns);
    QList<TableRow> rows;
    for (const QStringList &texts : table.rows) {
        TableRow row{edges, {}, 1};
        for (qsizetype column = 0; column < texts.size(); ++column) {
            const double measure = edges.at(column + 1) - edges.at(column) - 2 * Padding;
            SetParagraph cell = setParagraph(
                {{texts.at(column), FontRole::FangSong}}, {TextSize, TextSize, measure, 0, 0, Black}, fonts);
            if (!cell.lines.isEmpty())
                cell.lines.first().missing = cell.missing;
            row.cells.append(cell.lines);
        }
        row.cells.resize(columns);
        rows.append(partedRow(row));
    }
    return rows;
}

void addTableRow(PageBuilder &pages, const TableRow &row)
{
    const GridPlace place = pages.takeRows(row.rows);
    const double top = edgeAbove(place.row);
    const double height = row.rows * Pitch;
    for (const double y : {top, top + height})
        pages.addRule(place.page, Left, y - RuleWidth / 2, BodyWidth, RuleWidth, Black);
    for (const double edge : row.edges)
        pages.addRule(place.page, Left + edge - RuleWidth / 2, top, RuleWidth, height, Black);
    for (qsizetype column = 0; column < row.cells.size(); ++column) {
        const QList<TextLine> &lines = row.cells.at(column);
        const double textHeight = static_cast<double>(lines.size()) * TextPitch;
        double y = top + (height - textHeight) / 2 + (TextPitch - TextSize) / 2;
        // One line stands in the middle of its cell, several begin at its left.
        const double room = row.edges.at(column + 1) - row.edges.at(column);
        for (const TextLine &line : lines) {
            const double inset = lines.size() == 1 ? (room - line.width) / 2 : Padding;
            pages.addLineAt(place.page, line, row.edges.at(column) + inset, y, TextSize);
            y += TextPitch;
        }
    }
}

} // namespace wenyi::layout
