// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Signing.h"

#include <openssl/core_names.h>
#include <openssl/obj_mac.h>

#include <utility>

namespace wenyi::crypto {

namespace {

using CurvePointGuard = Guard<EC_POINT, EC_POINT_clear_free>;
using SignatureGuard = Guard<ECDSA_SIG, ECDSA_SIG_free>;

Error signingFailed()
{
    return Error{ErrorCode::Internal, "crypto.sign", takeOpenSslErrors()};
}

/// One that is secret: in the library's locked memory where it has any, and used in constant time where it can be.
BignumGuard secretNumber()
{
    BignumGuard number(BN_secure_new());
    if (number)
        BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    return number;
}

Result<QByteArray> derOf(BignumGuard r, BignumGuard s)
{
    const SignatureGuard signature(ECDSA_SIG_new());
    if (!signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return signingFailed();
    static_cast<void>(r.release()); // set0 took both.
    static_cast<void>(s.release());
    return toDerBytes<i2d_ECDSA_SIG>(signature.get());
}

} // namespace

Sm2SigningKey::Sm2SigningKey(GroupGuard group, ContextGuard context, BignumGuard inverse)
    : m_group(std::move(group))
    , m_context(std::move(context))
    , m_inverse(std::move(inverse))
{
}

Result<Sm2SigningKey> Sm2SigningKey::of(const PrivateKey &key)
{
    if (key.suite() != Suite::Sm2WithSm3)
        return Error{ErrorCode::Unsupported, "crypto.suite", {}};
    BIGNUM *number = nullptr;
    const int got = EVP_PKEY_get_bn_param(KeyAccess::handleOf(key), OSSL_PKEY_PARAM_PRIV_KEY, &number);
    const BignumGuard d(number);
    if (got != 1 || !d)
        return signingFailed();
    return of(d.get());
}

Result<Sm2SigningKey> Sm2SigningKey::of(const BIGNUM *d)
{
    GroupGuard group(EC_GROUP_new_by_curve_name(NID_sm2));
    ContextGuard context(BN_CTX_secure_new());
    BignumGuard sum = secretNumber();
    BignumGuard inverse = secretNumber();
    // By Fermat, whose time does not depend on the number.
    BignumGuard exponent(BN_new());
    const BIGNUM *order = group ? EC_GROUP_get0_order(group.get()) : nullptr;
    if (!context || !sum || !inverse || !exponent || !order || BN_add(sum.get(), d, BN_value_one()) != 1
        || BN_copy(exponent.get(), order) == nullptr || BN_sub_word(exponent.get(), 2) != 1
        || BN_mod_exp_mont_consttime(inverse.get(), sum.get(), exponent.get(), order, context.get(), nullptr) != 1)
        return signingFailed();
    return Sm2SigningKey(std::move(group), std::move(context), std::move(inverse));
}

Result<Sm2Nonce> Sm2SigningKey::draw() const
{
    BignumGuard k = secretNumber();
    do {
        if (!k || BN_priv_rand_range(k.get(), order()) != 1)
            return signingFailed();
    } while (BN_is_zero(k.get()));
    return nonceOf(std::move(k));
}

Result<Sm2Nonce> Sm2SigningKey::nonceOf(BignumGuard k) const
{
    const CurvePointGuard point(EC_POINT_new(m_group.get()));
    BignumGuard x = secretNumber();
    if (!point || !x
        || EC_POINT_mul(m_group.get(), point.get(), k.get(), nullptr, nullptr, m_context.get()) != 1
        || EC_POINT_get_affine_coordinates(m_group.get(), point.get(), x.get(), nullptr, m_context.get()) != 1
        || BN_nnmod(x.get(), x.get(), order(), m_context.get()) != 1)
        return signingFailed();
    return Sm2Nonce{std::move(k), std::move(x)};
}

Result<std::optional<QByteArray>> Sm2SigningKey::sign(const Digest &digest, Sm2Nonce nonce) const
{
    BignumGuard r(BN_bin2bn(digest.bytes.data(), static_cast<int>(digest.bytes.size()), nullptr));
    BignumGuard s = secretNumber();
    BignumGuard sum = secretNumber();
    if (!r || !s || !sum || BN_mod_add(r.get(), r.get(), nonce.x.get(), order(), m_context.get()) != 1
        || BN_mod_add(sum.get(), r.get(), nonce.k.get(), order(), m_context.get()) != 1)
        return signingFailed();
    if (BN_is_zero(r.get()) || BN_is_zero(sum.get()))
        return std::optional<QByteArray>();
    // (1 + d)⁻¹ · (k − r·d) is (1 + d)⁻¹ · (k + r) − r: the key itself is not needed.
    if (BN_mod_mul(s.get(), m_inverse.get(), sum.get(), order(), m_context.get()) != 1
        || BN_mod_sub(s.get(), s.get(), r.get(), order(), m_context.get()) != 1)
        return signingFailed();
    if (BN_is_zero(s.get()))
        return std::optional<QByteArray>();
    WENYI_TRY(QByteArray der, derOf(std::move(r), std::move(s)));
    return std::optional(std::move(der));
}

} // namespace wenyi::crypto
