// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyShare.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/base/VisibleText.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/SecretSharing.h"
#include "shared/crypto/Sm3.h"

#include <openssl/crypto.h>

namespace wenyi::crypto {

namespace {

constexpr quint64 Version = 1;
constexpr qsizetype LargestFile = 128 * limits::KiB;
constexpr qsizetype LargestHead = 68 * limits::KiB;
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype LargestKey = 4 * limits::KiB;
constexpr qsizetype LargestPart = 256;
/// Stands before what the sealed key is bound to.
constexpr QByteArrayView Use = "wenyi.key-backup.1";

QString suiteName()
{
    return QStringLiteral("Shamir-2-of-3;scrypt;SM4-CTR;HMAC-SM3");
}

/// What stands in clear, and is authenticated together with the part.
struct Head
{
    Digest backup;
    int number = 0;
    QString custodian;
    Instant madeAt{};
    KeyDerivationCost cost;
    QByteArray salt;
    QByteArray certificate; ///< DER.
    Digest sealedKey;       ///< SM3 of the encrypted private key that lies beside it.
};

Error damaged(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "key-share.damaged", detail};
}

QByteArray encode(const Head &head)
{
    CborWriter out;
    out.startArray(12);
    out.unsignedInteger(Version);
    out.text(suiteName());
    out.digest(head.backup);
    out.unsignedInteger(static_cast<quint64>(head.number));
    out.text(head.custodian);
    out.instant(head.madeAt);
    out.unsignedInteger(static_cast<quint64>(head.cost.logN));
    out.unsignedInteger(KeyDerivationCost::BlockSize);
    out.unsignedInteger(KeyDerivationCost::Parallelism);
    out.bytes(head.salt);
    out.bytes(head.certificate);
    out.digest(head.sealedKey);
    out.endArray();
    return out.take();
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= KeyShare::LongestName && isVisibleLine(name);
}

Result<Head> decodeHead(const QByteArray &bytes)
{
    CborReader in(bytes);
    Head head;
    in.startArray(12);
    const quint64 version = in.unsignedInteger();
    const QString suite = in.text(64);
    if (in.ok() && (version != Version || suite != suiteName()))
        return Error{ErrorCode::Unsupported, "key-share.suite", suite};
    head.backup = in.digest();
    head.number = static_cast<int>(in.unsignedInteger(KeyShare::Shares));
    head.custodian = in.text(3 * KeyShare::LongestName);
    head.madeAt = in.instant();
    head.cost.logN = static_cast<int>(in.unsignedInteger(KeyDerivationCost::Most));
    const quint64 blockSize = in.unsignedInteger();
    const quint64 parallelism = in.unsignedInteger();
    head.salt = in.bytes(PinSaltSize);
    head.certificate = in.bytes(LargestCertificate);
    head.sealedKey = in.digest();
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    const bool isCost = head.cost.isAllowed() && blockSize == KeyDerivationCost::BlockSize
                        && parallelism == KeyDerivationCost::Parallelism && head.salt.size() == PinSaltSize;
    if (!isCost || head.number < 1 || !isName(head.custodian))
        return damaged(QStringLiteral("head"));
    return head;
}

QByteArray encode(const QByteArray &head, const QByteArray &part, const QByteArray &sealedKey)
{
    CborWriter out;
    out.startArray(4);
    out.bytes(head);
    out.bytes(part);
    out.bytes(sealedKey);
    // A damaged medium is then told from a wrong PIN, and by the share's name.
    out.digest(sm3(head + part + sealedKey));
    out.endArray();
    return out.take();
}

/// What the private key is encrypted for: this backup of the key of this certificate.
QByteArray contextOf(const Digest &backup, const Certificate &certificate)
{
    return Use.toByteArray() + '\0' + backup.toBytes() + certificate.toDer();
}

Result<void> check(const std::array<Custodian, KeyShare::Shares> &custodians)
{
    for (size_t i = 0; i < custodians.size(); ++i) {
        if (!isName(custodians[i].name))
            return Error{ErrorCode::InvalidInput, "key-share.custodian", custodians[i].name};
        WENYI_CHECK(checkPinLength(custodians[i].pin));
        for (size_t before = 0; before < i; ++before) {
            if (custodians[before].name == custodians[i].name)
                return Error{ErrorCode::InvalidInput, "key-share.one-custodian", custodians[i].name};
        }
    }
    return {};
}

} // namespace

