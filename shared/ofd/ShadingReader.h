// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/ColorSpaces.h"

namespace wenyi::ofd {

/// An AxialShd or RadialShd (GB/T 33190 8.3.4), in object space: repeated and reflected runs are written out as stops,
/// an ellipse as a circle with a transform. Null for anything else and where its figures make no shading.
layout::ShadingRef readShading(const XmlElement &element, const ColorSpaces &colors);

/// A GouraudShd (triangles by the flags of their edges) or LaGouraudShd (a lattice), GB/T 33190 8.3.4.4 and 8.3.4.5, in
/// object space, at most 20,000 triangles. Null for anything else and where there is no whole triangle.
layout::ShadingRef readMesh(const XmlElement &element, const ColorSpaces &colors);

/// What stands in for a GouraudShd or LaGouraudShd without a triangle: the mean of its points' colours.
layout::Color meanColor(const XmlElement &element, const ColorSpaces &colors);

} // namespace wenyi::ofd
