// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"

#include <span>

namespace wenyi::layout {

/// What stands in the middle of a seal. The national emblem is issued, not drawn: its seal is left empty there.
enum class SealCentre { Star, Empty };

/// Whose seals have which measure (国发〔1999〕25号).
struct SealMeasure
{
    const char *key;     ///< Stable name, e.g. "county".
    const char16_t *who; ///< 县（市、区）人民政府
    double diameter;     ///< mm
    double ring;         ///< mm, width of the ring.
    SealCentre centre;
};

/// The measures, one row a kind of organ.
std::span<const SealMeasure> sealMeasures();

/// A round seal of a unit (法定名称章, 业务专用章).
struct SealPictureDesign
{
    QString unit;         ///< Runs along the arc from left to right; 2 to 30 characters.
    QString line;         ///< Stands straight under the middle, e.g. 合同专用章; at most 10 characters, or none.
    double diameter = 42; ///< mm, outer edge of the ring; 20 to 60.
    double ring = 1;      ///< mm, 0.5 to 3.
    SealCentre centre = SealCentre::Star;
};

/// Draws the seal in pure red on a transparent ground, as a PNG that is to be shown `diameter` mm wide and high.
/// `resolution` is in dots an inch, 96 to 1200. Fails with InvalidInput "seal-picture.unit", "seal-picture.line",
/// "seal-picture.size", "seal-picture.resolution", NotFound "seal-picture.glyph" naming the character.
Result<QByteArray> drawSealPicture(const SealPictureDesign &design, const FontSet &fonts, int resolution = 600);

} // namespace wenyi::layout
