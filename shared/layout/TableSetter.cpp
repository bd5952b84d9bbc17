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
/// A column that is read with ease holds its longest text or so many characters of it; a table whose columns do not
/// find that room upright is turned.
constexpr qsizetype EasyColumn = 5;
/// A head that takes more of a page than this is not repeated.
constexpr int LargestHead = LinesPerPage / 4;

qsizetype columnsOf(const document::Table &table)
{
    qsizetype columns = 0;
    for (const QStringList &row : table.rows)
        columns = std::max(columns, row.size());
    return columns;
}

QList<double> edgesOf(const document::Table &table, qsizetype columns, double width)
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
    const double free = width - least * static_cast<double>(columns);
    QList<double> edges{0};
    for (const qsizetype share : std::as_const(shares))
        edges.append(edges.constLast() + least + free * static_cast<double>(share) / sum);
    return edges;
}

double easyWidth(const document::Table &table, qsizetype columns)
{
    QList<qsizetype> longest(columns, 1);
    for (const QStringList &row : table.rows) {
        for (qsizetype column = 0; column < row.size(); ++column)
            longest[column] = std::clamp(row.at(column).size(), longest[column], EasyColumn);
    }
    double width = 0;
    for (const qsizetype characters : std::as_const(longest))
        width += static_cast<double>(characters) * TextSize + 2 * Padding;
    return width;
}

Orientation orientationOf(const document::Table &table, qsizetype columns, TableTurning turning)
{
    if (table.orientation != document::TableOrientation::AsColumnsNeed)
        return table.orientation == document::TableOrientation::Sideways ? Orientation::Sideways : Orientation::Upright;
    const bool narrow = easyWidth(table, columns) > BodyWidth;
    return narrow && turning == TableTurning::Allowed ? Orientation::Sideways : Orientation::Upright;
}

int gridRows(qsizetype lines)
{
    const double height = static_cast<double>(std::max<qsizetype>(1, lines)) * TextPitch + 2 * Padding;
    return std::max(1, static_cast<int>(std::ceil(height / Pitch)));
}

/// The row in as many parts as pages that have so many rows ask for.
QList<TableRow> partedRow(const TableRow &whole, int rowsOfPage)
{
    const auto most = static_cast<qsizetype>((rowsOfPage * Pitch - 2 * Padding) / TextPitch);
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

TableRow rowOf(const QStringList &texts, const QList<double> &edges, const FontSet &fonts)
{
    TableRow row{edges, {}, 1};
    for (qsizetype column = 0; column < texts.size(); ++column) {
        const double measure = edges.at(column + 1) - edges.at(column) - 2 * Padding;
        SetParagraph cell =
            setParagraph({{texts.at(column), FontRole::FangSong}}, {TextSize, TextSize, measure, 0, 0, Black}, fonts);
        if (!cell.lines.isEmpty())
            cell.lines.first().missing = cell.missing;
        row.cells.append(cell.lines);
    }
    row.cells.resize(edges.size() - 1);
    return row;
}

} // namespace

int rowsOf(const QList<TableRow> &rows)
{
    int count = 0;
    for (const TableRow &row : rows)
        count += row.rows;
    return count;
}

Result<SetTable> setTable(const document::Table &table, TableTurning turning, const FontSet &fonts)
{
    const qsizetype columns = columnsOf(table);
    if (columns > MostColumns)
        return Error{ErrorCode::Unsupported, "layout.table-columns", QString::number(columns)};
    SetTable set;
    set.orientation = orientationOf(table, columns, turning);
    const PageArea area = fullArea(set.orientation);
    const QList<double> edges = edgesOf(table, columns, area.width);
    // A head is repeated above something: not without rows of its own to head, nor where it leaves them no room.
    qsizetype headRows = table.headRows < table.rows.size() ? table.headRows : 0;
    for (qsizetype i = 0; i < headRows; ++i)
        set.head.append(partedRow(rowOf(table.rows.at(i), edges, fonts), area.rows));
    if (rowsOf(set.head) > LargestHead) {
        set.head.clear();
        headRows = 0;
    }
    const int room = area.rows - rowsOf(set.head);
    for (qsizetype i = headRows; i < table.rows.size(); ++i)
        set.rows.append(partedRow(rowOf(table.rows.at(i), edges, fonts), room));
    return set;
}

void addTableRow(PageBuilder &pages, const TableRow &row)
{
    const GridPlace place = pages.takeRows(row.rows);
    const PageArea &area = pages.area();
    // Between the rows of the grid; where one ends the next begins.
    const double top = pages.topOf(place.row) - (area.pitch - Size3) / 2;
    const double height = row.rows * area.pitch;
    PageCanvas &canvas = pages.canvas();
    for (const double y : {top, top + height})
        canvas.addRule(place.page, area.left, y - RuleWidth / 2, area.width, RuleWidth, Black);
    for (const double edge : row.edges)
        canvas.addRule(place.page, area.left + edge - RuleWidth / 2, top, RuleWidth, height, Black);
    for (qsizetype column = 0; column < row.cells.size(); ++column) {
        const QList<TextLine> &lines = row.cells.at(column);
        const double textHeight = static_cast<double>(lines.size()) * TextPitch;
        double y = top + (height - textHeight) / 2 + (TextPitch - TextSize) / 2;
        // One line stands in the middle of its cell, several begin at its left.
        const double room = row.edges.at(column + 1) - row.edges.at(column);
        for (const TextLine &line : lines) {
            const double inset = lines.size() == 1 ? (room - line.width) / 2 : Padding;
            canvas.addLine(place.page, line, area.left + row.edges.at(column) + inset, y, TextSize);
            y += TextPitch;
        }
    }
}

} // namespace wenyi::layout
