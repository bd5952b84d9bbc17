// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PageWriter.h"

#include "shared/ofd/Geometry.h"
#include "shared/ofd/ImageFormat.h"
#include "shared/ofd/PaintWriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

layout::Rect boundaryOf(const layout::GlyphRun &run)
{
    // From what is written, rounded: a page that is read and written again keeps its boundaries.
    const double size = quantised(run.size);
    const double margin = size * 0.1; // Room for what a glyph draws outside its em square.
    Bounds bounds;
    for (const layout::Glyph &glyph : run.glyphs) {
        const double left = quantised(glyph.origin.x) - margin;
        const double right = left + std::max(1.0, run.face->advance(glyph.index)) * size + 2 * margin;
        const double top = quantised(glyph.origin.y) - size;
        const double bottom = top + size * 1.4;
        for (const Point corner : {Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}})
            bounds.add(apply(run.transform, corner));
    }
    return bounds.rect();
}

/// The steps from glyph to glyph; taken between rounded places, so that a long line does not drift.
QString deltas(const QList<layout::Glyph> &glyphs, double Point::*axis)
{
    QStringList steps;
    for (qsizetype i = 1; i < glyphs.size(); ++i)
        steps.append(formatNumber(quantised(glyphs[i].origin.*axis) - quantised(glyphs[i - 1].origin.*axis)));
    return steps.join(u' ');
}

} // namespace

Result<quint32> ImageResources::idOf(const QByteArray &encoded, UnitIds &ids)
{
    if (const auto known = m_ids.constFind(encoded); known != m_ids.cend())
        return *known;
    const QByteArray format = imageFormat(encoded);
    if (format.isEmpty())
        return Error{ErrorCode::InvalidInput, "ofd.image-format", {}};
    const quint32 id = ids.next();
    m_pictures.append(Picture{id, format, encoded});
    m_ids.insert(encoded, id);
    return id;
}

Result<PageWriter::Page> PageWriter::write(const layout::PageScene &scene, double commonWidth, double commonHeight)
{
    XmlWriter xml(u"Page"_s);
    if (scene.width != commonWidth || scene.height != commonHeight)
        xml.start(u"Area"_s).element(u"PhysicalBox"_s, formatBox({0, 0, scene.width, scene.height})).end();
    m_width = scene.width;
    m_height = scene.height;
    xml.start(u"Content"_s).start(u"Layer"_s);
    xml.attribute(u"ID"_s, QString::number(m_ids.next())).attribute(u"Type"_s, u"Body"_s);
    Page page;
    for (const layout::SceneItem &item : scene.items) {
        WENYI_TRY(const quint32 id, std::visit([&](const auto &shown) { return writeItem(xml, shown); }, item));
        page.itemIds.append(id);
    }
    WENYI_TRY(page.xml, xml.finish());
    return page;
}

Result<quint32> PageWriter::writeItem(XmlWriter &xml, const layout::GlyphRun &run)
{
    if (run.glyphs.isEmpty() || !run.face)
        return 0u;
    const auto font =
        std::ranges::find_if(m_fonts, [&](const FontResource &known) { return known.font.face == run.face; });
    if (font == m_fonts.end())
        return Error{ErrorCode::Internal, "ofd.font-subset", run.face->familyName()};
    const layout::Rect boundary = boundaryOf(run);
    const bool upright = run.transform == layout::Transform{};
    const Point origin = upright ? Point{boundary.x, boundary.y} : Point{};
    const quint32 id = m_ids.next();
    xml.start(u"TextObject"_s).attribute(u"ID"_s, QString::number(id)).attribute(u"Boundary"_s, formatBox(boundary));
    xml.attribute(u"Font"_s, QString::number(font->id)).attribute(u"Size"_s, formatNumber(run.size));
    if (!upright)
        writeMatrix(xml, run.transform, boundary);
    if (run.outline)
        xml.attribute(u"Stroke"_s, u"true"_s).attribute(u"LineWidth"_s, formatNumber(run.outlineWidth));
    writeClips(xml, run.clip, ObjectSpace::of(run.transform, boundary));
    if (run.color != layout::Color{})
        writeColor(xml, u"FillColor"_s, run.color);
    if (run.outline)
        writeColor(xml, u"StrokeColor"_s, *run.outline);
    writeGlyphs(xml, run, *font);
    const Point first = run.glyphs.first().origin;
    xml.start(u"TextCode"_s);
    xml.attribute(u"X"_s, formatNumber(quantised(first.x) - origin.x));
    xml.attribute(u"Y"_s, formatNumber(quantised(first.y) - origin.y));
    if (run.glyphs.size() > 1)
        xml.attribute(u"DeltaX"_s, deltas(run.glyphs, &Point::x));
    if (std::ranges::any_of(run.glyphs, [&](const auto &glyph) { return glyph.origin.y != first.y; }))
        xml.attribute(u"DeltaY"_s, deltas(run.glyphs, &Point::y));
    // U+00A4 is the standard's placeholder for glyphs without characters.
    xml.text(run.text.isEmpty() ? QString(run.glyphs.size(), QChar(0xA4)) : run.text).end().end();
    return id;
}

