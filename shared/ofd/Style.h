// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/ofd/Skipped.h"
#include "shared/ofd/Xml.h"

#include <optional>

namespace wenyi::ofd {

/// A colour that was given, or given as something that cannot be painted (then without a colour).
struct Paint
{
    bool isGiven = false;
    std::optional<layout::Color> color;
};

/// What DrawParam and an object's own attributes set (GB/T 33190 8.2).
struct Style
{
    Paint fill;
    Paint stroke;
    std::optional<double> lineWidth; ///< mm

    /// Takes from `base` what is not given here: the nearer one wins.
    void inherit(const Style &base);
};

/// The style in the element's own attributes and children. Shadings, patterns and palettes are skipped features.
Style styleOf(const XmlElement &element, Skipped &skipped);

} // namespace wenyi::ofd
