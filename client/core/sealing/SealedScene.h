// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/layout/PageScene.h"

namespace wenyi::core {

/// The pages with a seal's face on them, multiplied with the text under it. A face that is no PNG or JPEG, and a stamp
/// of a page that is not there, are left out.
layout::DocumentScene withSeal(
    layout::DocumentScene scene, const seal::SealFace &face, const QList<ofd::Stamp> &stamps);

/// The pages with every seal that holds; a seal that does not is not shown, lest it be believed.
layout::DocumentScene withSeals(layout::DocumentScene scene, const SealedDocumentVerdict &verdict);

} // namespace wenyi::core
