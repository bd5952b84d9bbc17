// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxTable.h"

#include <numeric>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

void writeWidth(QXmlStreamWriter &xml, const QString &element, int width)
{
    xml.writeEmptyElement(element);
    xml.writeAttribute(u"w:w"_s, QString::number(width));
    xml.writeAttribute(u"w:type"_s, u"dxa"_s);
}

void writePlace(QXmlStreamWriter &xml, const DocxPlace &place)
{
    if (place.anchor != DocxPlace::Page && place.anchor != DocxPlace::AreaBottom)
        return;
    const bool isOnPage = place.anchor == DocxPlace::Page;
    xml.writeEmptyElement(u"w:tblpPr"_s);
    xml.writeAttribute(u"w:vertAnchor"_s, isOnPage ? u"page"_s : u"margin"_s);
    // LibreOffice lets a table as wide as the text float only where its place is told from the paper's edge.
    xml.writeAttribute(u"w:horzAnchor"_s, u"page"_s);
    xml.writeAttribute(u"w:tblpX"_s, QString::number(place.x));
    if (isOnPage)
        xml.writeAttribute(u"w:tblpY"_s, QString::number(place.y));
    else
        xml.writeAttribute(u"w:tblpYSpec"_s, u"bottom"_s);
    writeDocxValue(xml, u"w:tblOverlap"_s, u"never"_s);
}

/// Widths in eighths of a point.
void writeRule(QXmlStreamWriter &xml, const QString &side, int width)
{
    xml.writeEmptyElement(side);
    xml.writeAttribute(u"w:val"_s, u"single"_s);
    xml.writeAttribute(u"w:sz"_s, QString::number(width));
    xml.writeAttribute(u"w:space"_s, u"0"_s);
    xml.writeAttribute(u"w:color"_s, u"000000"_s);
}

void writeRules(QXmlStreamWriter &xml, DocxRules rules)
{
    if (rules == DocxRules::None)
        return;
    constexpr int thin = 4;
    constexpr int outer = 8; // 0.35 mm
    constexpr int inner = 6; // 0.25 mm
    xml.writeStartElement(u"w:tblBorders"_s);
    if (rules == DocxRules::Grid) {
        for (const QString &side :
            {u"w:top"_s, u"w:left"_s, u"w:bottom"_s, u"w:right"_s, u"w:insideH"_s, u"w:insideV"_s})
            writeRule(xml, side, thin);
    } else {
        writeRule(xml, u"w:top"_s, outer);
        writeRule(xml, u"w:bottom"_s, outer);
        writeRule(xml, u"w:insideH"_s, inner);
    }
    xml.writeEndElement();
}

void writeProperties(QXmlStreamWriter &xml, const DocxTable &table)
{
    xml.writeStartElement(u"w:tblPr"_s);
    writePlace(xml, table.place);
    writeWidth(xml, u"w:tblW"_s, std::accumulate(table.columns.cbegin(), table.columns.cend(), 0));
    if (table.place.anchor == DocxPlace::Centred)
        writeDocxValue(xml, u"w:jc"_s, u"center"_s);
    writeRules(xml, table.rules);
    xml.writeEmptyElement(u"w:tblLayout"_s);
    xml.writeAttribute(u"w:type"_s, u"fixed"_s);
    xml.writeStartElement(u"w:tblCellMar"_s);
    writeWidth(xml, u"w:left"_s, table.margin);
    writeWidth(xml, u"w:right"_s, table.margin);
    xml.writeEndElement();
    if (!table.description.isEmpty())
        writeDocxValue(xml, u"w:tblDescription"_s, table.description);
    xml.writeEndElement();
    xml.writeStartElement(u"w:tblGrid"_s);
    for (const int width : table.columns) {
        xml.writeEmptyElement(u"w:gridCol"_s);
        xml.writeAttribute(u"w:w"_s, QString::number(width));
    }
    xml.writeEndElement();
}

void writeCell(QXmlStreamWriter &xml, const DocxCell &cell, int width)
{
    xml.writeStartElement(u"w:tc"_s);
    xml.writeStartElement(u"w:tcPr"_s);
    writeWidth(xml, u"w:tcW"_s, width);
    if (cell.lie == DocxCell::Turned)
        writeDocxValue(xml, u"w:textDirection"_s, u"tbRl"_s);
    if (cell.lie == DocxCell::Middle || cell.lie == DocxCell::Bottom)
        writeDocxValue(xml, u"w:vAlign"_s, cell.lie == DocxCell::Middle ? u"center"_s : u"bottom"_s);
    xml.writeEndElement();
    for (const DocxParagraph &paragraph : cell.paragraphs)
        writeDocxParagraph(xml, paragraph);
    xml.writeEndElement();
}

void writeRow(QXmlStreamWriter &xml, const DocxTableRow &row, const QList<int> &columns)
{
    xml.writeStartElement(u"w:tr"_s);
    xml.writeStartElement(u"w:trPr"_s);
    xml.writeEmptyElement(u"w:cantSplit"_s);
    if (row.height > 0) {
        xml.writeEmptyElement(u"w:trHeight"_s);
        xml.writeAttribute(u"w:val"_s, QString::number(row.height));
        xml.writeAttribute(u"w:hRule"_s, u"exact"_s);
    }
    if (row.isHead)
        xml.writeEmptyElement(u"w:tblHeader"_s);
    xml.writeEndElement();
    for (qsizetype i = 0; i < row.cells.size(); ++i)
        writeCell(xml, row.cells.at(i), columns.value(i));
    xml.writeEndElement();
}

} // namespace

void writeDocxTable(QXmlStreamWriter &xml, const DocxTable &table)
{
    xml.writeStartElement(u"w:tbl"_s);
    writeProperties(xml, table);
    for (const DocxTableRow &row : table.rows)
        writeRow(xml, row, table.columns);
    xml.writeEndElement();
}

} // namespace wenyi::document
