// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"

#include <span>

namespace wenyi::layout {

/// What stands in the middle of a seal. An emblem (国徽, 党徽) is issued, not drawn: its seal is left empty there.
enum class SealCentre { Star, Empty };

/// Whether an organ's seal has its measure, or may be smaller.
enum class MeasureBound { Exactly, AtMost };

/// Whose seals have which measure.
struct SealMeasure
{
    const char *key;     ///< Stable name, e.g. "county".
    const char16_t *who; ///< 县（市、区）人民政府
    double diameter;     ///< mm
    double ring;         ///< mm, width of the ring.
    SealCentre centre;
    MeasureBound bound;
    const char16_t *source; ///< Where the figure comes from.
};

/// The measures, one row a kind of organ.
std::span<const SealMeasure> sealMeasures();

/// A round seal of a unit (法定名称章, 业务专用章).
struct SealPictureDesign
{
    /// Runs along the arc from left to right; 2 to 30 characters. What stands behind a line break, 2 to 20 characters,
    /// runs along a second arc inside of it.
    QString unit;
    /// Stands straight under the middle, e.g. 合同专用章 (名称前段环行、后段横排); none, or one or two lines of at most
    /// 10 characters.
    QString line;
    double diameter = 42; ///< mm, outer edge of the ring; 20 to 60.
    double ring = 1;      ///< mm, 0.5 to 3.
    SealCentre centre = SealCentre::Star;
};

/// Draws the seal in pure red on a transparent ground, as a PNG that is to be shown `diameter` mm wide and high.
/// `resolution` is in dots an inch, 96 to 1200. Fails with InvalidInput "seal-picture.unit", "seal-picture.line",
/// "seal-picture.size", "seal-picture.resolution", NotFound "seal-picture.glyph" naming the character.
Result<QByteArray> drawSealPicture(const SealPictureDesign &design, const FontSet &fonts, int resolution = 600);

} // namespace wenyi::layout
