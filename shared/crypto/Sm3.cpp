// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"

#include "shared/crypto/OpenSslHandles.h"

#include <openssl/crypto.h>

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

HmacBlock::HmacBlock(QByteArrayView key, Pad pad)
{
    // RFC 2104: a key longer than a block is digested first.
    Digest digested;
    if (key.size() > view().size()) {
        digested = sm3(key);
        key = digested.view();
    }
    m_bytes.fill(pad);
    for (qsizetype i = 0; i < key.size(); ++i)
        m_bytes[static_cast<size_t>(i)] = static_cast<char>(key[i] ^ pad);
    OPENSSL_cleanse(digested.bytes.data(), digested.bytes.size());
}

HmacBlock::~HmacBlock()
{
    OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
}

HmacSm3::HmacSm3(QByteArrayView key)
    : m_inner(EVP_MD_CTX_new())
    , m_outer(EVP_MD_CTX_new())
{
    const auto begin = [&](EVP_MD_CTX *context, HmacBlock::Pad pad) {
        const HmacBlock block(key, pad);
        require(EVP_DigestInit_ex2(context, sm3Algorithm(), nullptr), "HMAC-SM3");
        require(EVP_DigestUpdate(context, block.view().data(), static_cast<size_t>(block.view().size())), "HMAC-SM3");
    };
    begin(m_inner.get(), HmacBlock::Inner);
    begin(m_outer.get(), HmacBlock::Outer);
}

HmacSm3::HmacSm3(const HmacSm3 &other)
    : m_inner(EVP_MD_CTX_new())
    , m_outer(EVP_MD_CTX_new())
{
    require(EVP_MD_CTX_copy_ex(m_inner.get(), other.m_inner.get()), "HMAC-SM3");
    require(EVP_MD_CTX_copy_ex(m_outer.get(), other.m_outer.get()), "HMAC-SM3");
}

void HmacSm3::add(QByteArrayView bytes)
{
    require(EVP_DigestUpdate(m_inner.get(), bytes.data(), static_cast<size_t>(bytes.size())), "HMAC-SM3");
}

Digest HmacSm3::finish()
{
    Digest digest;
    require(EVP_DigestFinal_ex(m_inner.get(), digest.bytes.data(), nullptr), "HMAC-SM3");
    require(EVP_DigestUpdate(m_outer.get(), digest.bytes.data(), digest.bytes.size()), "HMAC-SM3");
    require(EVP_DigestFinal_ex(m_outer.get(), digest.bytes.data(), nullptr), "HMAC-SM3");
    return digest;
}

Digest hmacSm3(QByteArrayView key, QByteArrayView bytes)
{
    HmacSm3 hmac(key);
    hmac.add(bytes);
    return hmac.finish();
}

} // namespace wenyi::crypto
