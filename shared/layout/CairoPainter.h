// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: page scenes on a cairo context.
#include "shared/layout/CairoHandles.h"
#include "shared/layout/PageScene.h"

#include <unordered_map>

namespace wenyi::layout {

/// Draws scenes on one cairo context, in millimetres.
class CairoPainter
{
public:
    explicit CairoPainter(cairo_t *context)
        : m_context(context)
    {
    }

    Result<void> paint(const PageScene &page) { return paintItems(page.items); }

private:
    Result<void> paintItems(const QList<SceneItem> &items);
    Result<void> paintItem(const GlyphRun &run);
    Result<void> paintItem(const Path &path);
    Result<void> paintItem(const Image &image);
    Result<void> paintItem(const Group &group);
    Result<cairo_font_face_t *> faceOf(const FontFaceRef &face);
    void showGlyphs(const GlyphRun &run);
    void addElements(const QList<PathElement> &elements);
    void clipTo(const Clip &clip);
    void setShading(const Shading &shading, const Transform &itemToPage);
    void setLineStyle(const Path &path);

    cairo_t *m_context;
    std::unordered_map<const FontFace *, Cairo<cairo_font_face_t>> m_faces;
    int m_depth = 0; ///< Of groups in groups.
};

} // namespace wenyi::layout
