// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SignatorySetter.h"

#include "shared/document/ChineseDate.h"
#include "shared/layout/Gb9704.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;
using document::Signing;

namespace {

/// Free above the first names, so that a seal's top is within a row of the text.
constexpr int RowsAboveSeals = 2;
/// From one row of names to the next: seals of an office do not touch.
constexpr int RowsPerSeal = 5;
/// What the last row of seals on a page needs: seals end inside the area.
constexpr int LeastRowsPerSeal = 3;
constexpr int MostPerRow = 3;        ///< 7.3.5.1: seals end inside the area.
constexpr int RowsAboveUnsealed = 1; ///< 7.3.5.2
constexpr int RowsAboveStamps = 2;   ///< 7.3.5.3
constexpr int LeastRowsPerStamp = 2;
constexpr int RowsBetweenStamps = 1;
constexpr int RowsAboveDate = 1; ///< Under a stamp (7.3.5.3).

} // namespace

SignatorySetter::SignatorySetter(PageBuilder &pages, const document::OfficialDocument &document, const StampSize &stamp)
    : m_pages(pages)
    , m_signing(effectiveSigning(document))
    , m_signatories(document.signatories)
    , m_stamp(stamp)
    , m_date(lineOf(wenyi::document::chineseDate(document.date)))
{
}

TextLine SignatorySetter::lineOf(const QString &text) const
{
    return setLine(text, FontRole::FangSong, Size3, Black, m_pages.fonts());
}

double SignatorySetter::widestName() const
{
    double widest = 0;
    for (const QString &name : m_signatories)
        widest = std::max(widest, lineOf(name).width);
    return widest;
}

SignatorySetter::SealRows SignatorySetter::sealRows() const
{
    const double widest = widestName();
    const double half = std::max(SealRoom, widest) / 2;
    const double apart = std::max(SealRoom + SealsApart, widest + Cell);
    const double overDate = BodyWidth - DateRightIndent * Cell - m_date.width / 2;
    for (int perRow = MostPerRow; perRow > 1; --perRow) {
        // The last seal is over the date where that leaves room for the others, else further right.
        const double least = half + (perRow - 1) * apart;
        const double most = BodyWidth - half;
        if (least <= most)
            return {perRow, apart, std::clamp(overDate, least, most)};
    }
    return {1, apart, std::min(overDate, std::max(BodyWidth / 2, BodyWidth - half))};
}

int SignatorySetter::rowsOfSeals() const
{
    const auto perRow = static_cast<qsizetype>(sealRows().perRow);
    return static_cast<int>((m_signatories.size() + perRow - 1) / perRow);
}

int SignatorySetter::rowsPerStamp() const
{
    return std::max(LeastRowsPerStamp, static_cast<int>(std::ceil(m_stamp.height / Pitch)));
}

int SignatorySetter::rows() const
{
    if (m_signatories.isEmpty())
        return 0;
    const auto count = static_cast<int>(m_signatories.size());
    switch (m_signing) {
    case Signing::Seals:
        return RowsAboveSeals + (rowsOfSeals() - 1) * RowsPerSeal + 2; // The last names and the date.
    case Signing::Unsealed:
        return RowsAboveUnsealed + count + dateRows();
    case Signing::SignatureStamp:
        break;
    }
    return RowsAboveStamps + count * rowsPerStamp() + (count - 1) * RowsBetweenStamps + RowsAboveDate + dateRows();
}

double SignatorySetter::roomBelow() const
{
    return m_signing == Signing::Seals && !m_signatories.isEmpty() ? SealUnderDate : 0;
}

QList<SealPlace> SignatorySetter::set()
{
    if (m_signatories.isEmpty())
        return {};
    switch (m_signing) {
    case Signing::Seals:
        return setSeals();
    case Signing::Unsealed:
        return setUnsealed();
    case Signing::SignatureStamp:
        break;
    }
    return setStamps();
}

void SignatorySetter::addText(const QString &field, const TextLine &line, double x, qsizetype page, double top)
{
    m_pages.canvas().beginField(field);
    m_pages.canvas().addLine(page, line, Left + x, top, Size3);
}

void SignatorySetter::addDate(double x, const GridPlace &at)
{
    addText(u"date"_s, m_date, x, at.page, m_pages.topOf(at.row));
}

