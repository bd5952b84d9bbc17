// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/PdfSigning.h"
#include "client/core/viewing/ViewedFile.h"

#include <functional>

namespace wenyi::core {

/// A PDF that a member signs into a file of its own.
struct PdfOrder
{
    QByteArray pdf;            ///< As it is now.
    PdfSigningRequest request; ///< `chain` is filled from the trust.
    QString keyFile;
    QString target; ///< Replaces what lies there: whoever orders has asked.
    PdfTrust trust; ///< By which the signer is judged before, and the file afterwards.
};

/// Signs, looks at the product as the viewer shows it, and writes it. Nothing is written where the signer's certificate
/// would not be taken, the product cannot be shown, or `isCancelled` says so before. Waits for helpers, so for a thread
/// that may wait. Fails as openPdfKey(), checkPdfSigner(), signPdf(), writeDurably() and PdfFile::open() do, with
/// Cancelled "pdf-sign.cancelled".
Result<ViewedFileRef> signIntoFile(const PdfOrder &order, const SecretBytes &pin,
    const std::function<bool()> &isCancelled, const RenderProcess::Settings &settings = {});

} // namespace wenyi::core
