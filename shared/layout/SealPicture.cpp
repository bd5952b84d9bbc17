// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SealPicture.h"

#include "shared/layout/GlyphOutline.h"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace wenyi::layout {

namespace {

constexpr double Pi = std::numbers::pi;
constexpr double MillimetresPerInch = 25.4;

// The proportions of genuine seals, as fractions of the diameter unless said.
constexpr double StarRadius = 1.0 / 6; ///< A 42 mm seal has a star of 14 mm.
constexpr double NameHeight = 0.158;   ///< Height of the em square of the name.
constexpr double NameGap = 0.026;      ///< Between ring and name.
constexpr double LineHeight = 0.098;   ///< Of the straight line.
constexpr double LineCentre = 0.285;   ///< Its middle, below the seal's.
constexpr double LineWidth = 0.56;     ///< The widest that it may be.
constexpr double Degree = Pi / 180;
constexpr double WidestPitch = 40 * Degree;   ///< Between two characters of a short name.
constexpr double NarrowestArc = 150 * Degree; ///< From the first character to the last, and what each adds to it.
constexpr double ArcPerCharacter = 9 * Degree;
constexpr double WidestArc = 258 * Degree;
constexpr double Fullness = 0.97; ///< Part of the pitch that a character may fill.
constexpr double Slimmest = 0.78; ///< Width to height of a character that has room.
/// A Chinese character's em square reaches from 0.88 em over the baseline to 0.12 em under it.
constexpr double BelowBaseline = 0.12;

constexpr std::array Measures{
    SealMeasure{"state-council", u"国务院", 60, 1, SealCentre::Empty},
    SealMeasure{"ministry", u"国务院组成部门、国务院办公厅", 50, 1, SealCentre::Empty},
    SealMeasure{"province", u"省（自治区、直辖市）人民政府", 50, 1, SealCentre::Empty},
    SealMeasure{"vice-ministry", u"副部级单位", 45, 1, SealCentre::Empty},
    SealMeasure{"county", u"州、市、县、区人民政府", 45, 1, SealCentre::Empty},
    SealMeasure{"department", u"政府工作部门、内设机构、事业单位", 45, 1, SealCentre::Star},
    SealMeasure{"township", u"乡镇人民政府", 42, 1, SealCentre::Star},
};

struct CairoFree
{
    void operator()(cairo_surface_t *surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t *context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoFree>;
using Context = std::unique_ptr<cairo_t, CairoFree>;

/// The outlines of a text, a character each.
Result<QList<QList<PathElement>>> outlinesOf(const QString &text, const FontSet &fonts)
{
    QList<QList<PathElement>> outlines;
    for (const char32_t character : text.toUcs4()) {
        const auto face = fonts.faceFor(FontRole::SmallTitleSong, character);
        if (!face)
            return Error{ErrorCode::NotFound, "seal-picture.glyph", QString::fromUcs4(&character, 1)};
        outlines.append(glyphOutline(**face, (*face)->glyphFor(character)));
    }
    return outlines;
}

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

/// Fills a character whose em square stands on the current origin, centred, `width` by `height` mm.
void fillCharacter(cairo_t *context, const QList<PathElement> &outline, double width, double height)
{
    cairo_scale(context, width, height);
    cairo_translate(context, -0.5, -BelowBaseline);
    cairo_new_path(context);
    addPath(context, outline);
    cairo_fill(context);
}

void drawRing(cairo_t *context, const SealPictureDesign &design)
{
    cairo_set_line_width(context, design.ring);
    cairo_arc(context, 0, 0, (design.diameter - design.ring) / 2, 0, 2 * Pi);
    cairo_stroke(context);
}

void drawStar(cairo_t *context, double radius)
{
    const double innerRadius = radius * std::sin(Pi / 10) / std::sin(3 * Pi / 10); // Edges in line, as on the flag.
    cairo_new_path(context);
    for (int corner = 0; corner < 10; ++corner) {
        const double distance = corner % 2 == 0 ? radius : innerRadius;
        const double angle = corner * Pi / 5;
        cairo_line_to(context, distance * std::sin(angle), -distance * std::cos(angle));
    }
    cairo_close_path(context);
    cairo_fill(context);
}

/// Characters upright along the arc, their feet towards the middle, the name symmetrical about the top.
void drawName(cairo_t *context, const SealPictureDesign &design, const QList<QList<PathElement>> &outlines)
{
    const double height = NameHeight * design.diameter;
    const double feet = design.diameter / 2 - design.ring - NameGap * design.diameter - height;
    const double steps = static_cast<double>(outlines.size() - 1);
    const double arc = std::min(WidestArc, NarrowestArc + ArcPerCharacter * (steps + 1));
    const double pitch = std::min(WidestPitch, arc / steps);
    const double width = std::min(height * Slimmest, Fullness * 2 * feet * std::tan(pitch / 2));
    double angle = -pitch * steps / 2;
    for (const QList<PathElement> &outline : outlines) {
        cairo_save(context);
        cairo_rotate(context, angle);
        cairo_translate(context, 0, -feet);
        fillCharacter(context, outline, width, height);
        cairo_restore(context);
        angle += pitch;
    }
}

void drawLine(cairo_t *context, const SealPictureDesign &design, const QList<QList<PathElement>> &outlines)
{
    const double height = LineHeight * design.diameter;
    const double count = static_cast<double>(outlines.size());
    const double width = std::min(height * Slimmest, LineWidth * design.diameter / count);
    double x = -width * (count - 1) / 2;
    for (const QList<PathElement> &outline : outlines) {
        cairo_save(context);
        cairo_translate(context, x, LineCentre * design.diameter + height / 2);
        fillCharacter(context, outline, width, height);
        cairo_restore(context);
        x += width;
    }
}

Result<void> check(const SealPictureDesign &design, int resolution)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    const qsizetype characters = design.unit.size() > 60 ? 0 : design.unit.toUcs4().size();
    if (characters < 2 || characters > 30)
        return refused("seal-picture.unit");
    if (design.line.size() > 20 || design.line.toUcs4().size() > 10)
        return refused("seal-picture.line");
    // Written so that what is no number fails too.
    if (!(design.diameter >= 20 && design.diameter <= 60) || !(design.ring >= 0.5 && design.ring <= 3))
        return refused("seal-picture.size");
    if (resolution < 96 || resolution > 1200)
        return refused("seal-picture.resolution");
    return {};
}

cairo_status_t append(void *bytes, const unsigned char *data, unsigned int size)
{
    static_cast<QByteArray *>(bytes)->append(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

std::span<const SealMeasure> sealMeasures()
{
    return Measures;
}

Result<QByteArray> drawSealPicture(const SealPictureDesign &design, const FontSet &fonts, int resolution)
{
    WENYI_CHECK(check(design, resolution));
    WENYI_TRY(const auto name, outlinesOf(design.unit, fonts));
    WENYI_TRY(const auto line, outlinesOf(design.line, fonts));
    const double scale = resolution / MillimetresPerInch;
    const int pixels = static_cast<int>(std::lround(design.diameter * scale));
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels, pixels));
    const Context context(cairo_create(surface.get()));
    cairo_scale(context.get(), scale, scale);
    cairo_translate(context.get(), design.diameter / 2, design.diameter / 2);
    cairo_set_source_rgb(context.get(), 1, 0, 0);
    drawRing(context.get(), design);
    if (design.centre == SealCentre::Star)
        drawStar(context.get(), StarRadius * design.diameter);
    drawName(context.get(), design, name);
    drawLine(context.get(), design, line);
    QByteArray png;
    if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS
        || cairo_surface_write_to_png_stream(surface.get(), append, &png) != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::Internal, "seal-picture.cairo", {}};
    return png;
}

} // namespace wenyi::layout