Result<std::array<QByteArray, KeyShare::Shares>> KeyShare::split(const PrivateKey &key, const Certificate &certificate,
    const std::array<Custodian, Shares> &custodians, Instant at, KeyDerivationCost cost, RandomSource &random)
{
    WENYI_CHECK(check(custodians));
    if (!cost.isAllowed())
        return Error{ErrorCode::InvalidInput, "key-file.cost", QString::number(cost.logN)};
    if (key.publicKey() != certificate.publicKey())
        return Error{ErrorCode::InvalidInput, "key-file.certificate", certificate.commonName()};
    Digest backup;
    random.fill(reinterpret_cast<char *>(backup.bytes.data()), Digest::Size);
    const SecretBytes backupKey = random.secret(ContentKeySize);
    const SecretBytes pkcs8 = key.toPkcs8();
    WENYI_TRY(const QByteArray sealedKey, protect(backupKey, pkcs8.view(), contextOf(backup, certificate), random));
    WENYI_TRY(const auto parts, splitSecret(backupKey, Shares, random));
    std::array<QByteArray, Shares> files;
    for (size_t i = 0; i < files.size(); ++i) {
        const Head head{backup, parts[i].number, custodians[i].name, at, cost, random.bytes(PinSaltSize),
            certificate.toDer(), sm3(sealedKey)};
        const QByteArray headBytes = encode(head);
        WENYI_TRY(const SecretBytes pinKey, keyOfPin(custodians[i].pin, head.salt, cost));
        WENYI_TRY(const QByteArray part, protect(pinKey, parts[i].bytes.view(), headBytes, random));
        files[i] = encode(headBytes, part, sealedKey);
    }
    return files;
}

Result<KeyShare> KeyShare::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() > LargestFile)
        return damaged(QStringLiteral("size"));
    CborReader in(bytes);
    in.startArray(4);
    const QByteArray headBytes = in.bytes(LargestHead);
    const QByteArray part = in.bytes(LargestPart);
    const QByteArray sealedKey = in.bytes(LargestKey);
    const Digest digest = in.digest();
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    if (digest != sm3(headBytes + part + sealedKey))
        return damaged(QStringLiteral("digest"));
    WENYI_TRY(const Head head, decodeHead(headBytes));
    if (head.sealedKey != sm3(sealedKey))
        return damaged(QStringLiteral("another key"));
    auto certificate = Certificate::fromDer(head.certificate);
    if (!certificate)
        return damaged(describe(certificate.error()));
    KeyShare share(std::move(*certificate));
    share.m_headBytes = headBytes;
    share.m_protectedPart = part;
    share.m_sealedKey = sealedKey;
    share.m_salt = head.salt;
    share.m_cost = head.cost;
    share.m_number = head.number;
    share.m_custodian = head.custodian;
    share.m_madeAt = head.madeAt;
    share.m_backup = head.backup;
    return share;
}

Result<KeyShare> KeyShare::open(const QString &path)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, LargestFile));
    return fromBytes(bytes);
}

Result<SecretBytes> KeyShare::openPart(const SecretBytes &pin) const
{
    WENYI_TRY(const SecretBytes pinKey, keyOfPin(pin, m_salt, m_cost));
    auto opened = unprotect(pinKey, m_protectedPart, m_headBytes);
    if (!opened && opened.error().code == ErrorCode::NotTrusted)
        return Error{ErrorCode::WrongPin, "key-share.pin", m_custodian};
    if (!opened)
        return damaged(describe(opened.error()));
    SecretBytes part{QByteArrayView(*opened)};
    OPENSSL_cleanse(opened->data(), static_cast<size_t>(opened->size()));
    return part;
}

Result<PrivateKey> KeyShare::join(
    const KeyShare &one, const SecretBytes &pinOfOne, const KeyShare &other, const SecretBytes &pinOfOther)
{
    if (!(one.m_certificate == other.m_certificate))
        return Error{ErrorCode::InvalidInput, "key-share.other-key", other.m_certificate.commonName()};
    if (one.m_backup != other.m_backup || one.m_sealedKey != other.m_sealedKey)
        return Error{ErrorCode::InvalidInput, "key-share.other-backup", other.m_custodian};
    if (one.m_number == other.m_number)
        return Error{ErrorCode::InvalidInput, "key-share.same", other.m_custodian};
    WENYI_TRY(SecretBytes partOfOne, one.openPart(pinOfOne));
    WENYI_TRY(SecretBytes partOfOther, other.openPart(pinOfOther));
    const Error altered{ErrorCode::NotTrusted, "key-share.altered", one.m_custodian + u' ' + other.m_custodian};
    const auto backupKey = joinSecret({static_cast<quint8>(one.m_number), std::move(partOfOne)},
        {static_cast<quint8>(other.m_number), std::move(partOfOther)});
    if (!backupKey || backupKey->size() != ContentKeySize)
        return altered;
    auto opened = unprotect(*backupKey, one.m_sealedKey, contextOf(one.m_backup, one.m_certificate));
    if (!opened)
        return altered;
    const SecretBytes pkcs8{QByteArrayView(*opened)};
    OPENSSL_cleanse(opened->data(), static_cast<size_t>(opened->size()));
    auto key = PrivateKey::fromPkcs8(pkcs8);
    if (!key || key->publicKey() != one.m_certificate.publicKey())
        return altered;
    return key;
}

} // namespace wenyi::crypto
