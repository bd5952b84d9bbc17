// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SecretSharing.h"

namespace wenyi::crypto {

namespace {

constexpr unsigned Modulus = 0x11d; ///< x^8 + x^4 + x^3 + x^2 + 1.
constexpr int MostParts = 255;      ///< Each has a number of the field that is not 0.

/// The product in GF(2^8), without a branch or a look-up by either.
quint8 times(quint8 a, quint8 b)
{
    unsigned product = 0;
    unsigned shifted = a;
    for (int bit = 0; bit < 8; ++bit) {
        product ^= shifted & (0u - ((b >> bit) & 1u));
        shifted = (shifted << 1) ^ (Modulus & (0u - (shifted >> 7)));
    }
    return static_cast<quint8>(product);
}

/// a^254: the inverse of whatever is not 0.
quint8 inverse(quint8 a)
{
    quint8 power = 1;
    for (int bit = 7; bit >= 0; --bit) {
        power = times(power, power);
        if (bit > 0) // 254 is 11111110.
            power = times(power, a);
    }
    return power;
}

quint8 byteOf(const SecretBytes &bytes, qsizetype at)
{
    return static_cast<quint8>(bytes.data()[at]);
}

} // namespace

Result<std::vector<SecretPart>> splitSecret(const SecretBytes &secret, int parts, RandomSource &random)
{
    if (parts < 2 || parts > MostParts)
        return Error{ErrorCode::InvalidInput, "secret-part.count", QString::number(parts)};
    const SecretBytes slope = random.secret(secret.size());
    std::vector<SecretPart> all;
    for (int number = 1; number <= parts; ++number) {
        SecretPart part{static_cast<quint8>(number), SecretBytes(secret.size())};
        for (qsizetype i = 0; i < secret.size(); ++i)
            part.bytes.data()[i] = static_cast<char>(byteOf(secret, i) ^ times(part.number, byteOf(slope, i)));
        all.push_back(std::move(part));
    }
    return all;
}

Result<SecretBytes> joinSecret(const SecretPart &one, const SecretPart &other)
{
    if (one.number == 0 || other.number == 0)
        return Error{ErrorCode::InvalidInput, "secret-part.number", {}};
    if (one.number == other.number)
        return Error{ErrorCode::InvalidInput, "secret-part.same", QString::number(one.number)};
    if (one.bytes.size() != other.bytes.size())
        return Error{ErrorCode::InvalidInput, "secret-part.size", QString::number(other.bytes.size())};
    // The line through both points, at 0.
    const quint8 apart = inverse(one.number ^ other.number);
    const quint8 weightOfOne = times(other.number, apart);
    const quint8 weightOfOther = times(one.number, apart);
    SecretBytes secret(one.bytes.size());
    for (qsizetype i = 0; i < secret.size(); ++i) {
        secret.data()[i] =
            static_cast<char>(times(weightOfOne, byteOf(one.bytes, i)) ^ times(weightOfOther, byteOf(other.bytes, i)));
    }
    return secret;
}

} // namespace wenyi::crypto
