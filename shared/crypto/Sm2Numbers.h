// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>

#include <array>

/// Internal to shared/crypto: numbers of SM2's curve (GB/T 32918.5-2017 2), all of them public, so that nothing here need
/// take the same time for all of them.
namespace wenyi::crypto::sm2 {

__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

/// 256 bits, the lowest 64 first.
using Number = std::array<quint64, 4>;

// GB/T 32918.5-2017 2.
inline constexpr Number Prime{0xffffffffffffffff, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffeffffffff};
inline constexpr Number Order{0x53bbf40939d54123, 0x7203df6b21c6052b, 0xffffffffffffffff, 0xfffffffeffffffff};
inline constexpr Number CurveB{0xddbcbd414d940e93, 0xf39789f515ab8f92, 0x4d5a9e4bcf6509a7, 0x28e9fa9e9d9f5e34};
inline constexpr Number BaseX{0x715a4589334c74c7, 0x8fe30bbff2660be1, 0x5f9904466a39c994, 0x32c4ae2c1f198119};
inline constexpr Number BaseY{0x02df32e52139f0a0, 0xd0a9877cc62a4740, 0x59bdcee36b692153, 0xbc3736a2f4f6779c};

inline Number fromBytes(const char *bytes)
{
    Number number;
    for (size_t i = 0; i < 4; ++i)
        number[3 - i] = qFromBigEndian<quint64>(bytes + 8 * i);
    return number;
}

inline bool isZero(const Number &a)
{
    return (a[0] | a[1] | a[2] | a[3]) == 0;
}

inline bool isLess(const Number &a, const Number &b)
{
    for (size_t i = 4; i-- > 0;) {
        if (a[i] != b[i])
            return a[i] < b[i];
    }
    return false;
}

/// Adds; gives the carry.
inline quint64 addTo(Number &a, const Number &b)
{
    Wide sum = static_cast<Wide>(a[0]) + b[0];
    a[0] = static_cast<quint64>(sum);
    sum = static_cast<Wide>(a[1]) + b[1] + static_cast<quint64>(sum >> 64);
    a[1] = static_cast<quint64>(sum);
    sum = static_cast<Wide>(a[2]) + b[2] + static_cast<quint64>(sum >> 64);
    a[2] = static_cast<quint64>(sum);
    sum = static_cast<Wide>(a[3]) + b[3] + static_cast<quint64>(sum >> 64);
    a[3] = static_cast<quint64>(sum);
    return static_cast<quint64>(sum >> 64);
}

/// Subtracts; gives the borrow.
inline quint64 subtractFrom(Number &a, const Number &b)
{
    SignedWide rest = static_cast<SignedWide>(a[0]) - b[0];
    a[0] = static_cast<quint64>(rest);
    rest = static_cast<SignedWide>(a[1]) - b[1] + static_cast<qint64>(rest >> 64);
    a[1] = static_cast<quint64>(rest);
    rest = static_cast<SignedWide>(a[2]) - b[2] + static_cast<qint64>(rest >> 64);
    a[2] = static_cast<quint64>(rest);
    rest = static_cast<SignedWide>(a[3]) - b[3] + static_cast<qint64>(rest >> 64);
    a[3] = static_cast<quint64>(rest);
    return static_cast<quint64>(rest >> 64) & 1;
}

/// Sum and difference of two numbers below the modulus. Which way they go is a matter of chance, so nothing branches.
template<const Number &Modulus>
Number subtractMod(Number a, const Number &b)
{
    const quint64 below = 0 - subtractFrom(a, b);
    addTo(a, {Modulus[0] & below, Modulus[1] & below, Modulus[2] & below, Modulus[3] & below});
    return a;
}

template<const Number &Modulus>
Number addMod(const Number &a, const Number &b)
{
    Number negative = Modulus;
    subtractFrom(negative, b);
    return subtractMod<Modulus>(a, negative);
}

inline Number plus(const Number &a, const Number &b)
{
    return addMod<Prime>(a, b);
}

inline Number minus(const Number &a, const Number &b)
{
    return subtractMod<Prime>(a, b);
}

/// The low word; the rest is carried into `carry`, its sign too.
inline quint64 split(SignedWide &carry)
{
    const auto low = static_cast<quint64>(carry);
    carry >>= 64;
    return low;
}

/// The low word of a·b + c + carry; the rest is carried on.
inline quint64 multiplyAdd(quint64 a, quint64 b, quint64 c, quint64 &carry)
{
    const Wide sum = static_cast<Wide>(a) * b + c + carry;
    carry = static_cast<quint64>(sum >> 64);
    return static_cast<quint64>(sum);
}

/// Montgomery's product a·b / 2^256 modulo the prime. The prime ends in 64 ones, so that each step's multiple of it is
/// the lowest word itself, and it is 2^256 − 2^224 − 2^96 + 2^64 − 1, so that the multiple takes no multiplication.
inline Number times(const Number &a, const Number &b)
{
    quint64 sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0;
    for (const quint64 word : b) {
        quint64 carry = 0;
        const quint64 m = multiplyAdd(a[0], word, sum0, carry);
        const quint64 next1 = multiplyAdd(a[1], word, sum1, carry);
        const quint64 next2 = multiplyAdd(a[2], word, sum2, carry);
        const quint64 next3 = multiplyAdd(a[3], word, sum3, carry);
        const Wide top = static_cast<Wide>(sum4) + carry;
        // What of m times the prime stands above the lowest word is m·(2^192 − 2^160 − 2^32 + 1).
        const quint64 low = m << 32;
        const quint64 high = m >> 32;
        SignedWide rest = static_cast<SignedWide>(next1) + m - low;
        sum0 = split(rest);
        rest += static_cast<SignedWide>(next2) - high;
        sum1 = split(rest);
        rest += static_cast<SignedWide>(next3) - low;
        sum2 = split(rest);
        rest += static_cast<SignedWide>(top) + m - high;
        sum3 = split(rest);
        sum4 = static_cast<quint64>(rest);
    }
    Number product{sum0, sum1, sum2, sum3};
    if (sum4 || !isLess(product, Prime))
        subtractFrom(product, Prime);
    return product;
}

inline Number square(const Number &a)
{
    return times(a, a);
}

/// 2^bits modulo the prime.
inline Number powerOfTwo(int bits)
{
    Number power{1, 0, 0, 0};
    for (int i = 0; i < bits; ++i)
        power = plus(power, power);
    return power;
}

inline const Number &one()
{
    static const Number value = powerOfTwo(256);
    return value;
}

/// Into Montgomery's form, in which all coordinates are.
inline Number inForm(const Number &a)
{
    static const Number factor = powerOfTwo(512);
    return times(a, factor);
}

/// By Fermat: to the power of the prime less two.
inline Number inverse(const Number &a)
{
    Number exponent = Prime;
    subtractFrom(exponent, {2, 0, 0, 0});
    Number result = one();
    for (size_t bit = 256; bit-- > 0;) {
        result = square(result);
        if (exponent[bit / 64] >> (bit % 64) & 1)
            result = times(result, a);
    }
    return result;
}

} // namespace wenyi::crypto::sm2
