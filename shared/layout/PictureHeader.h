// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>

namespace wenyi::layout {

enum class PictureFormat { Png, Jpeg, Bmp, Gif, Tiff, Jpeg2000, Jbig2 };

/// What an encoded picture says of itself before anything of it is decoded.
struct PictureHeader
{
    static constexpr qint64 LargestArea = 40'000'000; ///< Pixels; an A4 page at 600 dpi has 35 million.

    PictureFormat format = PictureFormat::Png;
    int width = 0; ///< Pixels.
    int height = 0;
};

/// Reads the first bytes of a PNG (ISO 15948), JPEG (ISO 10918), BMP, GIF, TIFF 6.0, JPEG 2000 (ISO 15444-1) or JBIG2
/// (ISO 14492; in sequential order, its page first). Of several pictures in one file the first counts.
/// Fails with Unsupported "layout.picture-format", Corrupt "layout.picture", TooLarge "layout.picture-size".
Result<PictureHeader> readPictureHeader(QByteArrayView encoded);

} // namespace wenyi::layout
