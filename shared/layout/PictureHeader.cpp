// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PictureHeader.h"

#include <QString>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr QByteArrayView PngMark("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
constexpr QByteArrayView JpegMark("\xff\xd8\xff", 3);

Error damaged()
{
    return Error{ErrorCode::Corrupt, "layout.picture", {}};
}

Result<PictureHeader> checked(PictureFormat format, qint64 width, qint64 height)
{
    if (width <= 0 || height <= 0)
        return damaged();
    if (width > PictureHeader::LargestArea / height)
        return Error{ErrorCode::TooLarge, "layout.picture-size", u"%1 x %2"_s.arg(width).arg(height)};
    return PictureHeader{format, static_cast<int>(width), static_cast<int>(height)};
}

Result<PictureHeader> readPng(QByteArrayView encoded)
{
    if (encoded.size() < PngMark.size() + 8)
        return damaged();
    return checked(PictureFormat::Png, qFromBigEndian<quint32>(encoded.sliced(PngMark.size()).data()),
        qFromBigEndian<quint32>(encoded.sliced(PngMark.size() + 4).data()));
}

/// Whether a marker begins a frame, whose header has the picture's size: SOF0 to SOF15 but DHT, JPG, DAC.
bool isFrame(uchar marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

Result<PictureHeader> readJpeg(QByteArrayView encoded)
{
    for (qsizetype at = 2; at + 4 <= encoded.size();) {
        if (static_cast<uchar>(encoded[at]) != 0xff)
            return damaged();
        const auto marker = static_cast<uchar>(encoded[at + 1]);
        if (marker == 0xff) {
            ++at; // A fill byte before the marker.
            continue;
        }
        const auto length = qFromBigEndian<quint16>(encoded.sliced(at + 2).data());
        if (length < 2)
            return damaged();
        if (isFrame(marker)) {
            if (encoded.size() - at < 9)
                return damaged();
            return checked(PictureFormat::Jpeg, qFromBigEndian<quint16>(encoded.sliced(at + 7).data()),
                qFromBigEndian<quint16>(encoded.sliced(at + 5).data()));
        }
        at += 2 + length;
    }
    return damaged();
}

} // namespace

Result<PictureHeader> readPictureHeader(QByteArrayView encoded)
{
    if (encoded.startsWith(PngMark))
        return readPng(encoded);
    if (encoded.startsWith(JpegMark))
        return readJpeg(encoded);
    return Error{ErrorCode::Unsupported, "layout.picture-format", {}};
}

} // namespace wenyi::layout
