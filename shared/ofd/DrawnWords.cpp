// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/DrawnWords.h"

#include "shared/ofd/Geometry.h"

#include <algorithm>
#include <cmath>

namespace wenyi::ofd {

namespace {

using layout::Point;
using layout::Rect;

constexpr double LowestMark = 0.4;    ///< Of the em, as the rest: lower ones are stops, dots and underlines.
constexpr double HighestMark = 1.35;  ///< Higher ones are logos, seals and signatures.
constexpr double NarrowestMark = 0.1; ///< A 1 is wider.
constexpr double WidestMark = 20;
constexpr double BesideLine = 0.25; ///< How far a mark may reach over or under the line.
constexpr double NextTo = 1.2;      ///< How far the next character may be.
constexpr double MostOver = 0.25;   ///< Of the mark's box: what lies over characters frames, strikes or marks them.
constexpr double LargestOver = 3;   ///< Times the mark's height.
constexpr int SameColor = 80;       ///< Of 255.
constexpr int FaintestMark = 40;    ///< Of 255.
constexpr double StripHeight = 5;   ///< mm
constexpr int LastStrip = 1000;
constexpr double SameDistance = 0.06; ///< Of it.

int stripOf(double y)
{
    return static_cast<int>(std::clamp(y / StripHeight, 0.0, double(LastStrip)));
}

bool isNear(const layout::Color &one, const layout::Color &other)
{
    return std::max({std::abs(one.red - other.red), std::abs(one.green - other.green), std::abs(one.blue - other.blue)})
           <= SameColor;
}

bool isSame(double one, double other)
{
    return std::abs(one - other) < 0.001;
}

/// What tells a figure from a character.
struct Figure
{
    QList<Point> ends; ///< Of its segments.
    int parts = 0;
    bool isCurved = false;
    bool isUpright = true; ///< Every segment runs along or down the page.
};

Figure figureOf(const QList<layout::PathElement> &elements)
{
    Figure figure;
    for (const layout::PathElement &element : elements) {
        if (const auto *move = std::get_if<layout::MoveTo>(&element)) {
            ++figure.parts;
            figure.ends.append(move->to);
        } else if (const auto *line = std::get_if<layout::LineTo>(&element)) {
            const Point from = figure.ends.isEmpty() ? line->to : figure.ends.constLast();
            figure.isUpright = figure.isUpright && (isSame(from.x, line->to.x) || isSame(from.y, line->to.y));
            figure.ends.append(line->to);
        } else if (const auto *curve = std::get_if<layout::CurveTo>(&element)) {
            figure.isCurved = true;
            figure.ends.append(curve->to);
        }
    }
    const auto isSamePoint = [](Point one, Point other) { return isSame(one.x, other.x) && isSame(one.y, other.y); };
    if (figure.ends.size() > 1 && isSamePoint(figure.ends.constFirst(), figure.ends.constLast()))
        figure.ends.removeLast();
    return figure;
}

/// Circles, stars, polygons and rounded frames: every end lies on one of two circles about the middle.
bool isRegular(const Figure &figure)
{
    if (figure.parts != 1 || figure.ends.size() < 4)
        return false;
    Point middle;
    const auto count = static_cast<double>(figure.ends.size());
    for (const Point end : figure.ends) {
        middle.x += end.x / count;
        middle.y += end.y / count;
    }
    QList<double> distances;
    for (const Point end : figure.ends)
        distances.append(std::hypot(end.x - middle.x, end.y - middle.y));
    const auto [least, most] = std::ranges::minmax(distances);
    return std::ranges::all_of(distances, [least = least, most = most](double distance) {
        return distance <= least * (1 + SameDistance) || distance >= most * (1 - SameDistance);
    });
}

bool isLikeWriting(const Figure &figure)
{
    const bool isPlain = !figure.isCurved && (figure.isUpright || figure.ends.size() <= 4);
    return !isPlain && !isRegular(figure);
}

} // namespace

void DrawnWords::addLine(
    const QString &words, double size, const layout::Color &color, const QList<layout::Rect> &glyphs)
{
    if (glyphs.isEmpty())
        return;
    Bounds bounds;
    for (const Rect &glyph : glyphs) {
        bounds.add(Point{glyph.x, glyph.y});
        bounds.add(Point{rightOf(glyph), bottomOf(glyph)});
    }
    const Line line{words, size, color, glyphs, bounds.rect()};
    for (int strip = stripOf(line.box.y); strip <= stripOf(bottomOf(line.box)); ++strip)
        m_rows[strip].append(m_lines.size());
    m_lines.append(line);
}

void DrawnWords::addPath(const layout::Path &path, const layout::Transform &toPage)
{
    const auto &color = path.fill ? path.fill : path.stroke;
    if (!color || color->alpha < FaintestMark)
        return;
    const QList<layout::PathElement> elements = mapped(path.elements, toPage);
    if (!isLikeWriting(figureOf(elements)))
        return;
    Bounds bounds;
    bounds.add(elements);
    m_marks.append({bounds.rect(), color});
}

void DrawnWords::addPicture(const layout::Rect &box)
{
    m_marks.append({box, std::nullopt});
}

bool DrawnWords::standsIn(const Line &line, const Mark &mark)
{
    const double height = mark.box.height / line.size;
    const double width = mark.box.width / line.size;
    if (height < LowestMark || height > HighestMark || width < NarrowestMark || width > WidestMark
        || (mark.color && !isNear(*mark.color, line.color)))
        return false;
    const double beside = BesideLine * line.size;
    if (mark.box.y < line.box.y - beside || bottomOf(mark.box) > bottomOf(line.box) + beside)
        return false;
    return std::ranges::any_of(line.glyphs, [&](const Rect &glyph) {
        const double gap = std::max(glyph.x - rightOf(mark.box), mark.box.x - rightOf(glyph));
        return gap <= NextTo * line.size;
    });
}

const DrawnWords::Line *DrawnWords::lineOf(const Mark &mark, qsizetype &comparisons) const
{
    const Line *found = nullptr;
    double over = 0;
    for (const qsizetype index : m_rows.value(stripOf(mark.box.y + mark.box.height / 2))) {
        const Line &line = m_lines[index];
        comparisons -= std::min<qsizetype>(comparisons, 1 + line.glyphs.size());
        if (comparisons == 0)
            return nullptr;
        if (!found && standsIn(line, mark))
            found = &line;
        // A watermark's large characters lie over anything.
        if (line.size > LargestOver * mark.box.height)
            continue;
        for (const Rect &glyph : line.glyphs)
            over += sharedArea(glyph, mark.box);
    }
    return over <= MostOver * mark.box.width * mark.box.height ? found : nullptr;
}

std::optional<QString> DrawnWords::find(qsizetype &comparisons) const
{
    for (const Mark &mark : m_marks) {
        const Line *line = lineOf(mark, comparisons);
        if (comparisons == 0)
            break;
        if (line)
            return line->words;
    }
    return {};
}

} // namespace wenyi::ofd
