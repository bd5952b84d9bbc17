// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout/paint.
#include "shared/layout/PageScene.h"

#include <QBrush>
#include <QRect>
#include <QTransform>

namespace wenyi::layout {

/// A mesh as a brush, since Qt knows none: its pixels in a rectangle of the device, at most four million of them (fewer
/// and larger ones beyond). `meshToItem` leads from the shading's space to the item's, `itemToDevice` on to the pixels.
QBrush meshBrush(
    const Shading &mesh, const QTransform &meshToItem, const QTransform &itemToDevice, const QRect &pixels);

} // namespace wenyi::layout
