// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: page scenes on a cairo context.
#include "shared/layout/CairoFaces.h"
#include "shared/layout/PageScene.h"

namespace wenyi::layout {

/// Draws scenes on one cairo context, in millimetres. `shown` names every glyph of theirs.
class CairoPainter
{
public:
    CairoPainter(cairo_t *context, GlyphsOfFaces shown)
        : m_context(context)
        , m_faces(std::move(shown))
    {
    }

    Result<void> paint(const PageScene &page) { return paintItems(page.items); }

private:
    Result<void> paintItems(const QList<SceneItem> &items);
    Result<void> paintItem(const GlyphRun &run);
    Result<void> paintItem(const Path &path);
    Result<void> paintItem(const Image &image);
    Result<void> paintItem(const Group &group);
    void showGlyphs(const GlyphRun &run);
    void addElements(const QList<PathElement> &elements);
    void clipTo(const Clip &clip);
    void setShading(const Shading &shading, const Transform &itemToPage);
    void setLineStyle(const Path &path);

    cairo_t *m_context;
    CairoFaces m_faces;
    int m_depth = 0; ///< Of groups in groups.
};

} // namespace wenyi::layout