SealPlace SignatorySetter::addSignatory(const QString &name, double centre, const GridPlace &at)
{
    const TextLine line = lineOf(name);
    const double left = std::clamp(centre - line.width / 2, 0.0, std::max(0.0, BodyWidth - line.width));
    const double top = m_pages.topOf(at.row);
    addText(u"signatory"_s, line, left, at.page, top);
    // Seal and name share their centre; the seal stands higher than the middle of name and date.
    const double middle = top + (m_pages.area().pitch + Size3) / 2;
    return {name, at.page, {Left + left + line.width / 2, middle - SealBelowCentre}, SealKind::Seal};
}

GridPlace SignatorySetter::takeSealRow(bool isLast)
{
    // More rows of seals than a page holds go on at the top of the next.
    const int least = isLast ? 2 : LeastRowsPerSeal; // The last names and the date.
    if (m_pages.rowsLeft() < least) {
        m_pages.startPage();
        m_pages.skipRows(RowsAboveSeals);
    }
    return m_pages.takeRows(isLast ? least : std::min(RowsPerSeal, m_pages.rowsLeft()));
}

QList<SealPlace> SignatorySetter::setSeals()
{
    m_pages.skipRows(RowsAboveSeals);
    QList<SealPlace> places;
    SealRows rows = sealRows();
    if (m_signatories.size() == 1)
        rows = {1, 0, BodyWidth - DateRightIndent * Cell - m_date.width / 2};
    const auto perRow = static_cast<qsizetype>(rows.perRow);
    for (qsizetype first = 0; first < m_signatories.size(); first += perRow) {
        const QStringList names = m_signatories.mid(first, perRow);
        const bool isLast = first + perRow >= m_signatories.size();
        const GridPlace at = takeSealRow(isLast);
        // A last row that is not full stands at the right, where the date belongs.
        for (qsizetype i = 0; i < names.size(); ++i) {
            const auto fromLast = static_cast<double>(names.size() - 1 - i + (isLast ? 0 : perRow - names.size()));
            places.append(addSignatory(names.at(i), rows.lastCentre - fromLast * rows.apart, at));
        }
        // A long name moves in until it lies in the area, and the date with it.
        if (isLast)
            addDate(places.constLast().centre.x - Left - m_date.width / 2, {at.page, at.row + 1});
    }
    return places;
}

QList<SealPlace> SignatorySetter::setUnsealed()
{
    m_pages.skipRows(RowsAboveUnsealed);
    const double right = BodyWidth - UnsealedRightIndent * Cell;
    const double widest = widestName();
    double nameLeft = std::max(0.0, right - widest);
    double dateLeft = nameLeft + DateUnderName * Cell;
    if (m_date.width > widest) {
        dateLeft = right - m_date.width;
        nameLeft = dateLeft - DateUnderName * Cell;
    }
    for (const QString &name : std::as_const(m_signatories)) {
        const GridPlace at = m_pages.takeRows(1);
        addText(u"signatory"_s, lineOf(name), nameLeft, at.page, m_pages.topOf(at.row));
    }
    if (dateRows() > 0)
        addDate(dateLeft, m_pages.takeRows(1));
    return {};
}

QList<SealPlace> SignatorySetter::setStamps()
{
    m_pages.skipRows(RowsAboveStamps);
    QList<SealPlace> places;
    const double right = BodyWidth - StampRightIndent * Cell;
    const double dutyRight = right - m_stamp.width - StampDutyGap * Cell;
    for (qsizetype i = 0; i < m_signatories.size(); ++i) {
        if (i > 0)
            m_pages.skipRows(RowsBetweenStamps);
        const GridPlace at = m_pages.takeRows(rowsPerStamp());
        const double middle = m_pages.topOf(at.row) + ((rowsPerStamp() - 1) * m_pages.area().pitch + Size3) / 2;
        const TextLine duty = lineOf(m_signatories.at(i));
        addText(u"signatory"_s, duty, std::max(0.0, dutyRight - duty.width), at.page, middle - Size3 / 2);
        places.append(
            {m_signatories.at(i), at.page, {Left + right - m_stamp.width / 2, middle}, SealKind::SignatureStamp});
    }
    m_pages.skipRows(RowsAboveDate);
    if (dateRows() > 0)
        addDate(right - m_date.width, m_pages.takeRows(1));
    return places;
}

} // namespace wenyi::layout
