// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/Typesetter.h"

namespace wenyi::layout {

/// Lays a seal's picture (PNG or JPEG) of that diameter (mm) over its place, for previews: a sealed document draws its
/// seals from their signatures. Leaves the scene as it was and fails with InvalidInput "layout.seal-place" (no such
/// page, or a diameter outside 1 to 100 mm), or as readPictureHeader().
Result<void> placeSeal(DocumentScene &scene, const SealPlace &place, const QByteArray &picture, double diameter);

} // namespace wenyi::layout
