// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/VerificationService.h"
#include "shared/layout/FontSet.h"

namespace wenyi::core {

/// PDF 副本: the pages of a sealed OFD as they are shown, its seals at their places, for readers of PDFs. The OFD stays
/// the original: the pictures of the seals prove nothing there, a signature on the copy proves who made it.
///
/// Only of what `unit` sealed itself: what arrived has a quota of prints. Fails with NotAllowed "pdf-copy.not-valid"
/// where the OFD has no seal of that unit, or not every seal holds without doubt (`detail`: the conclusion),
/// Unsupported "pdf-copy.picture" where a picture cannot be read; as ofd::readOfd() and layout::writePdf() do.
Result<QByteArray> pdfCopyOf(const QByteArray &ofd, const VerificationService &verification, const UnitCode &unit,
    const layout::FontSetRef &fonts, const QString &author, Instant at);

} // namespace wenyi::core
