// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxExport.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentText.h"
#include "shared/document/docx/DocxProperties.h"
#include "shared/document/docx/DocxStyleSheet.h"
#include "shared/document/docx/DocxStyles.h"

#include <QXmlStreamWriter>

#include <algorithm>
#include <numeric>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// A run of a paragraph: an entry of an element, or what stands around entries.
struct Run
{
    QString text;
    bool isEntry = false;
};

/// What a paragraph has besides its style.
struct ParagraphForm
{
    bool startsPage = false;
    bool hasRedLine = false; ///< Under it.
    int before = 0;          ///< Twentieths of a point above it; 0: as its style says.
    int halfPoints = 0;      ///< Size of its entries; 0: as its style says.
};

// GB/T 9704-2012 7.2.4: the mark's top 35 mm under the area's, as large as its author likes within 22 mm and one line.
constexpr int MarkTop = 1984;          // Twentieths of a point.
constexpr qsizetype LargestMark = 124; // Half points.
constexpr qsizetype MarkWidth = 884;   // Half points in 156 mm.

/// Writes document.xml.
class BodyWriter
{
public:
    explicit BodyWriter(QByteArray &bytes)
        : m_xml(&bytes)
    {
    }

    void write(const OfficialDocument &document)
    {
        m_xml.writeStartDocument();
        m_xml.writeStartElement(u"w:document"_s);
        m_xml.writeAttribute(u"xmlns:w"_s, u"http://schemas.openxmlformats.org/wordprocessingml/2006/main"_s);
        m_xml.writeStartElement(u"w:body"_s);
        writeHead(document);
        for (const Block &block : document.body)
            writeBlock(block);
        writeSignature(document);
        writeAnnexes(document);
        writeImprint(document);
        writeSection();
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEndDocument();
    }

private:
    void writeText(const QString &text)
    {
        m_xml.writeStartElement(u"w:t"_s);
        m_xml.writeAttribute(u"xml:space"_s, u"preserve"_s);
        m_xml.writeCharacters(text);
        m_xml.writeEndElement();
    }

    void writeForm(const ParagraphForm &form)
    {
        if (form.startsPage)
            m_xml.writeEmptyElement(u"w:pageBreakBefore"_s);
        if (form.hasRedLine) {
            // 7.2.7: 4 mm under it.
            m_xml.writeStartElement(u"w:pBdr"_s);
            m_xml.writeEmptyElement(u"w:bottom"_s);
            for (const auto &[name, value] : {std::pair(u"w:val"_s, u"single"_s), std::pair(u"w:sz"_s, u"16"_s),
                     std::pair(u"w:space"_s, u"11"_s), std::pair(u"w:color"_s, u"FF0000"_s)})
                m_xml.writeAttribute(name, value);
            m_xml.writeEndElement();
        }
        if (form.before > 0) {
            m_xml.writeEmptyElement(u"w:spacing"_s);
            m_xml.writeAttribute(u"w:before"_s, QString::number(form.before));
        }
    }

