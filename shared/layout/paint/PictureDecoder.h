// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QImage>

#include <functional>

namespace wenyi::layout {

/// The pixels of an encoded picture of any format that readPictureHeader() knows; its size is checked first, and no
/// decoder is asked to guess the format. Fails as readPictureHeader(), with Corrupt "layout.picture" where the bytes
/// are damaged and TooLarge "layout.picture-size" where decoding would take more memory than a picture may.
Result<QImage> decodePicture(const QByteArray &encoded);

/// Where a painter has the pixels of pictures from: decodePicture(), or somebody who decodes elsewhere.
using PixelSource = std::function<Result<QImage>(const QByteArray &encoded)>;

/// The picture with the mask's brightness, stretched over it, as its opacity.
QImage withMask(const QImage &picture, const QImage &mask);

/// The scene with every picture that PDF cannot carry as it is turned into PNG, masks applied; one that cannot be
/// decoded is left out.
DocumentScene withPortablePictures(DocumentScene scene);

/// Whether withPortablePictures() left a picture out of this scene, which it gave.
bool lacksPictures(const DocumentScene &portable);

} // namespace wenyi::layout
