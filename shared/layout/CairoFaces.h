// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: cairo's faces from one drawing to the next.
#include "shared/layout/CairoHandles.h"

#include <unordered_map>

namespace wenyi::layout {

/// The faces of one drawing, each opened for cairo once. Those of files are handed on to the next drawing, which finds
/// in them what cairo has learnt of their glyphs; never to two at a time.
class CairoFaces
{
public:
    CairoFaces();
    ~CairoFaces();
    CairoFaces(const CairoFaces &) = delete;
    CairoFaces &operator=(const CairoFaces &) = delete;

    /// Lives as long as the drawing. Fails with "layout.font-embed".
    Result<cairo_font_face_t *> of(const FontFaceRef &face);

    struct Open
    {
        FontFaceRef face; ///< So that its address stays its own.
        Cairo<cairo_font_face_t> cairo;
    };
    using Faces = std::unordered_map<const FontFace *, Open>;

private:
    Faces m_faces;
};

} // namespace wenyi::layout
