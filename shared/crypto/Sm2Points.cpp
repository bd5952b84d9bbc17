// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Points.h"

namespace wenyi::crypto::sm2 {

namespace {

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

/// The four bits of a place.
size_t digitOf(const Number &scalar, int window)
{
    const auto at = static_cast<size_t>(window);
    return scalar[at / 16] >> (4 * (at % 16)) & 15;
}

} // namespace

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

Multiples::Multiples(const Affine &point)
    : m_windows(Windows)
{
    std::vector<Point> points;
    points.reserve(static_cast<size_t>(Windows) * Entries);
    Point place{point.x, point.y, one()};
    for (int window = 0; window < Windows; ++window) {
        Point multiple;
        for (int i = 0; i < Entries; ++i) {
            multiple = added(multiple, place);
            points.push_back(multiple);
        }
        place = added(multiple, place);
    }
    // One inversion for all: of the product, from which each one's is taken off again. None is the point at infinity,
    // since the order is a prime and no product of numbers below it and powers of two is its multiple.
    std::vector<Number> products{one()};
    for (const Point &multiple : points)
        products.push_back(times(products.back(), multiple.z));
    Number left = inverse(products.back());
    for (size_t i = points.size(); i-- > 0;) {
        const Number inverted = times(left, products[i]);
        left = times(left, points[i].z);
        const Number squared = square(inverted);
        m_windows[i / Entries][i % Entries] = {
            times(points[i].x, squared), times(points[i].y, times(squared, inverted))};
    }
}

Point Multiples::addTo(Point sum, const Number &scalar) const
{
    for (int window = 0; window < Windows; ++window) {
        if (const size_t digit = digitOf(scalar, window))
            sum = added(sum, m_windows[static_cast<size_t>(window)][digit - 1]);
    }
    return sum;
}

const Multiples &baseMultiples()
{
    static const Multiples base({inForm(BaseX), inForm(BaseY)});
    return base;
}

Point product(const Affine &point, const Number &scalar)
{
    constexpr int Windows = 64;
    std::array<Point, 15> multiples;
    multiples[0] = {point.x, point.y, one()};
    for (size_t i = 1; i < multiples.size(); ++i)
        multiples[i] = i % 2 == 1 ? doubled(multiples[i / 2]) : added(multiples[i - 1], point);
    Point sum;
    for (int window = Windows; window-- > 0;) {
        for (int i = 0; i < 4; ++i)
            sum = doubled(sum);
        if (const size_t digit = digitOf(scalar, window))
            sum = added(sum, multiples[digit - 1]);
    }
    return sum;
}

} // namespace wenyi::crypto::sm2
