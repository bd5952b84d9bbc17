// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/PaintConversions.h"

#include <QLinearGradient>
#include <QRadialGradient>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wenyi::layout {

namespace {

struct PathBuilder
{
    QPainterPath &path;
    void operator()(const MoveTo &step) const { path.moveTo(toPoint(step.to)); }
    void operator()(const LineTo &step) const { path.lineTo(toPoint(step.to)); }
    void operator()(const CurveTo &step) const
    {
        path.cubicTo(toPoint(step.control1), toPoint(step.control2), toPoint(step.to));
    }
    void operator()(const ClosePath &) const { path.closeSubpath(); }
};

/// Qt goes on with the outermost colours always: where the shading ends, these are transparent.
QGradientStops toStops(const Shading &shading)
{
    constexpr double Sharp = 1e-4;
    constexpr double Step = 1e-7; // Qt keeps one colour a place.
    QGradientStops stops;
    double last = -1;
    for (const ColorStop &stop : shading.stops) {
        const double lowest = shading.extendsStart ? 0 : Sharp;
        const double highest = shading.extendsEnd ? 1 : 1 - Sharp;
        const double position = std::max(std::clamp(stop.position, lowest, highest), last + Step);
        stops.append({std::min(position, 1.0), toColor(stop.color)});
        last = position;
    }
    const auto clear = [](QColor color) {
        color.setAlpha(0);
        return color;
    };
    if (!shading.extendsStart)
        stops.prepend({0, clear(stops.constFirst().second)});
    if (!shading.extendsEnd)
        stops.append({1, clear(stops.constLast().second)});
    return stops;
}

} // namespace

QPainterPath toPath(const QList<PathElement> &elements, FillRule rule)
{
    QPainterPath path;
    path.setFillRule(rule == FillRule::EvenOdd ? Qt::OddEvenFill : Qt::WindingFill);
    for (const PathElement &element : elements)
        std::visit(PathBuilder{path}, element);
    return path;
}

QBrush toBrush(const Shading &shading, const QTransform &itemToPage)
{
    bool canInvert = false;
    const QTransform toItem = itemToPage.inverted(&canInvert);
    if (shading.stops.isEmpty() || !canInvert)
        return Qt::NoBrush;
    const auto brushOf = [&](QGradient gradient) {
        gradient.setStops(toStops(shading));
        QBrush brush(gradient);
        brush.setTransform(toTransform(shading.transform) * toItem);
        return brush;
    };
    if (shading.kind == Shading::Kind::Axial)
        return brushOf(QLinearGradient(toPoint(shading.start), toPoint(shading.end)));
    // Qt runs from the focal circle to the other one.
    return brushOf(
        QRadialGradient(toPoint(shading.end), shading.endRadius, toPoint(shading.start), shading.startRadius));
}

std::optional<Shading> underShading(const Shading &shading)
{
    const double distance = std::hypot(shading.end.x - shading.start.x, shading.end.y - shading.start.y);
    const bool isNested = distance <= std::abs(shading.endRadius - shading.startRadius);
    if (shading.kind != Shading::Kind::Radial || isNested || shading.extendsEnd)
        return std::nullopt;
    Shading turned = shading;
    std::swap(turned.start, turned.end);
    std::swap(turned.startRadius, turned.endRadius);
    std::swap(turned.extendsStart, turned.extendsEnd);
    std::reverse(turned.stops.begin(), turned.stops.end());
    for (ColorStop &stop : turned.stops)
        stop.position = 1 - stop.position;
    return turned;
}

QPen toPen(const Path &path, const QBrush &brush)
{
    const LineStyle &style = path.lineStyle;
    QPen pen(brush, path.lineWidth);
    pen.setCapStyle(style.cap == LineCap::Round    ? Qt::RoundCap
                    : style.cap == LineCap::Square ? Qt::SquareCap
                                                   : Qt::FlatCap);
    pen.setJoinStyle(style.join == LineJoin::Round   ? Qt::RoundJoin
                     : style.join == LineJoin::Bevel ? Qt::BevelJoin
                                                     : Qt::SvgMiterJoin);
    pen.setMiterLimit(style.miterLimit);
    if (style.dashes.isEmpty() || path.lineWidth <= 0)
        return pen;
    // Qt measures dashes in line widths.
    QList<double> dashes;
    for (const double dash : style.dashes)
        dashes.append(dash / path.lineWidth);
    if (dashes.size() % 2 != 0)
        dashes += QList<double>(dashes);
    pen.setDashPattern(dashes);
    pen.setDashOffset(style.dashOffset / path.lineWidth);
    return pen;
}

} // namespace wenyi::layout
