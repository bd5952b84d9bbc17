// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/CairoPainter.h"

#include <algorithm>
#include <vector>

namespace wenyi::layout {

namespace {

cairo_matrix_t matrixOf(const Transform &transform)
{
    return {transform.a, transform.b, transform.c, transform.d, transform.e, transform.f};
}

void setColor(cairo_t *context, const Color &color)
{
    cairo_set_source_rgba(context, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
}

cairo_fill_rule_t ruleOf(FillRule rule)
{
    return rule == FillRule::EvenOdd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING;
}

/// A run's text as UTF-8, cut into the pieces that its glyphs stand for.
struct ClusteredText
{
    QByteArray text;
    std::vector<cairo_text_cluster_t> clusters;
};

/// One cluster for each piece; a run whose clusters do not ascend is one piece.
ClusteredText clusteredText(const GlyphRun &run)
{
    ClusteredText clustered;
    const auto add = [&](qsizetype begin, qsizetype end, qsizetype glyphs) {
        const QByteArray piece = QStringView(run.text).sliced(begin, end - begin).toUtf8();
        clustered.clusters.push_back({static_cast<int>(piece.size()), static_cast<int>(glyphs)});
        clustered.text += piece;
    };
    const auto ascending = std::ranges::is_sorted(run.glyphs, {}, &Glyph::cluster)
                           && run.glyphs.constFirst().cluster >= 0 && run.glyphs.constLast().cluster < run.text.size();
    if (!ascending) {
        add(0, run.text.size(), run.glyphs.size());
        return clustered;
    }
    qsizetype begin = 0;
    qsizetype firstGlyph = 0;
    for (qsizetype glyph = 1; glyph <= run.glyphs.size(); ++glyph) {
        const bool isEnd = glyph == run.glyphs.size();
        if (!isEnd && run.glyphs.at(glyph).cluster == run.glyphs.at(firstGlyph).cluster)
            continue;
        const qsizetype end = isEnd ? run.text.size() : run.glyphs.at(glyph).cluster;
        add(begin, end, glyph - firstGlyph);
        begin = end;
        firstGlyph = glyph;
    }
    return clustered;
}

struct PathStep
{
    cairo_t *context;
    void operator()(const MoveTo &step) const { cairo_move_to(context, step.to.x, step.to.y); }
    void operator()(const LineTo &step) const { cairo_line_to(context, step.to.x, step.to.y); }
    void operator()(const CurveTo &step) const
    {
        cairo_curve_to(
            context, step.control1.x, step.control1.y, step.control2.x, step.control2.y, step.to.x, step.to.y);
    }
    void operator()(const ClosePath &) const { cairo_close_path(context); }
};

/// Cairo goes on at both ends or at none: where only one does, the other ends in a transparent colour.
void addStops(cairo_pattern_t *pattern, const Shading &shading)
{
    const auto add = [pattern](double position, const Color &color, double opacity) {
        cairo_pattern_add_color_stop_rgba(
            pattern, position, color.red / 255.0, color.green / 255.0, color.blue / 255.0, opacity * color.alpha / 255);
    };
    constexpr double Sharp = 1e-4; // PDF has one colour a place.
    const bool isMixed = shading.extendsStart != shading.extendsEnd;
    const double lowest = isMixed && !shading.extendsStart ? Sharp : 0;
    const double highest = isMixed && !shading.extendsEnd ? 1 - Sharp : 1;
    if (lowest > 0)
        add(0, shading.stops.constFirst().color, 0);
    for (const ColorStop &stop : shading.stops)
        add(std::clamp(stop.position, lowest, highest), stop.color, 1);
    if (highest < 1)
        add(1, shading.stops.constLast().color, 0);
    cairo_pattern_set_extend(pattern, isMixed || shading.extendsStart ? CAIRO_EXTEND_PAD : CAIRO_EXTEND_NONE);
}

/// Triangles as cairo's patches: the side that is missing has no length.
cairo_pattern_t *meshOf(const Shading &shading)
{
    cairo_pattern_t *mesh = cairo_pattern_create_mesh();
    for (qsizetype i = 0; i + 3 <= shading.corners.size(); i += 3) {
        cairo_mesh_pattern_begin_patch(mesh);
        for (qsizetype corner = 0; corner < 3; ++corner) {
            const auto &[place, color] = shading.corners.at(i + corner);
            if (corner == 0)
                cairo_mesh_pattern_move_to(mesh, place.x, place.y);
            else
                cairo_mesh_pattern_line_to(mesh, place.x, place.y);
            cairo_mesh_pattern_set_corner_color_rgba(mesh, static_cast<unsigned>(corner), color.red / 255.0,
                color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
        }
        cairo_mesh_pattern_end_patch(mesh);
    }
    return mesh;
}

cairo_pattern_t *patternOf(const Shading &shading)
{
    switch (shading.kind) {
    case Shading::Kind::Mesh:
        return meshOf(shading);
    case Shading::Kind::Radial:
        return cairo_pattern_create_radial(
            shading.start.x, shading.start.y, shading.startRadius, shading.end.x, shading.end.y, shading.endRadius);
    default:
        return cairo_pattern_create_linear(shading.start.x, shading.start.y, shading.end.x, shading.end.y);
    }
}

} // namespace

Result<void> CairoPainter::paintItems(const QList<SceneItem> &items)
{
    for (const SceneItem &item : items) {
        cairo_save(m_context);
        const auto painted = std::visit([this](const auto &shown) { return paintItem(shown); }, item);
        cairo_restore(m_context);
        if (!painted)
            return painted;
    }
    return {};
}

Result<void> CairoPainter::paintItem(const GlyphRun &run)
{
    if (run.glyphs.isEmpty() || !run.face)
        return {};
    WENYI_TRY(cairo_font_face_t * face, m_faces.of(run.face));
    clipTo(run.clip);
    const cairo_matrix_t matrix = matrixOf(run.transform);
    cairo_transform(m_context, &matrix);
    cairo_set_font_face(m_context, face);
    cairo_set_font_size(m_context, run.size);
    Color color = run.color;
    if (color.alpha == 0) {
        if (run.text.isEmpty() && !run.outline)
            return {};
        color.alpha =
            1; // Cairo leaves out what is wholly transparent, and the text with it; this leaves no ink either.
    }
    setColor(m_context, color);
    showGlyphs(run);
    return {};
}

void CairoPainter::showGlyphs(const GlyphRun &run)
{
    std::vector<cairo_glyph_t> glyphs;
    glyphs.reserve(static_cast<size_t>(run.glyphs.size()));
    for (const Glyph &glyph : run.glyphs)
        glyphs.push_back({glyph.index, glyph.origin.x, glyph.origin.y});
    const auto count = static_cast<int>(glyphs.size());
    if (run.text.isEmpty()) {
        cairo_show_glyphs(m_context, glyphs.data(), count);
    } else {
        const ClusteredText text = clusteredText(run);
        cairo_show_text_glyphs(m_context, text.text.constData(), static_cast<int>(text.text.size()), glyphs.data(),
            count, text.clusters.data(), static_cast<int>(text.clusters.size()), {});
    }
    if (!run.outline)
        return;
    cairo_new_path(m_context);
    cairo_glyph_path(m_context, glyphs.data(), count);
    setColor(m_context, *run.outline);
    cairo_set_line_width(m_context, run.outlineWidth);
    cairo_set_line_join(m_context, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(m_context);
}

void CairoPainter::addElements(const QList<PathElement> &elements)
{
    cairo_new_path(m_context);
    for (const PathElement &element : elements)
        std::visit(PathStep{m_context}, element);
}

void CairoPainter::clipTo(const Clip &clip)
{
    for (const ClipPath &area : clip) {
        addElements(area.elements);
        cairo_set_fill_rule(m_context, ruleOf(area.fillRule));
        cairo_clip(m_context);
    }
}

/// The source as the shading, whose space is the page's and not the item's.
void CairoPainter::setShading(const Shading &shading, const Transform &itemToPage)
{
    const Cairo<cairo_pattern_t> pattern(patternOf(shading));
    const bool isMesh = shading.kind == Shading::Kind::Mesh;
    cairo_matrix_t toPage = matrixOf(itemToPage);
    cairo_matrix_t toShading = matrixOf(shading.transform);
    if ((shading.stops.isEmpty() && !isMesh) || cairo_matrix_invert(&toShading) != CAIRO_STATUS_SUCCESS) {
        cairo_set_source_rgba(m_context, 0, 0, 0, 0);
        return;
    }
    if (!isMesh)
        addStops(pattern.get(), shading);
    cairo_matrix_t matrix;
    cairo_matrix_multiply(&matrix, &toPage, &toShading);
    cairo_pattern_set_matrix(pattern.get(), &matrix);
    cairo_set_source(m_context, pattern.get());
}

void CairoPainter::setLineStyle(const Path &path)
{
    const LineStyle &style = path.lineStyle;
    cairo_set_line_width(m_context, path.lineWidth);
    cairo_set_line_cap(m_context, style.cap == LineCap::Round    ? CAIRO_LINE_CAP_ROUND
                                  : style.cap == LineCap::Square ? CAIRO_LINE_CAP_SQUARE
                                                                 : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_join(m_context, style.join == LineJoin::Round   ? CAIRO_LINE_JOIN_ROUND
                                   : style.join == LineJoin::Bevel ? CAIRO_LINE_JOIN_BEVEL
                                                                   : CAIRO_LINE_JOIN_MITER);
    cairo_set_miter_limit(m_context, style.miterLimit);
    if (!style.dashes.isEmpty())
        cairo_set_dash(m_context, style.dashes.constData(), static_cast<int>(style.dashes.size()), style.dashOffset);
}

Result<void> CairoPainter::paintItem(const Path &path)
{
    clipTo(path.clip);
    const cairo_matrix_t matrix = matrixOf(path.transform);
    cairo_transform(m_context, &matrix);
    addElements(path.elements);
    cairo_set_fill_rule(m_context, ruleOf(path.fillRule));
    if (path.fillShading && path.fillShading->ground) {
        setColor(m_context, *path.fillShading->ground);
        cairo_fill_preserve(m_context);
    }
    if (path.fillShading || path.fill) {
        if (path.fillShading)
            setShading(*path.fillShading, path.transform);
        else
            setColor(m_context, *path.fill);
        cairo_fill_preserve(m_context);
    }
    if (path.strokeShading || path.stroke) {
        if (path.strokeShading)
            setShading(*path.strokeShading, path.transform);
        else
            setColor(m_context, *path.stroke);
        setLineStyle(path);
        cairo_stroke_preserve(m_context);
    }
    cairo_new_path(m_context);
    return {};
}

Result<void> CairoPainter::paintItem(const Image &image)
{
    if (image.opacity <= 0)
        return {};
    WENYI_TRY(const auto picture, cairoPicture(image.encoded));
    if (image.clip) {
        cairo_rectangle(m_context, image.clip->x, image.clip->y, image.clip->width, image.clip->height);
        cairo_clip(m_context);
    }
    clipTo(image.clipPaths);
    const cairo_matrix_t matrix = matrixOf(image.transform);
    cairo_transform(m_context, &matrix);
    cairo_translate(m_context, image.box.x, image.box.y);
    cairo_scale(m_context, image.box.width / cairo_image_surface_get_width(picture.get()),
        image.box.height / cairo_image_surface_get_height(picture.get()));
    cairo_set_source_surface(m_context, picture.get(), 0, 0);
    if (image.blend == BlendMode::Multiply)
        cairo_set_operator(m_context, CAIRO_OPERATOR_MULTIPLY);
    if (image.opacity < 1)
        cairo_paint_with_alpha(m_context, image.opacity);
    else
        cairo_paint(m_context);
    return {};
}

Result<void> CairoPainter::paintItem(const Group &group)
{
    if (m_depth >= DeepestGroup)
        return {};
    ++m_depth;
    clipTo(group.clip);
    const bool isPlain = group.opacity >= 1 && group.blend == BlendMode::Normal;
    if (!isPlain)
        cairo_push_group(m_context);
    const cairo_matrix_t matrix = matrixOf(group.transform);
    cairo_save(m_context);
    cairo_transform(m_context, &matrix);
    const auto painted = paintItems(*group.items);
    cairo_restore(m_context);
    if (!isPlain) {
        cairo_pop_group_to_source(m_context);
        if (group.blend == BlendMode::Multiply)
            cairo_set_operator(m_context, CAIRO_OPERATOR_MULTIPLY);
        cairo_paint_with_alpha(m_context, group.opacity);
    }
    --m_depth;
    return painted;
}

} // namespace wenyi::layout
