// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfCopy.h"

#include "client/core/sealing/PaintedDoubts.h"
#include "client/core/sealing/SealedScene.h"
#include "shared/layout/PdfWriter.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/ofd/FontSubstitution.h"
#include "shared/ofd/OfdReader.h"

namespace wenyi::core {

Result<QByteArray> pdfCopyOf(const QByteArray &ofd, const VerificationService &verification, const UnitCode &unit,
    const layout::FontSetRef &fonts, const QString &author, Instant at)
{
    WENYI_TRY(auto verdict, verification.verify(ofd, unit));
    WENYI_TRY(const auto package, ofd::Package::open(ofd));
    WENYI_TRY(const auto document, ofd::readOfd(package, fonts));
    addDoubts(verdict, paintedDoubts(document, fonts));
    if (!verdict.isFullyValid())
        return Error{
            ErrorCode::NotAllowed, "pdf-copy.not-valid", QString::fromLatin1(conclusionName(verdict.conclusion))};
    const layout::DocumentScene shown =
        layout::withPortablePictures(withSeals(document.content.scene, verdict, ofd::resolverFrom(fonts)));
    // Whoever has the copy alone could not tell that something is missing.
    if (layout::lacksPictures(shown))
        return Error{ErrorCode::Unsupported, "pdf-copy.picture", {}};
    return layout::writePdf(shown, {shown.title, author, toDateTime(at), {}});
}

} // namespace wenyi::core
