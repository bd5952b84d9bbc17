// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxHead.h"

#include "shared/document/docx/DocxStyleSheet.h"
#include "shared/document/docx/DocxStyles.h"

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

// Twentieths of a point.
constexpr int Character = 320; // Of 3号.
constexpr int Width = docxTextWidth(DocxPage::Upright);
// GB/T 9704-2012 7.2.4: the mark's top 35 mm under the area's, an order's (10.2) 20 mm; as large as its author likes
// within 22 mm and one line.
constexpr int MarkTop = 1984;
constexpr int OrderMarkTop = 1134;
// 10.1: a letter's mark 30 mm from the paper's top, over lines of 170 mm; under them, seven eighths of 3号 lower, the
// marks at the left and the number at the right.
constexpr int LetterMarkTop = 1701;
constexpr qsizetype LetterMarkLargest = 88; // Half points.
constexpr int LetterLineGap = 130;          // 4 mm from the characters.
constexpr int LetterGap = 274;
constexpr qsizetype LargestMark = 124; // Half points.
constexpr qsizetype MarkWidth = 884;   // Half points in 156 mm.
// Of its size, from a mark's line to the next: by their faces alone programs would each choose another height.
constexpr double MarkLine = 1.15;
// The mark of several issuers, of its names' size; as on our own pages.
constexpr double JointPitch = 1.3;
constexpr double JointTail = 1.5;
constexpr double JointGap = 0.6;
constexpr double JointHeight = 620; // Half points: about half the page's text.
constexpr double SmallestName = 32; // Half points.
constexpr int Slack = 60;           // So that what just fits is not parted.

constexpr qsizetype SignersPerRow = 2; // 7.2.6
constexpr int RowsUnderMark = 2;       // 7.2.5

qsizetype longestOf(const QStringList &texts)
{
    qsizetype longest = 1;
    for (const QString &text : texts)
        longest = std::max(longest, text.toUcs4().size());
    return longest;
}

/// 7.2.4: 文件 at the right of the names, in the middle of their height.
void addJointMark(DocxFlow &flow, const OfficialDocument &document, int before)
{
    DocxParagraph above;
    above.form.line = before;
    flow.add(above);
    const QString tail = jointMarkTail(document.issuerMark);
    const auto longest = static_cast<double>(longestOf(document.issuers));
    const double tailWidth = tail.isEmpty() ? 0 : JointGap + JointTail * static_cast<double>(tail.size());
    const double down = static_cast<double>(document.issuers.size() - 1) * JointPitch + 1;
    const double fitting = std::max(SmallestName, JointHeight / down);
    const double size = std::min({LargestMark / JointTail, MarkWidth / (longest + tailWidth), fitting});
    // A half point is ten twentieths.
    const auto length = [size](double characters) { return static_cast<int>(characters * size * 10); };
    DocxTable table;
    table.place.anchor = DocxPlace::Centred;
    table.columns = {length(longest) + Slack};
    DocxParagraphForm form;
    form.halfPoints = static_cast<int>(size);
    form.line = length(JointPitch);
    DocxTableRow row;
    DocxCell names{{}, DocxCell::Middle};
    for (const QString &issuer : document.issuers)
        names.paragraphs.append({docxstyle::JointIssuer, {{issuer, DocxRunKind::Entry}}, form});
    row.cells = {names};
    if (!tail.isEmpty()) {
        table.columns.append(length(tailWidth) + Slack);
        form.halfPoints = static_cast<int>(JointTail * size);
        form.line = length(JointPitch * JointTail);
        form.align = u"right";
        row.cells.append(DocxCell{{{docxstyle::IssuerMark, {{tail, DocxRunKind::Entry}}, form}}, DocxCell::Middle});
    }
    table.rows = {row};
    flow.addTable(table);
}

DocxParagraph markOf(const QString &text, qsizetype largest)
{
    const auto characters = std::max<qsizetype>(1, text.toUcs4().size());
    DocxParagraph mark{docxstyle::IssuerMark, {{text, DocxRunKind::Entry}}};
    mark.form.halfPoints = static_cast<int>(std::min(largest, MarkWidth / characters));
    mark.form.line = static_cast<int>(MarkLine * mark.form.halfPoints * 10);
    return mark;
}

void addMark(DocxFlow &flow, const OfficialDocument &document, int before)
{
    DocxParagraph mark = markOf(document.issuerMark, LargestMark);
    mark.form.before = before;
    if (!document.issuerMark.isEmpty())
        flow.add(mark);
}

/// 份号, 密级和保密期限, 紧急程度: in this order (7.2.1 to 7.2.3), whoever takes the docx away (decision 23).
QList<DocxParagraph> marksOf(const OfficialDocument &document)
{
    QList<DocxParagraph> marks;
    const auto append = [&marks](QStringView style, const QString &text) {
        if (!text.isEmpty())
            marks.append({style, {{text, DocxRunKind::Entry}}});
    };
    append(docxstyle::CopyNumber, document.copyNumber);
    append(docxstyle::Secrecy, document.secrecy);
    append(docxstyle::Urgency, document.urgency);
    return marks;
}

