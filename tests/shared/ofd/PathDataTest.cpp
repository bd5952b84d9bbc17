// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PathData.h"

#include <QRectF>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace Qt::StringLiterals;

namespace {

/// The point of a cubic curve at `t` (0 to 1).
layout::Point onCurve(layout::Point from, const layout::CurveTo &curve, double t)
{
    const auto mix = [t](double a, double b, double c, double d) {
        const double s = 1 - t;
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    };
    return {mix(from.x, curve.control1.x, curve.control2.x, curve.to.x),
        mix(from.y, curve.control1.y, curve.control2.y, curve.to.y)};
}

} // namespace

class PathDataTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsGluedAndArcedPaths();
    void drawsEachOfTheFourArcs_data();
    void drawsEachOfTheFourArcs();
    void drawsArcsOfNoSizeAsLines_data();
    void drawsArcsOfNoSizeAsLines();
};

void PathDataTest::readsGluedAndArcedPaths()
{
    const PathData glued = parsePathData(u"M0 0L10,0 L 10 10CM 1 1");
    QVERIFY(glued.isComplete);
    QCOMPARE(glued.elements.size(), 5);
    const PathData arc = parsePathData(u"M 10 0 A 10 10 0 0 1 0 10");
    QCOMPARE(arc.elements.size(), 2);
    const auto curve = std::get<layout::CurveTo>(arc.elements[1]);
    QCOMPARE(curve.to, (layout::Point{0, 10}));
    const double middleX = (10 + 3 * curve.control1.x + 3 * curve.control2.x) / 8;
    QVERIFY(std::abs(middleX - 10 * std::sqrt(0.5)) < 0.01);
    QVERIFY(!parsePathData(u"M 0 0 X").isComplete);
    QVERIFY(!parsePathData(u"M 0").isComplete);
    QVERIFY(!parsePathData(u"M 0 1e300").isComplete);
}

void PathDataTest::drawsEachOfTheFourArcs_data()
{
    QTest::addColumn<QString>("flags"); // Large, clockwise.
    QTest::addColumn<QRectF>("box");
    QTest::newRow("short, about the origin") << u"0 1"_s << QRectF(0, 0, 10, 10);
    QTest::newRow("short, about the far corner") << u"0 0"_s << QRectF(0, 0, 10, 10);
    QTest::newRow("long, about the origin") << u"1 0"_s << QRectF(-10, -10, 20, 20);
    QTest::newRow("long, about the far corner") << u"1 1"_s << QRectF(0, 0, 20, 20);
}

void PathDataTest::drawsEachOfTheFourArcs()
{
    QFETCH(QString, flags);
    QFETCH(QRectF, box);
    layout::Point from{10, 0};
    double left = 10, top = 10, right = 0, bottom = 0;
    for (const auto &element : parsePathData(u"M 10 0 A 10 10 0 %1 0 10"_s.arg(flags)).elements) {
        const auto *curve = std::get_if<layout::CurveTo>(&element);
        for (int i = 0; curve && i <= 100; ++i) {
            const layout::Point at = onCurve(from, *curve, i / 100.0);
            left = std::min(left, at.x);
            top = std::min(top, at.y);
            right = std::max(right, at.x);
            bottom = std::max(bottom, at.y);
        }
        if (curve)
            from = curve->to;
    }
    QCOMPARE(from, (layout::Point{0, 10}));
    QVERIFY(std::abs(left - box.left()) + std::abs(top - box.top()) < 0.02);
    QVERIFY(std::abs(right - left - box.width()) + std::abs(bottom - top - box.height()) < 0.04);
}

void PathDataTest::drawsArcsOfNoSizeAsLines_data()
{
    QTest::addColumn<QString>("arc");
    QTest::newRow("no radius") << u"A 0 5 0 0 1 3 4"_s;
    QTest::newRow("the least radius there is") << u"A 5e-324 5 0 0 1 3 4"_s;
    QTest::newRow("back to where it began") << u"A 5 5 0 1 1 0 0"_s;
    QTest::newRow("next to where it began") << u"A 100 2 30 0 0 0 1e-220"_s;
}

void PathDataTest::drawsArcsOfNoSizeAsLines()
{
    QFETCH(QString, arc);
    const PathData path = parsePathData(u"M 0 0 "_s + arc);
    QVERIFY(path.isComplete);
    QCOMPARE(path.elements.size(), 2);
    QVERIFY(std::holds_alternative<layout::LineTo>(path.elements[1]));
}

QTEST_GUILESS_MAIN(PathDataTest)
#include "PathDataTest.moc"
