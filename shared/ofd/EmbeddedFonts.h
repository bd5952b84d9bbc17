// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace wenyi::ofd {

/// A face cut down to what a document shows, ready to lie in its package.
struct EmbeddedFont
{
    layout::FontFaceRef face;          ///< The whole face it was cut from.
    QByteArray bytes;                  ///< The subset, an OpenType file.
    QHash<quint32, quint32> newGlyphs; ///< From the whole face's glyph numbers to the subset's.

    /// "otf" for CFF outlines, else "ttf".
    QString extension() const;
};

/// Subsets of every face that the scene uses, in the order of first use. Fails with "ofd.font-subset".
Result<QList<EmbeddedFont>> embedFonts(const layout::DocumentScene &scene);

/// The code points of a run's cluster that a character map alone would turn into exactly these glyphs.
struct GlyphCluster
{
    qsizetype codePosition = 0; ///< UTF-16 index into the run's text.
    qsizetype codeCount = 0;    ///< UTF-16 units.
    qsizetype firstGlyph = 0;
    qsizetype glyphCount = 0;
    bool isMapped = false; ///< The face's character map gives this one glyph for this one character.
};

/// The run cut into clusters that cover its text and its glyphs without gaps; one cluster where they run backwards.
QList<GlyphCluster> clustersOf(const layout::GlyphRun &run);

/// The code point of a cluster that has exactly one, else 0.
char32_t singleCodePoint(const layout::GlyphRun &run, const GlyphCluster &cluster);

} // namespace wenyi::ofd
