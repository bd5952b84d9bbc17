// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxStyleSheet.h"

#include "shared/document/docx/DocxStyles.h"

#include <QXmlStreamWriter>

#include <algorithm>
#include <iterator>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

struct StyleRow
{
    QStringView name;
    QStringView face;
    int halfPoints;
    QStringView align;  ///< As w:jc has it.
    int indent;         ///< Of the first line, in hundredths of a character.
    int outline;        ///< Level from 1; 0 for none.
    int rowsBefore = 0; ///< Free above it.
    int rowsAfter = 0;
    int rightIndent = 0; ///< In hundredths of a character.
};

using namespace docxface;

// Faces and sizes: GB/T 9704-2012 5.2.2, 7.2, 7.3; 三号 is 16 pt, 二号 22 pt, 四号 14 pt.
constexpr StyleRow rows[] = {
    {docxstyle::CopyNumber, Fang, 32, u"left", 0, 0},
    {docxstyle::Secrecy, Hei, 32, u"left", 0, 0},
    {docxstyle::Urgency, Hei, 32, u"left", 0, 0},
    {docxstyle::IssuerMark, TitleSong, 72, u"center", 0, 0},
    {docxstyle::Number, Fang, 32, u"center", 0, 0, 2},
    {docxstyle::Signers, Fang, 32, u"right", 0, 0},
    {docxstyle::Title, TitleSong, 44, u"center", 0, 0, 2, 1},
    {docxstyle::Recipients, Fang, 32, u"both", 0, 0},
    {docxstyle::Paragraph, Fang, 32, u"both", 200, 0},
    {docxstyle::Headings[0], Hei, 32, u"both", 200, 1},
    {docxstyle::Headings[1], Kai, 32, u"both", 200, 2},
    {docxstyle::Headings[2], Fang, 32, u"both", 200, 3},
    {docxstyle::Headings[3], Fang, 32, u"both", 200, 4},
    {docxstyle::Statement, Fang, 32, u"both", 200, 0},
    {docxstyle::Signatories, Fang, 32, u"right", 0, 0, 0, 0, 400},
    {docxstyle::Date, Fang, 32, u"right", 0, 0, 0, 0, 400},
    {docxstyle::Note, Fang, 32, u"both", 200, 0},
    {docxstyle::AnnexMark, Hei, 32, u"left", 0, 0},
    {docxstyle::AnnexTitle, TitleSong, 44, u"center", 0, 0, 1, 1},
    {docxstyle::Attendees, Fang, 32, u"both", 0, 0},
    {docxstyle::Excused, Fang, 32, u"both", 0, 0},
    {docxstyle::Observers, Fang, 32, u"both", 0, 0},
    {docxstyle::CopyTo, Fang, 28, u"both", 0, 0},
    {docxstyle::Printer, Fang, 28, u"left", 0, 0},
    {docxstyle::Cell, Fang, 28, u"center", 0, 0},
    {docxstyle::Picture, Fang, 32, u"center", 0, 0},
    {docxstyle::JointIssuer, TitleSong, 72, u"distribute", 0, 0},
    {docxstyle::PageNumber, Song, 28, u"left", 0, 0},
};

void writeValue(QXmlStreamWriter &xml, const QString &element, const QString &value)
{
    xml.writeEmptyElement(element);
    xml.writeAttribute(u"w:val"_s, value);
}

void writeFaces(QXmlStreamWriter &xml, const StyleRow &row)
{
    xml.writeStartElement(u"w:rPr"_s);
    xml.writeEmptyElement(u"w:rFonts"_s);
    // 7.5: page numbers in 宋体 itself.
    const QString latin = row.name == docxstyle::PageNumber ? row.face.toString() : u"Times New Roman"_s;
    xml.writeAttribute(u"w:ascii"_s, latin);
    xml.writeAttribute(u"w:hAnsi"_s, latin);
    xml.writeAttribute(u"w:eastAsia"_s, row.face.toString());
    if (row.name == docxstyle::IssuerMark || row.name == docxstyle::JointIssuer)
        writeValue(xml, u"w:color"_s, u"FF0000"_s);
    writeValue(xml, u"w:sz"_s, QString::number(row.halfPoints));
    xml.writeEndElement();
}

