// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Style.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

quint8 channel(double value)
{
    return static_cast<quint8>(std::lround(std::clamp(value, 0.0, 255.0)));
}

/// The channels of "255 0 0" or "#FF #0 #0".
QList<double> channelsOf(const QString &text)
{
    QList<double> channels;
    for (const QString &part : text.simplified().replace(u',', u' ').split(u' ', Qt::SkipEmptyParts)) {
        bool ok = false;
        const double value = part.startsWith(u'#') ? part.mid(1).toUInt(&ok, 16) : part.toDouble(&ok);
        if (!ok || !std::isfinite(value) || channels.size() == 4)
            return {};
        channels.append(value);
    }
    return channels;
}

/// By the number of channels: gray, RGB, CMYK.
layout::Color colorOf(const QList<double> &channels)
{
    if (channels.size() == 1)
        return {channel(channels[0]), channel(channels[0]), channel(channels[0])};
    if (channels.size() == 3)
        return {channel(channels[0]), channel(channels[1]), channel(channels[2])};
    if (channels.size() == 4) {
        const double light = 1 - std::clamp(channels[3], 0.0, 255.0) / 255;
        const auto mixed = [&](double ink) { return channel((255 - std::clamp(ink, 0.0, 255.0)) * light); };
        return {mixed(channels[0]), mixed(channels[1]), mixed(channels[2])};
    }
    return {};
}

Paint paintOf(const XmlElement *element, Skipped &skipped)
{
    if (!element)
        return {};
    for (const XmlElement &child : element->children) {
        if (child.name.endsWith(u"Shd") || child.name == u"Pattern") {
            skipped.add(child.name == u"Pattern" ? u"pattern"_s : u"shading"_s);
            return {true, std::nullopt};
        }
    }
    if (!element->hasAttribute(u"Value") && element->hasAttribute(u"Index"))
        skipped.add(u"palette"_s);
    layout::Color color = colorOf(channelsOf(element->attribute(u"Value")));
    // The schema's default is opaque; the text's 0 is a mistake of the standard.
    bool ok = false;
    const double alpha = element->attribute(u"Alpha").toDouble(&ok);
    color.alpha = ok ? channel(alpha) : 255;
    return {true, color};
}

} // namespace

void Style::inherit(const Style &base)
{
    if (!fill.isGiven)
        fill = base.fill;
    if (!stroke.isGiven)
        stroke = base.stroke;
    if (!lineWidth)
        lineWidth = base.lineWidth;
}

Style styleOf(const XmlElement &element, Skipped &skipped)
{
    constexpr double WidestLine = 1000;
    Style style{paintOf(element.child(u"FillColor"), skipped), paintOf(element.child(u"StrokeColor"), skipped), {}};
    bool ok = false;
    const double width = element.attribute(u"LineWidth").toDouble(&ok);
    if (ok && width >= 0 && width <= WidestLine)
        style.lineWidth = width;
    return style;
}

} // namespace wenyi::ofd
