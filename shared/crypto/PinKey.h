// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"

#include <QByteArrayView>

namespace wenyi::crypto {

/// Cost of scrypt (RFC 7914): N = 2^logN, r = 8, p = 1.
struct KeyDerivationCost
{
    static constexpr int Least = 12;
    static constexpr int Most = 20;
    static constexpr quint64 BlockSize = 8;
    static constexpr quint64 Parallelism = 1;
    int logN = 15;

    bool isAllowed() const { return logN >= Least && logN <= Most; }
};

/// A PIN that nobody thought of: 128 random bits, as 32 hexadecimal digits. Whoever guesses has all of them before
/// them, and no cost of a guess adds to that: what is made under one takes the least (docs/SECURITY.md). It can only be
/// drawn, so that no PIN of a person comes in this way.
class DrawnPin
{
public:
    static constexpr qsizetype Digits = 32;
    static constexpr KeyDerivationCost Cost{KeyDerivationCost::Least};

    static DrawnPin draw(RandomSource &random);
    const SecretBytes &pin() const { return m_pin; }

private:
    explicit DrawnPin(SecretBytes pin)
        : m_pin(std::move(pin))
    {
    }
    SecretBytes m_pin;
};

inline constexpr qsizetype PinSaltSize = 32;

/// Fails with InvalidInput "key-file.pin-length" unless the PIN has 4 to 1024 bytes. What makes a new PIN a good one is
/// for client/core/profile/PinQuality to say.
Result<void> checkPinLength(const SecretBytes &pin);

/// The content key that a PIN opens, by scrypt over the salt. The cost is one that is allowed: from outside it is
/// memory from outside, 2^logN KiB. Fails with Internal "key-file.scrypt".
Result<SecretBytes> keyOfPin(const SecretBytes &pin, QByteArrayView salt, KeyDerivationCost cost);

} // namespace wenyi::crypto
