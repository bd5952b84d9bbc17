// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxHead.h"

#include "shared/document/docx/DocxStyleSheet.h"
#include "shared/document/docx/DocxStyles.h"

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

// GB/T 9704-2012 7.2.4: the mark's top 35 mm under the area's, as large as its author likes within 22 mm and one line.
constexpr int MarkTop = 1984;          // Twentieths of a point.
constexpr qsizetype LargestMark = 124; // Half points.
constexpr qsizetype MarkWidth = 884;   // Half points in 156 mm.

void addMark(DocxFlow &flow, const OfficialDocument &document, int before)
{
    DocxParagraphForm mark;
    mark.before = before;
    const auto characters = std::max<qsizetype>(1, document.issuerMark.toUcs4().size());
    mark.halfPoints = static_cast<int>(std::min(LargestMark, MarkWidth / characters));
    flow.addElement(docxstyle::IssuerMark, document.issuerMark, mark);
}

} // namespace

void addDocxHead(DocxFlow &flow, const OfficialDocument &document)
{
    flow.addElement(docxstyle::CopyNumber, document.copyNumber);
    flow.addElement(docxstyle::Secrecy, document.secrecy);
    flow.addElement(docxstyle::Urgency, document.urgency);
    int marks = 0;
    for (const QString &mark : {document.copyNumber, document.secrecy, document.urgency})
        marks += mark.isEmpty() ? 0 : 1;
    addMark(flow, document, std::max(MarkTop - marks * DocxRow, 1));
    // Under the last of what stands above the red line.
    const bool isRuled = document.format == Format::Document;
    DocxParagraphForm number;
    number.hasRedLine = isRuled && document.signers.isEmpty();
    flow.addElement(docxstyle::Number, document.number, number);
    DocxParagraphForm signers;
    signers.hasRedLine = isRuled;
    flow.addList(docxstyle::Signers, document.signers, u"签发人："_s, {}, signers);
    flow.addElement(docxstyle::Title, document.title);
    flow.addList(docxstyle::Recipients, document.recipients, {}, u"："_s);
}

} // namespace wenyi::document
