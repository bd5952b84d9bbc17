// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Points.h"

#include <QTest>

#include <random>

using namespace wenyi::crypto::sm2;

/// A product is the same whichever way it is made. That both are OpenSSL's is Sm2VerifierTest's.
class Sm2PointsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSumOfMultiplesIsTheProduct();
    void multiplesAreAddedToWhatThereIs();

private:
    static Affine affine(const Point &point);
    static bool areSame(const Point &p, const Point &q);
    static QList<Number> numbers();
};

Affine Sm2PointsTest::affine(const Point &point)
{
    const Number inverted = inverse(point.z);
    const Number squared = square(inverted);
    return {times(point.x, squared), times(point.y, times(squared, inverted))};
}

bool Sm2PointsTest::areSame(const Point &p, const Point &q)
{
    if (isZero(p.z) || isZero(q.z))
        return isZero(p.z) && isZero(q.z);
    const Affine one = affine(p), other = affine(q);
    return one.x == other.x && one.y == other.y;
}

QList<Number> Sm2PointsTest::numbers()
{
    QList<Number> numbers{{0, 0, 0, 0}, {1, 0, 0, 0}, {2, 0, 0, 0}, {15, 0, 0, 0}, {16, 0, 0, 0}, {0, 0, 0, 1ULL << 63},
        {~0ULL, 0, 0, 0}, {0, ~0ULL, 0, 0}};
    Number last = Order;
    for (int i = 0; i < 18; ++i) { // Down from the order less one: sums with points that are equal and opposite.
        subtractFrom(last, {1, 0, 0, 0});
        numbers << last;
    }
    std::mt19937_64 random(20261201);
    for (int i = 0; i < 60; ++i) {
        Number number{random(), random(), random(), random()};
        if (!isLess(number, Order))
            subtractFrom(number, Order);
        numbers << number;
    }
    return numbers;
}

void Sm2PointsTest::aSumOfMultiplesIsTheProduct()
{
    const Affine base{inForm(BaseX), inForm(BaseY)};
    const QList<Number> scalars = numbers();
    for (const Number &factor : {Number{1, 0, 0, 0}, Number{2, 0, 0, 0}, scalars.constLast()}) {
        const Affine point = affine(product(base, factor));
        const Multiples multiples(point);
        for (const Number &scalar : scalars)
            QVERIFY(areSame(multiples.addTo(Point(), scalar), product(point, scalar)));
    }
}

void Sm2PointsTest::multiplesAreAddedToWhatThereIs()
{
    const Affine base{inForm(BaseX), inForm(BaseY)};
    Number less = Order;
    subtractFrom(less, {1, 0, 0, 0});
    // n − 1 times a point is its opposite: with one more there is nothing, with two more the point itself.
    const Point opposite = product(base, less);
    QVERIFY(isZero(baseMultiples().addTo(opposite, {1, 0, 0, 0}).z));
    QVERIFY(areSame(baseMultiples().addTo(opposite, {2, 0, 0, 0}), {base.x, base.y, one()}));
    QVERIFY(areSame(baseMultiples().addTo({base.x, base.y, one()}, {1, 0, 0, 0}), product(base, {2, 0, 0, 0})));
}

QTEST_GUILESS_MAIN(Sm2PointsTest)
#include "Sm2PointsTest.moc"
