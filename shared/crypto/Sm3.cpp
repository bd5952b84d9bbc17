// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"

#include "shared/crypto/OpenSslHandles.h"

#include <openssl/core_names.h>

namespace wenyi::crypto {

namespace {

/// A digest cannot fail for want of input; where the library fails at it, nothing that follows can be trusted.
void require(int succeeded, const char *what)
{
    if (succeeded != 1)
        qFatal("OpenSSL failed at %s: %s", what, qPrintable(takeOpenSslErrors()));
}

} // namespace

const EVP_MD *sm3Algorithm()
{
    static EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
    require(algorithm != nullptr, "SM3");
    return algorithm;
}

EVP_MAC *hmacAlgorithm()
{
    static EVP_MAC *const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    require(algorithm != nullptr, "HMAC");
    return algorithm;
}

Digest sm3(QByteArrayView bytes)
{
    Digest digest;
    require(EVP_Digest(
                bytes.data(), static_cast<size_t>(bytes.size()), digest.bytes.data(), nullptr, sm3Algorithm(), nullptr),
        "SM3");
    return digest;
}

struct Sm3::State
{
    MdContextGuard context{EVP_MD_CTX_new()};
};

Sm3::Sm3()
    : m_state(std::make_unique<State>())
{
    require(EVP_DigestInit_ex2(m_state->context.get(), sm3Algorithm(), nullptr), "SM3");
}

Sm3::~Sm3() = default;
Sm3::Sm3(Sm3 &&) noexcept = default;
Sm3 &Sm3::operator=(Sm3 &&) noexcept = default;

void Sm3::add(QByteArrayView bytes)
{
    require(EVP_DigestUpdate(m_state->context.get(), bytes.data(), static_cast<size_t>(bytes.size())), "SM3");
}

Digest Sm3::finish()
{
    Digest digest;
    require(EVP_DigestFinal_ex(m_state->context.get(), digest.bytes.data(), nullptr), "SM3");
    require(EVP_DigestInit_ex2(m_state->context.get(), sm3Algorithm(), nullptr), "SM3");
    return digest;
}

MacContextGuard beginHmac(QByteArrayView key)
{
    MacContextGuard context(EVP_MAC_CTX_new(hmacAlgorithm()));
    char digestName[] = "SM3";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digestName, 0), OSSL_PARAM_construct_end()};
    // OpenSSL takes a null key for "the key set before", so an empty one needs an address.
    const char *bytes = key.isEmpty() ? "" : key.data();
    require(context ? EVP_MAC_init(context.get(), octets(bytes), static_cast<size_t>(key.size()), parameters) : 0,
        "HMAC-SM3");
    return context;
}

void addToHmac(EVP_MAC_CTX *context, QByteArrayView bytes)
{
    require(EVP_MAC_update(context, octets(bytes.data()), static_cast<size_t>(bytes.size())), "HMAC-SM3");
}

Digest finishHmac(EVP_MAC_CTX *context)
{
    Digest digest;
    size_t size = 0;
    require(EVP_MAC_final(context, digest.bytes.data(), &size, digest.bytes.size()), "HMAC-SM3");
    return digest;
}

Digest hmacSm3(QByteArrayView key, QByteArrayView bytes)
{
    const MacContextGuard context = beginHmac(key);
    addToHmac(context.get(), bytes);
    return finishHmac(context.get());
}

} // namespace wenyi::crypto
