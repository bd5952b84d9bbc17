// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

namespace wenyi::layout {

/// A glyph's outline in fractions of the em, origin on the baseline, y down.
QList<PathElement> glyphOutline(const FontFace &face, quint32 glyph);

} // namespace wenyi::layout
