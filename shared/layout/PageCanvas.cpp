// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PageCanvas.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/PageMarks.h"

#include <algorithm>

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// Of the rules of marked text: seen in a title's heavy face, too.
double markWidth(double size)
{
    return std::max(0.3, size * 0.06);
}

/// Clause 8: a table's head is at the binding of odd pages and at the edge of even ones, on the left of both.
constexpr Transform quarterTurn{0, -1, 1, 0, 0, PageHeight};

Point movedPoint(Point point, const Transform &transform)
{
    return {transform.a * point.x + transform.c * point.y + transform.e,
        transform.b * point.x + transform.d * point.y + transform.f};
}

/// The upright rectangle around a turned one.
Rect movedRect(const Rect &box, const Transform &transform)
{
    const Point one = movedPoint({box.x, box.y}, transform);
    const Point other = movedPoint({box.x + box.width, box.y + box.height}, transform);
    return {std::min(one.x, other.x), std::min(one.y, other.y), std::abs(one.x - other.x), std::abs(one.y - other.y)};
}

void unite(Rect &whole, const Rect &part)
{
    const double right = std::max(whole.x + whole.width, part.x + part.width);
    const double bottom = std::max(whole.y + whole.height, part.y + part.height);
    whole.x = std::min(whole.x, part.x);
    whole.y = std::min(whole.y, part.y);
    whole.width = right - whole.x;
    whole.height = bottom - whole.y;
}

} // namespace

PageCanvas::PageCanvas(FontSetRef fonts)
    : m_fonts(std::move(fonts))
{
}

void PageCanvas::ensurePages(qsizetype count)
{
    while (m_pages.size() < count) {
        m_pages.append(PageScene{PageWidth, PageHeight, {}, {}});
        m_orientations.append(Orientation::Upright);
    }
}

void PageCanvas::beginField(const QString &name)
{
    m_field = name;
}

void PageCanvas::turn(qsizetype page, Orientation orientation)
{
    m_orientations[page] = orientation;
}

Transform PageCanvas::toPage(qsizetype page) const
{
    return orientation(page) == Orientation::Sideways ? quarterTurn : Transform{};
}

void PageCanvas::addLine(qsizetype page, TextLine line, double x, double top, double size)
{
    noteMissing(line.missing);
    const Point origin{x, top + Ascent * size};
    const Rect bounds{x + line.indent, top, line.width - line.indent, size};
    for (const LineRule &rule : std::as_const(line.rules)) {
        addMark(page, rule, origin, markWidth(size));
        noteChange(page, rule.change, {x + rule.x, top, rule.width, size});
    }
    for (GlyphRun &run : line.runs) {
        for (Glyph &glyph : run.glyphs) {
            glyph.origin.x += origin.x;
            glyph.origin.y += origin.y;
        }
        run.transform = toPage(page);
        addItem(page, std::move(run), bounds);
    }
}

void PageCanvas::addMark(qsizetype page, const LineRule &rule, const Point &origin, double thickness)
{
    const QList<double> &dashes = rulePattern(rule.pattern);
    const double left = origin.x + rule.x;
    const double middle = origin.y - rule.rise;
    if (dashes.isEmpty())
        return addRule(page, left, middle - thickness / 2, rule.width, thickness, rule.color);
    Path path;
    path.elements = {MoveTo{movedPoint({left, middle}, toPage(page))},
        LineTo{movedPoint({left + rule.width, middle}, toPage(page))}};
    path.stroke = rule.color;
    path.lineWidth = thickness;
    path.lineStyle.dashes = dashes;
    addItem(page, std::move(path), {left, middle - thickness / 2, rule.width, thickness});
}

void PageCanvas::noteChange(qsizetype page, int change, const Rect &box)
{
    if (change < 0)
        return;
    const Rect onPage = movedRect(box, toPage(page));
    // What has several rules is at one place.
    const auto isSame = [&](const ChangePlace &one) {
        return one.change == change && one.page == page && one.box == onPage;
    };
    if (std::none_of(m_changes.crbegin(), m_changes.crbegin() + std::min<qsizetype>(m_changes.size(), 8), isSame))
        m_changes.append({change, page, onPage});
}

void PageCanvas::addRule(qsizetype page, double left, double top, double width, double thickness, const Color &color)
{
    Path rule;
    const Rect box = movedRect({left, top, width, thickness}, toPage(page));
    rule.elements = {MoveTo{{box.x, box.y}}, LineTo{{box.x + box.width, box.y}},
        LineTo{{box.x + box.width, box.y + box.height}}, LineTo{{box.x, box.y + box.height}}, ClosePath{}};
    rule.fill = color;
    addItem(page, std::move(rule), {left, top, width, thickness});
}

void PageCanvas::addPicture(qsizetype page, const QByteArray &encoded, const Rect &box)
{
    Image image;
    image.encoded = encoded;
    image.box = box;
    image.transform = toPage(page);
    addItem(page, std::move(image), box);
}

void PageCanvas::addItem(qsizetype page, SceneItem item, const Rect &bounds)
{
    PageScene &scene = m_pages[page];
    const qsizetype index = scene.items.size();
    const Rect onPage = movedRect(bounds, toPage(page));
    scene.items.append(std::move(item));
    if (!scene.fields.isEmpty()) {
        SceneField &last = scene.fields.last();
        if (last.name == m_field && last.firstItem + last.itemCount == index) {
            unite(last.bounds, onPage);
            ++last.itemCount;
            return;
        }
    }
    scene.fields.append({m_field, index, 1, onPage});
}

void PageCanvas::noteMissing(const QString &characters)
{
    for (const char32_t character : characters.toUcs4()) {
        const QString one = QString::fromUcs4(&character, 1);
        if (!m_missing.contains(one))
            m_missing += one;
    }
}

void PageCanvas::addHeading(const QString &title, int level, qsizetype page, double top)
{
    // An outline leads to a height of the page as it lies: a turned one is shown from its top.
    m_outline.append({title, level, page, orientation(page) == Orientation::Sideways ? Top : top});
}

TypesetDocument PageCanvas::finish(const QString &title, QList<SealPlace> sealPlaces)
{
    return {{title, std::move(m_pages)}, std::move(sealPlaces), std::move(m_outline), m_missing, std::move(m_changes)};
}

} // namespace wenyi::layout
