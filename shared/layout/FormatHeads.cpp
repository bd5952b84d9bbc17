// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FormatHeads.h"

#include "shared/document/ChineseDate.h"
#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Signers stand two in a row (7.2.6).
constexpr qsizetype SignersPerRow = 2;
/// Blank rows under a mark, above the number (7.2.5, 10.2).
constexpr int RowsUnderMark = 2;

/// The area whose first row is the row of the whole page's grid nearest to what ends at `bottom`.
PageArea areaUnder(double bottom)
{
    const double row = std::clamp(std::round((bottom - Top) / Pitch), 0.0, LinesPerPage - 1.0);
    return areaBetween(Top + row * Pitch, BodyBottom);
}

} // namespace

void DocumentHead::set(const document::OfficialDocument &document, int rowsBelow)
{
    setMarks(document, Top);
    const auto rowsOfSigners = (document.signers.size() + SignersPerRow - 1) / SignersPerRow;
    const double below = (RowsUnderMark + rowsBelow + static_cast<double>(rowsOfSigners)) * Pitch + Size3 + RedLineGap;
    const double markBottom = setIssuerMark(document, Top + IssuerMarkTop, BodyBottom - below);
    const double numberBottom = setNumber(document, markBottom + RowsUnderMark * Pitch);
    const double lineTop = numberBottom + RedLineGap; // 7.2.7
    addRedLine(Left, lineTop, BodyWidth, RedLineWidth);
    m_pages.openArea(areaUnder(lineTop + RedLineWidth));
}

double DocumentHead::setNumber(const document::OfficialDocument &document, double top)
{
    const TextLine line = lineOf(document.number);
    if (document.signers.isEmpty()) {
        addCentred(u"number"_s, line, top, Size3);
        return top + Size3;
    }
    // 7.2.5: in a document to a superior the number stands left by one character, beside the last row of signers.
    const auto rows = static_cast<double>((document.signers.size() + SignersPerRow - 1) / SignersPerRow);
    setSigners(document.signers, top);
    const double lastRow = top + (rows - 1) * Pitch;
    addText(u"number"_s, line, Left + Cell, lastRow);
    return lastRow + Size3;
}

void DocumentHead::setSigners(const QStringList &signers, double top)
{
    // 7.2.6: two in a row, in the order of their organs, evenly; further rows begin under the first name.
    const TextLine label = lineOf(u"签发人："_s);
    double widest = 0;
    for (const QString &signer : signers)
        widest = std::max(widest, lineOf(signer, FontRole::Kai).width);
    const qsizetype columns = std::min(SignersPerRow, signers.size());
    const double width = static_cast<double>(columns) * widest + static_cast<double>(columns - 1) * Cell;
    const double namesLeft = BodyRight - Cell - width;
    addText(u"signers"_s, label, namesLeft - label.width, top);
    for (qsizetype i = 0; i < signers.size(); ++i) {
        const auto column = static_cast<double>(i % SignersPerRow);
        const auto row = static_cast<double>(i / SignersPerRow);
        const TextLine name = spreadTo(lineOf(signers.at(i), FontRole::Kai), widest);
        addText(u"signers"_s, name, namesLeft + column * (widest + Cell), top + row * Pitch);
    }
}

void LetterHead::set(const document::OfficialDocument &document, int rowsBelow)
{
    Q_UNUSED(rowsBelow) // The mark is the first organ's alone.
    const QString mark = document.issuerMark.isEmpty() ? document.issuers.value(0) : document.issuerMark;
    const double markBottom = setMarkLine(mark, LetterMarkTop, LetterMarkLargest);
    const double left = (PageWidth - LetterLineWidth) / 2;
    // Above thick and thin, below thin and thick.
    const double upper = markBottom + LetterLineGap;
    addRedLine(left, upper, LetterLineWidth, LetterThickLine);
    addRedLine(left, upper + LetterThickLine + LetterLinesApart, LetterLineWidth, LetterThinLine);
    const double linesHeight = LetterThickLine + LetterLinesApart + LetterThinLine;
    const double lower = PageHeight - LetterLineBottom - linesHeight;
    addRedLine(left, lower, LetterLineWidth, LetterThinLine);
    addRedLine(left, lower + LetterThinLine + LetterLinesApart, LetterLineWidth, LetterThickLine);

    const double top = upper + linesHeight + LetterTextGap;
    const int marks = setMarks(document, top);
    const TextLine number = lineOf(document.number);
    addText(u"number"_s, number, BodyRight - number.width, top);
    // A last row stands over the second line as the first one under the upper: the rows fill what is between.
    PageArea area = areaBetween(top + std::max(1, marks) * Pitch, lower - LetterTextGap);
    area.pitch = pitchFor(area, area.rows, area.bottom);
    m_pages.openArea(area);
}

void OrderHead::set(const document::OfficialDocument &document, int rowsBelow)
{
    setMarks(document, Top);
    const double lowest = BodyBottom - (RowsUnderMark + rowsBelow + 1) * Pitch;
    double bottom = setIssuerMark(document, Top + OrderMarkTop, lowest);
    if (!document.number.isEmpty()) {
        const double top = bottom + RowsUnderMark * Pitch;
        addCentred(u"number"_s, lineOf(document.number), top, Size3);
        bottom = top + Size3;
    }
    // Two blank rows, then the text: its first row's top is as far under the number as the grid says.
    m_pages.openArea(areaBetween(bottom + Pitch - Size3, BodyBottom));
}

void MinutesHead::set(const document::OfficialDocument &document, int rowsBelow)
{
    Q_UNUSED(rowsBelow) // Minutes have one mark.
    setMarks(document, Top);
    double bottom = setMarkLine(document.issuerMark, Top + IssuerMarkTop, IssuerMarkLargest);
    if (!document.number.isEmpty()) {
        const double top = bottom + RowsUnderMark * Pitch;
        addCentred(u"number"_s, lineOf(document.number), top, Size3);
        bottom = top + Size3;
    }
    const bool dated = document.signatories.isEmpty() && document.date.isValid();
    if (!document.issuers.isEmpty() || dated) {
        const double top = bottom + Pitch - Size3;
        if (!document.issuers.isEmpty())
            addText(u"issuer"_s, lineOf(document.issuers.constFirst()), Left + Cell, top);
        const TextLine date = lineOf(dated ? wenyi::document::chineseDate(document.date) : QString());
        if (dated)
            addText(u"date"_s, date, BodyRight - Cell - date.width, top);
        bottom = top + Size3;
    }
    addRedLine(Left, bottom + RedLineGap, BodyWidth, RedLineWidth);
    m_pages.openArea(areaUnder(bottom + RedLineGap + RedLineWidth));
}

} // namespace wenyi::layout
