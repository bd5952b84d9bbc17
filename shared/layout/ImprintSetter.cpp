// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/ImprintSetter.h"

#include "shared/document/ChineseDate.h"
#include "shared/layout/Gb9704.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// One character free on both sides (7.4.2, 7.4.3).
constexpr double Inset = Size4;
constexpr auto RowsOnPage = static_cast<qsizetype>(BodyHeight / ImprintPitch);

} // namespace

ImprintSetter::ImprintSetter(
    PageBuilder &pages, const document::OfficialDocument &document, ImprintForm form, const QStringList &recipients)
    : m_pages(pages)
    , m_document(document)
    , m_form(form)
{
    appendList(u"recipients"_s, u"主送："_s, recipients);
    // 7.4.2: no rule between the recipients that were moved here and those of copies.
    appendList(u"copyTo"_s, u"抄送："_s, document.copyTo);
    if (form == ImprintForm::Ruled && !document.printer.isEmpty())
        m_rows.append({u"printer"_s, {}, !m_rows.isEmpty()});
}

void ImprintSetter::appendList(const QString &field, const QString &label, const QStringList &names)
{
    if (names.isEmpty())
        return;
    const double hanging = static_cast<double>(label.size()) * Size4;
    SetParagraph text = setParagraph({{label + names.join(u'，') + u'。', FontRole::FangSong}},
        {Size4, Size4, BodyWidth - 2 * Inset, 0, hanging, Black}, m_pages.fonts());
    m_pages.canvas().noteMissing(text.missing);
    for (TextLine &line : text.lines)
        m_rows.append({field, std::move(line), false});
}

double ImprintSetter::height() const
{
    return static_cast<double>(std::min(m_rows.size(), RowsOnPage)) * ImprintPitch;
}

qsizetype ImprintSetter::firstPage(double textBottom) const
{
    const qsizetype lastText = m_pages.canvas().pageCount() - 1;
    const bool mustBeEven = m_form == ImprintForm::Ruled;
    const qsizetype pages = (m_rows.size() + RowsOnPage - 1) / RowsOnPage;
    // Pages count from 0 here, from 1 on paper.
    const auto mayEndOn = [mustBeEven](qsizetype page) { return !mustBeEven || page % 2 == 1; };
    const bool upright = m_pages.canvas().orientation(lastText) == Orientation::Upright;
    if (pages == 1 && upright && mayEndOn(lastText) && textBottom + height() <= BodyBottom)
        return lastText;
    return mayEndOn(lastText + pages) ? lastText + 1 : lastText + 2;
}

void ImprintSetter::set(double textBottom)
{
    if (m_rows.isEmpty())
        return;
    qsizetype page = firstPage(textBottom);
    const qsizetype onLast = (m_rows.size() - 1) % RowsOnPage + 1;
    // A list longer than a page fills the pages before the last one.
    for (qsizetype first = 0; first < m_rows.size(); ++page) {
        const bool isLast = first + onLast == m_rows.size();
        const qsizetype count = isLast ? onLast : RowsOnPage;
        m_pages.canvas().ensurePages(page + 1);
        setRows(page, first, count);
        first += count;
    }
}

void ImprintSetter::setRows(qsizetype page, qsizetype first, qsizetype count)
{
    PageCanvas &canvas = m_pages.canvas();
    const bool ruled = m_form == ImprintForm::Ruled;
    const auto addRule = [&](double top, double thickness) {
        canvas.beginField(u"imprint"_s);
        canvas.addRule(page, Left, top, BodyWidth, thickness, Black);
    };
    double top = BodyBottom - static_cast<double>(count) * ImprintPitch;
    if (ruled && first == 0)
        addRule(top, ImprintOuterLine);
    for (qsizetype i = first; i < first + count; ++i, top += ImprintPitch) {
        const Row &row = m_rows.at(i);
        if (ruled && row.ruleAbove && i > first)
            addRule(top, ImprintInnerLine);
        if (row.field == u"printer"_s) {
            setPrinter(page, top);
            continue;
        }
        canvas.beginField(row.field);
        canvas.addLine(page, row.line, Left + Inset, top + (ImprintPitch - Size4) / 2, Size4);
    }
    // 7.4.1: the last rule lies on the area's bottom.
    if (ruled && first + count == m_rows.size())
        addRule(BodyBottom - ImprintOuterLine, ImprintOuterLine);
}

void ImprintSetter::setPrinter(qsizetype page, double top)
{
    const auto lineOf = [this](const QString &text) {
        return setLine(text, FontRole::FangSong, Size4, Black, m_pages.fonts());
    };
    PageCanvas &canvas = m_pages.canvas();
    const double textTop = top + (ImprintPitch - Size4) / 2;
    canvas.beginField(u"printer"_s);
    canvas.addLine(page, lineOf(m_document.printer), Left + Inset, textTop, Size4);
    if (!m_document.printDate.isValid())
        return;
    const TextLine date = lineOf(document::chineseDate(m_document.printDate) + u"印发"_s);
    canvas.beginField(u"printDate"_s);
    canvas.addLine(page, date, BodyRight - Inset - date.width, textTop, Size4);
}

void setPageNumbers(PageBuilder &pages, qsizetype first, qsizetype end)
{
    PageCanvas &canvas = pages.canvas();
    canvas.beginField(u"pageNumber"_s);
    for (qsizetype page = first; page < end; ++page) {
        // 7.5: 4号, a dash on each side, under the area; odd pages right, even pages left, one character in.
        const TextLine line = setLine(u"— %1 —"_s.arg(page + 1), FontRole::Song, Size4, gb9704::Black, pages.fonts());
        const double x = page % 2 == 0 ? BodyRight - Size4 - line.width : Left + Size4;
        // Clause 8: where it is on other pages, however what is on the page is turned.
        canvas.turn(page, Orientation::Upright);
        // The dash runs through the middle of the em square.
        canvas.addLine(page, line, x, BodyBottom + PageNumberGap - Size4 / 2, Size4);
    }
}

} // namespace wenyi::layout
