// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"
#include "shared/layout/PageScene.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

/// The shipped faces, loaded once for a test program.
const wenyi::layout::FontSetRef &shippedFonts();

/// A page with one run of that text in FangSong, 3号, on one line.
wenyi::layout::PageScene pageWith(const QString &text);

/// What a program prints when given these bytes in a file, whose path goes in place of "%"; empty if it fails.
QByteArray toolOutput(const QString &program, QStringList arguments, const QByteArray &bytes);

/// The text without any white space: what a copy out of a page must agree in.
QString withoutBlanks(const QString &text);

/// A picture of one colour, `width` by `height` pixels, as PNG.
QByteArray pngOf(int width, int height, quint32 rgba);
