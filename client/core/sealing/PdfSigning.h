// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderProcess.h"
#include "shared/base/Clock.h"
#include "shared/crypto/Signer.h"
#include "shared/layout/PageScene.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace wenyi::core {

/// How the value of a signature is said to be made (ISO 32000-1 12.8.3.3; ETSI EN 319 142-1, the profile PAdES-B-B).
enum class PdfSignatureKind { Pkcs7Detached, CadesDetached };

/// A picture that stands for the signature on a page.
struct PdfAppearance
{
    qsizetype page = 0;   ///< From 0.
    layout::Point centre; ///< mm from the upper left corner of the page as it is shown.
    double width = 42;    ///< mm; the height follows from the picture.
    QByteArray picture;   ///< Encoded, as any file that pages hold; what is transparent stays so.
};

struct PdfSigningRequest
{
    PdfSignatureKind kind = PdfSignatureKind::Pkcs7Detached;
    QString reason;                          ///< Why it is signed; may be empty.
    std::optional<PdfAppearance> appearance; ///< The field is on the first page and not to be seen without.
    QList<crypto::Certificate> chain;        ///< That goes along, besides the signer's own certificate.
};

/// Signs a PDF in an incremental update: every byte of the file stays where it is, and earlier signatures keep what
/// they cover. The file is only read in the confined helper (docs/decisions/0030), which makes the update; the product
/// is judged by another helper before it is handed out. Waits for them, so not for a thread that must not wait.
///
/// Takes keys of a unit or member: P-256 for PDFs, and SM2, which no common reader of PDFs knows. Fails with NotAllowed
/// "pdf-sign.certificate" for another's, NotTrusted "certificate.expired", "certificate.not-yet-valid"; InvalidInput
/// "pdf-sign.place" where the picture leaves the page, "pdf-sign.reason" over 500 characters; NotTrusted
/// "pdf-sign.not-valid" where the product does not hold; as render::prepareSignature(), RenderProcess and the signer
/// do.
Result<QByteArray> signPdf(const QByteArray &pdf, const PdfSigningRequest &request, crypto::Signer &signer, Instant at,
    const RenderProcess::Settings &settings = {});

} // namespace wenyi::core
