// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/HeldKey.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

#include <QTemporaryDir>

namespace wenyi::server {

namespace {

constexpr qsizetype LargestKeyFile = limits::MiB;
constexpr qsizetype LargestPinFile = 4 * limits::KiB;

Result<SecretBytes> readPinFile(const QString &file)
{
    WENYI_TRY(const QByteArray pin, readBounded(file, LargestPinFile));
    return SecretBytes(pin.trimmed());
}

} // namespace

Result<HeldKey> HeldKey::open(const QString &keyFile, const QString &pinFile)
{
    WENYI_TRY(const crypto::KeyFile given, crypto::KeyFile::open(keyFile));
    if (given.attemptsLeft() == 0)
        return Error{ErrorCode::Locked, "key-file.locked", keyFile};
    WENYI_TRY(const SecretBytes pin, readPinFile(pinFile));
    WENYI_TRY(const QByteArray bytes, readBounded(keyFile, LargestKeyFile));
    const QTemporaryDir aside; // For the count of wrong PINs alone.
    if (!aside.isValid())
        return Error{ErrorCode::StorageFailure, "server.folder", aside.errorString()};
    WENYI_TRY(const crypto::KeyFile copy, crypto::KeyFile::fromBytes(aside.filePath(QStringLiteral("key")), bytes));
    WENYI_TRY(crypto::PrivateKey key, copy.unlock(pin));
    return HeldKey{std::move(key), copy.certificate()};
}

Result<void> HeldKey::keep(const QString &path, RandomSource &random) const
{
    const crypto::DrawnPin pin = crypto::DrawnPin::draw(random);
    WENYI_CHECK(crypto::KeyFile::replace(path + QStringLiteral(".key"), key, certificate, pin, random));
    return writeFile(path + QStringLiteral(".pin"), pin.pin().view());
}

Result<std::unique_ptr<crypto::Signer>> openSigner(const QString &key, const QString &pinFile)
{
    WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(key));
    WENYI_TRY(const SecretBytes pin, readPinFile(pinFile));
    WENYI_TRY(crypto::PrivateKey opened, keyFile.unlock(pin));
    return std::unique_ptr<crypto::Signer>(
        std::make_unique<crypto::KeySigner>(std::move(opened), keyFile.certificate()));
}

} // namespace wenyi::server
