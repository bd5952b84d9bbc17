// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/docx/DocxParagraph.h"

#include <QList>
#include <QString>
#include <QXmlStreamWriter>

namespace wenyi::document {

/// Where a table stands; lengths in twentieths of a point.
struct DocxPlace
{
    enum Anchor {
        Text,      ///< In the text.
        Centred,   ///< In the text, in the middle of its width.
        Page,      ///< Where x and y say from the paper's corner.
        AreaBottom ///< On the bottom of the text's area, x from the paper's left edge.
    };
    Anchor anchor = Text;
    int x = 0;
    int y = 0;
};

enum class DocxRules {
    None,
    Grid,   ///< Around each cell.
    Imprint ///< Over, between and under the rows (7.4.1).
};

struct DocxCell
{
    enum Lie {
        Top,
        Middle, ///< In the middle of its height.
        Bottom,
        Turned ///< Read downwards, turned clockwise.
    };
    QList<DocxParagraph> paragraphs;
    Lie lie = Top;
};

struct DocxTableRow
{
    QList<DocxCell> cells;
    bool isHead = false; ///< Repeated on each page.
    int height = 0;      ///< Exactly; 0: as its text needs.
};

struct DocxTable
{
    QList<int> columns; ///< Their widths in twentieths of a point.
    QList<DocxTableRow> rows;
    DocxRules rules = DocxRules::None;
    DocxPlace place{};
    int margin = 0; ///< Of each cell, left and right.
    QString description;
};

/// Writes w:tbl. What stands behind it in the same flow has to begin with a paragraph: tables that touch become one.
void writeDocxTable(QXmlStreamWriter &xml, const DocxTable &table);

} // namespace wenyi::document
