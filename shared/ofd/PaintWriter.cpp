// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PaintWriter.h"

#include "shared/ofd/Geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

class AbbreviatedData
{
public:
    explicit AbbreviatedData(Point origin)
        : m_origin(origin)
    {
    }
    QString write(const QList<layout::PathElement> &elements)
    {
        for (const layout::PathElement &element : elements)
            std::visit([this](const auto &step) { add(step); }, element);
        return m_parts.join(u' ');
    }

private:
    void add(const layout::MoveTo &step) { append(u"M"_s, {step.to}); }
    void add(const layout::LineTo &step) { append(u"L"_s, {step.to}); }
    void add(const layout::CurveTo &step) { append(u"B"_s, {step.control1, step.control2, step.to}); }
    void add(const layout::ClosePath &) { append(u"C"_s, {}); }
    void append(const QString &letter, std::initializer_list<Point> points)
    {
        m_parts.append(letter);
        for (const Point point : points) {
            m_parts.append(formatNumber(quantised(point.x) - m_origin.x));
            m_parts.append(formatNumber(quantised(point.y) - m_origin.y));
        }
    }
    Point m_origin;
    QStringList m_parts;
};

/// What a circle of radius 1 becomes: an ellipse with these half axes, the longer one turned by `angle` degrees.
struct Ellipse
{
    double major = 1;
    double minor = 1;
    double angle = 0;
};

Ellipse ellipseOf(const layout::Transform &transform)
{
    const auto [a, b, c, d, e, f] = transform;
    // The eigenvalues of the matrix times its transpose are the squares of the half axes.
    const double xx = a * a + c * c;
    const double yy = b * b + d * d;
    const double xy = a * b + c * d;
    const double spread = std::hypot(xx - yy, 2 * xy);
    return {std::sqrt((xx + yy + spread) / 2), std::sqrt(std::max(0.0, (xx + yy - spread) / 2)),
        std::atan2(2 * xy, xx - yy) * 90 / std::numbers::pi};
}

QString formatPoint(Point point)
{
    return formatNumber(point.x) + u' ' + formatNumber(point.y);
}

/// Every triangle begins anew.
void writeMesh(XmlWriter &xml, const layout::Shading &shading, const layout::Transform &toObject)
{
    xml.start(u"GouraudShd"_s);
    if (shading.ground)
        xml.attribute(u"Extend"_s, u"1"_s);
    for (const layout::MeshCorner &corner : shading.corners) {
        const Point place = apply(toObject, corner.place);
        xml.start(u"Point"_s).attribute(u"X"_s, formatNumber(place.x)).attribute(u"Y"_s, formatNumber(place.y));
        xml.attribute(u"EdgeFlag"_s, u"0"_s);
        writeColor(xml, u"Color"_s, corner.color);
        xml.end();
    }
    if (shading.ground)
        writeColor(xml, u"BackColor"_s, *shading.ground);
    xml.end();
}

void writeShading(XmlWriter &xml, const layout::Shading &shading, const ObjectSpace &space)
{
    const layout::Transform toObject = combine(shading.transform, inverted(space.toPage).value_or(layout::Transform{}));
    if (shading.kind == layout::Shading::Kind::Mesh)
        return writeMesh(xml, shading, toObject);
    const bool isRadial = shading.kind == layout::Shading::Kind::Radial;
    xml.start(isRadial ? u"RadialShd"_s : u"AxialShd"_s);
    xml.attribute(u"StartPoint"_s, formatPoint(apply(toObject, shading.start)));
    xml.attribute(u"EndPoint"_s, formatPoint(apply(toObject, shading.end)));
    if (isRadial) {
        constexpr double Round = 1e-6;
        const Ellipse ellipse = ellipseOf(toObject);
        xml.attribute(u"StartRadius"_s, formatNumber(shading.startRadius * ellipse.major));
        xml.attribute(u"EndRadius"_s, formatNumber(shading.endRadius * ellipse.major));
        if (ellipse.major - ellipse.minor > Round * ellipse.major) {
            const double eccentricity = std::sqrt(1 - std::pow(ellipse.minor / ellipse.major, 2));
            xml.attribute(u"Eccentricity"_s, formatNumber(eccentricity, 6));
            xml.attribute(u"Angle"_s, formatNumber(ellipse.angle));
        }
    }
    const int extend = (shading.extendsStart ? 1 : 0) + (shading.extendsEnd ? 2 : 0);
    if (extend != 0)
        xml.attribute(u"Extend"_s, QString::number(extend));
    for (const layout::ColorStop &stop : shading.stops) {
        xml.start(u"Segment"_s).attribute(u"Position"_s, formatNumber(stop.position, 6));
        writeColor(xml, u"Color"_s, stop.color);
        xml.end();
    }
    xml.end();
}

