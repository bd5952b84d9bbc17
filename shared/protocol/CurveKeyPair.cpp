// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/CurveKeyPair.h"

#include <zmq.h>

#include <array>

namespace wenyi::protocol {

namespace {

/// 32 bytes are 40 characters of Z85 and a final zero.
constexpr std::size_t Z85Size = 41;

} // namespace

Result<CurvePublicKey> CurvePublicKey::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return Error{ErrorCode::InvalidInput, "curve.key-size", QString::number(bytes.size())};
    CurvePublicKey key;
    key.m_bytes = bytes.toByteArray();
    return key;
}

CurveKeyPair CurveKeyPair::generate(RandomSource &random)
{
    auto pair = fromSecret(random.secret(CurvePublicKey::Size));
    Q_ASSERT(pair); // The size is right, and every 32 bytes are a secret key of Curve25519 (RFC 7748 5).
    return std::move(*pair);
}

Result<CurveKeyPair> CurveKeyPair::fromSecret(SecretBytes secret)
{
    if (secret.size() != CurvePublicKey::Size)
        return Error{ErrorCode::InvalidInput, "curve.key-size", QString::number(secret.size())};
    SecretBytes secretText(static_cast<qsizetype>(Z85Size));
    std::array<char, Z85Size> publicText{};
    std::array<quint8, CurvePublicKey::Size> publicBytes{};
    if (!zmq_z85_encode(secretText.data(), reinterpret_cast<const quint8 *>(secret.data()), CurvePublicKey::Size)
        || zmq_curve_public(publicText.data(), secretText.data()) != 0
        || !zmq_z85_decode(publicBytes.data(), publicText.data()))
        return Error{ErrorCode::Internal, "curve.unavailable", {}};
    WENYI_TRY(CurvePublicKey publicKey,
        CurvePublicKey::fromBytes({reinterpret_cast<const char *>(publicBytes.data()), CurvePublicKey::Size}));
    return CurveKeyPair{std::move(publicKey), std::move(secret)};
}

} // namespace wenyi::protocol
