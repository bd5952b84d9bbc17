// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout/paint: the scene's values as QPainter's.
#include "shared/layout/PageScene.h"

#include <QBrush>
#include <QPainterPath>
#include <QPen>
#include <QTransform>

namespace wenyi::layout {

inline QPointF toPoint(const Point &point)
{
    return {point.x, point.y};
}

inline QRectF toRect(const Rect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

inline QColor toColor(const Color &color)
{
    return {color.red, color.green, color.blue, color.alpha};
}

inline QTransform toTransform(const Transform &transform)
{
    return {transform.a, transform.b, transform.c, transform.d, transform.e, transform.f};
}

QPainterPath toPath(const QList<PathElement> &elements, FillRule rule);

/// The shading for an item whose own space `itemToPage` takes to the page.
QBrush toBrush(const Shading &shading, const QTransform &itemToPage);

/// What has to be painted under a radial shading of which neither circle holds the other: at a place that two circles
/// run through, Qt takes the later one and leaves the place empty where that one lies behind the end; the earlier one,
/// which then counts, is the later one of the shading turned round. None for any other shading.
std::optional<Shading> underShading(const Shading &shading);

QPen toPen(const Path &path, const QBrush &brush);

} // namespace wenyi::layout
