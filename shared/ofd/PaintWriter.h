// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/ofd/Xml.h"

/// How objects are painted, in the elements and attributes that GB/T 33190 8 has for it.
namespace wenyi::ofd {

/// Where the space lies in which an object's figures are written.
struct ObjectSpace
{
    layout::Transform toPage;
    bool isUpright = true; ///< The object has no matrix: its space begins at its boundary's corner.
    layout::Rect boundary;

    /// Of an object whose item has that transform.
    static ObjectSpace of(const layout::Transform &transform, const layout::Rect &boundary);
};

/// The matrix that takes object space, which begins at the boundary's corner, to the page as `transform` does.
void writeMatrix(XmlWriter &xml, layout::Transform transform, const layout::Rect &boundary);
void writeColor(XmlWriter &xml, const QString &element, const layout::Color &color);
/// The shading where there is one, else the colour.
void writePaint(XmlWriter &xml, const QString &element, const std::optional<layout::Color> &color,
    const layout::ShadingRef &shading, const ObjectSpace &space);
/// Width, ends, corners and dashes; what is the standard's default is left out.
void writeLineStyle(XmlWriter &xml, const layout::Path &path);
/// Alpha, for an opacity below 1.
void writeOpacity(XmlWriter &xml, double opacity);
/// One Clip of one Area for each part of the clip, of which all together hold.
void writeClips(XmlWriter &xml, const layout::Clip &clip, const ObjectSpace &space);
/// The elements, measured from `origin`.
QString abbreviatedData(const QList<layout::PathElement> &elements, layout::Point origin);

} // namespace wenyi::ofd
