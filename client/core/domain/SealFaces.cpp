// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealFaces.h"

#include "shared/layout/paint/CompactPng.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

/// What was drawn, with the same pixels: it lies in the seal and with that in every document, for good.
QByteArray compacted(const QByteArray &drawn)
{
    const QByteArray compact = layout::compactPng(QImage::fromData(drawn, "PNG"));
    return compact.isEmpty() || compact.size() > drawn.size() ? drawn : compact;
}

} // namespace

Result<seal::SealFace> roundFace(const layout::SealPictureDesign &design, const layout::FontSet &fonts)
{
    WENYI_TRY(const QByteArray picture, layout::drawSealPicture(design, fonts));
    const int side = static_cast<int>(std::lround(design.diameter));
    return seal::SealFace{u"PNG"_s, compacted(picture), side, side};
}

Result<seal::SealFace> nameFace(const layout::NameSealDesign &design, const layout::FontSet &fonts)
{
    WENYI_TRY(const QByteArray picture, layout::drawNameSeal(design, fonts));
    const int side = static_cast<int>(std::lround(design.side));
    return seal::SealFace{u"PNG"_s, compacted(picture), side, side};
}

Result<seal::SealFace> scannedFace(
    const QByteArray &encoded, const layout::ScanCleaning &cleaning, const layout::PixelSource &pixels)
{
    WENYI_TRY(const QImage scan, pixels(encoded));
    WENYI_TRY(const auto cleaned, layout::cleanScan(scan, cleaning));
    seal::SealFace face{u"PNG"_s, layout::compactPng(cleaned.picture), cleaned.width, cleaned.height};
    if (face.bytes.isEmpty())
        return Error{ErrorCode::Internal, "seal-scan.png", {}};
    if (face.bytes.size() > seal::limits::Picture)
        return Error{ErrorCode::TooLarge, "seal-scan.face", QString::number(face.bytes.size())};
    return face;
}

} // namespace wenyi::core
