// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "client/core/sealing/RevocationAge.h"
#include "client/core/viewing/PdfVerdict.h"
#include "shared/crypto/Signer.h"

#include <memory>
#include <optional>

/// PDF 签名密钥: the P-256 key with which a member signs PDFs, beside the member's other keys (docs/decisions/0035).
namespace wenyi::core {

/// Where the member's key lies; empty where there is none.
QString pdfKeyOf(const Profile &profile, const MemberId &member);

/// Of which desktop's member a key file is.
struct KeyFileOwner
{
    QString profile; ///< The folder.
    MemberId member;
};

/// Whose a key file is that lies in a desktop's folder of a member, by whatever path it is named; nothing of one that
/// lies elsewhere. Fails as Profile::open() does.
Result<std::optional<KeyFileOwner>> ownerOfKeyFile(const QString &path);

/// Puts a certified key into the member's folder, under the PIN that opens the member's other keys; one of the same
/// owner that lies there, or one whose certificate ended before this one's begins, is replaced by it. Fails with
/// NotAllowed "pdf-key.certificate" (not for PDFs), "pdf-key.other-owner" (neither the member's nor the unit's),
/// "pdf-key.other-pin", NotFound "domain.no-such-member", AlreadyExists "key-file.exists" (another owner's); as
/// withPinsHeld(), KeyFile::unlock() of the member's key, KeyFile::create() and KeyFile::replace() do.
Result<QString> takePdfKey(const Profile &profile, const MemberId &member, const crypto::PrivateKey &key,
    const crypto::Certificate &certificate, const SecretBytes &pin, RandomSource &random);

/// Opens a key file for PDFs, wherever it lies; a change of PIN that was begun in its folder is ended first. Fails as
/// finishPinChange(), KeyFile::open() and KeyFile::unlock() do.
Result<std::unique_ptr<crypto::Signer>> openPdfKey(const QString &path, const SecretBytes &pin);

/// Whether a signature by this certificate would be worth anything to those who know its authority: refused before it
/// is made. One of an authority that nobody here knows may sign, and is told to be unknown. Fails with NotTrusted
/// "certificate.expired", "certificate.not-yet-valid", "certificate.revoked", "certificate.suspended".
Result<void> checkPdfSigner(const crypto::Certificate &certificate, const PdfTrust &trust);

/// How old the list is by which checkPdfSigner() judges; nothing where no list of the certificate's authority is known
/// here. Signing goes on by an old one: nobody takes such a signature for valid before a newer list came.
std::optional<RevocationAge> pdfListAge(const crypto::Certificate &certificate, const PdfTrust &trust);
/// The same of a key file's certificate; nothing where there is no key file that can be read.
std::optional<RevocationAge> pdfListAge(const QString &keyFile, const PdfTrust &trust);

} // namespace wenyi::core
