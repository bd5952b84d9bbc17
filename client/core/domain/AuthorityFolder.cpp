// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/AuthorityFolder.h"

#include "client/core/domain/RegisterFounding.h"
#include "client/core/sealing/TrustFiles.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {
constexpr qsizetype LargestDirectory = 64 * limits::MiB;
} // namespace

Result<crypto::TrustStore> authorityTrust(const QString &folder, Instant at)
{
    return readTrustFiles(
        {{folder + u"/root.der"_s, folder + u"/operating.der"_s}, {folder + u"/revocations.crl"_s}}, at);
}

Result<std::unique_ptr<CertificateRegister>> openRegister(const QString &folder, const Clock &clock)
{
    WENYI_TRY(const QByteArray der, readBounded(folder + u"/operating.der"_s, limits::MiB));
    WENYI_TRY(const auto operating, crypto::Certificate::fromDer(der));
    // A register is begun with its domain; opening would begin one, in whatever folder somebody named.
    if (!QFileInfo::exists(registerPath(folder)))
        return Error{ErrorCode::NotFound, "file.missing", registerPath(folder)};
    return CertificateRegister::open(registerPath(folder), operating, clock);
}

Result<crypto::KeySigner> openOfficer(const QString &keyFile, const SecretBytes &pin)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(keyFile));
    WENYI_TRY(auto key, file.unlock(pin));
    return crypto::KeySigner(std::move(key), file.certificate());
}

Result<directory::Directory> readDirectory(const QString &file, const crypto::TrustStore &trust, Instant at)
{
    WENYI_TRY(const QByteArray bytes, readBounded(file, LargestDirectory));
    return directory::Directory::open(bytes, trust, at);
}

} // namespace wenyi::core
