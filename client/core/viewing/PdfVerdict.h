// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Clock.h"
#include "shared/base/Result.h"
#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::core {

/// 签名结论: what a person is told about one signature of a PDF, or about all of them; the worse comes later.
enum class PdfConclusion {
    Valid,         ///< It holds, covers the whole file, and its signer is known here.
    SignerUnknown, ///< It holds and covers the whole file; whether the signer is who he says, nobody here knows.
    NotSigned,     ///< There is no signature.
    Changed,       ///< 签后有改动: the file has more than what was signed.
    SignerInvalid, ///< The signer's certificate is one of ours and does not hold.
    Invalid,       ///< It does not hold, or cannot be read.
    Removed        ///< The file holds what looks like a signature, and no field leads to it.
};

/// A stable name, for `--json` and the log: "signer-unknown".
QByteArray pdfConclusionName(PdfConclusion conclusion);

/// One signature of a PDF.
struct PdfSignatureFinding
{
    render::Signature signature; ///< As the helper found it, its names without characters that hide or turn others.
    QByteArray reason;           ///< Why it is no better than this; empty for Valid.
    PdfConclusion conclusion = PdfConclusion::Invalid;

    std::optional<Instant> signedAt() const;
};

/// Everything that is found about the signatures of one PDF.
struct PdfVerdict
{
    QList<PdfSignatureFinding> signatures; ///< By what they cover, the earliest first.
    std::optional<Error> fault;            ///< Why they cannot be read at all.
    PdfConclusion conclusion = PdfConclusion::NotSigned;

    bool isFullyValid() const { return conclusion == PdfConclusion::Valid; }
};

/// Whose signatures are known, and when that is asked.
struct PdfTrust
{
    crypto::TrustStore roots; ///< Nobody is known without.
    Instant at;               ///< Stands in for the time of a signature that tells none.
};

/// Whom a desktop knows: its domain's SM2 hierarchy, and the authority for PDFs with its revocations as the directory
/// tells them.
PdfTrust pdfTrustOf(crypto::TrustStore trust, const directory::Directory &directory, Instant at);

/// What follows from what the helper found. A chain is asked about at the time that the signer claims; one that is not
/// of these roots is SignerUnknown, never Valid, however sound the rest is. Pure.
PdfVerdict judgePdf(const Result<render::Signatures> &found, const PdfTrust &trust);

} // namespace wenyi::core
