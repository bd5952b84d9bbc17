// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QStringView>

#include <optional>

/// Points, boxes and matrices as OFD writes them (GB/T 33190 7.3: ST_Pos, ST_Box, CTM).
namespace wenyi::ofd {

/// The transform that applies `first` and then `next` (row vectors: first·next).
layout::Transform combine(const layout::Transform &first, const layout::Transform &next);
layout::Point apply(const layout::Transform &transform, layout::Point point);
inline layout::Transform translation(double x, double y)
{
    return {1, 0, 0, 1, x, y};
}
/// Whether the transform does nothing but move.
bool onlyMoves(const layout::Transform &transform);

/// The transform that undoes this one; none where it flattens everything.
std::optional<layout::Transform> inverted(const layout::Transform &transform);
/// The elements with every point of them transformed.
QList<layout::PathElement> mapped(const QList<layout::PathElement> &elements, const layout::Transform &transform);
/// The rectangle as a closed path.
QList<layout::PathElement> outlineOf(const layout::Rect &rect);

inline double rightOf(const layout::Rect &box)
{
    return box.x + box.width;
}
inline double bottomOf(const layout::Rect &box)
{
    return box.y + box.height;
}
/// What both boxes cover, in mm²; 0 where they do not meet.
double sharedArea(const layout::Rect &a, const layout::Rect &b);

/// To the 0.0001 mm that the writer keeps.
double quantised(double value);

/// The smallest upright box around points.
class Bounds
{
public:
    void add(layout::Point point);
    /// Every point of the elements, control points too.
    void add(const QList<layout::PathElement> &elements);
    void grow(double margin);
    bool isEmpty() const { return m_empty; }
    /// Quantised; at least 0.001 mm wide and high, since ST_Box knows no empty box.
    layout::Rect rect() const;

private:
    double m_left = 0, m_top = 0, m_right = 0, m_bottom = 0;
    bool m_empty = true;
};

QString formatBox(const layout::Rect &box);
QString formatMatrix(const layout::Transform &transform);
/// "x y w h"; nothing where a number is missing, over 10^7, or a side is negative.
std::optional<layout::Rect> parseBox(QStringView text);
/// "a b c d e f"; nothing where a number is missing or over 10^7.
std::optional<layout::Transform> parseMatrix(QStringView text);

} // namespace wenyi::ofd
