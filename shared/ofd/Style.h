// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/ofd/ColorSpaces.h"
#include "shared/ofd/Skipped.h"
#include "shared/ofd/Xml.h"

#include <memory>
#include <optional>

namespace wenyi::ofd {

/// What an area or a line is painted with; nothing of the three where it was not given or cannot be painted.
struct Paint
{
    bool isGiven = false;
    std::optional<layout::Color> color;
    layout::ShadingRef shading;                ///< In object space.
    std::shared_ptr<const XmlElement> pattern; ///< The Pattern element.
};

/// What DrawParam and an object's own attributes set (GB/T 33190 8.2).
struct Style
{
    Paint fill;
    Paint stroke;
    std::optional<double> lineWidth; ///< mm
    std::optional<layout::LineCap> cap;
    std::optional<layout::LineJoin> join;
    std::optional<double> miterLimit;
    std::optional<QList<double>> dashes;
    std::optional<double> dashOffset;

    /// Takes from `base` what is not given here: the nearer one wins.
    void inherit(const Style &base);
    /// With the standard's defaults for what is not given.
    layout::LineStyle lineStyle() const;
    /// Whether nothing at all is given.
    bool isPlain() const;
};

/// The style in the element's own attributes and children. Of meshes without a triangle the mean colour is taken; they are
/// skipped features.
Style styleOf(const XmlElement &element, const ColorSpaces &colors, Skipped &skipped);

} // namespace wenyi::ofd
