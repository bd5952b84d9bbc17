// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/layout/PageScene.h"
#include "shared/ofd/Resources.h"

namespace wenyi::core {

/// The pages with a seal's face on them, multiplied with the text under it. The face is a picture of any format that a
/// page may hold, or an OFD package whose first page is the seal; `fonts` stands in for fonts that this package lacks.
/// What the bytes are counts, not what the seal calls them. A face that cannot be read, and a stamp of a page that is
/// not there, are left out.
layout::DocumentScene withSeal(layout::DocumentScene scene, const seal::SealFace &face, const QList<ofd::Stamp> &stamps,
    const ofd::FontResolver &fonts = {});

/// The pages with every seal that holds; a seal that does not is not shown, lest it be believed.
layout::DocumentScene withSeals(
    layout::DocumentScene scene, const SealedDocumentVerdict &verdict, const ofd::FontResolver &fonts = {});

} // namespace wenyi::core
