// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SealDrawing.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/layout/Resolution.h"

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

namespace {

void addPath(cairo_t *context, const QList<PathElement> &elements)
{
    for (const PathElement &element : elements) {
        if (const auto *move = std::get_if<MoveTo>(&element))
            cairo_move_to(context, move->to.x, move->to.y);
        else if (const auto *line = std::get_if<LineTo>(&element))
            cairo_line_to(context, line->to.x, line->to.y);
        else if (const auto *curve = std::get_if<CurveTo>(&element))
            cairo_curve_to(context, curve->control1.x, curve->control1.y, curve->control2.x, curve->control2.y,
                curve->to.x, curve->to.y);
        else
            cairo_close_path(context);
    }
}

cairo_status_t append(void *bytes, const unsigned char *data, unsigned int size)
{
    static_cast<QByteArray *>(bytes)->append(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    return CAIRO_STATUS_SUCCESS;
}

int pixelsOf(double length, int resolution)
{
    return static_cast<int>(std::lround(length * resolution / MillimetresPerInch));
}

} // namespace

Result<CharacterOutlines> characterOutlines(const QString &text, const FontSet &fonts)
{
    CharacterOutlines outlines;
    for (const char32_t character : text.toUcs4()) {
        const auto face = fonts.faceFor(FontRole::SmallTitleSong, character);
        if (!face)
            return Error{ErrorCode::NotFound, "seal-picture.glyph", QString::fromUcs4(&character, 1)};
        outlines.append(glyphOutline(**face, (*face)->glyphFor(character)));
    }
    return outlines;
}

Rect inkOf(const QList<PathElement> &outline)
{
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    const auto take = [&](const Point &point) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
    };
    for (const PathElement &element : outline) {
        if (const auto *move = std::get_if<MoveTo>(&element)) {
            take(move->to);
        } else if (const auto *line = std::get_if<LineTo>(&element)) {
            take(line->to);
        } else if (const auto *curve = std::get_if<CurveTo>(&element)) {
            take(curve->control1);
            take(curve->control2);
            take(curve->to);
        }
    }
    return left > right ? Rect{} : Rect{left, top, right - left, bottom - top};
}

void fillCharacter(cairo_t *context, const QList<PathElement> &outline, double width, double height)
{
    cairo_save(context);
    cairo_scale(context, width, height);
    cairo_translate(context, -0.5, -BelowBaseline);
    cairo_new_path(context);
    addPath(context, outline);
    cairo_fill(context);
    cairo_restore(context);
}

SealCanvas::SealCanvas(double width, double height, int resolution)
    : m_surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixelsOf(width, resolution), pixelsOf(height, resolution)))
    , m_context(cairo_create(m_surface.get()))
{
    const double scale = resolution / MillimetresPerInch;
    cairo_scale(m_context.get(), scale, scale);
    cairo_translate(m_context.get(), width / 2, height / 2);
    cairo_set_source_rgb(m_context.get(), 1, 0, 0);
}

Result<QByteArray> SealCanvas::png() const
{
    QByteArray png;
    if (cairo_status(m_context.get()) != CAIRO_STATUS_SUCCESS
        || cairo_surface_write_to_png_stream(m_surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::Internal, "seal-picture.cairo", {}};
    return png;
}

} // namespace wenyi::layout