/// 7.2.5, 7.2.6: the number one character in from the left, beside the last row of signers, who stand two in a row.
void addSignedNumber(DocxFlow &flow, const OfficialDocument &document)
{
    const QString label = u"签发人："_s;
    const auto rows = static_cast<int>((document.signers.size() + SignersPerRow - 1) / SignersPerRow);
    DocxParagraph number{docxstyle::Number, {{document.number, DocxRunKind::Entry}}};
    number.form.align = u"left";
    number.form.leftIndent = Character;
    number.form.before = (RowsUnderMark + rows - 1) * DocxRow;
    DocxParagraph signers{docxstyle::Signers, {{label}}};
    signers.form.align = u"left";
    signers.form.face = docxface::Kai;
    signers.form.leftIndent = signers.form.hanging = static_cast<int>(label.size()) * Character;
    for (qsizetype i = 0; i < document.signers.size(); ++i) {
        if (i > 0 && i % SignersPerRow == 0)
            signers.runs.append({{}, DocxRunKind::Break});
        else if (i > 0)
            signers.runs.append({u"　"_s});
        signers.runs.append({document.signers.at(i), DocxRunKind::Entry});
    }
    const auto inRow = std::min(SignersPerRow, document.signers.size());
    const auto characters = label.size() + inRow * (longestOf(document.signers) + 1);
    const int width = std::min(static_cast<int>(characters) * Character + Slack, Width * 2 / 3);
    DocxTable table;
    table.columns = {Width - width, width};
    DocxTableRow row;
    row.cells = {DocxCell{{number}, DocxCell::Bottom}, DocxCell{{signers}, DocxCell::Bottom}};
    table.rows = {row};
    DocxParagraphForm behind;
    behind.redLine = DocxRedLine::Under;
    flow.addTable(table, DocxPage::Upright, behind);
}

/// The heads of all layouts but the letter's.
void addSheetHead(DocxFlow &flow, const OfficialDocument &document)
{
    const QList<DocxParagraph> marks = marksOf(document);
    for (const DocxParagraph &mark : marks)
        flow.add(mark);
    const int top = document.format == Format::Order ? OrderMarkTop : MarkTop;
    const int before = std::max(top - static_cast<int>(marks.size()) * DocxRow, 1);
    if (hasJointMark(document))
        addJointMark(flow, document, before);
    else
        addMark(flow, document, before);
    if (document.format == Format::Document && !document.signers.isEmpty())
        return addSignedNumber(flow, document);
    DocxParagraphForm number;
    if (document.format != Format::Order)
        number.redLine = DocxRedLine::Under;
    flow.addElement(docxstyle::Number, document.number, number);
    flow.addList(docxstyle::Signers, document.signers, u"签发人："_s, {});
}

void addLetterHead(DocxFlow &flow, const OfficialDocument &document)
{
    if (!document.issuerMark.isEmpty()) {
        DocxParagraph lines;
        lines.form.before = LetterLineGap;
        lines.form.line = DocxLinesApart;
        lines.form.redLine = DocxRedLine::ThickThin;
        DocxTableRow row;
        row.cells = {DocxCell{{markOf(document.issuerMark, LetterMarkLargest), lines}}};
        DocxTable table;
        table.columns = {DocxLetterLine};
        table.place = {DocxPlace::Page, DocxLetterLeft, LetterMarkTop};
        table.rows = {row};
        flow.addTable(table);
    }
    QList<DocxParagraph> marks = marksOf(document);
    DocxParagraph number{docxstyle::Number, {{document.number, DocxRunKind::Entry}}};
    number.form.align = u"right";
    number.form.before = LetterGap;
    if (marks.isEmpty() && !document.number.isEmpty()) {
        flow.add(number);
    } else if (!marks.isEmpty()) {
        marks.first().form.before = LetterGap;
        DocxTableRow row;
        row.cells = {DocxCell{marks}, DocxCell{{number}}};
        DocxTable table;
        table.columns = {Width * 2 / 5, Width - Width * 2 / 5};
        table.rows = {row};
        flow.addTable(table);
    }
    flow.addList(docxstyle::Signers, document.signers, u"签发人："_s, {});
}

} // namespace

bool hasJointMark(const OfficialDocument &document)
{
    return document.issuers.size() > 1 && (document.format == Format::Document || document.format == Format::Order);
}

QString jointMarkTail(const QString &mark)
{
    for (const QString &tail : {u"文件"_s, u"命令"_s, u"令"_s}) {
        if (mark.endsWith(tail))
            return tail;
    }
    return {};
}

void addDocxHead(DocxFlow &flow, const OfficialDocument &document)
{
    if (document.format == Format::Letter)
        addLetterHead(flow, document);
    else
        addSheetHead(flow, document);
    flow.addElement(docxstyle::Title, document.title);
    flow.addList(docxstyle::Recipients, document.recipients, {}, u"："_s);
}

} // namespace wenyi::document