/// With as many figures as it takes to come back to where the matrix began.
QString formatInverse(const layout::Transform &inverse)
{
    QStringList parts;
    for (const double number : {inverse.a, inverse.b, inverse.c, inverse.d, inverse.e, inverse.f})
        parts.append(formatNumber(number, 12));
    return parts.join(u' ');
}

} // namespace

ObjectSpace ObjectSpace::of(const layout::Transform &transform, const layout::Rect &boundary)
{
    const bool isUpright = transform == layout::Transform{};
    return {isUpright ? translation(boundary.x, boundary.y) : transform, isUpright, boundary};
}

void writeMatrix(XmlWriter &xml, layout::Transform transform, const layout::Rect &boundary)
{
    transform.e -= boundary.x;
    transform.f -= boundary.y;
    xml.attribute(u"CTM"_s, formatMatrix(transform));
}

void writeColor(XmlWriter &xml, const QString &element, const layout::Color &color)
{
    xml.start(element).attribute(u"Value"_s, u"%1 %2 %3"_s.arg(color.red).arg(color.green).arg(color.blue));
    if (color.alpha != 255)
        xml.attribute(u"Alpha"_s, QString::number(color.alpha));
    xml.end();
}

void writePaint(XmlWriter &xml, const QString &element, const std::optional<layout::Color> &color,
    const layout::ShadingRef &shading, const ObjectSpace &space)
{
    if (!shading)
        return writeColor(xml, element, color.value_or(layout::Color{}));
    xml.start(element);
    writeShading(xml, *shading, space);
    xml.end();
}

void writeLineStyle(XmlWriter &xml, const layout::Path &path)
{
    const layout::LineStyle &style = path.lineStyle;
    const layout::LineStyle usual;
    xml.attribute(u"LineWidth"_s, formatNumber(path.lineWidth));
    if (style.cap != usual.cap)
        xml.attribute(u"Cap"_s, style.cap == layout::LineCap::Round ? u"Round"_s : u"Square"_s);
    if (style.join != usual.join)
        xml.attribute(u"Join"_s, style.join == layout::LineJoin::Round ? u"Round"_s : u"Bevel"_s);
    if (style.miterLimit != usual.miterLimit)
        xml.attribute(u"MiterLimit"_s, formatNumber(style.miterLimit));
    if (style.dashes.isEmpty())
        return;
    QStringList dashes;
    for (const double dash : style.dashes)
        dashes.append(formatNumber(dash));
    if (style.dashOffset != 0)
        xml.attribute(u"DashOffset"_s, formatNumber(style.dashOffset));
    xml.attribute(u"DashPattern"_s, dashes.join(u' '));
}

void writeOpacity(XmlWriter &xml, double opacity)
{
    if (opacity < 1)
        xml.attribute(u"Alpha"_s, formatNumber(std::max(0.0, opacity) * 255));
}

void writeClips(XmlWriter &xml, const layout::Clip &clip, const ObjectSpace &space)
{
    const auto inverse = inverted(space.toPage);
    if (clip.isEmpty() || !inverse)
        return;
    xml.start(u"Clips"_s);
    for (const layout::ClipPath &part : clip) {
        Bounds bounds;
        bounds.add(part.elements);
        const layout::Rect onPage = bounds.rect();
        layout::Rect box = onPage;
        xml.start(u"Clip"_s).start(u"Area"_s);
        if (space.isUpright) {
            box.x -= space.boundary.x;
            box.y -= space.boundary.y;
        } else {
            xml.attribute(u"CTM"_s, formatInverse(*inverse));
        }
        xml.start(u"Path"_s).attribute(u"Boundary"_s, formatBox(box)).attribute(u"Fill"_s, u"true"_s);
        if (part.fillRule == layout::FillRule::EvenOdd)
            xml.attribute(u"Rule"_s, u"Even-Odd"_s);
        xml.element(u"AbbreviatedData"_s, abbreviatedData(part.elements, {onPage.x, onPage.y})).end().end().end();
    }
    xml.end();
}

QString abbreviatedData(const QList<layout::PathElement> &elements, Point origin)
{
    return AbbreviatedData(origin).write(elements);
}

} // namespace wenyi::ofd
