// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/SealFaces.h"

#include <QBuffer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

Result<seal::SealFace> roundFace(const layout::SealPictureDesign &design, const layout::FontSet &fonts)
{
    WENYI_TRY(const QByteArray picture, layout::drawSealPicture(design, fonts));
    const int side = static_cast<int>(std::lround(design.diameter));
    return seal::SealFace{u"PNG"_s, picture, side, side};
}

Result<seal::SealFace> nameFace(const layout::NameSealDesign &design, const layout::FontSet &fonts)
{
    WENYI_TRY(const QByteArray picture, layout::drawNameSeal(design, fonts));
    const int side = static_cast<int>(std::lround(design.side));
    return seal::SealFace{u"PNG"_s, picture, side, side};
}

Result<seal::SealFace> scannedFace(
    const QByteArray &encoded, const layout::ScanCleaning &cleaning, const layout::PixelSource &pixels)
{
    WENYI_TRY(const QImage scan, pixels(encoded));
    WENYI_TRY(const auto cleaned, layout::cleanScan(scan, cleaning));
    seal::SealFace face{u"PNG"_s, {}, cleaned.width, cleaned.height};
    QBuffer buffer(&face.bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !cleaned.picture.save(&buffer, "PNG"))
        return Error{ErrorCode::Internal, "seal-scan.png", {}};
    if (face.bytes.size() > seal::limits::Picture)
        return Error{ErrorCode::TooLarge, "seal-scan.face", QString::number(face.bytes.size())};
    return face;
}

} // namespace wenyi::core
