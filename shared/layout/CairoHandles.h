// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: cairo's handles, each with one owner.
#include "shared/layout/FontFace.h"

#include <cairo.h>

#include <memory>

namespace wenyi::layout {

struct CairoDeleter
{
    void operator()(cairo_t *context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t *surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_font_face_t *face) const { cairo_font_face_destroy(face); }
    void operator()(cairo_font_options_t *options) const { cairo_font_options_destroy(options); }
    void operator()(cairo_pattern_t *pattern) const { cairo_pattern_destroy(pattern); }
};

template<typename T>
using Cairo = std::unique_ptr<T, CairoDeleter>;

/// The face for cairo. It keeps the face and a FreeType library of its own alive for as long as cairo wants it, which
/// is longer than the caller: FreeType's handles may not be shared between threads. Fails with "layout.font-embed".
Result<Cairo<cairo_font_face_t>> cairoFace(const FontFaceRef &face);
/// The same of a font file with one face.
Result<Cairo<cairo_font_face_t>> cairoFace(const QByteArray &file);

/// The picture's pixels; a JPEG keeps its encoded form for the PDF. Fails as readPictureHeader(), and with its
/// "layout.picture-format" for what is neither PNG nor JPEG.
Result<Cairo<cairo_surface_t>> cairoPicture(const QByteArray &encoded);

} // namespace wenyi::layout
