// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QImage>

namespace wenyi::layout {

/// What a scan is searched for.
enum class ScanInk {
    Red, ///< A stamped seal. Black print under it and around it is left out.
    Dark ///< A signature in black or blue. Red is left out.
};

/// How a scan becomes a seal's face.
struct ScanCleaning
{
    ScanInk ink = ScanInk::Red;
    double size = 42;     ///< mm, of the longer side of what was stamped or written; 5 to 100.
    int resolution = 300; ///< Dots an inch of the face, 96 to 600.
};

/// A picture that lies over a page: ink where there was ink, nothing where there was paper.
struct CleanedFace
{
    QImage picture; ///< ARGB32.
    int width = 0;  ///< mm
    int height = 0;
};

/// 扫描印模净化: takes the paper out of a scan or a photo also where the light is uneven, keeps the ink of the colour
/// that is searched for with soft edges, drops specks, crops to what is left and scales it to its size. A seal gets
/// pure red, a signature the mean colour of its ink. The shorter side is filled up to whole millimetres, as seals have
/// them.
///
/// Fails with InvalidInput "seal-scan.size", "seal-scan.resolution"; "seal-scan.no-ink" where nothing of that colour is
/// found that could be one, "seal-scan.too-coarse" for less than 100 dots an inch of it, "seal-scan.shape" for red that
/// is more than twice as long as wide: a scan with something else on it.
Result<CleanedFace> cleanScan(const QImage &scan, const ScanCleaning &cleaning);

} // namespace wenyi::layout
