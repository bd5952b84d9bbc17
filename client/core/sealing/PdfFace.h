// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderProcess.h"

#include <QByteArray>
#include <QImage>

namespace wenyi::core {

/// 签名图样: what is to stand on a page for a signature.
struct PdfFace
{
    QByteArray picture; ///< Encoded.
    QImage pixels;      ///< The same, as it is shown before it is there; null where nobody asked.
    double width = 42;  ///< mm
    double height = 42; ///< mm
};

/// The face of a personal seal (SESeal, DER) in its own size, without pixels. Fails with NotAllowed
/// "pdf-sign.unit-seal", and as seal::ElectronicSeal::fromDer() does.
Result<PdfFace> faceOfPersonalSeal(const QByteArray &der);

/// A file that somebody chose: a personal seal, or a picture, which gets a seal's width. The pixels are decoded by the
/// confined helper, so not for a thread that must not wait. Fails as faceOfPersonalSeal() and the helper do.
Result<PdfFace> readPdfFace(const QByteArray &file, const RenderProcess::Settings &settings = {});

} // namespace wenyi::core
