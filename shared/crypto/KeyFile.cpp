// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyFile.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/PinAttempts.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>

#include <QFile>

#include <algorithm>

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestFile = 128 * limits::KiB;
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype LargestKey = 4 * limits::KiB;
constexpr qsizetype ShortestPin = 4;
constexpr qsizetype LongestPin = 1024;
constexpr qsizetype SaltSize = 32;
constexpr quint64 Version = 1;
constexpr quint64 BlockSize = 8;
constexpr quint64 Parallelism = 1;

QString suiteName()
{
    return QStringLiteral("scrypt;SM4-CTR;HMAC-SM3");
}

/// What stands in clear, and is authenticated together with the key.
struct Head
{
    KeyDerivationCost cost;
    QByteArray salt;
    QByteArray certificate; ///< DER.
};

struct Parts
{
    QByteArray headBytes;
    Head head;
    QByteArray protectedKey; ///< PKCS#8 under protect(), its context the bytes of the head.
};

Error damaged(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "key-file.damaged", detail};
}

QByteArray encode(const Head &head)
{
    CborWriter out;
    out.startArray(7);
    out.unsignedInteger(Version);
    out.text(suiteName());
    out.unsignedInteger(static_cast<quint64>(head.cost.logN));
    out.unsignedInteger(BlockSize);
    out.unsignedInteger(Parallelism);
    out.bytes(head.salt);
    out.bytes(head.certificate);
    out.endArray();
    return out.take();
}

Result<Head> decodeHead(const QByteArray &bytes)
{
    CborReader in(bytes);
    Head head;
    in.startArray(7);
    const quint64 version = in.unsignedInteger();
    const QString suite = in.text(64);
    if (in.ok() && (version != Version || suite != suiteName()))
        return Error{ErrorCode::Unsupported, "key-file.suite", suite};
    head.cost.logN = static_cast<int>(in.unsignedInteger(KeyDerivationCost::Most));
    const quint64 blockSize = in.unsignedInteger();
    const quint64 parallelism = in.unsignedInteger();
    head.salt = in.bytes(SaltSize);
    head.certificate = in.bytes(LargestCertificate);
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    // A cost from outside is memory from outside: 2^logN KiB.
    if (head.cost.logN < KeyDerivationCost::Least || blockSize != BlockSize || parallelism != Parallelism
        || head.salt.size() != SaltSize)
        return damaged(QStringLiteral("cost"));
    return head;
}

QByteArray encode(const QByteArray &headBytes, const QByteArray &protectedKey)
{
    CborWriter out;
    out.startArray(3);
    out.bytes(headBytes);
    out.bytes(protectedKey);
    // A damaged file is then told from a wrong PIN before anybody loses an attempt to it.
    out.digest(sm3(headBytes + protectedKey));
    out.endArray();
    return out.take();
}

Result<Parts> decode(const QByteArray &bytes)
{
    if (bytes.size() > LargestFile)
        return damaged(QStringLiteral("size"));
    CborReader in(bytes);
    Parts parts;
    in.startArray(3);
    parts.headBytes = in.bytes(LargestFile);
    parts.protectedKey = in.bytes(LargestKey);
    const Digest digest = in.digest();
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    if (digest != sm3(parts.headBytes + parts.protectedKey))
        return damaged(QStringLiteral("digest"));
    WENYI_TRY(parts.head, decodeHead(parts.headBytes));
    return parts;
}

/// scrypt (RFC 7914).
Result<SecretBytes> keyOfPin(const SecretBytes &pin, const Head &head)
{
    const Guard<EVP_KDF, EVP_KDF_free> algorithm(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
    const KdfContextGuard context(algorithm ? EVP_KDF_CTX_new(algorithm.get()) : nullptr);
    uint64_t n = uint64_t(1) << head.cost.logN;
    uint32_t r = BlockSize;
    uint32_t p = Parallelism;
    uint64_t memory = 128 * n * r + 8 * limits::MiB;
    SecretBytes password = pin.clone(); // OpenSSL's parameters are not const.
    QByteArray salt = head.salt;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, password.data(), static_cast<size_t>(pin.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), static_cast<size_t>(salt.size())),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end(),
    };
    SecretBytes key(ContentKeySize);
    if (!context || EVP_KDF_derive(context.get(), octets(key.data()), static_cast<size_t>(key.size()), parameters) != 1)
        return Error{ErrorCode::Internal, "key-file.scrypt", takeOpenSslErrors()};
    return key;
}

Result<void> checkPin(const SecretBytes &pin)
{
    if (pin.size() < ShortestPin || pin.size() > LongestPin)
        return Error{ErrorCode::InvalidInput, "key-file.pin-length", QString::number(pin.size())};
    return {};
}

