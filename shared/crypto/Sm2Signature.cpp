// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Signature.h"

#include "shared/crypto/OpenSslHandles.h"

#include <openssl/err.h>

namespace wenyi::crypto {

namespace {

constexpr qsizetype NumberSize = 32;

/// ENTL and the user id of GB/T 32918.2-2016 5.5, then a, b, xG, yG of the curve (GB/T 32918.5-2017 2).
const QByteArray &headOfZ()
{
    static const QByteArray head =
        QByteArray::fromHex("0080") + StandardUserId
        + QByteArray::fromHex("fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
                              "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
                              "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                              "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0");
    return head;
}

} // namespace

Digest sm2Digest(const PublicKey &key, QByteArrayView message)
{
    const QByteArray point = key.point(); // 04 ‖ x ‖ y
    Sm3 z;
    z.add(headOfZ());
    z.add(QByteArrayView(point).sliced(1));
    Sm3 e;
    e.add(z.finish().view());
    e.add(message);
    return e.finish();
}

Result<QByteArray> sm2DerSignature(QByteArrayView raw)
{
    if (raw.size() != 2 * NumberSize)
        return Error{ErrorCode::InvalidInput, "signature.size", QString::number(raw.size())};
    const Guard<ECDSA_SIG, ECDSA_SIG_free> signature(ECDSA_SIG_new());
    BignumGuard r(BN_bin2bn(octets(raw.data()), NumberSize, nullptr));
    BignumGuard s(BN_bin2bn(octets(raw.data() + NumberSize), NumberSize, nullptr));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return Error{ErrorCode::Internal, "crypto.signature", takeOpenSslErrors()};
    r.release(); // set0 took both.
    s.release();
    return toDerBytes<i2d_ECDSA_SIG>(signature.get());
}

Result<QByteArray> sm2RawSignature(QByteArrayView der)
{
    const Error refused{ErrorCode::NotTrusted, "signature.value", {}};
    const unsigned char *position = octets(der.data());
    const Guard<ECDSA_SIG, ECDSA_SIG_free> signature(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
    if (!signature) {
        ERR_clear_error();
        return refused;
    }
    // Written again it is the same: no second form, nothing behind it.
    if (toDerBytes<i2d_ECDSA_SIG>(signature.get()) != der)
        return refused;
    QByteArray raw(2 * NumberSize, Qt::Uninitialized);
    char *to = raw.data();
    for (const BIGNUM *number : {ECDSA_SIG_get0_r(signature.get()), ECDSA_SIG_get0_s(signature.get())}) {
        if (BN_is_negative(number) || BN_bn2binpad(number, octets(to), NumberSize) != NumberSize)
            return refused;
        to += NumberSize;
    }
    return raw;
}

} // namespace wenyi::crypto
