// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/GlyphOutline.h"

#include "shared/layout/FontHandles.h"

namespace wenyi::layout {

namespace {

struct Pen
{
    QList<PathElement> elements;
    double scale = 1;
    Point at;

    Point place(float x, float y) const { return {static_cast<double>(x) * scale, -static_cast<double>(y) * scale}; }
};

Pen &penOf(void *data)
{
    return *static_cast<Pen *>(data);
}

void moveTo(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float x, float y, void *)
{
    Pen &pen = penOf(data);
    pen.at = pen.place(x, y);
    pen.elements.append(MoveTo{pen.at});
}

void lineTo(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float x, float y, void *)
{
    Pen &pen = penOf(data);
    pen.at = pen.place(x, y);
    pen.elements.append(LineTo{pen.at});
}

/// A quadratic curve as the cubic that is the same curve.
void quadraticTo(hb_draw_funcs_t *, void *data, hb_draw_state_t *, float cx, float cy, float x, float y, void *)
{
    Pen &pen = penOf(data);
    const Point control = pen.place(cx, cy);
    const Point to = pen.place(x, y);
    const auto towards = [&control](const Point &from) {
        return Point{from.x + (control.x - from.x) * 2 / 3, from.y + (control.y - from.y) * 2 / 3};
    };
    pen.elements.append(CurveTo{towards(pen.at), towards(to), to});
    pen.at = to;
}

void cubicTo(
    hb_draw_funcs_t *, void *data, hb_draw_state_t *, float ax, float ay, float bx, float by, float x, float y, void *)
{
    Pen &pen = penOf(data);
    pen.at = pen.place(x, y);
    pen.elements.append(CurveTo{pen.place(ax, ay), pen.place(bx, by), pen.at});
}

void closePath(hb_draw_funcs_t *, void *data, hb_draw_state_t *, void *)
{
    penOf(data).elements.append(ClosePath{});
}

hb_draw_funcs_t *drawFunctions()
{
    static hb_draw_funcs_t *const functions = [] {
        hb_draw_funcs_t *made = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(made, moveTo, nullptr, nullptr);
        hb_draw_funcs_set_line_to_func(made, lineTo, nullptr, nullptr);
        hb_draw_funcs_set_quadratic_to_func(made, quadraticTo, nullptr, nullptr);
        hb_draw_funcs_set_cubic_to_func(made, cubicTo, nullptr, nullptr);
        hb_draw_funcs_set_close_path_func(made, closePath, nullptr, nullptr);
        hb_draw_funcs_make_immutable(made);
        return made;
    }();
    return functions;
}

} // namespace

QList<PathElement> glyphOutline(const FontFace &face, quint32 glyph)
{
    Pen pen;
    pen.scale = 1.0 / face.unitsPerEm();
    hb_font_get_glyph_shape(face.handles().font, glyph, drawFunctions(), &pen);
    return pen.elements;
}

} // namespace wenyi::layout
