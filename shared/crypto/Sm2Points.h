// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Sm2Numbers.h"

#include <vector>

/// Internal to shared/crypto: points of SM2's curve, their coordinates in Montgomery's form.
namespace wenyi::crypto::sm2 {

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

Point doubled(const Point &p);
Point added(const Point &p, const Point &q);
Point added(const Point &p, const Affine &q);

/// A point's multiples, from which each of its products is a sum of 64 points: of each place of four bits the multiples
/// by 1 to 15. 60 kB; to make one takes as long as five sums without.
class Multiples
{
public:
    /// Of a point of the curve other than the one at infinity.
    explicit Multiples(const Affine &point);

    /// The sum and this point's product with the scalar.
    Point addTo(Point sum, const Number &scalar) const;

private:
    static constexpr int Windows = 64;
    static constexpr int Entries = 15;
    std::vector<std::array<Affine, Entries>> m_windows;
};

/// Of the base point, made once.
const Multiples &baseMultiples();
/// The product of a point of which no multiples are there.
Point product(const Affine &point, const Number &scalar);

} // namespace wenyi::crypto::sm2
