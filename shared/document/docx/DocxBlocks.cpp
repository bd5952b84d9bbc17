// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxBlocks.h"

#include "shared/document/docx/DocxProperties.h"
#include "shared/document/docx/DocxStyles.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// By the longest text of each, within limits that leave something to the others.
QList<int> columnsOf(const Table &table, int width)
{
    constexpr qsizetype least = 4;
    constexpr qsizetype most = 16;
    constexpr qsizetype margins = 1; // Of a character's width together.
    qsizetype count = 1;
    for (const QStringList &row : table.rows)
        count = std::max(count, row.size());
    QList<qsizetype> shares(count, least);
    for (const QStringList &row : table.rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            shares[i] = std::clamp(row.at(i).size() + margins, shares.at(i), most);
    }
    const qsizetype whole = std::accumulate(shares.cbegin(), shares.cend(), qsizetype(0));
    QList<int> columns;
    for (const qsizetype share : std::as_const(shares))
        columns.append(static_cast<int>(width * share / whole));
    return columns;
}

/// Whether columns that each hold their longest text, or five characters of it, are wider than an upright page's text:
/// then our own pages have the table on its side, too.
bool isTooWide(const Table &table)
{
    constexpr int character = 240; // 小4号, in which our pages set tables; twentieths of a point.
    constexpr int most = 10;       // Halves of a character.
    constexpr int margins = 102;   // 1.8 mm
    QList<int> halves;
    for (const QStringList &row : table.rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            int width = 0;
            for (const char32_t letter : row.at(i).toUcs4())
                width += letter < 0x80 ? 1 : 2;
            if (i == halves.size())
                halves.append(2);
            halves[i] = std::clamp(width, halves.at(i), most);
        }
    }
    int whole = 0;
    for (const int width : std::as_const(halves))
        whole += width * character / 2 + margins;
    return whole > docxTextWidth(DocxPage::Upright);
}

DocxPage pageOf(const Table &table, DocxBehind behind)
{
    const bool isTurned = table.orientation == TableOrientation::AsColumnsNeed
                              ? behind == DocxBehind::Nothing && isTooWide(table)
                              : table.orientation == TableOrientation::Sideways;
    return isTurned ? DocxPage::Sideways : DocxPage::Upright;
}

void addTable(DocxFlow &flow, const Table &table, DocxBehind behind)
{
    constexpr int cellMargin = 108; // As Word has it.
    const DocxPage page = pageOf(table, behind);
    DocxTable written;
    written.columns = columnsOf(table, docxTextWidth(page));
    written.rules = DocxRules::Grid;
    written.margin = cellMargin;
    if (table.orientation != TableOrientation::AsColumnsNeed) {
        const bool isSideways = table.orientation == TableOrientation::Sideways;
        written.description = (isSideways ? docxproperty::Sideways : docxproperty::Upright).toString();
    }
    for (const QStringList &texts : table.rows) {
        DocxTableRow row;
        row.isHead = written.rows.size() < table.headRows;
        for (const QString &text : texts)
            row.cells.append(DocxCell{{DocxParagraph{docxstyle::Cell, {{text}}}}});
        written.rows.append(row);
    }
    flow.addTable(written, page);
}

} // namespace

void addDocxBlocks(DocxFlow &flow, const QList<Block> &blocks, DocxBehind behind)
{
    for (const Block &block : blocks) {
        if (const auto *paragraph = std::get_if<Paragraph>(&block))
            flow.add({docxstyle::Paragraph, {{paragraph->text}}});
        else if (const auto *heading = std::get_if<Heading>(&block))
            flow.add({docxstyle::Headings[std::clamp(heading->level, 1, 4) - 1], {{heading->text}}});
        else if (const auto *picture = std::get_if<Picture>(&block))
            flow.addElement(docxstyle::Picture, picture->source);
        else
            addTable(flow, std::get<Table>(block), &block == &blocks.constLast() ? behind : DocxBehind::Nothing);
    }
}

} // namespace wenyi::document