/// From line to line in twentieths of a point.
int lineOf(const StyleRow &row)
{
    if (row.name == docxstyle::CopyTo || row.name == docxstyle::Printer)
        return 420; // 7.4 mm between the imprint's rules.
    if (row.name == docxstyle::Cell || row.name == docxstyle::PageNumber)
        return 400;
    // 22 lines on 225 mm (5.2.3): 28.95 pt, exactly; a title's lines are wider.
    return row.halfPoints > 32 ? 700 : DocxRow;
}

void writeStyle(QXmlStreamWriter &xml, const StyleRow &row)
{
    xml.writeStartElement(u"w:style"_s);
    xml.writeAttribute(u"w:type"_s, u"paragraph"_s);
    xml.writeAttribute(u"w:customStyle"_s, u"1"_s);
    xml.writeAttribute(u"w:styleId"_s, docxStyleId(row.name));
    writeValue(xml, u"w:name"_s, row.name.toString());
    xml.writeEmptyElement(u"w:qFormat"_s);
    xml.writeStartElement(u"w:pPr"_s);
    if (row.halfPoints <= 44) {
        xml.writeEmptyElement(u"w:spacing"_s);
        xml.writeAttribute(u"w:before"_s, QString::number(row.rowsBefore * DocxRow));
        xml.writeAttribute(u"w:after"_s, QString::number(row.rowsAfter * DocxRow));
        xml.writeAttribute(u"w:line"_s, QString::number(lineOf(row)));
        xml.writeAttribute(u"w:lineRule"_s, u"exact"_s);
    }
    if (row.indent > 0 || row.rightIndent > 0) {
        xml.writeEmptyElement(u"w:ind"_s);
        xml.writeAttribute(u"w:rightChars"_s, QString::number(row.rightIndent));
        xml.writeAttribute(u"w:right"_s, QString::number(row.rightIndent * row.halfPoints / 10));
        xml.writeAttribute(u"w:firstLineChars"_s, QString::number(row.indent));
        xml.writeAttribute(u"w:firstLine"_s, QString::number(row.indent * row.halfPoints / 10));
    }
    writeValue(xml, u"w:jc"_s, row.align.toString());
    if (row.outline > 0)
        writeValue(xml, u"w:outlineLvl"_s, QString::number(row.outline - 1));
    xml.writeEndElement();
    writeFaces(xml, row);
    xml.writeEndElement();
}

} // namespace

QString docxStyleId(QStringView name)
{
    if (name == docxstyle::Entry)
        return u"WenyiEntry"_s;
    const auto row = std::ranges::find(rows, name, &StyleRow::name);
    return u"Wenyi%1"_s.arg(std::distance(std::begin(rows), row) + 1);
}

QByteArray docxStyleSheet()
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"w:styles"_s);
    xml.writeAttribute(u"xmlns:w"_s, u"http://schemas.openxmlformats.org/wordprocessingml/2006/main"_s);
    // What has no style of its own; without a default some readers find none at all.
    xml.writeStartElement(u"w:style"_s);
    xml.writeAttribute(u"w:type"_s, u"paragraph"_s);
    xml.writeAttribute(u"w:default"_s, u"1"_s);
    xml.writeAttribute(u"w:styleId"_s, u"Normal"_s);
    writeValue(xml, u"w:name"_s, u"Normal"_s);
    xml.writeEndElement();
    for (const StyleRow &row : rows)
        writeStyle(xml, row);
    xml.writeStartElement(u"w:style"_s);
    xml.writeAttribute(u"w:type"_s, u"character"_s);
    xml.writeAttribute(u"w:customStyle"_s, u"1"_s);
    xml.writeAttribute(u"w:styleId"_s, docxStyleId(docxstyle::Entry));
    writeValue(xml, u"w:name"_s, docxstyle::Entry.toString());
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace wenyi::document
