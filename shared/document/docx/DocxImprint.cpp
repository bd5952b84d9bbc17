// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxImprint.h"

#include "shared/document/ChineseDate.h"
#include "shared/document/docx/DocxStyles.h"

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// 7.4.2, 7.4.3: free on both sides, a character of 4号 in twentieths of a point.
constexpr int Inset = 280;

/// By indents of the paragraph: a cell's margins would move the table in some programs and not in others.
DocxTableRow rowOf(DocxParagraph paragraph, int hanging = 0)
{
    paragraph.form.hanging = hanging;
    paragraph.form.leftIndent = Inset + hanging;
    paragraph.form.rightIndent = Inset;
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
    paragraph.form.rightTab = docxTextWidth(DocxPage::Upright) - Inset;
    return paragraph;
}

} // namespace

void addDocxImprint(DocxFlow &flow, const OfficialDocument &document)
{
    const bool isLetter = document.format == Format::Letter;
    DocxTable table;
    table.columns = {docxTextWidth(DocxPage::Upright)};
    table.rules = isLetter ? DocxRules::None : DocxRules::Imprint;
    table.place = {DocxPlace::AreaBottom, DocxBinding, 0};
    const QString label = u"抄送："_s; // Further lines begin behind it.
    if (!document.copyTo.isEmpty())
        table.rows.append(rowOf({docxstyle::CopyTo, docxEntries(document.copyTo, {label}, u"，"_s, u"。"_s)},
            static_cast<int>(label.size()) * Inset));
    if (!isLetter && (!document.printer.isEmpty() || document.printDate.isValid()))
        table.rows.append(rowOf(printerOf(document)));
    if (!table.rows.isEmpty())
        flow.addTable(table);
}

} // namespace wenyi::document
