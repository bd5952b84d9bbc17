// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxSections.h"

#include "shared/document/docx/DocxParagraph.h"
#include "shared/document/docx/DocxStyles.h"
#include "shared/document/docx/DocxTable.h"

#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// The pages that have a footer of their own.
enum class Footer { Odd, Even, SidewaysOdd, SidewaysEven, LetterFirst };

constexpr Footer footers[] = {
    Footer::Odd, Footer::Even, Footer::SidewaysOdd, Footer::SidewaysEven, Footer::LetterFirst};

// Twentieths of a point.
constexpr int PageWidth = 11906;
constexpr int PageHeight = 16838;
constexpr int Above = 2098;     // 37 mm
constexpr int Below = 1984;     // 35 mm
constexpr int Edge = 1474;      // 26 mm
constexpr int Character = 280;  // Of 4号.
constexpr int NumberLine = 400; // A page number's line.
// 7.5: the dash, which runs through the middle of its em square, 7 mm under the area. With four fifths of an exact line
// above the baseline, the line's end is then so far from the paper's.
constexpr int FootDistance = 1400;
// The same on a page on its side (clause 8), whose foot is the margin at its left.
constexpr int NumberLeft = 1387;

QString idOf(Footer footer)
{
    return u"footer%1"_s.arg(static_cast<int>(footer) + 1);
}

void writeAttributes(QXmlStreamWriter &xml, const QList<std::pair<QString, int>> &attributes)
{
    for (const auto &[name, value] : attributes)
        xml.writeAttribute(name, QString::number(value));
}

bool isOdd(Footer footer)
{
    return footer == Footer::Odd || footer == Footer::SidewaysOdd;
}

/// 7.5: — 1 —, on odd pages at the right, on even ones at the left, one character in.
DocxParagraph numberOf(Footer footer)
{
    DocxParagraph number{docxstyle::PageNumber, {{u"— "_s}, {u"1"_s, DocxRunKind::PageNumber}, {u" —"_s}}};
    number.form.align = isOdd(footer) ? u"right" : u"left";
    (isOdd(footer) ? number.form.rightIndent : number.form.leftIndent) = Character;
    return number;
}

/// Clause 8: where it is on other pages, so turned on a page that is read sideways: down along the margin at its left.
DocxTable turnedNumberOf(Footer footer)
{
    DocxTable table;
    table.columns = {NumberLine};
    table.place = DocxPlace{DocxPlace::Page, NumberLeft, DocxBinding};
    DocxTableRow row;
    row.cells = {DocxCell{{numberOf(footer)}, DocxCell::Turned}};
    row.height = docxTextWidth(DocxPage::Upright);
    table.rows = {row};
    return table;
}

/// 10.1: 20 mm from the paper's bottom.
DocxTable letterLine()
{
    constexpr int top = 15591; // 275 mm
    DocxParagraph line{docxstyle::PageNumber, {}};
    line.form.line = DocxLinesApart;
    line.form.redLine = DocxRedLine::ThinThick;
    DocxTableRow row;
    row.cells = {DocxCell{{line}}};
    DocxTable table;
    table.columns = {DocxLetterLine};
    table.place = {DocxPlace::Page, DocxLetterLeft, top};
    table.rows = {row};
    return table;
}

QByteArray footerPart(Footer footer)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"w:ftr"_s);
    xml.writeAttribute(u"xmlns:w"_s, u"http://schemas.openxmlformats.org/wordprocessingml/2006/main"_s);
    if (footer == Footer::Odd || footer == Footer::Even) {
        writeDocxParagraph(xml, numberOf(footer));
    } else {
        writeDocxTable(xml, footer == Footer::LetterFirst ? letterLine() : turnedNumberOf(footer));
        writeDocxParagraph(xml, {docxstyle::PageNumber, {}});
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

const QByteArray settingsPart =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>)";

} // namespace

void writeDocxSection(QXmlStreamWriter &xml, DocxPage page, DocxFirstPage first)
{
    const bool isUpright = page == DocxPage::Upright;
    xml.writeStartElement(u"w:sectPr"_s);
    const auto refer = [&xml](const QString &type, Footer footer) {
        xml.writeEmptyElement(u"w:footerReference"_s);
        xml.writeAttribute(u"w:type"_s, type);
        xml.writeAttribute(u"r:id"_s, idOf(footer));
    };
    refer(u"default"_s, isUpright ? Footer::Odd : Footer::SidewaysOdd);
    refer(u"even"_s, isUpright ? Footer::Even : Footer::SidewaysEven);
    if (first == DocxFirstPage::Plain)
        refer(u"first"_s, Footer::LetterFirst);
    xml.writeEmptyElement(u"w:pgSz"_s);
    writeAttributes(
        xml, {{u"w:w"_s, isUpright ? PageWidth : PageHeight}, {u"w:h"_s, isUpright ? PageHeight : PageWidth}});
    if (!isUpright)
        xml.writeAttribute(u"w:orient"_s, u"landscape"_s);
    // The foot of a page on its side is at its left, the binding edge above.
    xml.writeEmptyElement(u"w:pgMar"_s);
    writeAttributes(
        xml, {{u"w:top"_s, isUpright ? Above : DocxBinding}, {u"w:right"_s, isUpright ? Edge : Above},
                 {u"w:bottom"_s, isUpright ? Below : Edge}, {u"w:left"_s, isUpright ? DocxBinding : Below},
                 {u"w:header"_s, 851}, {u"w:footer"_s, isUpright ? FootDistance : 567}, {u"w:gutter"_s, 0}});
    if (first == DocxFirstPage::Plain)
        xml.writeEmptyElement(u"w:titlePg"_s);
    xml.writeEndElement();
}

QList<archive::ArchiveEntry> docxSectionParts()
{
    QList<archive::ArchiveEntry> parts{{u"word/settings.xml"_s, settingsPart}};
    for (const Footer footer : footers)
        parts.append({u"word/%1.xml"_s.arg(idOf(footer)), footerPart(footer)});
    return parts;
}

QByteArray docxSectionRelationships()
{
    const QString kinds = u"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"_s;
    QString text = uR"(<Relationship Id="settings" Type="%1settings" Target="settings.xml"/>)"_s.arg(kinds);
    for (const Footer footer : footers)
        text += uR"(<Relationship Id="%2" Type="%1footer" Target="%2.xml"/>)"_s.arg(kinds, idOf(footer));
    return text.toUtf8();
}

QByteArray docxSectionContentTypes()
{
    const QString kinds = u"application/vnd.openxmlformats-officedocument.wordprocessingml."_s;
    QString text = uR"(<Override PartName="/word/settings.xml" ContentType="%1settings+xml"/>)"_s.arg(kinds);
    for (const Footer footer : footers)
        text += uR"(<Override PartName="/word/%2.xml" ContentType="%1footer+xml"/>)"_s.arg(kinds, idOf(footer));
    return text.toUtf8();
}

} // namespace wenyi::document
