// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PageReader.h"

#include "shared/ofd/Geometry.h"
#include "shared/ofd/PathData.h"
#include "shared/ofd/TextReader.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

constexpr int DeepestNesting = 16;

/// Background, Body, Foreground; a misspelt kind is the default, Body.
int layerRank(const XmlElement &layer)
{
    const QString type = layer.attribute(u"Type");
    return type == u"Background" ? 0 : type == u"Foreground" ? 2 : 1;
}

bool flag(const XmlElement &object, QStringView name, bool otherwise)
{
    const QString value = object.attribute(name).toLower();
    return value.isEmpty() ? otherwise : value == u"true" || value == u"1";
}

layout::Rect boundaryOf(const XmlElement &object)
{
    return parseBox(object.attribute(u"Boundary")).value_or(layout::Rect{});
}

/// Object space to page: CTM, then the boundary's corner, then whatever the object lies in.
layout::Transform toPageOf(const XmlElement &object, const layout::Transform &outer)
{
    const layout::Rect boundary = boundaryOf(object);
    const auto matrix = parseMatrix(object.attribute(u"CTM")).value_or(layout::Transform{});
    return combine(combine(matrix, translation(boundary.x, boundary.y)), outer);
}

layout::Color faded(layout::Color color, const XmlElement &object)
{
    bool ok = false;
    const double alpha = object.attribute(u"Alpha").toDouble(&ok);
    if (ok && alpha >= 0 && alpha < 255)
        color.alpha = static_cast<quint8>(color.alpha * alpha / 255);
    return color;
}

/// A path whose matrix only moves is given in page coordinates.
layout::PathElement moved(const layout::PathElement &element, const layout::Transform &transform)
{
    struct Move
    {
        const layout::Transform &by;
        layout::PathElement operator()(const layout::MoveTo &step) const { return layout::MoveTo{apply(by, step.to)}; }
        layout::PathElement operator()(const layout::LineTo &step) const { return layout::LineTo{apply(by, step.to)}; }
        layout::PathElement operator()(const layout::CurveTo &step) const
        {
            return layout::CurveTo{apply(by, step.control1), apply(by, step.control2), apply(by, step.to)};
        }
        layout::PathElement operator()(const layout::ClosePath &step) const { return step; }
    };
    return std::visit(Move{transform}, element);
}

bool contains(const layout::Rect &outer, const layout::Rect &inner)
{
    constexpr double Near = 0.01; // mm
    return inner.x >= outer.x - Near && inner.y >= outer.y - Near
           && inner.x + inner.width <= outer.x + outer.width + Near
           && inner.y + inner.height <= outer.y + outer.height + Near;
}

layout::Rect boxAround(const layout::Transform &unitToPage)
{
    Bounds bounds;
    for (const Point corner : {Point{0, 0}, Point{1, 0}, Point{1, 1}, Point{0, 1}})
        bounds.add(apply(unitToPage, corner));
    return bounds.rect();
}

} // namespace

void PageReader::addContent(const XmlElement &content)
{
    QList<const XmlElement *> layers;
    for (const XmlElement &child : content.children) {
        if (child.name == u"Layer")
            layers.append(&child);
    }
    std::ranges::stable_sort(layers, {}, [](const XmlElement *layer) { return layerRank(*layer); });
    for (const XmlElement *layer : layers)
        addObjects(*layer, Place{{}, m_resources.drawParam(layer->attribute(u"DrawParam")), 0});
}

void PageReader::addAnnotations(const XmlElement &pageAnnot)
{
    for (const XmlElement &annotation : pageAnnot.children) {
        const XmlElement *appearance = annotation.child(u"Appearance");
        if (annotation.name != u"Annot" || !appearance || !flag(annotation, u"Visible", true))
            continue;
        const layout::Rect boundary = boundaryOf(*appearance);
        addObjects(*appearance, Place{translation(boundary.x, boundary.y), {}, 0});
    }
}

Result<PageContent> PageReader::take()
{
    if (m_budget < 0)
        return Error{ErrorCode::TooLarge, "ofd.too-many-objects", {}};
    return std::move(m_content);
}

bool PageReader::spend(qsizetype cost)
{
    m_budget = m_budget < cost ? -1 : m_budget - cost;
    return m_budget >= 0;
}

void PageReader::addObjects(const XmlElement &parent, const Place &place)
{
    if (place.depth > DeepestNesting)
        return m_skipped.add(u"nesting"_s);
    for (const XmlElement &object : parent.children) {
        if (!spend(1))
            return;
        addObject(object, place);
    }
}

