// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyFile.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/ContentCipher.h"
#include "shared/crypto/PinAttempts.h"
#include "shared/crypto/Sm3.h"

#include <openssl/crypto.h>

#include <QFile>

#include <algorithm>

namespace wenyi::crypto {

namespace {

constexpr qsizetype LargestFile = 128 * limits::KiB;
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype LargestKey = 4 * limits::KiB;
constexpr quint64 Version = 1;

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
    out.unsignedInteger(KeyDerivationCost::BlockSize);
    out.unsignedInteger(KeyDerivationCost::Parallelism);
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
    head.salt = in.bytes(PinSaltSize);
    head.certificate = in.bytes(LargestCertificate);
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    // A cost from outside is memory from outside: 2^logN KiB.
    if (!head.cost.isAllowed() || blockSize != KeyDerivationCost::BlockSize
        || parallelism != KeyDerivationCost::Parallelism || head.salt.size() != PinSaltSize)
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

Result<QByteArray> encrypt(const PrivateKey &key, const Certificate &certificate, const SecretBytes &pin,
    KeyDerivationCost cost, RandomSource &random)
{
    const Head head{cost, random.bytes(PinSaltSize), certificate.toDer()};
    const QByteArray headBytes = encode(head);
    WENYI_TRY(const SecretBytes pinKey, keyOfPin(pin, head.salt, head.cost));
    const SecretBytes pkcs8 = key.toPkcs8();
    WENYI_TRY(const QByteArray protectedKey, protect(pinKey, pkcs8.view(), headBytes, random));
    return encode(headBytes, protectedKey);
}

Result<void> checkNew(
    const PrivateKey &key, const Certificate &certificate, const SecretBytes &pin, KeyDerivationCost cost)
{
    WENYI_CHECK(checkPinLength(pin));
    if (!cost.isAllowed())
        return Error{ErrorCode::InvalidInput, "key-file.cost", QString::number(cost.logN)};
    if (key.publicKey() != certificate.publicKey())
        return Error{ErrorCode::InvalidInput, "key-file.certificate", certificate.commonName()};
    return {};
}

/// The key, or WrongPin.
Result<PrivateKey> decrypt(const Parts &parts, const Certificate &certificate, const SecretBytes &pin)
{
    WENYI_TRY(const SecretBytes pinKey, keyOfPin(pin, parts.head.salt, parts.head.cost));
    Result<QByteArray> opened = unprotect(pinKey, parts.protectedKey, parts.headBytes);
    if (!opened && opened.error().code == ErrorCode::NotTrusted)
        return Error{ErrorCode::WrongPin, "key-file.pin", {}};
    if (!opened)
        return damaged(describe(opened.error()));
    const SecretBytes pkcs8{QByteArrayView(*opened)};
    OPENSSL_cleanse(opened->data(), static_cast<size_t>(opened->size()));
    // Its certificate was read by what the caller takes, and the key is to be the certificate's.
    Result<PrivateKey> key = PrivateKey::fromPkcs8(pkcs8, TakenSuites::Sm2AndP256);
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
    WENYI_CHECK(checkNew(key, certificate, pin, cost));
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

Result<void> KeyFile::replace(const QString &path, const PrivateKey &key, const Certificate &certificate,
    const SecretBytes &pin, KeyDerivationCost cost, RandomSource &random)
{
    WENYI_CHECK(checkNew(key, certificate, pin, cost));
    WENYI_TRY(const QByteArray bytes, encrypt(key, certificate, pin, cost, random));
    PinAttempts attempts(path);
    WENYI_CHECK(attempts.lock());
    WENYI_CHECK(writeDurably(path, bytes));
    return attempts.reset();
}

Result<void> KeyFile::replace(const QString &path, const PrivateKey &key, const Certificate &certificate,
    const DrawnPin &pin, RandomSource &random)
{
    return replace(path, key, certificate, pin.pin(), DrawnPin::Cost, random);
}

Result<KeyFile> KeyFile::fromBytes(const QString &path, const QByteArray &bytes, TakenSuites taken)
{
    WENYI_TRY(const Parts parts, decode(bytes));
    Result<Certificate> certificate = Certificate::fromDer(parts.head.certificate, taken);
    if (!certificate && certificate.error().reason == "certificate.key")
        return Error{ErrorCode::Unsupported, "key-file.other-suite", path};
    if (!certificate)
        return damaged(describe(certificate.error()));
    return KeyFile(path, bytes, std::move(*certificate));
}

Result<KeyFile> KeyFile::open(const QString &path, TakenSuites taken)
{
    WENYI_TRY(const QByteArray bytes, readBounded(path, LargestFile));
    return fromBytes(path, bytes, taken);
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

Result<QByteArray> KeyFile::underPin(const SecretBytes &from, const SecretBytes &to, RandomSource &random) const
{
    WENYI_CHECK(checkPinLength(to));
    WENYI_TRY(const Parts parts, decode(m_bytes));
    WENYI_TRY(const PrivateKey key, unlock(from));
    const KeyDerivationCost usual;
    const bool mayBeDrawn = from.size() >= DrawnPin::Digits && parts.head.cost.logN < usual.logN;
    return encrypt(key, m_certificate, to, mayBeDrawn ? usual : parts.head.cost, random);
}

Result<void> KeyFile::changePin(const SecretBytes &from, const SecretBytes &to, RandomSource &random)
{
    WENYI_TRY(const QByteArray bytes, underPin(from, to, random));
    WENYI_CHECK(writeDurably(m_path, bytes));
    m_bytes = bytes;
    return {};
}

Digest KeyFile::digest() const
{
    return sm3(m_bytes);
}

Result<Digest> KeyFile::lockName(RandomSource &random) const
{
    PinAttempts attempts(m_path);
    WENYI_CHECK(attempts.lock());
    WENYI_TRY(const int made, attempts.made());
    if (made < AllowedAttempts)
        return Error{ErrorCode::NotAllowed, "key-file.not-locked", m_path};
    WENYI_TRY(const std::optional<Digest> known, attempts.lockName());
    if (known)
        return *known;
    Digest name;
    random.fill(reinterpret_cast<char *>(name.bytes.data()), Digest::Size);
    WENYI_CHECK(attempts.record(made, name));
    return name;
}

Result<void> KeyFile::release(const Digest &lockName) const
{
    PinAttempts attempts(m_path);
    WENYI_CHECK(attempts.lock());
    WENYI_TRY(const int made, attempts.made());
    if (made < AllowedAttempts)
        return Error{ErrorCode::NotAllowed, "key-file.not-locked", m_path};
    WENYI_TRY(const std::optional<Digest> known, attempts.lockName());
    if (known != lockName)
        return Error{ErrorCode::NotAllowed, "key-file.other-lock", m_path};
    return attempts.reset();
}

} // namespace wenyi::crypto
