// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/NameSealPicture.h"
#include "shared/layout/SealPicture.h"
#include "shared/layout/paint/PictureDecoder.h"
#include "shared/layout/paint/ScannedFace.h"
#include "shared/seal/ElectronicSeal.h"

/// 印模: the faces that seals are made with, as PNG with nothing where paper shows,
/// by a palette where that has colours enough, as it does for one ink.
namespace wenyi::core {

/// A unit's round seal. Fails as layout::drawSealPicture() does; its diameter is a whole number of millimetres.
Result<seal::SealFace> roundFace(const layout::SealPictureDesign &design, const layout::FontSet &fonts);

/// A person's square seal. Fails as layout::drawNameSeal() does; its side is a whole number of millimetres.
Result<seal::SealFace> nameFace(const layout::NameSealDesign &design, const layout::FontSet &fonts);

/// A seal or a signature out of a scan or a photo (PNG, JPEG and whatever else pages hold), which `pixels` decodes: the
/// file is foreign. Fails as `pixels` and layout::cleanScan() do, and with TooLarge "seal-scan.face" where what is left
/// is too large for a seal.
Result<seal::SealFace> scannedFace(
    const QByteArray &encoded, const layout::ScanCleaning &cleaning, const layout::PixelSource &pixels);

} // namespace wenyi::core
