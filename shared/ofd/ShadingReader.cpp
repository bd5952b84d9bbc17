// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ShadingReader.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/Geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::ColorStop;
using layout::Point;

constexpr qsizetype MostSegments = 1024;
constexpr double MostRuns = 256;
constexpr qsizetype MostMeshPoints = 10'000;
constexpr double LargestPlace = 1e7; ///< mm

std::optional<Point> pointOf(const XmlElement &element, QStringView name)
{
    constexpr double Largest = 1e7;
    const QList<double> numbers = parseNumbers(element.attribute(name), 3);
    if (numbers.size() < 2 || std::abs(numbers[0]) > Largest || std::abs(numbers[1]) > Largest)
        return std::nullopt;
    return Point{numbers[0], numbers[1]};
}

/// Positions that are not told lie evenly between those that are.
void fillPositions(QList<ColorStop> &stops, QList<bool> &told)
{
    if (!told.first())
        stops.first().position = 0;
    if (!told.last())
        stops.last().position = 1;
    told.first() = told.last() = true;
    for (qsizetype i = 1, known = 0; i < stops.size(); ++i) {
        if (!told[i])
            continue;
        const double from = stops[known].position;
        for (qsizetype j = known + 1; j < i; ++j)
            stops[j].position =
                from + (stops[i].position - from) * static_cast<double>(j - known) / static_cast<double>(i - known);
        known = i;
    }
    double lowest = 0;
    for (ColorStop &stop : stops)
        lowest = stop.position = std::clamp(stop.position, lowest, 1.0);
}

QList<ColorStop> stopsOf(const XmlElement &element, const ColorSpaces &colors)
{
    QList<ColorStop> stops;
    QList<bool> told;
    for (const XmlElement &segment : element.children) {
        const XmlElement *color = segment.child(u"Color");
        if (!segment.is(u"Segment") || !color || stops.size() >= MostSegments)
            continue;
        stops.append(ColorStop{numberOf(segment, u"Position", 0), colors.colorOf(*color)});
        told.append(segment.hasAttribute(u"Position"));
    }
    if (stops.size() == 1)
        return {ColorStop{0, stops[0].color}, ColorStop{1, stops[0].color}};
    if (!stops.isEmpty())
        fillPositions(stops, told);
    return stops;
}

/// The colour of a run at `position`, for where the last run is cut off.
layout::Color colorAt(const QList<ColorStop> &stops, double position)
{
    const auto next = std::ranges::find_if(stops, [&](const ColorStop &stop) { return stop.position >= position; });
    if (next == stops.cend())
        return stops.constLast().color;
    if (next == stops.cbegin())
        return next->color;
    const ColorStop &last = *std::prev(next);
    const double part = (position - last.position) / std::max(1e-9, next->position - last.position);
    const auto mixed = [part](quint8 from, quint8 to) {
        return static_cast<quint8>(std::lround(from + (to - from) * part));
    };
    return {mixed(last.color.red, next->color.red), mixed(last.color.green, next->color.green),
        mixed(last.color.blue, next->color.blue), mixed(last.color.alpha, next->color.alpha)};
}

