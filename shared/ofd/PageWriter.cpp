// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/PageWriter.h"

#include "shared/ofd/Geometry.h"
#include "shared/ofd/ImageFormat.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

void writeColor(XmlWriter &xml, const QString &element, const layout::Color &color)
{
    xml.start(element).attribute(u"Value"_s, u"%1 %2 %3"_s.arg(color.red).arg(color.green).arg(color.blue));
    if (color.alpha != 255)
        xml.attribute(u"Alpha"_s, QString::number(color.alpha));
    xml.end();
}

/// The matrix that takes object space, which begins at the boundary's corner, to the page as `transform` does.
void writeMatrix(XmlWriter &xml, layout::Transform transform, const layout::Rect &boundary)
{
    transform.e -= boundary.x;
    transform.f -= boundary.y;
    xml.attribute(u"CTM"_s, formatMatrix(transform));
}

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

struct PathPoints
{
    Bounds &bounds;
    const layout::Transform &transform;
    void operator()(const layout::MoveTo &step) const { bounds.add(apply(transform, step.to)); }
    void operator()(const layout::LineTo &step) const { bounds.add(apply(transform, step.to)); }
    void operator()(const layout::CurveTo &step) const
    {
        for (const Point point : {step.control1, step.control2, step.to})
            bounds.add(apply(transform, point));
    }
    void operator()(const layout::ClosePath &) const {}
};

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
    if (run.color != layout::Color{})
        writeColor(xml, u"FillColor"_s, run.color);
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
    for (const layout::PathElement &element : path.elements)
        std::visit(PathPoints{bounds, path.transform}, element);
    if (bounds.isEmpty() || (!path.fill && !path.stroke))
        return 0u;
    if (path.stroke)
        bounds.grow(path.lineWidth);
    const layout::Rect boundary = bounds.rect();
    const bool upright = path.transform == layout::Transform{};
    const quint32 id = m_ids.next();
    xml.start(u"PathObject"_s).attribute(u"ID"_s, QString::number(id)).attribute(u"Boundary"_s, formatBox(boundary));
    if (!upright)
        writeMatrix(xml, path.transform, boundary);
    if (!path.stroke)
        xml.attribute(u"Stroke"_s, u"false"_s);
    else
        xml.attribute(u"LineWidth"_s, formatNumber(path.lineWidth));
    if (path.fill)
        xml.attribute(u"Fill"_s, u"true"_s);
    if (path.fillRule == layout::FillRule::EvenOdd)
        xml.attribute(u"Rule"_s, u"Even-Odd"_s);
    if (path.stroke)
        writeColor(xml, u"StrokeColor"_s, *path.stroke);
    if (path.fill)
        writeColor(xml, u"FillColor"_s, *path.fill);
    AbbreviatedData data(upright ? Point{boundary.x, boundary.y} : Point{});
    xml.element(u"AbbreviatedData"_s, data.write(path.elements)).end();
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
    const quint32 id = m_ids.next();
    xml.start(u"ImageObject"_s).attribute(u"ID"_s, QString::number(id));
    xml.attribute(u"Boundary"_s, formatBox(boundary));
    writeMatrix(xml, toPage, boundary);
    xml.attribute(u"ResourceID"_s, QString::number(picture)).end();
    return id;
}

} // namespace wenyi::ofd
