// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/ImprintSetter.h"

#include "shared/layout/Gb9704.h"

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// One character free on both sides (7.4.2, 7.4.3).
constexpr double Inset = Size4;

} // namespace

qsizetype ImprintSetter::choosePage(double height)
{
    const qsizetype lastText = m_pages.pageCount() - 1;
    const double textBottom = Top + m_pages.next().row * Pitch;
    const bool even = lastText % 2 == 1; // Pages count from 0 here, from 1 on paper.
    if (even && textBottom + height <= BodyBottom)
        return lastText;
    return even ? lastText + 2 : lastText + 1;
}

void ImprintSetter::set(const document::OfficialDocument &document)
{
    if (document.printer.isEmpty() && document.copyTo.isEmpty())
        return;
    SetParagraph copies;
    if (!document.copyTo.isEmpty()) {
        const QString label = u"抄送："_s;
        const double hanging = static_cast<double>(label.size()) * Size4;
        copies = setParagraph({{label + document.copyTo.join(u'，') + u'。', FontRole::FangSong}},
            {Size4, Size4, BodyWidth - 2 * Inset, 0, hanging, Black}, m_pages.fonts());
        m_pages.noteMissing(copies.missing);
    }
    const qsizetype rows = copies.lines.size() + (document.printer.isEmpty() ? 0 : 1);
    const double height = static_cast<double>(rows) * ImprintPitch;
    const qsizetype page = choosePage(height);
    m_pages.ensurePages(page + 1);
    const double inRow = (ImprintPitch - Size4) / 2;
    double top = BodyBottom - height;
    m_pages.beginField(u"imprint"_s);
    m_pages.addRule(page, Left, top, BodyWidth, ImprintOuterLine, Black);
    for (const TextLine &line : copies.lines) {
        m_pages.beginField(u"copyTo"_s);
        m_pages.addLineAt(page, line, Inset, top + inRow, Size4);
        top += ImprintPitch;
    }
    if (!document.printer.isEmpty()) {
        if (!copies.lines.isEmpty()) {
            m_pages.beginField(u"imprint"_s);
            m_pages.addRule(page, Left, top, BodyWidth, ImprintInnerLine, Black);
        }
        m_pages.beginField(u"printer"_s);
        m_pages.addLineAt(page, setLine(document.printer, FontRole::FangSong, Size4, Black, m_pages.fonts()), Inset,
            top + inRow, Size4);
        const QDate date = document.printDate;
        const QString printed = u"%1年%2月%3日印发"_s.arg(date.year()).arg(date.month()).arg(date.day());
        const TextLine line =
            setLine(date.isValid() ? printed : QString(), FontRole::FangSong, Size4, Black, m_pages.fonts());
        m_pages.beginField(u"printDate"_s);
        m_pages.addLineAt(page, line, BodyWidth - Inset - line.width, top + inRow, Size4);
    }
    m_pages.beginField(u"imprint"_s);
    m_pages.addRule(page, Left, BodyBottom - ImprintOuterLine, BodyWidth, ImprintOuterLine, Black);
}

void setPageNumbers(PageBuilder &pages, qsizetype numbered)
{
    for (qsizetype page = 0; page < numbered; ++page) {
        // 7.5: 4号, a dash on each side, under the area; odd pages right, even pages left, one character in.
        const TextLine line = setLine(u"— %1 —"_s.arg(page + 1), FontRole::Song, Size4, gb9704::Black, pages.fonts());
        const double x = page % 2 == 0 ? BodyWidth - Size4 - line.width : Size4;
        pages.beginField(u"pageNumber"_s);
        // The dash runs through the middle of the em square.
        pages.addLineAt(page, line, x, BodyBottom + PageNumberGap - Size4 / 2, Size4);
    }
}

} // namespace wenyi::layout