/// MapType: the stops once for each `unit` of the whole length, every other time backwards where it reflects.
QList<ColorStop> repeated(const QList<ColorStop> &stops, double length, double unit, bool reflects)
{
    const double runs = unit > 0 ? length / unit : 0;
    if (runs <= 1 || runs > MostRuns || static_cast<double>(stops.size()) * runs > 65'536)
        return stops;
    QList<ColorStop> backwards;
    for (auto stop = stops.crbegin(); stop != stops.crend(); ++stop)
        backwards.append(ColorStop{1 - stop->position, stop->color});
    QList<ColorStop> all;
    for (int run = 0; run < runs; ++run) {
        const QList<ColorStop> &once = reflects && run % 2 != 0 ? backwards : stops;
        for (const ColorStop &stop : once) {
            const double position = (run + stop.position) / runs;
            if (position > 1) {
                all.append(ColorStop{1, colorAt(once, runs - run)});
                return all;
            }
            all.append(ColorStop{position, stop.color});
        }
    }
    return all;
}

void setCircles(layout::Shading &shading, const XmlElement &element)
{
    shading.kind = layout::Shading::Kind::Radial;
    shading.startRadius = std::max(0.0, numberOf(element, u"StartRadius", 0));
    shading.endRadius = std::max(0.0, numberOf(element, u"EndRadius", 0));
    const double eccentricity = numberOf(element, u"Eccentricity", 0);
    if (!(eccentricity > 0 && eccentricity < 1))
        return;
    const double flat = std::sqrt(1 - eccentricity * eccentricity);
    const double turn = numberOf(element, u"Angle", 0) * std::numbers::pi / 180;
    const double cosine = std::cos(turn);
    const double sine = std::sin(turn);
    shading.transform = {cosine, sine, -sine * flat, cosine * flat, 0, 0};
    const auto undone = [&](Point point) {
        return Point{cosine * point.x + sine * point.y, (-sine * point.x + cosine * point.y) / flat};
    };
    shading.start = undone(shading.start);
    shading.end = undone(shading.end);
}

struct MeshPoint
{
    layout::MeshCorner corner;
    int edge = 0;
};

QList<MeshPoint> meshPoints(const XmlElement &element, const ColorSpaces &colors)
{
    QList<MeshPoint> points;
    for (const XmlElement &point : element.children) {
        const XmlElement *color = point.child(u"Color");
        if (!point.is(u"Point") || !color || points.size() >= MostMeshPoints)
            continue;
        const double x = numberOf(point, u"X", 0);
        const double y = numberOf(point, u"Y", 0);
        if (!(std::abs(x) <= LargestPlace && std::abs(y) <= LargestPlace))
            return {};
        const double edge = numberOf(point, u"EdgeFlag", 0);
        points.append({{{x, y}, colors.colorOf(*color)}, edge == 1 ? 1 : edge == 2 ? 2 : 0});
    }
    return points;
}

/// Triangles of a strip that turns: 0 begins one, 1 goes on at the edge of the last two corners, 2 at that of the first
/// and the last.
QList<layout::MeshCorner> trianglesByEdges(const QList<MeshPoint> &points)
{
    QList<layout::MeshCorner> corners;
    for (qsizetype i = 0; i < points.size();) {
        const int edge = points.at(i).edge;
        if ((edge == 1 || edge == 2) && !corners.isEmpty()) {
            const layout::MeshCorner first = corners.at(corners.size() - (edge == 1 ? 2 : 3));
            const layout::MeshCorner second = corners.constLast();
            corners << first << second << points.at(i).corner;
            ++i;
            continue;
        }
        if (i + 3 > points.size())
            break;
        for (const qsizetype end = i + 3; i < end; ++i)
            corners << points.at(i).corner;
    }
    return corners;
}

QList<layout::MeshCorner> trianglesOfLattice(const QList<MeshPoint> &points, double verticesPerRow)
{
    QList<layout::MeshCorner> corners;
    if (!(verticesPerRow >= 2 && verticesPerRow <= static_cast<double>(points.size())))
        return corners;
    const auto perRow = static_cast<qsizetype>(verticesPerRow);
    for (qsizetype row = 0; row + 2 * perRow <= points.size(); row += perRow) {
        for (qsizetype column = 0; column + 1 < perRow; ++column) {
            const auto at = [&](qsizetype down, qsizetype right) {
                return points.at(row + down * perRow + column + right).corner;
            };
            corners << at(0, 0) << at(0, 1) << at(1, 0) << at(0, 1) << at(1, 0) << at(1, 1);
        }
    }
    return corners;
}

} // namespace

layout::ShadingRef readMesh(const XmlElement &element, const ColorSpaces &colors)
{
    const bool isLattice = element.is(u"LaGouraudShd");
    if (!isLattice && !element.is(u"GouraudShd"))
        return nullptr;
    layout::Shading shading;
    shading.kind = layout::Shading::Kind::Mesh;
    const QList<MeshPoint> points = meshPoints(element, colors);
    shading.corners =
        isLattice ? trianglesOfLattice(points, numberOf(element, u"VerticesPerRow", 0)) : trianglesByEdges(points);
    if (shading.corners.isEmpty())
        return nullptr;
    const XmlElement *ground = element.child(u"BackColor");
    if (ground && numberOf(element, u"Extend", 0) == 1)
        shading.ground = colors.colorOf(*ground);
    return std::make_shared<const layout::Shading>(std::move(shading));
}

layout::ShadingRef readShading(const XmlElement &element, const ColorSpaces &colors)
{
    const auto start = pointOf(element, u"StartPoint");
    const auto end = pointOf(element, u"EndPoint");
    const bool isRadial = element.is(u"RadialShd");
    QList<ColorStop> stops = stopsOf(element, colors);
    if ((!isRadial && !element.is(u"AxialShd")) || !start || !end || stops.isEmpty())
        return nullptr;
    layout::Shading shading;
    shading.start = *start;
    shading.end = *end;
    if (isRadial)
        setCircles(shading, element);
    // 1: also before the start, 2: also behind the end, 3: both.
    const int extend = static_cast<int>(numberOf(element, u"Extend", 0));
    shading.extendsStart = extend == 1 || extend == 3;
    shading.extendsEnd = extend == 2 || extend == 3;
    const QString mapType = element.attribute(u"MapType").trimmed();
    if (mapType == u"Repeat" || mapType == u"Reflect") {
        const double between = std::hypot(end->x - start->x, end->y - start->y);
        const double length = between > 0 ? between : std::abs(shading.endRadius - shading.startRadius);
        stops = repeated(stops, length, numberOf(element, u"MapUnit", length), mapType == u"Reflect");
    }
    shading.stops = stops;
    return std::make_shared<const layout::Shading>(std::move(shading));
}

layout::Color meanColor(const XmlElement &element, const ColorSpaces &colors)
{
    std::array<qint64, 4> sums{};
    qint64 count = 0;
    for (const XmlElement &point : element.children) {
        const XmlElement *told = point.child(u"Color");
        if (!point.is(u"Point") || !told)
            continue;
        const layout::Color color = colors.colorOf(*told);
        sums[0] += color.red;
        sums[1] += color.green;
        sums[2] += color.blue;
        sums[3] += color.alpha;
        ++count;
    }
    if (count == 0)
        return {0, 0, 0, 0};
    const auto mean = [&](size_t i) { return static_cast<quint8>(sums[i] / count); };
    return {mean(0), mean(1), mean(2), mean(3)};
}

} // namespace wenyi::ofd
