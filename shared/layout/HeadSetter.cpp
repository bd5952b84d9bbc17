// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/HeadSetter.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Signers stand two in a row (7.2.6).
constexpr int SignersPerRow = 2;

double textWidth(const TextLine &line)
{
    return line.width;
}

} // namespace

void HeadSetter::set(const document::OfficialDocument &document)
{
    setMarks(document);
    const double markBottom = setIssuerMark(document.issuerMark);
    // 7.2.5: two blank lines under the mark.
    const double numberBottom = setNumber(document, markBottom + 2 * Pitch);
    const double ruleTop = numberBottom + RedLineGap;
    m_pages.beginField(u"redLine"_s);
    m_pages.addRule(0, Left, ruleTop, BodyWidth, RedLineWidth, Red);
    // Back to the grid: the row nearest to where the line ends.
    m_pages.goToRow(static_cast<int>(std::lround((ruleTop + RedLineWidth - Top) / Pitch)));
}

void HeadSetter::setMarks(const document::OfficialDocument &document)
{
    // 7.2.1 to 7.2.3: from the first line down, those that there are.
    m_pages.goToRow(0);
    const auto setMark = [this](const QString &field, const QString &text, FontRole role) {
        if (text.isEmpty())
            return;
        m_pages.beginField(field);
        m_pages.addLine(setLine(text, role, Size3, Black, m_pages.fonts()));
    };
    setMark(u"copyNumber"_s, document.copyNumber, FontRole::FangSong);
    setMark(u"secrecy"_s, document.secrecy, FontRole::Hei);
    setMark(u"urgency"_s, document.urgency, FontRole::Hei);
}

double HeadSetter::setIssuerMark(const QString &mark)
{
    const double top = Top + IssuerMarkTop;
    if (mark.isEmpty())
        return top;
    // 7.2.4: the size is free; the mark fills most of the width and stays on one line.
    const double fitting = BodyWidth / static_cast<double>(mark.size());
    const double size = std::min(IssuerMarkLargest, fitting);
    const TextLine line = setLine(mark, FontRole::SmallTitleSong, size, Red, m_pages.fonts());
    m_pages.beginField(u"issuerMark"_s);
    m_pages.addLineAt(0, line, (BodyWidth - textWidth(line)) / 2, top, size);
    return top + size;
}

double HeadSetter::setNumber(const document::OfficialDocument &document, double top)
{
    const TextLine line = setLine(document.number, FontRole::FangSong, Size3, Black, m_pages.fonts());
    if (document.signers.isEmpty()) {
        m_pages.beginField(u"number"_s);
        m_pages.addLineAt(0, line, (BodyWidth - textWidth(line)) / 2, top, Size3);
        return top + Size3;
    }
    // 7.2.5: in a document to a superior the number stands left by one character, beside the last row of signers.
    const double lastRow = setSigners(document.signers, top);
    m_pages.beginField(u"number"_s);
    m_pages.addLineAt(0, line, Cell, lastRow, Size3);
    return lastRow + Size3;
}

double HeadSetter::setSigners(const QStringList &signers, double top)
{
    const QString label = u"签发人："_s;
    const TextLine labelLine = setLine(label, FontRole::FangSong, Size3, Black, m_pages.fonts());
    QList<TextLine> rows;
    for (qsizetype i = 0; i < signers.size(); i += SignersPerRow) {
        const QString names = signers.mid(i, SignersPerRow).join(u"　"_s);
        rows.append(setLine(names, FontRole::Kai, Size3, Black, m_pages.fonts()));
    }
    double widest = 0;
    for (const TextLine &row : std::as_const(rows))
        widest = std::max(widest, textWidth(row));
    const double namesLeft = BodyWidth - Cell - widest;
    m_pages.beginField(u"signers"_s);
    m_pages.addLineAt(0, labelLine, namesLeft - textWidth(labelLine), top, Size3);
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_pages.addLineAt(0, rows.at(i), namesLeft, top + static_cast<double>(i) * Pitch, Size3);
    return top + static_cast<double>(rows.size() - 1) * Pitch;
}

} // namespace wenyi::layout
