// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PublicKey.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm2Signature.h"
#include "shared/crypto/Sm2Verifier.h"

#include <openssl/err.h>

#include <optional>

namespace wenyi::crypto {

namespace {

/// SubjectPublicKeyInfo of a key up to its point: id-ecPublicKey, curve, BIT STRING. Only this one encoding is taken,
/// so that a key has one form and another curve never gets near the library.
const QByteArray &keyInfoHead(Suite suite)
{
    // Curves 1.2.156.10197.1.301 and 1.2.840.10045.3.1.7.
    static const QByteArray sm2 = QByteArray::fromHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");
    static const QByteArray p256 = QByteArray::fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
    return suite == Suite::Sm2WithSm3 ? sm2 : p256;
}

/// The suite that the head names, if it is taken.
std::optional<Suite> suiteOf(QByteArrayView keyInfo, TakenSuites taken)
{
    if (keyInfo.startsWith(keyInfoHead(Suite::Sm2WithSm3)))
        return Suite::Sm2WithSm3;
    if (taken == TakenSuites::Sm2AndP256 && keyInfo.startsWith(keyInfoHead(Suite::EcdsaP256WithSha256)))
        return Suite::EcdsaP256WithSha256;
    return {};
}

const char *libraryName(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? "SM2" : "EC";
}

const char *digestName(Suite suite)
{
    return suite == Suite::Sm2WithSm3 ? "SM3" : "SHA256";
}

/// What SM2 signs besides the message; the library's context for the key belongs to the digest context.
bool setUserId(Suite suite, EVP_PKEY_CTX *context)
{
    return suite != Suite::Sm2WithSm3 || EVP_PKEY_CTX_set1_id(context, StandardUserId, sizeof StandardUserId - 1) == 1;
}

/// The library's form of a key, which it finds to be a point of the curve once more.
PkeyGuard libraryKey(QByteArrayView keyInfo)
{
    const unsigned char *position = octets(keyInfo.data());
    return PkeyGuard(d2i_PUBKEY(nullptr, &position, static_cast<long>(keyInfo.size())));
}

constexpr qsizetype PointSize = 65;
constexpr char UncompressedPoint = 4;
constexpr qsizetype RawSignatureSize = 64;
constexpr qsizetype LongestSignature = 72;
constexpr qsizetype LongestSecret = 256;

} // namespace

PublicKey::PublicKey(std::shared_ptr<const Handle> handle)
    : m_handle(std::move(handle))
{
}

Result<PublicKey> PublicKey::fromDer(QByteArrayView subjectPublicKeyInfo, TakenSuites taken)
{
    const std::optional<Suite> suite = suiteOf(subjectPublicKeyInfo, taken);
    if (!suite)
        return Error{ErrorCode::Unsupported, "crypto.public-key-form", {}};
    const qsizetype headSize = keyInfoHead(*suite).size();
    // The library takes hybrid points too: a second form of the same key.
    if (subjectPublicKeyInfo.size() != headSize + PointSize || subjectPublicKeyInfo[headSize] != UncompressedPoint)
        return Error{ErrorCode::Unsupported, "crypto.public-key-form", {}};
    if (*suite == Suite::Sm2WithSm3 && isSm2Point(subjectPublicKeyInfo.sliced(headSize)))
        return PublicKey(std::make_shared<const Handle>(subjectPublicKeyInfo.toByteArray(), *suite));
    PkeyGuard key = libraryKey(subjectPublicKeyInfo);
    if (!key || !EVP_PKEY_is_a(key.get(), libraryName(*suite)))
        return Error{ErrorCode::InvalidInput, "crypto.public-key", takeOpenSslErrors()};
    const PkeyContextGuard context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (!context || EVP_PKEY_public_check_quick(context.get()) != 1)
        return Error{ErrorCode::InvalidInput, "crypto.public-key", takeOpenSslErrors()};
    return PublicKey(std::make_shared<const Handle>(subjectPublicKeyInfo.toByteArray(), *suite, std::move(key)));
}

EVP_PKEY *PublicKey::Handle::key() const
{
    EVP_PKEY *known = m_key.load(std::memory_order_acquire);
    if (known)
        return known;
    PkeyGuard made = libraryKey(der);
    // Of two threads that ask for it at once both go by the one that was first.
    if (!made || !m_key.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel))
        return known;
    return made.release();
}

