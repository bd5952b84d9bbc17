// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PageReader.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/ClipReader.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/PathData.h"
#include "shared/ofd/TextReader.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

constexpr int DeepestNesting = layout::DeepestGroup;
constexpr double DefaultWidth = 0.353; // mm, 1 pt
constexpr qsizetype MostActions = 10'000;
constexpr qsizetype CompositeCost = 20; ///< Of the budget: following one takes as long as a line's glyphs.

/// Background, Body, Foreground; a misspelt kind is the default, Body.
int layerRank(const XmlElement &layer)
{
    const QString type = layer.attribute(u"Type").trimmed();
    return type == u"Background" ? 0 : type == u"Foreground" ? 2 : 1;
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

/// 0 to 255; an object that tells none is opaque.
double alphaOf(const XmlElement &object)
{
    return std::clamp(numberOf(object, u"Alpha", 255), 0.0, 255.0);
}

layout::Color faded(layout::Color color, const XmlElement &object)
{
    color.alpha = static_cast<quint8>(color.alpha * alphaOf(object) / 255);
    return color;
}

/// The shading, in object space so far, as it lies on the page.
layout::ShadingRef placed(const layout::ShadingRef &shading, const XmlElement &object, const layout::Transform &toPage)
{
    if (!shading)
        return nullptr;
    auto result = std::make_shared<layout::Shading>(*shading);
    result->transform = combine(shading->transform, toPage);
    for (layout::ColorStop &stop : result->stops)
        stop.color = faded(stop.color, object);
    for (layout::MeshCorner &corner : result->corners)
        corner.color = faded(corner.color, object);
    if (result->ground)
        result->ground = faded(*result->ground, object);
    return result;
}

bool contains(const layout::Rect &outer, const layout::Rect &inner, double margin)
{
    return inner.x >= outer.x - margin && inner.y >= outer.y - margin
           && inner.x + inner.width <= outer.x + outer.width + margin
           && inner.y + inner.height <= outer.y + outer.height + margin;
}

layout::Rect boxAround(const layout::Transform &unitToPage)
{
    Bounds bounds;
    for (const Point corner : {Point{0, 0}, Point{1, 0}, Point{1, 1}, Point{0, 1}})
        bounds.add(apply(unitToPage, corner));
    return bounds.rect();
}

layout::Rect boxOnPage(const layout::Rect &box, const layout::Transform &toPage)
{
    return boxAround(combine({box.width, 0, 0, box.height, box.x, box.y}, toPage));
}

/// A boundary that cuts something off a path, as the clip that it is (GB/T 33190 8.5).
void clipToBoundary(layout::Clip &clip, const XmlElement &object, const layout::Transform &outer,
    const layout::Rect &shown, double margin)
{
    const layout::Rect boundary = boundaryOf(object);
    if (boundary.width > 0 && boundary.height > 0 && !contains(boxOnPage(boundary, outer), shown, margin))
        clip.append(layout::ClipPath{mapped(outlineOf(boundary), outer)});
}

/// Dashes by the hundred thousand would take longer to draw than anybody waits for the page.
bool hasFewDashes(const layout::Path &path)
{
    constexpr double MostDashes = 100'000;
    double pattern = 0;
    for (const double dash : path.lineStyle.dashes)
        pattern += dash;
    Bounds bounds;
    bounds.add(path.elements);
    const layout::Rect box = bounds.rect();
    const double longest = std::hypot(box.width, box.height) * static_cast<double>(path.elements.size());
    return longest / pattern * static_cast<double>(path.lineStyle.dashes.size()) <= MostDashes;
}

} // namespace

void PageReader::addContent(const XmlElement &content)
{
    QList<const XmlElement *> layers;
    for (const XmlElement &child : content.children) {
        if (child.is(u"Layer"))
            layers.append(&child);
    }
    std::ranges::stable_sort(layers, {}, [](const XmlElement *layer) { return layerRank(*layer); });
    for (const XmlElement *layer : layers)
        addObjects(*layer, Place{{}, {}, m_resources.drawParam(layer->attribute(u"DrawParam")), 0});
}

