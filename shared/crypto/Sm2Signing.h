// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/crypto/OpenSslHandles.h"

#include <optional>

/// Internal to shared/crypto: an SM2 signature in two steps (GB/T 32918.2-2016 6.1), of which only the second needs the
/// message. All arithmetic is the library's.
namespace wenyi::crypto {

/// A random number k of a signature, and the x of k times the base point modulo the order. As secret as the key: who
/// knows k of one signature has the key, and so has who sees two signatures by the same.
struct Sm2Nonce
{
    BignumGuard k;
    BignumGuard x;
};

/// What signs by one key, from one thread at a time.
class Sm2SigningKey
{
public:
    /// Fails with Unsupported "crypto.suite" for a key of another suite.
    static Result<Sm2SigningKey> of(const PrivateKey &key);
    /// By the number d itself.
    static Result<Sm2SigningKey> of(const BIGNUM *d);

    /// Draws a number; nearly all of a signature's work.
    Result<Sm2Nonce> draw() const;
    Result<Sm2Nonce> nonceOf(BignumGuard k) const;
    /// The signature in DER over the digest of sm2Digest(), which spends the nonce. Nothing for the numbers by which the
    /// standard has another one drawn.
    Result<std::optional<QByteArray>> sign(const Digest &digest, Sm2Nonce nonce) const;

private:
    using GroupGuard = Guard<EC_GROUP, EC_GROUP_free>;
    using ContextGuard = Guard<BN_CTX, BN_CTX_free>;
    Sm2SigningKey(GroupGuard group, ContextGuard context, BignumGuard inverse);
    const BIGNUM *order() const { return EC_GROUP_get0_order(m_group.get()); }

    GroupGuard m_group;
    ContextGuard m_context;
    BignumGuard m_inverse; ///< Of 1 + d modulo the order, which is as good as the key.
};

} // namespace wenyi::crypto