void PageWriter::writeGlyphs(XmlWriter &xml, const layout::GlyphRun &run, const FontResource &font) const
{
    for (const GlyphCluster &cluster : clustersOf(run)) {
        if (cluster.isMapped)
            continue;
        QStringList glyphs;
        for (const layout::Glyph &glyph : run.glyphs.sliced(cluster.firstGlyph, cluster.glyphCount))
            glyphs.append(QString::number(font.font.newGlyphs.value(glyph.index)));
        const qsizetype codes = run.text.isEmpty() ? run.glyphs.size() : cluster.codeCount;
        xml.start(u"CGTransform"_s).attribute(u"CodePosition"_s, QString::number(cluster.codePosition));
        xml.attribute(u"CodeCount"_s, QString::number(codes));
        xml.attribute(u"GlyphCount"_s, QString::number(cluster.glyphCount));
        xml.element(u"Glyphs"_s, glyphs.join(u' ')).end();
    }
}

Result<quint32> PageWriter::writeItem(XmlWriter &xml, const layout::Path &path)
{
    Bounds bounds;
    bounds.add(mapped(path.elements, path.transform));
    const bool isFilled = path.fill || path.fillShading;
    const bool isStroked = path.stroke || path.strokeShading;
    if (bounds.isEmpty() || (!isFilled && !isStroked))
        return 0u;
    if (isStroked)
        bounds.grow(path.lineWidth);
    const layout::Rect boundary = bounds.rect();
    const ObjectSpace space = ObjectSpace::of(path.transform, boundary);
    const quint32 id = m_ids.next();
    xml.start(u"PathObject"_s).attribute(u"ID"_s, QString::number(id)).attribute(u"Boundary"_s, formatBox(boundary));
    if (!space.isUpright)
        writeMatrix(xml, path.transform, boundary);
    if (!isStroked)
        xml.attribute(u"Stroke"_s, u"false"_s);
    else
        writeLineStyle(xml, path);
    if (isFilled)
        xml.attribute(u"Fill"_s, u"true"_s);
    if (path.fillRule == layout::FillRule::EvenOdd)
        xml.attribute(u"Rule"_s, u"Even-Odd"_s);
    writeClips(xml, path.clip, space);
    if (isStroked)
        writePaint(xml, u"StrokeColor"_s, path.stroke, path.strokeShading, space);
    if (isFilled)
        writePaint(xml, u"FillColor"_s, path.fill, path.fillShading, space);
    const Point origin = space.isUpright ? Point{boundary.x, boundary.y} : Point{};
    xml.element(u"AbbreviatedData"_s, abbreviatedData(path.elements, origin)).end();
    return id;
}

Result<quint32> PageWriter::writeItem(XmlWriter &xml, const layout::Image &image)
{
    WENYI_TRY(const quint32 picture, m_images.idOf(image.encoded, m_ids));
    // The unit square becomes the box, then what the box becomes (GB/T 33190 10.1).
    const layout::Transform toPage =
        combine({image.box.width, 0, 0, image.box.height, image.box.x, image.box.y}, image.transform);
    Bounds bounds;
    for (const Point corner : {Point{0, 0}, Point{1, 0}, Point{1, 1}, Point{0, 1}})
        bounds.add(apply(toPage, corner));
    layout::Rect boundary = bounds.rect();
    if (image.clip) {
        Bounds clip;
        clip.add({image.clip->x, image.clip->y});
        clip.add({image.clip->x + image.clip->width, image.clip->y + image.clip->height});
        boundary = clip.rect();
    }
    quint32 mask = 0;
    if (!image.mask.isEmpty()) {
        WENYI_TRY(mask, m_images.idOf(image.mask, m_ids));
    }
    const quint32 id = m_ids.next();
    xml.start(u"ImageObject"_s).attribute(u"ID"_s, QString::number(id));
    xml.attribute(u"Boundary"_s, formatBox(boundary));
    writeMatrix(xml, toPage, boundary);
    writeOpacity(xml, image.opacity);
    xml.attribute(u"ResourceID"_s, QString::number(picture));
    if (mask != 0)
        xml.attribute(u"ImageMask"_s, QString::number(mask));
    writeClips(xml, image.clipPaths, ObjectSpace{toPage, false, boundary});
    xml.end();
    return id;
}

Result<quint32> PageWriter::writeItem(XmlWriter &xml, const layout::Group &group)
{
    auto unit = std::ranges::find(m_units, group.items, &Unit::items);
    if (unit == m_units.end())
        unit = m_units.insert(m_units.end(), Unit{m_ids.next(), group.items});
    const layout::Rect boundary{0, 0, m_width, m_height};
    const quint32 id = m_ids.next();
    xml.start(u"CompositeObject"_s).attribute(u"ID"_s, QString::number(id));
    xml.attribute(u"Boundary"_s, formatBox(boundary));
    if (group.transform != layout::Transform{})
        writeMatrix(xml, group.transform, boundary);
    writeOpacity(xml, group.opacity);
    xml.attribute(u"ResourceID"_s, QString::number(unit->id));
    writeClips(xml, group.clip, ObjectSpace::of(group.transform, boundary));
    xml.end();
    return id;
}

Result<void> PageWriter::writeUnits(XmlWriter &xml)
{
    xml.start(u"CompositeGraphicUnits"_s);
    // The list grows while it is written, by groups within groups.
    for (qsizetype i = 0; i < m_units.size(); ++i) {
        const Unit unit = m_units.at(i);
        xml.start(u"CompositeGraphicUnit"_s).attribute(u"ID"_s, QString::number(unit.id));
        xml.attribute(u"Width"_s, formatNumber(m_width)).attribute(u"Height"_s, formatNumber(m_height));
        xml.start(u"Content"_s);
        for (const layout::SceneItem &item : *unit.items) {
            WENYI_CHECK(std::visit([&](const auto &shown) { return writeItem(xml, shown); }, item));
        }
        xml.end().end();
    }
    xml.end();
    return {};
}

} // namespace wenyi::ofd