Suite PublicKey::suite() const
{
    return m_handle->suite;
}

QByteArray PublicKey::toDer() const
{
    return m_handle->der;
}

QByteArray PublicKey::point() const
{
    return m_handle->der.right(PointSize);
}

Result<void> PublicKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    if (signature.isEmpty() || signature.size() > LongestSignature)
        return Error{ErrorCode::NotTrusted, "signature.value", {}};
    return suite() == Suite::Sm2WithSm3 ? verifySm2(message, signature) : verifyByLibrary(message, signature);
}

Result<void> PublicKey::verifySm2(QByteArrayView message, QByteArrayView signature) const
{
    const Error refused{ErrorCode::NotTrusted, "signature.value", {}};
    QByteArray raw = signature.toByteArray();
    QByteArray der = raw;
    if (signature.size() == RawSignatureSize) {
        WENYI_TRY(der, sm2DerSignature(signature));
    } else {
        const auto read = sm2RawSignature(signature);
        if (!read)
            return refused;
        raw = *read;
    }
    const QByteArrayView numbers(raw);
    if (isSm2Signature(point(), sm2Digest(*this, message), numbers.first(32), numbers.sliced(32)))
        return {};
    // Bad ones are rare, and nobody is refused by our arithmetic alone.
    return verifyByLibrary(message, der);
}

Result<void> PublicKey::verifyByLibrary(QByteArrayView message, QByteArrayView der) const
{
    const MdContextGuard context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr; // Belongs to the digest context.
    EVP_PKEY *key = m_handle->key();
    if (!context || !key
        || EVP_DigestVerifyInit_ex(context.get(), &keyContext, digestName(suite()), nullptr, nullptr, key, nullptr) != 1
        || !setUserId(suite(), keyContext))
        return Error{ErrorCode::Internal, "crypto.verify", takeOpenSslErrors()};
    const int verified = EVP_DigestVerify(context.get(), octets(der.data()), static_cast<size_t>(der.size()),
        octets(message.data()), static_cast<size_t>(message.size()));
    ERR_clear_error();
    if (verified != 1)
        return Error{ErrorCode::NotTrusted, "signature.value", {}};
    return {};
}

Result<QByteArray> PublicKey::encrypt(QByteArrayView secret) const
{
    if (suite() != Suite::Sm2WithSm3)
        return Error{ErrorCode::Unsupported, "crypto.suite", {}};
    if (secret.isEmpty() || secret.size() > LongestSecret)
        return Error{ErrorCode::InvalidInput, "crypto.encrypt-size", QString::number(secret.size())};
    EVP_PKEY *key = m_handle->key();
    const PkeyContextGuard context(key ? EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr) : nullptr);
    const auto size = static_cast<size_t>(secret.size());
    size_t written = 0;
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1
        || EVP_PKEY_encrypt(context.get(), nullptr, &written, octets(secret.data()), size) != 1)
        return Error{ErrorCode::Internal, "crypto.encrypt", takeOpenSslErrors()};
    QByteArray ciphertext(static_cast<qsizetype>(written), Qt::Uninitialized);
    if (EVP_PKEY_encrypt(context.get(), octets(ciphertext.data()), &written, octets(secret.data()), size) != 1)
        return Error{ErrorCode::Internal, "crypto.encrypt", takeOpenSslErrors()};
    ciphertext.truncate(static_cast<qsizetype>(written));
    return ciphertext;
}

Result<MdContextGuard> beginSigning(const PrivateKey &key)
{
    const Suite suite = key.suite();
    MdContextGuard context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *keyContext = nullptr; // Belongs to the digest context.
    if (!context
        || EVP_DigestSignInit_ex(
               context.get(), &keyContext, digestName(suite), nullptr, nullptr, KeyAccess::handleOf(key), nullptr)
               != 1
        || !setUserId(suite, keyContext))
        return Error{ErrorCode::Internal, "crypto.sign", takeOpenSslErrors()};
    return context;
}

} // namespace wenyi::crypto
