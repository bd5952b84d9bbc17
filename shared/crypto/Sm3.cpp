// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"

#include "shared/crypto/OpenSslHandles.h"

#include <gcrypt.h>
#include <openssl/crypto.h>

#include <cstring>

namespace wenyi::crypto {

namespace {

/// A digest cannot fail for want of input; where the library fails at it, nothing that follows can be trusted.
void require(int succeeded, const char *what)
{
    if (succeeded != 1)
        qFatal("OpenSSL failed at %s: %s", what, qPrintable(takeOpenSslErrors()));
}

/// Libgcrypt digests half as fast again as OpenSSL 3.0, which has SM3 in C alone. None of its keys, none of its numbers:
/// it needs no memory of its own that is locked. It reads what it is configured by from files, so it is begun with the
/// program, before any that is confined (docs/SECURITY.md) shuts itself in.
bool beginGcrypt()
{
    if (gcry_check_version("1.9.0") == nullptr)
        qFatal("libgcrypt is too old for SM3: %s", gcry_check_version(nullptr));
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return true;
}

/// Again where another program of this process's start asks before this file's own turn has come.
void requireGcrypt()
{
    [[maybe_unused]] static const bool hasBegun = beginGcrypt();
}

[[maybe_unused]] const bool BegunWithProgram = (requireGcrypt(), true);

} // namespace

const EVP_MD *sm3Algorithm()
{
    static EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
    require(algorithm != nullptr, "SM3");
    return algorithm;
}

Digest sm3(QByteArrayView bytes)
{
    requireGcrypt();
    Digest digest;
    gcry_md_hash_buffer(GCRY_MD_SM3, digest.bytes.data(), bytes.data(), static_cast<size_t>(bytes.size()));
    return digest;
}

struct Sm3::State
{
    State()
    {
        requireGcrypt();
        if (gcry_md_open(&handle, GCRY_MD_SM3, 0) != 0)
            qFatal("libgcrypt failed at SM3");
    }
    ~State() { gcry_md_close(handle); }
    Q_DISABLE_COPY_MOVE(State)

    gcry_md_hd_t handle = nullptr;
};

Sm3::Sm3()
    : m_state(std::make_unique<State>())
{
}

Sm3::~Sm3() = default;
Sm3::Sm3(Sm3 &&) noexcept = default;
Sm3 &Sm3::operator=(Sm3 &&) noexcept = default;

void Sm3::add(QByteArrayView bytes)
{
    gcry_md_write(m_state->handle, bytes.data(), static_cast<size_t>(bytes.size()));
}

Digest Sm3::finish()
{
    Digest digest;
    std::memcpy(digest.bytes.data(), gcry_md_read(m_state->handle, GCRY_MD_SM3), digest.bytes.size());
    gcry_md_reset(m_state->handle);
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
