// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/PrivateKey.h"

#include "shared/crypto/OpenSslHandles.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

namespace wenyi::crypto {

namespace {

/// An SM2 key in PKCS#8 is about 150 bytes; attributes may stand behind it.
constexpr qsizetype LongestPkcs8 = 1024;
/// GM/T 0009 ciphertext of PublicKey::encrypt()'s longest secret.
constexpr qsizetype LongestCiphertext = 512;

using Pkcs8Guard = Guard<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

Result<PublicKey> publicPartOf(EVP_PKEY *key, TakenSuites taken)
{
    return PublicKey::fromDer(toDerBytes<i2d_PUBKEY>(key), taken);
}

bool isTaken(const EVP_PKEY *key, TakenSuites taken)
{
    return EVP_PKEY_is_a(key, "SM2") || (taken == TakenSuites::Sm2AndP256 && EVP_PKEY_is_a(key, "EC"));
}

} // namespace

PrivateKey::PrivateKey(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{
}

PrivateKey::PrivateKey(PrivateKey &&) noexcept = default;
PrivateKey &PrivateKey::operator=(PrivateKey &&) noexcept = default;
PrivateKey::~PrivateKey() = default; // OpenSSL clears a private scalar when its key goes.

Result<PrivateKey> PrivateKey::generate(Suite suite)
{
    PkeyGuard key(suite == Suite::Sm2WithSm3 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")
                                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    if (!key)
        return Error{ErrorCode::Internal, "crypto.generate", takeOpenSslErrors()};
    WENYI_TRY(PublicKey publicKey, publicPartOf(key.get(), TakenSuites::Sm2AndP256));
    return PrivateKey(std::make_unique<Handle>(Handle{std::move(key), std::move(publicKey)}));
}

Result<PrivateKey> PrivateKey::fromPkcs8(const SecretBytes &der, TakenSuites taken)
{
    if (der.isEmpty() || der.size() > LongestPkcs8)
        return Error{ErrorCode::InvalidInput, "crypto.private-key", QString::number(der.size())};
    const unsigned char *position = octets(der.data());
    const unsigned char *end = position + der.size();
    const Pkcs8Guard info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(der.size())));
    PkeyGuard key(info && position == end ? EVP_PKCS82PKEY(info.get()) : nullptr);
    if (!key || !isTaken(key.get(), taken))
        return Error{ErrorCode::InvalidInput, "crypto.private-key", takeOpenSslErrors()};
    const PkeyContextGuard context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    // The public half in the file must be the private half's: a foreign one would leak the key through signatures.
    if (!context || EVP_PKEY_pairwise_check(context.get()) != 1)
        return Error{ErrorCode::InvalidInput, "crypto.private-key", takeOpenSslErrors()};
    WENYI_TRY(PublicKey publicKey, publicPartOf(key.get(), taken));
    return PrivateKey(std::make_unique<Handle>(Handle{std::move(key), std::move(publicKey)}));
}

SecretBytes PrivateKey::toPkcs8() const
{
    const Pkcs8Guard info(EVP_PKEY2PKCS8(m_handle->key.get()));
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : 0;
    if (size <= 0)
        qFatal("OpenSSL failed to write a private key: %s", qPrintable(takeOpenSslErrors()));
    SecretBytes der(size);
    unsigned char *position = octets(der.data());
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &position);
    return der;
}

PublicKey PrivateKey::publicKey() const
{
    return m_handle->publicKey;
}

Result<QByteArray> PrivateKey::sign(QByteArrayView message) const
{
    WENYI_TRY(const MdContextGuard context, beginSigning(*this));
    const unsigned char *bytes = octets(message.data());
    const auto size = static_cast<size_t>(message.size());
    size_t written = 0;
    if (EVP_DigestSign(context.get(), nullptr, &written, bytes, size) != 1)
        return Error{ErrorCode::Internal, "crypto.sign", takeOpenSslErrors()};
    QByteArray signature(static_cast<qsizetype>(written), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), octets(signature.data()), &written, bytes, size) != 1)
        return Error{ErrorCode::Internal, "crypto.sign", takeOpenSslErrors()};
    signature.truncate(static_cast<qsizetype>(written));
    return signature;
}

Result<SecretBytes> PrivateKey::decrypt(QByteArrayView ciphertext) const
{
    if (suite() != Suite::Sm2WithSm3)
        return Error{ErrorCode::Unsupported, "crypto.suite", {}};
    const Error refused{ErrorCode::NotTrusted, "crypto.decrypt", {}};
    if (ciphertext.isEmpty() || ciphertext.size() > LongestCiphertext)
        return refused;
    const PkeyContextGuard context(EVP_PKEY_CTX_new_from_pkey(nullptr, m_handle->key.get(), nullptr));
    if (!context || EVP_PKEY_decrypt_init(context.get()) != 1)
        return Error{ErrorCode::Internal, "crypto.decrypt-setup", takeOpenSslErrors()};
    // The plain text is never longer than its ciphertext.
    SecretBytes room(ciphertext.size());
    auto written = static_cast<size_t>(room.size());
    const int decrypted = EVP_PKEY_decrypt(context.get(), octets(room.data()), &written, octets(ciphertext.data()),
        static_cast<size_t>(ciphertext.size()));
    ERR_clear_error();
    if (decrypted != 1)
        return refused;
    return SecretBytes(room.view().first(static_cast<qsizetype>(written)));
}

} // namespace wenyi::crypto
