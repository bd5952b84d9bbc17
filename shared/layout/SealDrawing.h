// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: what the drawn faces of seals have in common.
#include "shared/layout/CairoHandles.h"
#include "shared/layout/FontSet.h"
#include "shared/layout/PageScene.h"

namespace wenyi::layout {

/// A Chinese character's em square reaches from 0.88 em over the baseline to 0.12 em under it.
inline constexpr double BelowBaseline = 0.12;

/// Outlines of characters, one each.
using CharacterOutlines = QList<QList<PathElement>>;

/// Fails with NotFound "seal-picture.glyph" naming the character that no face has.
Result<CharacterOutlines> characterOutlines(const QString &text, const FontSet &fonts);

/// The rectangle of a character's outline, its control points included, in fractions of the em from its baseline's
/// start.
Rect inkOf(const QList<PathElement> &outline);

/// Fills a character whose em square stands on the current origin, centred, `width` by `height` mm.
void fillCharacter(cairo_t *context, const QList<PathElement> &outline, double width, double height);

/// A transparent ground to draw on in pure red and in millimetres, its origin in the middle.
class SealCanvas
{
public:
    /// mm, mm, dots an inch.
    SealCanvas(double width, double height, int resolution);
    cairo_t *context() const { return m_context.get(); }
    /// Fails with Internal "seal-picture.cairo".
    Result<QByteArray> png() const;

private:
    Cairo<cairo_surface_t> m_surface;
    Cairo<cairo_t> m_context;
};

} // namespace wenyi::layout
