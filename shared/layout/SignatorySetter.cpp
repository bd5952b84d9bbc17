// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SignatorySetter.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Free above the first names, so that a seal's top is within a row of the text.
constexpr int RowsAbove = 2;
/// From one row of names to the next: seals of up to 50 mm do not touch.
constexpr int RowsPerSeal = 5;
constexpr int MostPerRow = 3; ///< 7.3.5.1: seals end inside the area.

QString arabicDate(const QDate &date)
{
    // 7.3.5.4: Arabic figures, the year in full, no leading zeros.
    return date.isValid() ? u"%1年%2月%3日"_s.arg(date.year()).arg(date.month()).arg(date.day()) : QString();
}

} // namespace

SignatorySetter::SignatorySetter(PageBuilder &pages, const document::OfficialDocument &document)
    : m_pages(pages)
    , m_signatories(document.signatories)
    , m_date(lineOf(arabicDate(document.date)))
{
    double widest = 0;
    for (const QString &name : std::as_const(m_signatories))
        widest = std::max(widest, lineOf(name).width + Cell);
    // As many in a row as their names leave room for.
    m_perRow = MostPerRow;
    while (m_perRow > 1 && BodyWidth / m_perRow < widest)
        --m_perRow;
}

TextLine SignatorySetter::lineOf(const QString &text) const
{
    return setLine(text, FontRole::FangSong, Size3, Black, m_pages.fonts());
}

int SignatorySetter::rows() const
{
    if (m_signatories.isEmpty())
        return 0;
    const auto rowsOfNames = static_cast<int>((m_signatories.size() + m_perRow - 1) / m_perRow);
    return RowsAbove + (rowsOfNames - 1) * RowsPerSeal + 2; // The last names and the date.
}

QList<SealPlace> SignatorySetter::set()
{
    if (m_signatories.isEmpty())
        return {};
    m_pages.skipRows(RowsAbove);
    return m_signatories.size() == 1 ? setOne() : setJoint();
}

SealPlace SignatorySetter::addSignatory(const QString &name, double centre, const GridPlace &at)
{
    const TextLine line = lineOf(name);
    const double left = std::clamp(centre - line.width / 2, 0.0, std::max(0.0, BodyWidth - line.width));
    m_pages.beginField(u"signatory"_s);
    m_pages.addLineAt(at.page, line, left, rowTop(at.row), Size3);
    // Seal and name share their centre; the seal stands higher than the middle of name and date.
    const double middle = rowTop(at.row) + (Pitch + Size3) / 2;
    return {name, at.page, {Left + left + line.width / 2, middle - SealBelowCentre}};
}

QList<SealPlace> SignatorySetter::setOne()
{
    const double right = BodyWidth - DateRightIndent * Cell;
    const GridPlace at = m_pages.takeRows(2);
    const SealPlace place = addSignatory(m_signatories.constFirst(), right - m_date.width / 2, at);
    // A long name moves in until it lies in the area, and the date with it.
    m_pages.beginField(u"date"_s);
    m_pages.addLineAt(at.page, m_date, place.centre.x - Left - m_date.width / 2, rowTop(at.row + 1), Size3);
    return {place};
}

QList<SealPlace> SignatorySetter::setJoint()
{
    QList<SealPlace> places;
    const double column = BodyWidth / m_perRow;
    for (qsizetype first = 0; first < m_signatories.size(); first += m_perRow) {
        const QStringList names = m_signatories.mid(first, m_perRow);
        const bool isLast = first + m_perRow >= m_signatories.size();
        const GridPlace at = m_pages.takeRows(isLast ? 2 : RowsPerSeal);
        // A last row that is not full stands at the right, where the date belongs.
        const qsizetype offset = m_perRow - names.size();
        for (qsizetype i = 0; i < names.size(); ++i)
            places.append(addSignatory(names.at(i), column * (static_cast<double>(offset + i) + 0.5), at));
        if (!isLast)
            continue;
        m_pages.beginField(u"date"_s);
        const double centre = places.constLast().centre.x - Left;
        m_pages.addLineAt(at.page, m_date, centre - m_date.width / 2, rowTop(at.row + 1), Size3);
    }
    return places;
}

} // namespace wenyi::layout
