// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/SceneFile.h"
#include "shared/layout/FontSet.h"

namespace wenyi::core {

/// Opens an OFD package for viewing; on any thread, and slow: it reads every page. With a verdict the seals that hold
/// are drawn, and all are shown with what they are worth. A page that is damaged does not hinder the others. Its
/// pictures are decoded by a helper process, whoever made it. Fails as ofd::Package::open() and ofd::readOfd() do.
Result<ViewedFileRef> openOfd(const QByteArray &bytes, const layout::FontSetRef &fonts,
    const std::optional<SealedDocumentVerdict> &verdict = std::nullopt);

} // namespace wenyi::core
