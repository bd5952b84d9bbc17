// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Verifier.h"

#include <QtEndian>

#include <array>
#include <memory>
#include <vector>

namespace wenyi::crypto {

namespace {

__extension__ using Wide = unsigned __int128;
__extension__ using SignedWide = __int128;

/// 256 bits, the lowest 64 first.
using Number = std::array<quint64, 4>;

// GB/T 32918.5-2017 2.
constexpr Number Prime{0xffffffffffffffff, 0xffffffff00000000, 0xffffffffffffffff, 0xfffffffeffffffff};
constexpr Number Order{0x53bbf40939d54123, 0x7203df6b21c6052b, 0xffffffffffffffff, 0xfffffffeffffffff};
constexpr Number BaseX{0x715a4589334c74c7, 0x8fe30bbff2660be1, 0x5f9904466a39c994, 0x32c4ae2c1f198119};
constexpr Number BaseY{0x02df32e52139f0a0, 0xd0a9877cc62a4740, 0x59bdcee36b692153, 0xbc3736a2f4f6779c};

constexpr int Windows = 64; ///< Of four bits each.
constexpr int Entries = 15; ///< Of a window: each number but nought.

Number fromBytes(const char *bytes)
{
    Number number;
    for (size_t i = 0; i < 4; ++i)
        number[3 - i] = qFromBigEndian<quint64>(bytes + 8 * i);
    return number;
}

bool isZero(const Number &a)
{
    return (a[0] | a[1] | a[2] | a[3]) == 0;
}

bool isLess(const Number &a, const Number &b)
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

Number plus(const Number &a, const Number &b)
{
    return addMod<Prime>(a, b);
}

Number minus(const Number &a, const Number &b)
{
    return subtractMod<Prime>(a, b);
}

/// The low word; the rest is carried into `carry`, its sign too.
quint64 split(SignedWide &carry)
{
    const auto low = static_cast<quint64>(carry);
    carry >>= 64;
    return low;
}

/// The low word of a·b + c + carry; the rest is carried on.
quint64 multiplyAdd(quint64 a, quint64 b, quint64 c, quint64 &carry)
{
    const Wide sum = static_cast<Wide>(a) * b + c + carry;
    carry = static_cast<quint64>(sum >> 64);
    return static_cast<quint64>(sum);
}

/// Montgomery's product a·b / 2^256 modulo the prime. The prime ends in 64 ones, so that each step's multiple of it is
/// the lowest word itself, and it is 2^256 − 2^224 − 2^96 + 2^64 − 1, so that the multiple takes no multiplication.
Number times(const Number &a, const Number &b)
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

Number square(const Number &a)
{
    return times(a, a);
}

/// 2^bits modulo the prime.
Number powerOfTwo(int bits)
{
    Number power{1, 0, 0, 0};
    for (int i = 0; i < bits; ++i)
        power = plus(power, power);
    return power;
}

const Number &one()
{
    static const Number value = powerOfTwo(256);
    return value;
}

/// Into Montgomery's form, in which all coordinates are.
Number inForm(const Number &a)
{
    static const Number factor = powerOfTwo(512);
    return times(a, factor);
}

/// By Fermat: to the power of the prime less two.
Number inverse(const Number &a)
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

struct Affine
{
    Number x;
    Number y;
};

/// x = X / Z², y = Y / Z³; the point at infinity has Z = 0.
struct Point
{
    Number x{};
    Number y{};
    Number z{};
};

Point doubled(const Point &p)
{
    const Number delta = square(p.z);
    const Number gamma = square(p.y);
    const Number beta = times(p.x, gamma);
    const Number slope = times(minus(p.x, delta), plus(p.x, delta)); // The curve's a is −3.
    const Number alpha = plus(plus(slope, slope), slope);
    const Number beta2 = plus(beta, beta);
    const Number beta4 = plus(beta2, beta2);
    const Number gamma2 = square(gamma);
    const Number gamma4 = plus(plus(gamma2, gamma2), plus(gamma2, gamma2));
    Point sum;
    sum.x = minus(square(alpha), plus(beta4, beta4));
    sum.z = minus(minus(square(plus(p.y, p.z)), gamma), delta);
    sum.y = minus(times(alpha, minus(beta4, sum.x)), plus(gamma4, gamma4));
    return sum;
}

/// What two points have in common once both stand over Z1·Z2.
Point joined(const Point &p, const Number &u1, const Number &s1, const Number &u2, const Number &s2, const Number &zz)
{
    const Number h = minus(u2, u1);
    const Number r = minus(s2, s1);
    if (isZero(h))
        return isZero(r) ? doubled(p) : Point();
    const Number h2 = square(h);
    const Number h3 = times(h, h2);
    const Number v = times(u1, h2);
    Point sum;
    sum.x = minus(minus(square(r), h3), plus(v, v));
    sum.y = minus(times(r, minus(v, sum.x)), times(s1, h3));
    sum.z = times(h, zz);
    return sum;
}

Point added(const Point &p, const Point &q)
{
    if (isZero(p.z))
        return q;
    if (isZero(q.z))
        return p;
    const Number pz = square(p.z);
    const Number qz = square(q.z);
    return joined(
        p, times(p.x, qz), times(times(p.y, q.z), qz), times(q.x, pz), times(times(q.y, p.z), pz), times(p.z, q.z));
}

Point added(const Point &p, const Affine &q)
{
    if (isZero(p.z))
        return {q.x, q.y, one()};
    const Number pz = square(p.z);
    return joined(p, p.x, p.y, times(q.x, pz), times(times(q.y, p.z), pz), p.z);
}

/// Of each window's place, the base point's multiples by 1 to 15: 60 kB, made once.
using BaseTable = std::vector<std::array<Affine, Entries>>;

BaseTable makeBaseTable()
{
    std::vector<Point> points;
    Point place{inForm(BaseX), inForm(BaseY), one()};
    for (int window = 0; window < Windows; ++window) {
        Point multiple;
        for (int i = 0; i < Entries; ++i) {
            multiple = added(multiple, place);
            points.push_back(multiple);
        }
        place = added(multiple, place);
    }
    // One inversion for all: of the product, from which each one's is taken off again.
    std::vector<Number> products{one()};
    for (const Point &point : points)
        products.push_back(times(products.back(), point.z));
    Number left = inverse(products.back());
    BaseTable table(Windows);
    for (size_t i = points.size(); i-- > 0;) {
        const Number inverted = times(left, products[i]);
        left = times(left, points[i].z);
        const Number squared = square(inverted);
        table[i / Entries][i % Entries] = {times(points[i].x, squared), times(points[i].y, times(squared, inverted))};
    }
    return table;
}

size_t digitOf(const Number &scalar, int window)
{
    const auto at = static_cast<size_t>(window);
    return scalar[at / 16] >> (4 * (at % 16)) & 15;
}

/// s times the base point and t times another.
Point sumOf(const Number &s, const Number &t, const Point &key)
{
    static const BaseTable base = makeBaseTable();
    std::array<Point, Entries> multiples;
    multiples[0] = key;
    for (size_t i = 1; i < Entries; ++i)
        multiples[i] = i % 2 == 1 ? doubled(multiples[i / 2]) : added(multiples[i - 1], key);
    Point sum;
    for (int window = Windows; window-- > 0;) {
        for (int i = 0; i < 4; ++i)
            sum = doubled(sum);
        if (const size_t digit = digitOf(t, window))
            sum = added(sum, multiples[digit - 1]);
    }
    for (int window = 0; window < Windows; ++window) {
        if (const size_t digit = digitOf(s, window))
            sum = added(sum, base[static_cast<size_t>(window)][digit - 1]);
    }
    return sum;
}

/// Whether the point's x is this number.
bool hasX(const Point &point, const Number &x)
{
    return times(inForm(x), square(point.z)) == point.x;
}

} // namespace

bool isSm2Signature(QByteArrayView point, const Digest &digest, QByteArrayView rBytes, QByteArrayView sBytes)
{
    Q_ASSERT(point.size() == 65 && rBytes.size() == 32 && sBytes.size() == 32);
    const Number r = fromBytes(rBytes.data());
    const Number s = fromBytes(sBytes.data());
    if (isZero(r) || isZero(s) || !isLess(r, Order) || !isLess(s, Order))
        return false;
    const Number t = addMod<Order>(r, s);
    if (isZero(t))
        return false;
    const Point key{inForm(fromBytes(point.data() + 1)), inForm(fromBytes(point.data() + 33)), one()};
    const Point sum = sumOf(s, t, key);
    if (isZero(sum.z))
        return false;
    // r = e + x modulo the order: x is r − e, or as much as the order more where that is still below the prime.
    Number e = fromBytes(reinterpret_cast<const char *>(digest.bytes.data()));
    if (!isLess(e, Order))
        subtractFrom(e, Order);
    Number x = subtractMod<Order>(r, e);
    if (hasX(sum, x))
        return true;
    return addTo(x, Order) == 0 && isLess(x, Prime) && hasX(sum, x);
}

} // namespace wenyi::crypto
