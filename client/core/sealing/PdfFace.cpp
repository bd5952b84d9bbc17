// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfFace.h"

#include "client/core/render/RenderThread.h"
#include "shared/seal/ElectronicSeal.h"

namespace wenyi::core {

Result<PdfFace> faceOfPersonalSeal(const QByteArray &der)
{
    WENYI_TRY(const auto seal, seal::ElectronicSeal::fromDer(der));
    // A unit's seal is put by its keeper, on what a leader approved, and each use is in its register; not here.
    if (seal.info().type != seal::SealType::Personal)
        return Error{ErrorCode::NotAllowed, "pdf-sign.unit-seal", seal.info().name};
    const auto &face = seal.info().face;
    return PdfFace{face.bytes, {}, static_cast<double>(face.width), static_cast<double>(face.height)};
}

Result<PdfFace> readPdfFace(const QByteArray &file, const RenderProcess::Settings &settings)
{
    constexpr char DerSequence = 0x30; // No picture begins like that.
    PdfFace face;
    const bool isSeal = file.startsWith(DerSequence);
    if (isSeal) {
        WENYI_TRY(face, faceOfPersonalSeal(file));
    } else {
        face.picture = file;
    }
    const PoolLeave leave;
    const RenderThread helper(settings);
    const auto decoded = waitFor(helper.ask<render::Picture>(render::DecodePicture{face.picture}));
    if (!decoded)
        return decoded.error();
    face.pixels = imageOf(*decoded);
    // As signPdf() lays it: the width counts, and the height follows from the picture.
    face.height = face.width * face.pixels.height() / face.pixels.width();
    return face;
}

} // namespace wenyi::core
