// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"

#include <QByteArray>
#include <QHashFunctions>

namespace wenyi::protocol {

/// The public half of a CURVE key (Curve25519), 32 bytes: how a desktop and the server know each other on the wire.
class CurvePublicKey
{
public:
    static constexpr qsizetype Size = 32;

    CurvePublicKey() = default;
    /// Fails with InvalidInput "curve.key-size" unless 32 bytes are given.
    static Result<CurvePublicKey> fromBytes(QByteArrayView bytes);
    const QByteArray &toBytes() const { return m_bytes; }

    friend bool operator==(const CurvePublicKey &, const CurvePublicKey &) = default;
    friend size_t qHash(const CurvePublicKey &key, size_t seed = 0) noexcept { return qHash(key.m_bytes, seed); }

private:
    QByteArray m_bytes;
};

/// A CURVE key with its secret half.
struct CurveKeyPair
{
    CurvePublicKey publicKey;
    SecretBytes secretKey;

    static CurveKeyPair generate(RandomSource &random);
    /// Fails with InvalidInput "curve.key-size" unless the secret has 32 bytes.
    static Result<CurveKeyPair> fromSecret(SecretBytes secret);
    CurveKeyPair clone() const { return {publicKey, secretKey.clone()}; }
};

} // namespace wenyi::protocol