void PageReader::addAnnotations(const XmlElement &pageAnnot)
{
    for (const XmlElement &annotation : pageAnnot.children) {
        const XmlElement *appearance = annotation.child(u"Appearance");
        if (!annotation.is(u"Annot") || !appearance || !flagOf(annotation, u"Visible", true))
            continue;
        const layout::Rect boundary = boundaryOf(*appearance);
        addObjects(*appearance, Place{translation(boundary.x, boundary.y), {}, {}, 0});
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
    if (!flagOf(object, u"Visible", true))
        return m_skipped.add(u"hidden-object"_s);
    Place inner = place;
    ++inner.depth;
    if (object.is(u"PageBlock") || object.is(u"Layer"))
        return addObjects(object, inner);
    inner.toPage = toPageOf(object, place.outer);
    inner.style = styleOf(object, m_resources.colors(), m_skipped);
    inner.style.inherit(m_resources.drawParam(object.attribute(u"DrawParam")));
    inner.style.inherit(place.style);
    if (object.is(u"TextObject"))
        addText(object, inner);
    else if (object.is(u"PathObject"))
        addPath(object, inner);
    else if (object.is(u"ImageObject"))
        addImage(object, inner);
    else if (object.is(u"CompositeObject"))
        addComposite(object, inner);
    addActions(object, inner);
}

void PageReader::addActions(const XmlElement &object, const Place &place)
{
    const XmlElement *actions = object.child(u"Actions");
    if (!actions)
        return;
    const layout::Rect area = boxOnPage(boundaryOf(object), place.outer);
    for (const XmlElement &action : actions->children) {
        if (action.is(u"Action") && m_content.actions.size() < MostActions)
            m_content.actions.append(ObjectAction{area, action});
    }
}

void PageReader::append(const XmlElement &object, layout::SceneItem item)
{
    m_content.items.append(std::move(item));
    m_content.itemIds.append(object.attribute(u"ID"));
}

layout::Clip PageReader::clipOf(const XmlElement &object, const Place &place, bool isImage)
{
    const layout::Rect boundary = boundaryOf(object);
    const ClipSpace space{place.toPage, combine(translation(boundary.x, boundary.y), place.outer), isImage};
    return readClips(object, space, m_resources, m_skipped, m_budget);
}

void PageReader::addText(const XmlElement &object, const Place &place)
{
    const Paint &fill = place.style.fill;
    const Paint &stroke = place.style.stroke;
    const bool isFilled = flagOf(object, u"Fill", true);
    layout::GlyphRun look;
    look.clip = clipOf(object, place, false);
    look.color = faded(fill.color.value_or(layout::Color{}), object);
    // Text that is not painted can be selected and searched all the same: the text layer of a scanned page.
    const bool isSeen = isFilled && (!fill.isGiven || fill.color);
    if (!isSeen)
        look.color.alpha = 0;
    if (flagOf(object, u"Stroke", false) && !stroke.shading && (stroke.color || !isFilled)) {
        look.outline = faded(stroke.color.value_or(layout::Color{}), object);
        look.outlineWidth = place.style.lineWidth.value_or(DefaultWidth);
    }
    TextContent text = readTextObject(object, place.toPage, look, m_resources);
    m_content.text += text.pieces;
    for (const layout::GlyphRun &run : text.runs) {
        if (!spend(run.glyphs.size()))
            return;
        append(object, run);
    }
    addTextShapes(object, place, text.runs);
}

/// Glyphs that are painted with more than a colour are shapes; the run beside them has the text.
void PageReader::addTextShapes(const XmlElement &object, const Place &place, const QList<layout::GlyphRun> &runs)
{
    const bool isFilled = flagOf(object, u"Fill", true);
    layout::Path path;
    path.fillShading = isFilled ? placed(place.style.fill.shading, object, place.toPage) : nullptr;
    const bool isStroked = flagOf(object, u"Stroke", false);
    path.strokeShading = isStroked ? placed(place.style.stroke.shading, object, place.toPage) : nullptr;
    const bool isTiled = isFilled && place.style.fill.pattern;
    if ((!path.fillShading && !path.strokeShading && !isTiled) || runs.isEmpty())
        return;
    path.elements = outlineOf(runs, m_budget);
    path.lineWidth = place.style.lineWidth.value_or(DefaultWidth);
    path.clip = runs.first().clip;
    if (isTiled)
        addPattern(object, place, layout::ClipPath{path.elements});
    if (path.fillShading || path.strokeShading)
        append(object, std::move(path));
}

void PageReader::addPath(const XmlElement &object, const Place &place)
{
    const PathData data = parsePathData(object.childText(u"AbbreviatedData"));
    if (!data.isComplete)
        m_skipped.add(u"path-data"_s);
    const Paint &fill = place.style.fill;
    const Paint &stroke = place.style.stroke;
    layout::Path path;
    const bool isFilled = flagOf(object, u"Fill", false);
    if (isFilled && fill.color)
        path.fill = faded(*fill.color, object);
    if (isFilled)
        path.fillShading = placed(fill.shading, object, place.toPage);
    if (flagOf(object, u"Stroke", true)) {
        path.strokeShading = placed(stroke.shading, object, place.toPage);
        if (stroke.pattern)
            m_skipped.add(u"pattern-stroke"_s);
        else if (!stroke.isGiven || stroke.color)
            path.stroke = faded(stroke.color.value_or(layout::Color{}), object);
    }
    if (data.elements.isEmpty() || !spend(data.elements.size()))
        return;
    path.lineWidth = place.style.lineWidth.value_or(DefaultWidth);
    path.lineStyle = place.style.lineStyle();
    if (object.attribute(u"Rule").toLower() == u"even-odd")
        path.fillRule = layout::FillRule::EvenOdd;
    const bool isPlain = onlyMoves(place.toPage);
    if (!isPlain)
        path.transform = place.toPage;
    path.elements = isPlain ? mapped(data.elements, place.toPage) : data.elements;
    if (!path.lineStyle.dashes.isEmpty() && !hasFewDashes(path)) {
        m_skipped.add(u"dashes"_s);
        path.lineStyle.dashes.clear();
    }
    const Elements onPage = isPlain ? path.elements : mapped(data.elements, place.toPage);
    Bounds bounds;
    bounds.add(onPage);
    path.clip = clipOf(object, place, false);
    clipToBoundary(path.clip, object, place.outer, bounds.rect(), std::max(0.5, path.lineWidth));
    if (isFilled && fill.pattern)
        addPattern(object, place, layout::ClipPath{onPage, path.fillRule});
    if (path.fill || path.fillShading || path.stroke || path.strokeShading)
        append(object, std::move(path));
}

/// The unit square through the CTM; without one the picture fills its boundary. The boundary clips.
void PageReader::addImage(const XmlElement &object, const Place &place)
{
    constexpr double Near = 0.01; // mm
    layout::Image image;
    image.encoded = m_resources.image(object.attribute(u"ResourceID"));
    if (image.encoded.isEmpty())
        return;
    if (const QString mask = object.attribute(u"ImageMask"); !mask.isEmpty())
        image.mask = m_resources.image(mask);
    image.opacity = alphaOf(object) / 255;
    const layout::Rect boundary = boundaryOf(object);
    const auto matrix =
        parseMatrix(object.attribute(u"CTM")).value_or(layout::Transform{boundary.width, 0, 0, boundary.height, 0, 0});
    const layout::Transform unit = combine(combine(matrix, translation(boundary.x, boundary.y)), place.outer);
    if (unit.b == 0 && unit.c == 0 && unit.a > 0 && unit.d > 0) {
        image.box = {unit.e, unit.f, unit.a, unit.d};
    } else {
        image.box = {0, 0, 1, 1};
        image.transform = unit;
    }
    const layout::Rect clip = boxOnPage(boundary, place.outer);
    if (boundary.width > 0 && boundary.height > 0 && !contains(clip, boxAround(unit), Near))
        image.clip = clip;
    image.clipPaths = clipOf(object, place, true);
    append(object, std::move(image));
    addBorder(object, place);
}

void PageReader::addBorder(const XmlElement &object, const Place &place)
{
    const XmlElement *border = object.child(u"Border");
    if (!border)
        return;
    layout::Path path;
    path.elements = mapped(outlineOf(boundaryOf(object)), place.outer);
    const XmlElement *color = border->child(u"BorderColor");
    path.stroke = faded(color ? m_resources.colors().colorOf(*color) : layout::Color{}, object);
    path.lineWidth = std::clamp(numberOf(*border, u"LineWidth", DefaultWidth), 0.0, 100.0);
    append(object, std::move(path));
}

PageReader::Unit PageReader::readUnit(const XmlElement &content, const Style &style, int depth)
{
    const qsizetype budget = m_budget;
    QList<layout::SceneItem> outer;
    QStringList outerIds;
    std::swap(outer, m_content.items);
    std::swap(outerIds, m_content.itemIds);
    addObjects(content, Place{{}, {}, style, depth});
    std::swap(outer, m_content.items);
    std::swap(outerIds, m_content.itemIds);
    return Unit{std::make_shared<const QList<layout::SceneItem>>(std::move(outer)), budget - m_budget};
}

/// A composite that clips or shines through is a group; any other one is its objects.
void PageReader::addComposite(const XmlElement &object, const Place &place)
{
    if (!spend(CompositeCost))
        return;
    const QString id = object.attribute(u"ResourceID");
    const XmlElement *unit = m_resources.composite(id);
    const XmlElement *content = unit ? unit->child(u"Content") : nullptr;
    if (!content)
        return m_skipped.add(u"composite-missing"_s);
    layout::Group group;
    group.clip = clipOf(object, place, false);
    group.opacity = alphaOf(object) / 255;
    if (group.clip.isEmpty() && group.opacity >= 1) {
        Place inner = place;
        inner.outer = place.toPage;
        return addObjects(*content, inner);
    }
    const bool isShared = place.style.isPlain();
    Unit known = isShared ? m_units.value(id) : Unit{};
    // Shared or not, it is painted each time: units within units must not multiply beyond the budget.
    if (known.items && !spend(known.cost))
        return;
    if (!known.items)
        known = readUnit(*content, place.style, place.depth);
    if (isShared)
        m_units.insert(id, known);
    group.items = known.items;
    group.transform = place.toPage;
    if (!group.items->isEmpty())
        append(object, std::move(group));
}

/// A Pattern (GB/T 33190 8.3.3): its cell side by side over the area.
void PageReader::addPattern(const XmlElement &object, const Place &place, const layout::ClipPath &area)
{
    const XmlElement &pattern = *place.style.fill.pattern;
    const XmlElement *content = pattern.child(u"CellContent");
    if (!content)
        return m_skipped.add(u"pattern"_s);
    const QList<TextPiece> text = m_content.text;
    const Unit cell = readUnit(*content, {}, place.depth + 1);
    m_content.text = text; // What a pattern is made of is not read as text.
    QList<layout::SceneItem> tiles;
    addTiles(pattern, place.toPage, area, cell, tiles);
    if (tiles.isEmpty())
        return;
    layout::Group group;
    group.items = std::make_shared<const QList<layout::SceneItem>>(std::move(tiles));
    group.clip = clipOf(object, place, false);
    group.clip.append(area);
    group.opacity = alphaOf(object) / 255;
    append(object, std::move(group));
}

void PageReader::addTiles(const XmlElement &pattern, const layout::Transform &toPage, const layout::ClipPath &area,
    const Unit &cell, QList<layout::SceneItem> &tiles)
{
    constexpr double MostTiles = 4096;
    const double width = numberOf(pattern, u"Width", 0);
    const double height = numberOf(pattern, u"Height", 0);
    const double stepX = numberOf(pattern, u"XStep", width);
    const double stepY = numberOf(pattern, u"YStep", height);
    const auto matrix = parseMatrix(pattern.attribute(u"CTM")).value_or(layout::Transform{});
    const bool isOfPage = pattern.attribute(u"RelativeTo").trimmed() == u"Page";
    const layout::Transform space = isOfPage ? matrix : combine(matrix, toPage);
    const auto back = inverted(space);
    if (!(width > 0 && height > 0 && stepX > 0 && stepY > 0) || !back)
        return m_skipped.add(u"pattern"_s);
    Bounds bounds;
    bounds.add(mapped(area.elements, *back));
    const layout::Rect box = bounds.rect();
    const double left = std::floor((box.x - width) / stepX) + 1;
    const double top = std::floor((box.y - height) / stepY) + 1;
    const double columns = std::floor((box.x + box.width) / stepX) - left + 1;
    const double rows = std::floor((box.y + box.height) / stepY) - top + 1;
    if (!(columns * rows <= MostTiles))
        return m_skipped.add(u"pattern"_s);
    if (!spend(static_cast<qsizetype>(std::max(0.0, columns * rows)) * (cell.cost + 1)))
        return;
    const QString method = pattern.attribute(u"ReflectMethod").trimmed();
    const bool flipsX = method == u"Row" || method == u"RowAndColumn";
    const bool flipsY = method == u"Column" || method == u"RowAndColumn";
    const auto isOdd = [](double number) { return std::fmod(std::abs(number), 2) > 0.5; };
    for (double row = top; row < top + rows; ++row) {
        for (double column = left; column < left + columns; ++column) {
            const layout::Transform flip{flipsX && isOdd(column) ? -1.0 : 1.0, 0, 0, flipsY && isOdd(row) ? -1.0 : 1.0,
                flipsX && isOdd(column) ? width : 0, flipsY && isOdd(row) ? height : 0};
            layout::Group tile{cell.items};
            tile.transform = combine(combine(flip, translation(column * stepX, row * stepY)), space);
            tile.clip.append(layout::ClipPath{mapped(outlineOf(layout::Rect{0, 0, width, height}), tile.transform)});
            tiles.append(std::move(tile));
        }
    }
}

} // namespace wenyi::ofd
