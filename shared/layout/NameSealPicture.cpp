// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/NameSealPicture.h"

#include "shared/layout/SealDrawing.h"

#include <numbers>

namespace wenyi::layout {

namespace {

// As fractions of the side.
constexpr double Frame = 0.045;  ///< Width of the frame.
constexpr double Corner = 0.06;  ///< Radius of the corners.
constexpr double Margin = 0.075; ///< From the edge to the characters.
constexpr double Gap = 0.02;     ///< Between characters.

/// A square with round corners around the origin.
void addSquare(cairo_t *context, double side, double radius)
{
    constexpr double Quarter = std::numbers::pi / 2;
    const double middle = side / 2 - radius;
    cairo_new_path(context);
    cairo_arc(context, middle, -middle, radius, -Quarter, 0);
    cairo_arc(context, middle, middle, radius, 0, Quarter);
    cairo_arc(context, -middle, middle, radius, Quarter, 2 * Quarter);
    cairo_arc(context, -middle, -middle, radius, 2 * Quarter, 3 * Quarter);
    cairo_close_path(context);
}

void drawGround(cairo_t *context, const NameSealDesign &design)
{
    if (design.carving == Carving::Intaglio) {
        addSquare(context, design.side, Corner * design.side);
        cairo_fill(context);
        cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT); // The characters are taken out of it.
        return;
    }
    const double width = Frame * design.side;
    cairo_set_line_width(context, width);
    addSquare(context, design.side - width, Corner * design.side - width / 2);
    cairo_stroke(context);
}

/// How many characters stand in each column, from the right.
QList<qsizetype> columnsOf(qsizetype characters)
{
    if (characters == 2)
        return {2};
    return {characters / 2, characters - characters / 2};
}

/// A character with its ink's middle there: em squares leave more room above than below.
void drawCentred(cairo_t *context, const QList<PathElement> &outline, const Point &middle, double width, double height)
{
    const Rect ink = inkOf(outline);
    cairo_save(context);
    cairo_translate(context, middle.x - (ink.x + ink.width / 2 - 0.5) * width,
        middle.y - (ink.y + ink.height / 2 - BelowBaseline) * height);
    fillCharacter(context, outline, width, height);
    cairo_restore(context);
}

void drawCharacters(cairo_t *context, const NameSealDesign &design, const CharacterOutlines &outlines)
{
    const double room = (1 - 2 * Margin) * design.side;
    const QList<qsizetype> columns = columnsOf(outlines.size());
    const double width = room / static_cast<double>(columns.size());
    double x = (room - width) / 2;
    qsizetype next = 0;
    for (const qsizetype count : columns) {
        const double height = room / static_cast<double>(count);
        for (qsizetype i = 0; i < count; ++i) {
            const double y = -room / 2 + height * (static_cast<double>(i) + 0.5);
            drawCentred(context, outlines.at(next++), {x, y}, width - Gap * design.side, height - Gap * design.side);
        }
        x -= width;
    }
}

} // namespace

Result<QByteArray> drawNameSeal(const NameSealDesign &design, const FontSet &fonts, int resolution)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    const qsizetype characters = design.name.size() > 12 ? 0 : design.name.toUcs4().size();
    if (characters < 2 || characters > 6)
        return refused("seal-picture.person");
    if (!(design.side >= 10 && design.side <= 40))
        return refused("seal-picture.size");
    if (resolution < 96 || resolution > 1200)
        return refused("seal-picture.resolution");
    WENYI_TRY(const auto outlines, characterOutlines(design.name, fonts));
    const SealCanvas canvas(design.side, design.side, resolution);
    drawGround(canvas.context(), design);
    drawCharacters(canvas.context(), design, outlines);
    return canvas.png();
}

} // namespace wenyi::layout