Result<QByteArray> encrypt(const PrivateKey &key, const Certificate &certificate, const SecretBytes &pin,
    KeyDerivationCost cost, RandomSource &random)
{
    const Head head{cost, random.bytes(SaltSize), certificate.toDer()};
    const QByteArray headBytes = encode(head);
    WENYI_TRY(const SecretBytes pinKey, keyOfPin(pin, head));
    const SecretBytes pkcs8 = key.toPkcs8();
    WENYI_TRY(const QByteArray protectedKey, protect(pinKey, pkcs8.view(), headBytes, random));
    return encode(headBytes, protectedKey);
}

/// The key, or WrongPin.
Result<PrivateKey> decrypt(const Parts &parts, const Certificate &certificate, const SecretBytes &pin)
{
    WENYI_TRY(const SecretBytes pinKey, keyOfPin(pin, parts.head));
    Result<QByteArray> opened = unprotect(pinKey, parts.protectedKey, parts.headBytes);
    if (!opened && opened.error().code == ErrorCode::NotTrusted)
        return Error{ErrorCode::WrongPin, "key-file.pin", {}};
    if (!opened)
        return damaged(describe(opened.error()));
    const SecretBytes pkcs8{QByteArrayView(*opened)};
    OPENSSL_cleanse(opened->data(), static_cast<size_t>(opened->size()));
    Result<PrivateKey> key = PrivateKey::fromPkcs8(pkcs8);
    if (!key)
        return damaged(describe(key.error()));
    if (key->publicKey() != certificate.publicKey())
        return damaged(QStringLiteral("certificate of another key"));
    return key;
}

} // namespace

KeyFile::KeyFile(QString path, QByteArray bytes, Certificate certificate)
    : m_path(std::move(path))
    , m_bytes(std::move(bytes))
    , m_certificate(std::move(certificate))
{
}

Result<void> KeyFile::create(const QString &path, const PrivateKey &key, const Certificate &certificate,
    const SecretBytes &pin, KeyDerivationCost cost, RandomSource &random)
{
    WENYI_CHECK(checkPin(pin));
    if (cost.logN < KeyDerivationCost::Least || cost.logN > KeyDerivationCost::Most)
        return Error{ErrorCode::InvalidInput, "key-file.cost", QString::number(cost.logN)};
    if (key.publicKey() != certificate.publicKey())
        return Error{ErrorCode::InvalidInput, "key-file.certificate", certificate.commonName()};
    if (QFile::exists(path))
        return Error{ErrorCode::AlreadyExists, "key-file.exists", path};
    WENYI_TRY(const QByteArray bytes, encrypt(key, certificate, pin, cost, random));
    PinAttempts attempts(path);
    WENYI_CHECK(attempts.lock());
    if (QFile::exists(path)) // Somebody may have been faster while the key was derived.
        return Error{ErrorCode::AlreadyExists, "key-file.exists", path};
    WENYI_CHECK(attempts.reset());
    return writeDurably(path, bytes);
}

Result<KeyFile> KeyFile::fromBytes(const QString &path, const QByteArray &bytes)
{
    WENYI_TRY(const Parts parts, decode(bytes));
    Result<Certificate> certificate = Certificate::fromDer(parts.head.certificate);
    if (!certificate)
        return damaged(describe(certificate.error()));
    return KeyFile(path, bytes, std::move(*certificate));
}

Result<KeyFile> KeyFile::open(const QString &path)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, LargestFile));
    return fromBytes(path, bytes);
}

int KeyFile::attemptsLeft() const
{
    const Result<int> made = PinAttempts(m_path).made();
    return made ? std::max(0, AllowedAttempts - *made) : 0;
}

Result<PrivateKey> KeyFile::unlock(const SecretBytes &pin) const
{
    WENYI_TRY(const Parts parts, decode(m_bytes));
    PinAttempts attempts(m_path);
    WENYI_CHECK(attempts.lock());
    WENYI_TRY(const int made, attempts.made());
    if (made >= AllowedAttempts)
        return Error{ErrorCode::Locked, "key-file.locked", {}};
    // Counted before it is tried: killing the program afterwards wins nothing.
    WENYI_CHECK(attempts.record(made + 1));
    Result<PrivateKey> key = decrypt(parts, m_certificate, pin);
    if (key)
        WENYI_CHECK(attempts.reset());
    return key;
}

Result<void> KeyFile::changePin(const SecretBytes &from, const SecretBytes &to, RandomSource &random)
{
    WENYI_CHECK(checkPin(to));
    WENYI_TRY(const Parts parts, decode(m_bytes));
    WENYI_TRY(const PrivateKey key, unlock(from));
    WENYI_TRY(const QByteArray bytes, encrypt(key, m_certificate, to, parts.head.cost, random));
    WENYI_CHECK(writeDurably(m_path, bytes));
    m_bytes = bytes;
    return {};
}

} // namespace wenyi::crypto
