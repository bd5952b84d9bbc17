// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <functional>

namespace wenyi::layout {

/// Shows every run of glyphs in the scene to `see`, page by page, as deep in groups as painters go. The items of a
/// group that stands in many places are shown once, or again where it stands further out.
void forEachRun(const DocumentScene &scene, const std::function<void(const GlyphRun &)> &see);

} // namespace wenyi::layout
