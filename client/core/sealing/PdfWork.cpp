// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfWork.h"

#include "client/core/sealing/PdfKey.h"
#include "client/core/viewing/PdfFile.h"
#include "shared/base/DurableFile.h"

namespace wenyi::core {

Result<ViewedFileRef> signIntoFile(const PdfOrder &order, const SecretBytes &pin,
    const std::function<bool()> &isCancelled, const RenderProcess::Settings &settings)
{
    WENYI_TRY(const auto signer, openPdfKey(order.keyFile, pin));
    WENYI_CHECK(checkPdfSigner(signer->certificate(), order.trust));
    PdfSigningRequest request = order.request;
    request.chain = order.trust.roots.issuersOf(signer->certificate());
    WENYI_TRY(const QByteArray product, signPdf(order.pdf, request, *signer, order.trust.at, settings));
    const Error cancelled{ErrorCode::Cancelled, "pdf-sign.cancelled", {}};
    if (isCancelled())
        return cancelled;
    WENYI_TRY(auto judged, PdfFile::open(product, settings, order.trust));
    if (isCancelled())
        return cancelled;
    WENYI_CHECK(writeDurably(order.target, product));
    return judged;
}

} // namespace wenyi::core
