// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: cairo's faces from one drawing to the next.
#include "shared/layout/CairoHandles.h"

#include <QSet>

#include <unordered_map>

namespace wenyi::layout {

/// The glyphs that one drawing shows of each face.
using GlyphsOfFaces = std::unordered_map<const FontFace *, QSet<quint32>>;

/// The faces of one drawing, each opened for cairo once. Cairo copies a face whole, and looks through all its
/// characters for each glyph: of a large face it is handed only what the drawing shows. Those of files are handed on to
/// the next drawing, which finds in them what cairo has learnt of their glyphs; never to two at a time.
class CairoFaces
{
public:
    explicit CairoFaces(GlyphsOfFaces shown);
    ~CairoFaces();
    CairoFaces(const CairoFaces &) = delete;
    CairoFaces &operator=(const CairoFaces &) = delete;

    /// Lives as long as the drawing. Fails with "layout.font-embed".
    Result<cairo_font_face_t *> of(const FontFaceRef &face);

    struct Open
    {
        FontFaceRef face; ///< So that its address stays its own.
        Cairo<cairo_font_face_t> cairo;
        bool isCut = false;
        QSet<quint32> glyphs; ///< Of a cut face: those that it has.
    };
    using Faces = std::unordered_map<const FontFace *, Open>;

private:
    static Result<Open> open(const FontFaceRef &face, const QSet<quint32> &shown, const Open *before);

    GlyphsOfFaces m_shown;
    Faces m_faces;
};

} // namespace wenyi::layout
