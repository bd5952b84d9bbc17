// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"

#include <QImage>

/// How a sheet of paper with something inked on it looked to a scanner or a camera.
struct ScanLook
{
    QRgb paper = qRgb(250, 248, 244);
    QRgb ink = qRgb(212, 38, 46);
    double darkest = 1;    ///< Brightness of the light in the lower right corner; 1 in the upper left.
    double noise = 0;      ///< Standard deviation of each channel.
    int jpegQuality = -1;  ///< What it was kept as; -1: not as JPEG.
    int specks = 0;        ///< Dots of dirt in the ink's colour, two pixels wide.
    bool hasPrint = false; ///< Black lines of print beside what is inked, and one across it.
};

/// The sheet: the opacity of `face` is where its ink is, with `margin` pixels of paper around.
QImage scanOf(const QImage &face, const ScanLook &look, int margin = 60);

/// A round seal of 42 mm with a star, as it is drawn at that resolution.
QImage drawnSeal(int resolution);
/// A line of handwriting without pressure, `width` pixels wide and a third as high.
QImage handwriting(int width);

/// The bytes of a picture file.
QByteArray encodedAs(const QImage &picture, const char *format, int quality = -1);

/// How much the opacities differ, as part of all ink of the true one; 1 where the sizes do.
double inkDifference(const QImage &picture, const QImage &truth);
