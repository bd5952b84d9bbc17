// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>

namespace wenyi::layout {

enum class PictureFormat { Png, Jpeg };

/// What an encoded picture says of itself before anything of it is decoded.
struct PictureHeader
{
    static constexpr qint64 LargestArea = 40'000'000; ///< Pixels; an A4 page at 600 dpi has 35 million.

    PictureFormat format = PictureFormat::Png;
    int width = 0; ///< Pixels.
    int height = 0;
};

/// Reads the first chunks of a PNG (ISO 15948) or JPEG (ISO 10918).
/// Fails with Unsupported "layout.picture-format", Corrupt "layout.picture", TooLarge "layout.picture-size".
Result<PictureHeader> readPictureHeader(QByteArrayView encoded);

} // namespace wenyi::layout
