// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Verifier.h"

#include "shared/crypto/Sm2KnownKeys.h"
#include "shared/crypto/Sm2Points.h"

namespace wenyi::crypto {

using namespace sm2;

namespace {

/// s times the base point and t times the key.
Point sumOf(const Number &s, const Number &t, QByteArrayView bytes, const Affine &key)
{
    static KnownKeys known;
    const auto multiples = known.of(bytes, key);
    const Point ofKey = multiples ? multiples->addTo(Point(), t) : product(key, t);
    return baseMultiples().addTo(ofKey, s);
}

/// Whether the point's x is this number.
bool hasX(const Point &point, const Number &x)
{
    return times(inForm(x), square(point.z)) == point.x;
}

} // namespace

bool isSm2Point(QByteArrayView point)
{
    if (point.size() != 65 || point[0] != 4)
        return false;
    const Number xNumber = fromBytes(point.data() + 1);
    const Number yNumber = fromBytes(point.data() + 33);
    if (!isLess(xNumber, Prime) || !isLess(yNumber, Prime))
        return false;
    const Number x = inForm(xNumber);
    const Number cube = times(square(x), x);
    return square(inForm(yNumber)) == plus(minus(cube, plus(plus(x, x), x)), inForm(CurveB)); // The curve's a is −3.
}

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
    const Affine key{inForm(fromBytes(point.data() + 1)), inForm(fromBytes(point.data() + 33))};
    const Point sum = sumOf(s, t, point, key);
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
