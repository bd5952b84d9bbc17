// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Style.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/ShadingReader.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

Paint paintOf(const XmlElement *element, const ColorSpaces &colors, Skipped &skipped)
{
    if (!element)
        return {};
    for (const XmlElement &child : element->children) {
        if (child.is(u"Pattern"))
            return {true, std::nullopt, nullptr, std::make_shared<const XmlElement>(child)};
        if (child.is(u"AxialShd") || child.is(u"RadialShd")) {
            auto shading = readShading(child, colors);
            if (!shading)
                skipped.add(u"shading"_s);
            return {true, std::nullopt, std::move(shading), nullptr};
        }
        if (auto mesh = readMesh(child, colors))
            return {true, std::nullopt, std::move(mesh), nullptr};
        if (child.name.endsWith(u"Shd", Qt::CaseInsensitive)) {
            skipped.add(u"gouraud-shading"_s);
            return {true, meanColor(child, colors), nullptr, nullptr};
        }
    }
    return {true, colors.colorOf(*element), nullptr, nullptr};
}

std::optional<QList<double>> dashesOf(const XmlElement &element, Skipped &skipped)
{
    constexpr qsizetype MostDashes = 32;
    constexpr double Shortest = 0.05; // mm, of the whole pattern; finer dashes are seen as a line.
    if (!element.hasAttribute(u"DashPattern"))
        return std::nullopt;
    const QList<double> dashes = parseNumbers(element.attribute(u"DashPattern"), MostDashes);
    const bool isSound = std::ranges::all_of(dashes, [](double dash) { return dash >= 0 && dash <= 1e5; });
    if (isSound && std::accumulate(dashes.cbegin(), dashes.cend(), 0.0) >= Shortest)
        return dashes;
    if (!dashes.isEmpty())
        skipped.add(u"dashes"_s);
    return QList<double>();
}

} // namespace

void Style::inherit(const Style &base)
{
    const auto take = [](auto &own, const auto &other) {
        if (!own)
            own = other;
    };
    if (!fill.isGiven)
        fill = base.fill;
    if (!stroke.isGiven)
        stroke = base.stroke;
    take(lineWidth, base.lineWidth);
    take(cap, base.cap);
    take(join, base.join);
    take(miterLimit, base.miterLimit);
    take(dashes, base.dashes);
    take(dashOffset, base.dashOffset);
}

layout::LineStyle Style::lineStyle() const
{
    layout::LineStyle style;
    style.cap = cap.value_or(style.cap);
    style.join = join.value_or(style.join);
    style.miterLimit = miterLimit.value_or(style.miterLimit);
    style.dashes = dashes.value_or(style.dashes);
    style.dashOffset = dashOffset.value_or(style.dashOffset);
    return style;
}

bool Style::isPlain() const
{
    return !fill.isGiven && !stroke.isGiven && !lineWidth && !cap && !join && !miterLimit && !dashes && !dashOffset;
}

Style styleOf(const XmlElement &element, const ColorSpaces &colors, Skipped &skipped)
{
    constexpr double WidestLine = 1000;
    Style style;
    style.fill = paintOf(element.child(u"FillColor"), colors, skipped);
    style.stroke = paintOf(element.child(u"StrokeColor"), colors, skipped);
    const double width = numberOf(element, u"LineWidth", -1);
    if (width >= 0 && width <= WidestLine)
        style.lineWidth = width;
    const QString cap = element.attribute(u"Cap").trimmed();
    if (!cap.isEmpty())
        style.cap = cap == u"Round"    ? layout::LineCap::Round
                    : cap == u"Square" ? layout::LineCap::Square
                                       : layout::LineCap::Butt;
    const QString join = element.attribute(u"Join").trimmed();
    if (!join.isEmpty())
        style.join = join == u"Round"   ? layout::LineJoin::Round
                     : join == u"Bevel" ? layout::LineJoin::Bevel
                                        : layout::LineJoin::Miter;
    if (const double limit = numberOf(element, u"MiterLimit", 0); limit >= 1)
        style.miterLimit = limit;
    style.dashes = dashesOf(element, skipped);
    if (element.hasAttribute(u"DashOffset"))
        style.dashOffset = numberOf(element, u"DashOffset", 0);
    return style;
}

} // namespace wenyi::ofd
