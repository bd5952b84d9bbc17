// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PdfKey.h"

#include "client/core/profile/PinChange.h"
#include "shared/crypto/KeyFile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

QString pdfKeyOf(const Profile &profile, const MemberId &member)
{
    const QString path = profile.memberPath(member, keyfile::PdfSigning);
    return QFileInfo::exists(path) ? path : QString();
}

namespace {

/// Checks that it is the PIN of the member's other keys.
Result<void> checkPin(const Profile &profile, const MemberId &member, const SecretBytes &pin)
{
    WENYI_TRY(const auto own, crypto::KeyFile::open(profile.memberPath(member, keyfile::PersonalEncryption)));
    const auto opened = own.unlock(pin);
    if (!opened && opened.error().code == ErrorCode::WrongPin)
        return Error{ErrorCode::NotAllowed, "pdf-key.other-pin", member.toString()};
    return opened ? Result<void>() : opened.error();
}

/// A renewed key takes the place of the one that lies there, of the same owner or with a certificate that has ended.
Result<void> put(const QString &path, const crypto::PrivateKey &key, const crypto::Certificate &certificate,
    const SecretBytes &pin, RandomSource &random)
{
    if (!QFileInfo::exists(path))
        return crypto::KeyFile::create(path, key, certificate, pin, {}, random);
    WENYI_TRY(const auto file, crypto::KeyFile::open(path, crypto::TakenSuites::Sm2AndP256));
    const crypto::Certificate &before = file.certificate();
    if (before.subjectId() != certificate.subjectId() && before.notAfter() >= certificate.notBefore())
        return Error{ErrorCode::AlreadyExists, "key-file.exists", path};
    return crypto::KeyFile::replace(path, key, certificate, pin, {}, random);
}

} // namespace

Result<std::optional<KeyFileOwner>> ownerOfKeyFile(const QString &path)
{
    const QString file = QFileInfo(path).canonicalFilePath();
    if (file.isEmpty())
        return std::optional<KeyFileOwner>();
    const QString folder = QFileInfo(file).path(); // PROFILE/members/NAME
    const QString profileFolder = QDir::cleanPath(folder + u"/../.."_s);
    if (QFileInfo(folder).dir().dirName() != u"members" || !QFileInfo::exists(profileFolder + u"/profile.json"_s))
        return std::optional<KeyFileOwner>();
    WENYI_TRY(const Profile profile, Profile::open(profileFolder));
    for (const MemberId &member : profile.members) {
        if (profile.memberFolder(member) == folder)
            return std::optional(KeyFileOwner{profileFolder, member});
    }
    return std::optional<KeyFileOwner>();
}

Result<QString> takePdfKey(const Profile &profile, const MemberId &member, const crypto::PrivateKey &key,
    const crypto::Certificate &certificate, const SecretBytes &pin, RandomSource &random)
{
    const auto purpose = certificate.purpose();
    if (!purpose || *purpose != crypto::CertificatePurpose::PdfSigner)
        return Error{ErrorCode::NotAllowed, "pdf-key.certificate", certificate.commonName()};
    if (!profile.members.contains(member))
        return Error{ErrorCode::NotFound, "domain.no-such-member", member.toString()};
    const QString owner = certificate.subjectId();
    if (owner != member.toString() && owner != profile.unit.toString())
        return Error{ErrorCode::NotAllowed, "pdf-key.other-owner", owner};
    // One PIN opens all keys of a member, and is changed for all of them at once.
    const QString path = profile.memberPath(member, keyfile::PdfSigning);
    const auto take = [&]() -> Result<void> {
        WENYI_CHECK(checkPin(profile, member, pin));
        return put(path, key, certificate, pin, random);
    };
    WENYI_CHECK(withPinsHeld(profile.memberFolder(member), take));
    return path;
}

Result<std::unique_ptr<crypto::Signer>> openPdfKey(const QString &path, const SecretBytes &pin)
{
    WENYI_CHECK(finishPinChange(QFileInfo(path).path()));
    WENYI_TRY(const auto file, crypto::KeyFile::open(path, crypto::TakenSuites::Sm2AndP256));
    WENYI_TRY(auto key, file.unlock(pin));
    return std::unique_ptr<crypto::Signer>(std::make_unique<crypto::KeySigner>(std::move(key), file.certificate()));
}

Result<void> checkPdfSigner(const crypto::Certificate &certificate, const PdfTrust &trust)
{
    const auto known = trust.roots.verifySigner(certificate, trust.at);
    if (!known && known.error().reason != "certificate.chain")
        return known.error();
    return {};
}

std::optional<RevocationAge> pdfListAge(const crypto::Certificate &certificate, const PdfTrust &trust)
{
    if (!trust.roots.revocationsFor(certificate))
        return {};
    return revocationAgeFor(trust.roots, certificate, trust.at);
}

std::optional<RevocationAge> pdfListAge(const QString &keyFile, const PdfTrust &trust)
{
    const auto file = crypto::KeyFile::open(keyFile, crypto::TakenSuites::Sm2AndP256);
    return file ? pdfListAge(file->certificate(), trust) : std::nullopt;
}

} // namespace wenyi::core
