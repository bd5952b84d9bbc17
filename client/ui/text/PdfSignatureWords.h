// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/RevocationAge.h"
#include "client/core/viewing/PdfVerdict.h"

#include <QString>

namespace wenyi::ui {

/// What is said of one signature of a PDF, or of all of them.
QString pdfConclusionWords(core::PdfConclusion conclusion);

/// A line about a signature: what, and what is to be read behind it.
struct SignatureLine
{
    QString what;
    QString words;
};

/// Everything that is known of a signature, in the order in which a person asks.
QList<SignatureLine> signatureLines(const core::PdfSignatureFinding &finding);

/// Who signed, or the field where that is not known.
QString signatureTitle(const core::PdfSignatureFinding &finding);

/// One sentence about the whole file, with who signed and when.
QString pdfVerdictWords(const core::PdfVerdict &verdict);

/// What somebody who signs is told of the list of revoked signers; nothing as long as it is current.
QString pdfListAgeWords(const std::optional<core::RevocationAge> &age);

} // namespace wenyi::ui
