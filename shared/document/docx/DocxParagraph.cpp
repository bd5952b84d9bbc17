// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxParagraph.h"

#include "shared/document/docx/DocxStyleSheet.h"
#include "shared/document/docx/DocxStyles.h"

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

void writeRedLines(QXmlStreamWriter &xml, DocxRedLine line)
{
    // In eighths of a point.
    constexpr int usual = 16; // 0.7 mm
    constexpr int thick = 23; // 1 mm
    constexpr int thin = 9;   // 0.4 mm
    const auto write = [&xml](const QString &side, int width, int space) {
        xml.writeEmptyElement(side);
        xml.writeAttribute(u"w:val"_s, u"single"_s);
        xml.writeAttribute(u"w:sz"_s, QString::number(width));
        xml.writeAttribute(u"w:space"_s, QString::number(space));
        xml.writeAttribute(u"w:color"_s, u"FF0000"_s);
    };
    xml.writeStartElement(u"w:pBdr"_s);
    if (line != DocxRedLine::Under)
        write(u"w:top"_s, line == DocxRedLine::ThickThin ? thick : thin, 0);
    if (line == DocxRedLine::Under)
        write(u"w:bottom"_s, usual, 11); // 4 mm
    else
        write(u"w:bottom"_s, line == DocxRedLine::ThickThin ? thin : thick, 0);
    xml.writeEndElement();
}

void writeSpacing(QXmlStreamWriter &xml, const DocxParagraphForm &form)
{
    xml.writeEmptyElement(u"w:spacing"_s);
    if (form.before > 0)
        xml.writeAttribute(u"w:before"_s, QString::number(form.before));
    if (form.line > 0) {
        xml.writeAttribute(u"w:line"_s, QString::number(form.line));
        xml.writeAttribute(u"w:lineRule"_s, u"exact"_s);
    }
}

void writeForm(QXmlStreamWriter &xml, const DocxParagraphForm &form)
{
    if (form.startsPage)
        xml.writeEmptyElement(u"w:pageBreakBefore"_s);
    if (form.redLine != DocxRedLine::None)
        writeRedLines(xml, form.redLine);
    if (form.rightTab > 0) {
        xml.writeStartElement(u"w:tabs"_s);
        xml.writeEmptyElement(u"w:tab"_s);
        xml.writeAttribute(u"w:val"_s, u"right"_s);
        xml.writeAttribute(u"w:pos"_s, QString::number(form.rightTab));
        xml.writeEndElement();
    }
    if (form.before > 0 || form.line > 0)
        writeSpacing(xml, form);
    if (form.leftIndent > 0 || form.rightIndent > 0) {
        xml.writeEmptyElement(u"w:ind"_s);
        xml.writeAttribute(u"w:left"_s, QString::number(form.leftIndent));
        xml.writeAttribute(u"w:right"_s, QString::number(form.rightIndent));
        if (form.hanging > 0)
            xml.writeAttribute(u"w:hanging"_s, QString::number(form.hanging));
    }
    if (!form.align.isEmpty())
        writeDocxValue(xml, u"w:jc"_s, form.align.toString());
}

void writeRunForm(QXmlStreamWriter &xml, const DocxRun &run, const DocxParagraphForm &form)
{
    const bool isEntry = run.kind == DocxRunKind::Entry;
    const QStringView face = isEntry ? form.face : run.kind == DocxRunKind::Label ? docxface::Hei : QStringView();
    if (!isEntry && face.isEmpty())
        return;
    xml.writeStartElement(u"w:rPr"_s);
    if (isEntry)
        writeDocxValue(xml, u"w:rStyle"_s, docxStyleId(docxstyle::Entry));
    if (!face.isEmpty()) {
        xml.writeEmptyElement(u"w:rFonts"_s);
        xml.writeAttribute(u"w:eastAsia"_s, face.toString());
    }
    if (isEntry && form.halfPoints > 0)
        writeDocxValue(xml, u"w:sz"_s, QString::number(form.halfPoints));
    xml.writeEndElement();
}

void writeRun(QXmlStreamWriter &xml, const DocxRun &run, const DocxParagraphForm &form)
{
    if (run.kind == DocxRunKind::PageNumber) {
        xml.writeStartElement(u"w:fldSimple"_s);
        xml.writeAttribute(u"w:instr"_s, u" PAGE "_s);
    }
    xml.writeStartElement(u"w:r"_s);
    writeRunForm(xml, run, form);
    if (run.kind == DocxRunKind::Tab || run.kind == DocxRunKind::Break) {
        xml.writeEmptyElement(run.kind == DocxRunKind::Tab ? u"w:tab"_s : u"w:br"_s);
    } else {
        xml.writeStartElement(u"w:t"_s);
        xml.writeAttribute(u"xml:space"_s, u"preserve"_s);
        xml.writeCharacters(run.text);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    if (run.kind == DocxRunKind::PageNumber)
        xml.writeEndElement();
}

} // namespace

void writeDocxValue(QXmlStreamWriter &xml, const QString &element, const QString &value)
{
    xml.writeEmptyElement(element);
    xml.writeAttribute(u"w:val"_s, value);
}

void writeDocxParagraph(QXmlStreamWriter &xml, const DocxParagraph &paragraph, const std::function<void()> &conclude)
{
    xml.writeStartElement(u"w:p"_s);
    xml.writeStartElement(u"w:pPr"_s);
    if (!paragraph.style.isEmpty())
        writeDocxValue(xml, u"w:pStyle"_s, docxStyleId(paragraph.style));
    writeForm(xml, paragraph.form);
    if (conclude)
        conclude();
    xml.writeEndElement();
    for (const DocxRun &run : paragraph.runs) {
        const bool isSign = run.kind == DocxRunKind::Tab || run.kind == DocxRunKind::Break;
        if (!run.text.isEmpty() || isSign)
            writeRun(xml, run, paragraph.form);
    }
    xml.writeEndElement();
}

} // namespace wenyi::document
