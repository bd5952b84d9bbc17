// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Resources.h"

namespace wenyi::ofd {

/// How a clipped object's own space leads to the space that its clips are wanted in.
struct ClipSpace
{
    layout::Transform object;   ///< With the object's CTM.
    layout::Transform boundary; ///< From its boundary's corner, without the CTM.
    bool isImage = false;       ///< Makers measure an image's clips from its boundary, not in its unit square.
};

/// An object's Clips (GB/T 33190 8.4): several Clip are an intersection, several Area in one a union. Points are
/// rounded as the writer writes them. `budget` is drawn from; what cannot be read clips nothing and is a skipped
/// feature.
layout::Clip readClips(
    const XmlElement &object, const ClipSpace &space, Resources &resources, Skipped &skipped, qsizetype &budget);

/// The runs' glyphs as one outline, where the runs' transforms lead.
QList<layout::PathElement> outlineOf(const QList<layout::GlyphRun> &runs, qsizetype &budget);

} // namespace wenyi::ofd
