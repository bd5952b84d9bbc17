// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TableSetter.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/LineBreaking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wenyi::layout {

using namespace gb9704;

namespace {

// GB/T 9704 leaves a table's inside free: 小4号, which is common, on a grid row a line.
constexpr double TextSize = 12 * MillimetresPerPoint;
constexpr double TextPitch = TextSize * 1.4;
constexpr double Padding = 0.8;
constexpr double Slack = 0.2; ///< So that a text that just fits is not parted.
constexpr double RuleWidth = 0.25;
constexpr qsizetype MostColumns = 24;
/// A column asks for the width of its longest text, but no more than this (characters).
constexpr double WidestColumn = 30;
/// A column that is read with ease holds its longest text or so many characters of it; a table whose columns do not
/// find that room upright is turned.
constexpr double EasyColumn = 5;
/// A head that takes more of a page than this is not repeated.
constexpr int LargestHead = LinesPerPage / 4;

qsizetype columnsOf(const document::Table &table)
{
    qsizetype columns = 0;
    for (const QStringList &row : table.rows)
        columns = std::max(columns, row.size());
    return columns;
}

/// The width of a cell that has the text on one line (mm); no wider than so many characters.
double cellWidth(const QString &text, double mostCharacters, const FontSet &fonts)
{
    double characters = 0;
    for (const char32_t character : text.toUcs4())
        characters +=
            isFullWidth(character) ? 1 : static_cast<double>(fonts.glyphFor(FontRole::FangSong, character).advance);
    return std::clamp(characters, 1.0, mostCharacters) * TextSize + 2 * Padding + Slack;
}

/// The width that each column's longest text asks for.
QList<double> widthsWanted(const document::Table &table, qsizetype columns, double mostCharacters, const FontSet &fonts)
{
    QList<double> wanted(columns, cellWidth({}, mostCharacters, fonts));
    for (const QStringList &row : table.rows) {
        for (qsizetype column = 0; column < row.size(); ++column)
            wanted[column] = std::max(wanted[column], cellWidth(row.at(column), mostCharacters, fonts));
    }
    return wanted;
}

double sumOf(const QList<double> &widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0.0);
}

/// Widths that fill the area: columns that ask for no more than their share have it, the others part the rest by what
/// they ask for.
QList<double> columnWidths(QList<double> widths, double area)
{
    QList<qsizetype> wide(widths.size());
    std::iota(wide.begin(), wide.end(), 0);
    double rest = area;
    double share = 0;
    for (bool settled = false; !settled && !wide.isEmpty();) {
        share = rest / static_cast<double>(wide.size());
        const auto fits = [&](qsizetype column) { return widths.at(column) <= share; };
        settled = std::ranges::none_of(wide, fits);
        for (const qsizetype column : std::as_const(wide))
            rest -= fits(column) ? widths.at(column) : 0;
        wide.removeIf(fits);
    }
    if (wide.isEmpty()) {
        const double wanted = sumOf(widths);
        for (double &width : widths)
            width *= area / wanted;
        return widths;
    }
    double wanted = 0;
    for (const qsizetype column : std::as_const(wide))
        wanted += widths.at(column);
    const double least = std::max(share / 2, TextSize + 2 * Padding);
    const double free = rest - least * static_cast<double>(wide.size());
    for (const qsizetype column : std::as_const(wide))
        widths[column] = least + free * widths.at(column) / wanted;
    return widths;
}

QList<double> edgesOf(const document::Table &table, qsizetype columns, double area, const FontSet &fonts)
{
    QList<double> edges{0};
    for (const double width : columnWidths(widthsWanted(table, columns, WidestColumn, fonts), area))
        edges.append(edges.constLast() + width);
    return edges;
}

Orientation orientationOf(const document::Table &table, qsizetype columns, TableTurning turning, const FontSet &fonts)
{
    if (table.orientation != document::TableOrientation::AsColumnsNeed)
        return table.orientation == document::TableOrientation::Sideways ? Orientation::Sideways : Orientation::Upright;
    const bool narrow = sumOf(widthsWanted(table, columns, EasyColumn, fonts)) > BodyWidth;
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

TableRow rowOf(const QStringList &texts, const QList<double> &edges, const FontSet &fonts, const PageMarks &marks,
    document::MarkedPlace place)
{
    TableRow row{edges, {}, 1};
    for (qsizetype column = 0; column < texts.size(); ++column) {
        const double measure = edges.at(column + 1) - edges.at(column) - 2 * Padding;
        place.column = static_cast<int>(column);
        SetParagraph cell = setParagraph(marks.styled(place, texts.at(column), FontRole::FangSong),
            {TextSize, TextSize, measure, 0, 0, Black, LineFill::Ragged}, fonts);
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

Result<SetTable> setTable(const document::Table &table, TableTurning turning, const FontSet &fonts,
    const PageMarks &marks, document::MarkedPlace place)
{
    const qsizetype columns = columnsOf(table);
    if (columns > MostColumns)
        return Error{ErrorCode::Unsupported, "layout.table-columns", QString::number(columns)};
    SetTable set;
    set.orientation = orientationOf(table, columns, turning, fonts);
    const PageArea area = fullArea(set.orientation);
    const QList<double> edges = edgesOf(table, columns, area.width, fonts);
    // A head is repeated above something: not without rows of its own to head, nor where it leaves them no room.
    qsizetype headRows = table.headRows < table.rows.size() ? table.headRows : 0;
    const auto rowAt = [&](qsizetype i) {
        place.row = static_cast<int>(i);
        return rowOf(table.rows.at(i), edges, fonts, marks, place);
    };
    for (qsizetype i = 0; i < headRows; ++i)
        set.head.append(partedRow(rowAt(i), area.rows));
    if (rowsOf(set.head) > LargestHead) {
        set.head.clear();
        headRows = 0;
    }
    const int room = area.rows - rowsOf(set.head);
    for (qsizetype i = headRows; i < table.rows.size(); ++i)
        set.rows.append(partedRow(rowAt(i), room));
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
