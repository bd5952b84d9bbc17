// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ClipReader.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/ofd/Attributes.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/PathData.h"
#include "shared/ofd/TextReader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::PathElement;
using layout::Point;

/// Where an element leads to; the corner of `start` for a closing one.
struct EndOf
{
    Point start;
    Point operator()(const layout::MoveTo &step) const { return step.to; }
    Point operator()(const layout::LineTo &step) const { return step.to; }
    Point operator()(const layout::CurveTo &step) const { return step.to; }
    Point operator()(const layout::ClosePath &) const { return start; }
};

/// Twice the area of the polygon through the elements' ends; negative for one that runs the other way round.
double signedArea(const QList<PathElement> &elements)
{
    double area = 0;
    Point start;
    Point at;
    for (const PathElement &element : elements) {
        const Point next = std::visit(EndOf{start}, element);
        if (std::holds_alternative<layout::MoveTo>(element)) {
            area += at.x * start.y - start.x * at.y; // An open area is closed by painting it.
            start = next;
        } else {
            area += at.x * next.y - next.x * at.y;
        }
        at = next;
    }
    return area + at.x * start.y - start.x * at.y;
}

/// The same area, each of its figures run through from its end to its start.
QList<PathElement> reversed(const QList<PathElement> &elements)
{
    QList<PathElement> result;
    QList<PathElement> figure; // Backwards.
    Point start;
    Point at;
    const auto finish = [&] {
        if (figure.isEmpty())
            return;
        result.append(layout::MoveTo{at});
        result += QList<PathElement>(figure.crbegin(), figure.crend());
        result.append(layout::ClosePath{});
        figure.clear();
    };
    for (const PathElement &element : elements) {
        if (const auto *move = std::get_if<layout::MoveTo>(&element)) {
            finish();
            start = at = move->to;
        } else if (const auto *line = std::get_if<layout::LineTo>(&element)) {
            figure.append(layout::LineTo{at});
            at = line->to;
        } else if (const auto *curve = std::get_if<layout::CurveTo>(&element)) {
            figure.append(layout::CurveTo{curve->control2, curve->control1, at});
            at = curve->to;
        } else {
            finish();
            at = start;
        }
    }
    finish();
    return result;
}

PathElement rounded(const PathElement &element)
{
    const auto round = [](Point point) { return Point{quantised(point.x), quantised(point.y)}; };
    if (const auto *move = std::get_if<layout::MoveTo>(&element))
        return layout::MoveTo{round(move->to)};
    if (const auto *line = std::get_if<layout::LineTo>(&element))
        return layout::LineTo{round(line->to)};
    if (const auto *curve = std::get_if<layout::CurveTo>(&element))
        return layout::CurveTo{round(curve->control1), round(curve->control2), round(curve->to)};
    return element;
}

class ClipReader
{
public:
    ClipReader(const ClipSpace &space, Resources &resources, Skipped &skipped, qsizetype &budget)
        : m_space(space)
        , m_resources(resources)
        , m_skipped(skipped)
        , m_budget(budget)
    {
    }

    layout::Clip read(const XmlElement &clips)
    {
        layout::Clip result;
        // Of later editions of the standard: whether the object's CTM holds for its clips.
        m_followsMatrix = flagOf(clips, u"TransFlag", true);
        m_isTold = clips.hasAttribute(u"TransFlag");
        for (const XmlElement &clip : clips.children) {
            if (clip.is(u"Clip"))
                addClip(clip, result);
        }
        return result;
    }

private:
    void addClip(const XmlElement &clip, layout::Clip &result)
    {
        QList<layout::ClipPath> areas;
        for (const XmlElement &area : clip.children) {
            if (auto path = area.is(u"Area") ? readArea(area) : layout::ClipPath{}; !path.elements.isEmpty())
                areas.append(std::move(path));
        }
        if (areas.isEmpty())
            return m_skipped.add(u"clip"_s);
        if (areas.size() == 1)
            return result.append(areas.first());
        layout::ClipPath together;
        for (const layout::ClipPath &area : areas) {
            // All the same way round, so that where two overlap they do not cancel out.
            together.elements += signedArea(area.elements) < 0 ? reversed(area.elements) : area.elements;
        }
        result.append(together);
    }

    layout::ClipPath readArea(const XmlElement &area)
    {
        layout::ClipPath path;
        const auto matrix = parseMatrix(area.attribute(u"CTM"));
        layout::Transform own = matrix.value_or(layout::Transform{});
        for (const XmlElement &shape : area.children) {
            const auto box = parseBox(shape.attribute(u"Boundary")).value_or(layout::Rect{});
            const auto shapeMatrix = parseMatrix(shape.attribute(u"CTM")).value_or(layout::Transform{});
            const layout::Transform toArea = combine(combine(shapeMatrix, translation(box.x, box.y)), own);
            if (shape.is(u"Path")) {
                path.elements += mapped(parsePathData(shape.childText(u"AbbreviatedData")).elements, toArea);
                if (shape.attribute(u"Rule").toLower() == u"even-odd")
                    path.fillRule = layout::FillRule::EvenOdd;
            } else if (shape.is(u"Text")) {
                path.elements += outlineOf(readTextObject(shape, toArea, {}, m_resources).runs, m_budget);
            }
        }
        m_budget = std::max<qsizetype>(-1, m_budget - path.elements.size());
        if (m_budget < 0 || path.elements.size() > MostClipElements) {
            m_skipped.add(u"clip"_s);
            return {};
        }
        path.elements =
            mapped(path.elements, goesByBoundary(path, matrix.has_value()) ? m_space.boundary : m_space.object);
        for (PathElement &element : path.elements)
            element = rounded(element);
        return path;
    }

    bool goesByBoundary(const layout::ClipPath &path, bool hasMatrix) const
    {
        constexpr double LargestUnit = 2;
        if (m_isTold || !m_space.isImage || hasMatrix)
            return !m_followsMatrix;
        Bounds bounds;
        bounds.add(path.elements);
        const layout::Rect box = bounds.rect();
        return box.width > LargestUnit || box.height > LargestUnit;
    }

    static constexpr qsizetype MostClipElements = 100'000;

    const ClipSpace &m_space;
    Resources &m_resources;
    Skipped &m_skipped;
    qsizetype &m_budget;
    bool m_followsMatrix = true;
    bool m_isTold = false;
};

} // namespace

layout::Clip readClips(
    const XmlElement &object, const ClipSpace &space, Resources &resources, Skipped &skipped, qsizetype &budget)
{
    const XmlElement *clips = object.child(u"Clips");
    return clips ? ClipReader(space, resources, skipped, budget).read(*clips) : layout::Clip();
}

QList<PathElement> outlineOf(const QList<layout::GlyphRun> &runs, qsizetype &budget)
{
    QList<PathElement> outline;
    for (const layout::GlyphRun &run : runs) {
        for (const layout::Glyph &glyph : run.glyphs) {
            if (!run.face || budget < 0)
                return outline;
            const layout::Transform place{run.size, 0, 0, run.size, glyph.origin.x, glyph.origin.y};
            const auto elements = mapped(layout::glyphOutline(*run.face, glyph.index), combine(place, run.transform));
            budget = std::max<qsizetype>(-1, budget - elements.size());
            outline += elements;
        }
    }
    return outline;
}

} // namespace wenyi::ofd
