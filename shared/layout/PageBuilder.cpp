// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageBuilder.h"

#include "shared/layout/Gb9704.h"

#include <algorithm>

namespace wenyi::layout {

using namespace gb9704;

double rowTop(int row)
{
    return Top + row * Pitch;
}

PageBuilder::PageBuilder(FontSetRef fonts)
    : m_fonts(std::move(fonts))
{
    ensurePages(1);
}

void PageBuilder::ensurePages(qsizetype count)
{
    while (m_pages.size() < count)
        m_pages.append(PageScene{PageWidth, PageHeight, {}, {}});
}

void PageBuilder::beginField(const QString &name)
{
    m_field = name;
}

int PageBuilder::rowsLeft() const
{
    return LinesPerPage - m_next.row;
}

void PageBuilder::skipRows(int count)
{
    // Blank rows at the end of a page are not carried to the next.
    m_next.row = std::min(m_next.row + count, LinesPerPage);
}

void PageBuilder::startPage()
{
    m_next = {m_next.page + 1, 0};
    ensurePages(m_next.page + 1);
}

void PageBuilder::goToRow(int row)
{
    m_next.row = std::clamp(row, 0, LinesPerPage);
}

GridPlace PageBuilder::takeRow()
{
    return takeRows(1);
}

GridPlace PageBuilder::takeRows(int count)
{
    if (m_next.row + count > LinesPerPage)
        startPage();
    const GridPlace taken = m_next;
    m_next.row += count;
    return taken;
}

GridPlace PageBuilder::addLine(const TextLine &line, double x)
{
    const GridPlace place = takeRow();
    // Larger characters keep the row's centre.
    const double size = line.runs.isEmpty() ? Size3 : line.runs.constFirst().size;
    addLineAt(place.page, line, x, rowTop(place.row) - (size - Size3) / 2, size);
    return place;
}

void PageBuilder::addLineAt(qsizetype page, const TextLine &line, double x, double top, double size)
{
    noteMissing(line.missing);
    const Point origin{Left + x, top + Ascent * size};
    for (GlyphRun run : line.runs) {
        for (Glyph &glyph : run.glyphs) {
            glyph.origin.x += origin.x;
            glyph.origin.y += origin.y;
        }
        const Rect bounds{Left + x + line.indent, top, line.width - line.indent, size};
        addItem(page, std::move(run), bounds);
    }
}

void PageBuilder::addRule(qsizetype page, double left, double top, double width, double thickness, const Color &color)
{
    Path rule;
    rule.elements = {MoveTo{{left, top}}, LineTo{{left + width, top}}, LineTo{{left + width, top + thickness}},
        LineTo{{left, top + thickness}}, ClosePath{}};
    rule.fill = color;
    addItem(page, std::move(rule), {left, top, width, thickness});
}

void PageBuilder::addItem(qsizetype page, SceneItem item, const Rect &bounds)
{
    PageScene &scene = m_pages[page];
    const qsizetype index = scene.items.size();
    scene.items.append(std::move(item));
    if (!scene.fields.isEmpty()) {
        SceneField &last = scene.fields.last();
        if (last.name == m_field && last.firstItem + last.itemCount == index) {
            const double right = std::max(last.bounds.x + last.bounds.width, bounds.x + bounds.width);
            const double bottom = std::max(last.bounds.y + last.bounds.height, bounds.y + bounds.height);
            last.bounds.x = std::min(last.bounds.x, bounds.x);
            last.bounds.y = std::min(last.bounds.y, bounds.y);
            last.bounds.width = right - last.bounds.x;
            last.bounds.height = bottom - last.bounds.y;
            ++last.itemCount;
            return;
        }
    }
    scene.fields.append({m_field, index, 1, bounds});
}

void PageBuilder::noteMissing(const QString &characters)
{
    for (const char32_t character : characters.toUcs4()) {
        const QString one = QString::fromUcs4(&character, 1);
        if (!m_missing.contains(one))
            m_missing += one;
    }
}

void PageBuilder::addHeading(const QString &title, int level, const GridPlace &place)
{
    m_outline.append({title, level, place.page, rowTop(place.row)});
}

TypesetDocument PageBuilder::finish(const QString &title, QList<SealPlace> sealPlaces)
{
    return {{title, std::move(m_pages)}, std::move(sealPlaces), std::move(m_outline), m_missing};
}

} // namespace wenyi::layout
