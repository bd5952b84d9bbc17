// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ColorSpaces.h"

#include "shared/ofd/Attributes.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

constexpr qsizetype MostPaletteColors = 65'536;

quint8 channel(double value, double largest)
{
    return static_cast<quint8>(std::lround(std::clamp(value / largest, 0.0, 1.0) * 255));
}

/// The channels of "255 0 0", "#FF #0 #0" or "#FF0000".
QList<double> channelsOf(const QString &text)
{
    QList<double> channels;
    for (const QString &part : text.simplified().replace(u',', u' ').split(u' ', Qt::SkipEmptyParts)) {
        bool ok = false;
        if (part.startsWith(u'#') && part.size() == 7) {
            const uint whole = part.mid(1).toUInt(&ok, 16);
            channels += {double(whole >> 16), double((whole >> 8) & 0xff), double(whole & 0xff)};
        } else {
            channels.append(part.startsWith(u'#') ? part.mid(1).toUInt(&ok, 16) : part.toDouble(&ok));
        }
        if (!ok || !std::isfinite(channels.constLast()) || channels.size() > 4)
            return {};
    }
    return channels;
}

layout::Color colorFrom(const QList<double> &channels, double largest)
{
    if (channels.size() == 1) {
        const quint8 gray = channel(channels[0], largest);
        return {gray, gray, gray};
    }
    if (channels.size() == 3)
        return {channel(channels[0], largest), channel(channels[1], largest), channel(channels[2], largest)};
    if (channels.size() == 4) {
        const double light = 1 - std::clamp(channels[3] / largest, 0.0, 1.0);
        const auto mixed = [&](double ink) { return channel((1 - std::clamp(ink / largest, 0.0, 1.0)) * light, 1); };
        return {mixed(channels[0]), mixed(channels[1]), mixed(channels[2])};
    }
    return {};
}

} // namespace

void ColorSpaces::add(const XmlElement &element)
{
    ColorSpace space;
    const QString type = element.attribute(u"Type").trimmed().toUpper();
    space.type = type == u"GRAY"   ? ColorSpace::Type::Gray
                 : type == u"CMYK" ? ColorSpace::Type::Cmyk
                                   : ColorSpace::Type::Rgb;
    const int bits = static_cast<int>(std::clamp(numberOf(element, u"BitsPerComponent", 8), 1.0, 16.0));
    space.largest = (1 << bits) - 1;
    if (const XmlElement *palette = element.child(u"Palette")) {
        for (const XmlElement &color : palette->children) {
            if (space.palette.size() < MostPaletteColors)
                space.palette.append(colorFrom(channelsOf(color.text), space.largest));
        }
    }
    m_spaces.insert(element.attribute(u"ID"), space);
}

layout::Color ColorSpaces::colorOf(const XmlElement &element) const
{
    const QString named = element.attribute(u"ColorSpace").trimmed();
    const ColorSpace space = m_spaces.value(named.isEmpty() ? m_default : named);
    layout::Color color;
    if (element.hasAttribute(u"Value"))
        color = colorFrom(channelsOf(element.attribute(u"Value")), space.largest);
    else if (element.hasAttribute(u"Index"))
        color = space.palette.value(static_cast<qsizetype>(numberOf(element, u"Index", -1)));
    color.alpha = channel(numberOf(element, u"Alpha", 255), 255);
    return color;
}

} // namespace wenyi::ofd
