// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/HeldKey.h"

#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/PreparedSigner.h"

#include <QFile>
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

/// Where the PIN lies that a key has from now on, until it lies in its place.
QString nextPinFile(const QString &pinFile)
{
    return pinFile + QStringLiteral(".next");
}

std::unique_ptr<crypto::Signer> signerOf(crypto::PrivateKey key, const crypto::Certificate &certificate)
{
    return std::make_unique<crypto::PreparedSigner>(crypto::KeySigner(std::move(key), certificate));
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
    const QString pinFile = path + QStringLiteral(".pin");
    // Nobody else knows the PIN: it is on the disk before the key is under it, and the PIN of before until then.
    WENYI_CHECK(writeFile(nextPinFile(pinFile), pin.pin().view()));
    WENYI_CHECK(crypto::KeyFile::replace(path + QStringLiteral(".key"), key, certificate, pin, random));
    WENYI_CHECK(writeFile(pinFile, pin.pin().view()));
    QFile::remove(nextPinFile(pinFile));
    return {};
}

Result<std::unique_ptr<crypto::Signer>> openSigner(const QString &key, const QString &pinFile)
{
    // HeldKey::keep() was interrupted. Which of the two PINs is the key's is found out without counting.
    if (QFile::exists(nextPinFile(pinFile))) {
        if (auto held = HeldKey::open(key, nextPinFile(pinFile)))
            return signerOf(std::move(held->key), held->certificate);
    }
    WENYI_TRY(const crypto::KeyFile keyFile, crypto::KeyFile::open(key));
    WENYI_TRY(const SecretBytes pin, readPinFile(pinFile));
    WENYI_TRY(crypto::PrivateKey opened, keyFile.unlock(pin));
    return signerOf(std::move(opened), keyFile.certificate());
}

} // namespace wenyi::server
