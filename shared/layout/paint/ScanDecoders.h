// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout/paint: the formats of scanned pages that Qt does not read.
#include "shared/base/Result.h"

#include <QByteArray>
#include <QImage>

namespace wenyi::layout {

/// JPEG 2000 through OpenJPEG, a JP2 file or a bare codestream: gray or RGB, with opacity or without.
Result<QImage> decodeJpeg2000(const QByteArray &encoded);

/// JBIG2 through jbig2dec, a file or a bare stream: the first page, black on white.
Result<QImage> decodeJbig2(const QByteArray &encoded);

} // namespace wenyi::layout
