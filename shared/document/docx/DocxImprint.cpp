// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxImprint.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/docx/DocxStyles.h"

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// 7.4.2, 7.4.3: free on both sides, a character of 4号 in twentieths of a point.
constexpr int Inset = 280;

DocxTableRow rowOf(DocxParagraph paragraph)
{
    DocxTableRow row;
    row.cells = {DocxCell{{std::move(paragraph)}}};
    return row;
}

/// 7.4.3: the printer at the left, the date at the right.
DocxParagraph printerOf(const OfficialDocument &document)
{
    DocxParagraph paragraph{docxstyle::Printer, {{document.printer, DocxRunKind::Entry}}};
    if (document.printDate.isValid())
        paragraph.runs += {{{}, DocxRunKind::Tab}, {chineseDate(document.printDate) + u"印发"_s}};
    paragraph.form.rightTab = docxTextWidth(DocxPage::Upright) - 2 * Inset;
    return paragraph;
}

} // namespace

void addDocxImprint(DocxFlow &flow, const OfficialDocument &document)
{
    const bool isLetter = document.format == Format::Letter;
    DocxTable table;
    table.columns = {docxTextWidth(DocxPage::Upright)};
    table.margin = Inset;
    table.rules = isLetter ? DocxRules::None : DocxRules::Imprint;
    table.place.anchor = DocxPlace::AreaBottom;
    if (!document.copyTo.isEmpty())
        table.rows.append(rowOf({docxstyle::CopyTo, docxEntries(document.copyTo, {u"抄送："_s}, u"，"_s, u"。"_s)}));
    if (!isLetter && (!document.printer.isEmpty() || document.printDate.isValid()))
        table.rows.append(rowOf(printerOf(document)));
    if (!table.rows.isEmpty())
        flow.addTable(table);
}

} // namespace wenyi::document