    void writeParagraph(QStringView style, const QList<Run> &runs, const ParagraphForm &form = {})
    {
        m_xml.writeStartElement(u"w:p"_s);
        m_xml.writeStartElement(u"w:pPr"_s);
        m_xml.writeEmptyElement(u"w:pStyle"_s);
        m_xml.writeAttribute(u"w:val"_s, docxStyleId(style));
        writeForm(form);
        m_xml.writeEndElement();
        for (const Run &run : runs) {
            m_xml.writeStartElement(u"w:r"_s);
            if (run.isEntry) {
                m_xml.writeStartElement(u"w:rPr"_s);
                m_xml.writeEmptyElement(u"w:rStyle"_s);
                m_xml.writeAttribute(u"w:val"_s, docxStyleId(docxstyle::Entry));
                if (form.halfPoints > 0) {
                    m_xml.writeEmptyElement(u"w:sz"_s);
                    m_xml.writeAttribute(u"w:val"_s, QString::number(form.halfPoints));
                }
                m_xml.writeEndElement();
            }
            writeText(run.text);
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    /// An element of one text, or nothing where it is not on the page.
    void writeElement(QStringView style, const QString &text, const ParagraphForm &form = {},
        const QString &before = {}, const QString &after = {})
    {
        if (!text.isEmpty())
            writeParagraph(style, {{before}, {text, true}, {after}}, form);
    }

    void writeList(QStringView style, const QStringList &entries, const QString &before, const QString &after,
        const ParagraphForm &form = {})
    {
        if (entries.isEmpty())
            return;
        QList<Run> runs{Run{before}};
        for (const QString &entry : entries) {
            if (runs.size() > 1)
                runs.append(Run{u"，"_s});
            runs.append(Run{entry, true});
        }
        runs.append(Run{after});
        writeParagraph(style, runs, form);
    }

    void writeHead(const OfficialDocument &document)
    {
        writeElement(docxstyle::CopyNumber, document.copyNumber);
        writeElement(docxstyle::Secrecy, document.secrecy);
        writeElement(docxstyle::Urgency, document.urgency);
        int marks = 0;
        for (const QString &mark : {document.copyNumber, document.secrecy, document.urgency})
            marks += mark.isEmpty() ? 0 : 1;
        ParagraphForm mark;
        mark.before = std::max(MarkTop - marks * DocxRow, 1);
        const auto characters = std::max<qsizetype>(1, document.issuerMark.toUcs4().size());
        mark.halfPoints = static_cast<int>(std::min(LargestMark, MarkWidth / characters));
        writeElement(docxstyle::IssuerMark, document.issuerMark, mark);
        // Under the last of what stands above the red line.
        const bool isRuled = document.format == Format::Document;
        ParagraphForm number;
        number.hasRedLine = isRuled && document.signers.isEmpty();
        writeElement(docxstyle::Number, document.number, number);
        ParagraphForm signers;
        signers.hasRedLine = isRuled;
        writeList(docxstyle::Signers, document.signers, u"签发人："_s, {}, signers);
        writeElement(docxstyle::Title, document.title);
        writeList(docxstyle::Recipients, document.recipients, {}, u"："_s);
    }

    void writeTable(const Table &table)
    {
        m_xml.writeStartElement(u"w:tbl"_s);
        m_xml.writeStartElement(u"w:tblPr"_s);
        writeBorders();
        if (table.orientation != TableOrientation::AsColumnsNeed) {
            const bool isSideways = table.orientation == TableOrientation::Sideways;
            m_xml.writeEmptyElement(u"w:tblDescription"_s);
            m_xml.writeAttribute(u"w:val"_s, (isSideways ? docxproperty::Sideways : docxproperty::Upright).toString());
        }
        m_xml.writeEndElement();
        writeGrid(table);
        for (qsizetype i = 0; i < table.rows.size(); ++i)
            writeRow(table.rows.at(i), i < table.headRows);
        m_xml.writeEndElement();
        // Tables that touch would become one.
        m_xml.writeEmptyElement(u"w:p"_s);
    }

    void writeBorders()
    {
        m_xml.writeStartElement(u"w:tblBorders"_s);
        for (const QString &side :
            {u"w:top"_s, u"w:left"_s, u"w:bottom"_s, u"w:right"_s, u"w:insideH"_s, u"w:insideV"_s}) {
            m_xml.writeEmptyElement(side);
            m_xml.writeAttribute(u"w:val"_s, u"single"_s);
            m_xml.writeAttribute(u"w:sz"_s, u"4"_s);
        }
        m_xml.writeEndElement();
    }

    void writeGrid(const Table &table)
    {
        constexpr int textWidth = 8845; // 156 mm in twentieths of a point.
        qsizetype columns = 1;
        for (const QStringList &row : table.rows)
            columns = std::max(columns, row.size());
        m_xml.writeStartElement(u"w:tblGrid"_s);
        // By the longest text of each, within limits that leave something to the others.
        constexpr qsizetype least = 4;
        constexpr qsizetype most = 16;
        constexpr qsizetype margins = 1; // Of a character's width together.
        QList<qsizetype> shares(columns, least);
        for (const QStringList &row : table.rows) {
            for (qsizetype i = 0; i < row.size(); ++i)
                shares[i] = std::clamp(row.at(i).size() + margins, shares.at(i), most);
        }
        const qsizetype whole = std::accumulate(shares.cbegin(), shares.cend(), qsizetype(0));
        for (const qsizetype share : std::as_const(shares)) {
            m_xml.writeEmptyElement(u"w:gridCol"_s);
            m_xml.writeAttribute(u"w:w"_s, QString::number(textWidth * share / whole));
        }
        m_xml.writeEndElement();
    }

    void writeRow(const QStringList &cells, bool isHead)
    {
        m_xml.writeStartElement(u"w:tr"_s);
        m_xml.writeStartElement(u"w:trPr"_s);
        m_xml.writeEmptyElement(u"w:cantSplit"_s);
        if (isHead)
            m_xml.writeEmptyElement(u"w:tblHeader"_s);
        m_xml.writeEndElement();
        for (const QString &cell : cells) {
            m_xml.writeStartElement(u"w:tc"_s);
            writeParagraph(docxstyle::Cell, {{cell}});
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    void writeBlock(const Block &block)
    {
        if (const auto *paragraph = std::get_if<Paragraph>(&block))
            writeParagraph(docxstyle::Paragraph, {{paragraph->text}});
        else if (const auto *heading = std::get_if<Heading>(&block))
            writeParagraph(docxstyle::Headings[std::clamp(heading->level, 1, 4) - 1], {{heading->text}});
        else if (const auto *picture = std::get_if<Picture>(&block))
            writeElement(docxstyle::Picture, picture->source);
        else
            writeTable(std::get<Table>(block));
    }

    void writeSignature(const OfficialDocument &document)
    {
        for (qsizetype i = 0; i < document.attachments.size(); ++i) {
            QString label = i == 0 ? u"附件："_s : u"　　　"_s;
            if (document.attachments.size() > 1)
                label += u"%1."_s.arg(i + 1);
            ParagraphForm statement; // 7.3.4: a row is free above the first.
            statement.before = i == 0 ? DocxRow : 0;
            writeElement(docxstyle::Statement, document.attachments.at(i).name, statement, label);
        }
        for (qsizetype i = 0; i < document.signatories.size(); ++i) {
            ParagraphForm signatory;
            signatory.before = i == 0 ? 2 * DocxRow : 0;
            writeElement(docxstyle::Signatories, document.signatories.at(i), signatory);
        }
        writeElement(docxstyle::Date, chineseDate(document.date));
        writeElement(docxstyle::Note, document.note, {}, u"（"_s, u"）"_s);
    }

    void writeAnnexes(const OfficialDocument &document)
    {
        for (qsizetype i = 0; i < document.attachments.size(); ++i) {
            const Attachment &attachment = document.attachments.at(i);
            if (attachment.body.isEmpty())
                continue;
            ParagraphForm mark;
            mark.startsPage = true;
            writeParagraph(docxstyle::AnnexMark, {{u"附件%1"_s.arg(i + 1)}}, mark);
            writeElement(docxstyle::AnnexTitle, attachment.name);
            for (const Block &block : attachment.body)
                writeBlock(block);
        }
    }

    void writeImprint(const OfficialDocument &document)
    {
        writeList(docxstyle::Attendees, document.attendees, u"出席："_s, u"。"_s);
        writeList(docxstyle::Excused, document.excused, u"请假："_s, u"。"_s);
        writeList(docxstyle::Observers, document.observers, u"列席："_s, u"。"_s);
        writeList(docxstyle::CopyTo, document.copyTo, u"抄送："_s, u"。"_s);
        QList<Run> runs;
        if (!document.printer.isEmpty())
            runs.append(Run{document.printer, true});
        if (document.printDate.isValid())
            runs.append(Run{u"　"_s + chineseDate(document.printDate) + u"印发"_s});
        if (!runs.isEmpty())
            writeParagraph(docxstyle::Printer, runs);
    }

    /// A4 with 37 mm above, 35 below, 28 left and 26 right: 156 mm by 225 mm of text (GB/T 9704-2012 5.2.1).
    void writeSection()
    {
        m_xml.writeStartElement(u"w:sectPr"_s);
        m_xml.writeEmptyElement(u"w:pgSz"_s);
        m_xml.writeAttribute(u"w:w"_s, u"11906"_s);
        m_xml.writeAttribute(u"w:h"_s, u"16838"_s);
        m_xml.writeEmptyElement(u"w:pgMar"_s);
        for (const auto &[side, width] :
            {std::pair(u"w:top"_s, u"2098"_s), std::pair(u"w:right"_s, u"1474"_s), std::pair(u"w:bottom"_s, u"1984"_s),
                std::pair(u"w:left"_s, u"1587"_s), std::pair(u"w:header"_s, u"851"_s),
                std::pair(u"w:footer"_s, u"1587"_s), std::pair(u"w:gutter"_s, u"0"_s)})
            m_xml.writeAttribute(side, width);
        m_xml.writeEndElement();
    }

    QXmlStreamWriter m_xml;
};

const QByteArray contentTypes =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>)";

const QByteArray packageRelationships =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>)";

const QByteArray documentRelationships =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)";

QByteArray propertiesPart(const OfficialDocument &document)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"Properties"_s);
    xml.writeAttribute(u"xmlns"_s, u"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"_s);
    xml.writeAttribute(u"xmlns:vt"_s, u"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"_s);
    int number = 2; // 0 and 1 are taken by the format.
    for (const auto &[name, value] : docxProperties(document)) {
        xml.writeStartElement(u"property"_s);
        xml.writeAttribute(u"fmtid"_s, u"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"_s);
        xml.writeAttribute(u"pid"_s, QString::number(number++));
        xml.writeAttribute(u"name"_s, name);
        xml.writeTextElement(u"vt:lpwstr"_s, value);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace

Result<QByteArray> exportDocx(const OfficialDocument &document)
{
    const QStringList texts = textsOf(document);
    if (!std::ranges::all_of(texts, [](const QString &text) { return isPageText(text); }))
        return Error{ErrorCode::InvalidInput, "document.docx-text", {}};
    QByteArray body;
    BodyWriter(body).write(document);
    return archive::writeZip({{u"[Content_Types].xml"_s, contentTypes}, {u"_rels/.rels"_s, packageRelationships},
        {u"word/document.xml"_s, body}, {u"word/styles.xml"_s, docxStyleSheet()},
        {u"word/_rels/document.xml.rels"_s, documentRelationships},
        {u"docProps/custom.xml"_s, propertiesPart(document)}});
}

} // namespace wenyi::document
