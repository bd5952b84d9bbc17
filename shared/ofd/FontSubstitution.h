// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"
#include "shared/ofd/Resources.h"

namespace wenyi::ofd {

/// Which of the product's faces stands for a font that is named and not held: 仿宋_GB2312, 方正小标宋简体, SimHei and
/// the like by their names in Chinese and English, a bold or unknown one by what its name says.
layout::FontRole roleForFontName(QStringView fontName);

/// The product's faces for the fonts that files name. The set is held by what is returned.
FontResolver resolverFrom(const layout::FontSetRef &fonts);
GlyphFallback fallbackFrom(const layout::FontSetRef &fonts);

} // namespace wenyi::ofd