void PageReader::addObject(const XmlElement &object, const Place &place)
{
    if (!flag(object, u"Visible", true))
        return;
    if (object.child(u"Clips"))
        m_skipped.add(u"clip"_s);
    Place inner = place;
    ++inner.depth;
    if (object.name == u"PageBlock")
        return addObjects(object, inner);
    inner.toPage = toPageOf(object, place.toPage);
    Style style = styleOf(object, m_skipped);
    style.inherit(m_resources.drawParam(object.attribute(u"DrawParam")));
    style.inherit(place.style);
    inner.style = style;
    if (object.name == u"TextObject")
        addText(object, inner);
    else if (object.name == u"PathObject")
        addPath(object, inner);
    else if (object.name == u"ImageObject")
        addImage(object, Place{place.toPage, style, inner.depth});
    else if (object.name == u"CompositeObject")
        addComposite(object, inner);
}

void PageReader::append(const XmlElement &object, layout::SceneItem item)
{
    m_content.items.append(std::move(item));
    m_content.itemIds.append(object.attribute(u"ID"));
}

void PageReader::addText(const XmlElement &object, const Place &place)
{
    for (const QStringView name : {u"CharDirection", u"ReadDirection"}) {
        if (object.attribute(name).toDouble() != 0)
            m_skipped.add(u"text-direction"_s);
    }
    if (flag(object, u"Stroke", false))
        m_skipped.add(u"text-stroke"_s);
    if (flag(object, u"Italic", false))
        m_skipped.add(u"italic"_s);
    const Paint &fill = place.style.fill;
    const layout::Color color = faded(fill.color.value_or(layout::Color{}), object);
    TextContent text = readTextObject(object, place.toPage, color, m_resources);
    m_content.text += text.pieces;
    const bool isPainted = flag(object, u"Fill", true) && (!fill.isGiven || fill.color);
    for (layout::GlyphRun &run : text.runs) {
        if (isPainted && spend(run.glyphs.size()))
            append(object, std::move(run));
    }
}

void PageReader::addPath(const XmlElement &object, const Place &place)
{
    constexpr double DefaultWidth = 0.353; // mm, 1 pt
    const PathData data = parsePathData(object.childText(u"AbbreviatedData"));
    if (!data.isComplete)
        m_skipped.add(u"path-data"_s);
    layout::Path path;
    if (flag(object, u"Fill", false) && place.style.fill.color)
        path.fill = faded(*place.style.fill.color, object);
    const Paint &stroke = place.style.stroke;
    if (flag(object, u"Stroke", true) && (!stroke.isGiven || stroke.color))
        path.stroke = faded(stroke.color.value_or(layout::Color{}), object);
    if (data.elements.isEmpty() || (!path.fill && !path.stroke) || !spend(data.elements.size()))
        return;
    if (object.hasAttribute(u"DashPattern"))
        m_skipped.add(u"dashes"_s);
    path.lineWidth = place.style.lineWidth.value_or(DefaultWidth);
    if (object.attribute(u"Rule").toLower() == u"even-odd")
        path.fillRule = layout::FillRule::EvenOdd;
    const bool isPlain = onlyMoves(place.toPage);
    if (!isPlain)
        path.transform = place.toPage;
    path.elements.reserve(data.elements.size());
    for (const layout::PathElement &element : data.elements)
        path.elements.append(isPlain ? moved(element, place.toPage) : element);
    append(object, std::move(path));
}

/// The unit square through the CTM; without one the picture fills its boundary. The boundary clips.
void PageReader::addImage(const XmlElement &object, const Place &place)
{
    layout::Image image;
    image.encoded = m_resources.image(object.attribute(u"ResourceID"));
    if (image.encoded.isEmpty())
        return;
    if (object.hasAttribute(u"Alpha") && object.attribute(u"Alpha").toDouble() < 255)
        m_skipped.add(u"image-alpha"_s);
    const layout::Rect boundary = boundaryOf(object);
    const auto matrix =
        parseMatrix(object.attribute(u"CTM")).value_or(layout::Transform{boundary.width, 0, 0, boundary.height, 0, 0});
    const layout::Transform unit = combine(combine(matrix, translation(boundary.x, boundary.y)), place.toPage);
    if (unit.b == 0 && unit.c == 0 && unit.a > 0 && unit.d > 0) {
        image.box = {unit.e, unit.f, unit.a, unit.d};
    } else {
        image.box = {0, 0, 1, 1};
        image.transform = unit;
    }
    const layout::Rect clip =
        boxAround(combine({boundary.width, 0, 0, boundary.height, boundary.x, boundary.y}, place.toPage));
    if (boundary.width > 0 && boundary.height > 0 && !contains(clip, boxAround(unit)))
        image.clip = clip;
    append(object, std::move(image));
}

void PageReader::addComposite(const XmlElement &object, const Place &place)
{
    const XmlElement *unit = m_resources.composite(object.attribute(u"ResourceID"));
    const XmlElement *content = unit ? unit->child(u"Content") : nullptr;
    if (!content)
        return m_skipped.add(u"composite-missing"_s);
    addObjects(*content, place);
}

} // namespace wenyi::ofd
