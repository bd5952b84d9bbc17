// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "shared/layout/FontSet.h"

namespace wenyi::core {

/// Opens a file for viewing in Qt's pool; what kind it is its first bytes say, not its name. A PDF's
/// signatures are judged by `trust`. Fails with Unsupported
/// "view.kind-unknown", TooLarge "view.file-size", and as openOfd() and PdfFile::open() do.
QFuture<Result<ViewedFileRef>> openForViewing(
    const QByteArray &bytes, const layout::FontSetRef &fonts, const PdfTrust &trust = {});

} // namespace wenyi::core
