// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Result.h"

namespace wenyi::render {

/// What stands behind a PDF when a signature field was added to it (ISO 32000 7.5.6, an incremental update), with room
/// for the value and for the range that it will cover. The file itself is not repeated: it stays byte for byte as it
/// is.
///
/// Fails with NotAllowed "pdf-sign.encrypted", "pdf-sign.certified" (a signer forbade every change, DocMDP P=1),
/// "pdf-sign.xfa"; NotFound "render.no-page"; Corrupt "pdf-sign.structure" for a file that is not as its tables say,
/// since nothing can be added to one that readers have to repair; and as findSignatureFields() does.
Result<PreparedSignature> prepareSignature(const QByteArray &pdf, const PrepareSignature &wanted);

} // namespace wenyi::render
