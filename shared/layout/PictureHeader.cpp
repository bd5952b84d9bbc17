// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PictureHeader.h"

#include <QString>
#include <QtEndian>

#include <array>
#include <cstdlib>
#include <optional>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr QByteArrayView PngMark("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
constexpr QByteArrayView JpegMark("\xff\xd8\xff", 3);
constexpr QByteArrayView TiffLittleMark("II*\0", 4);
constexpr QByteArrayView TiffBigMark("MM\0*", 4);
constexpr QByteArrayView Jp2Mark("\0\0\0\x0cjP  \r\n\x87\n", 12);
constexpr QByteArrayView CodestreamMark("\xff\x4f\xff\x51", 4);
constexpr QByteArrayView Jbig2Mark("\x97JB2\r\n\x1a\n", 8);
/// A stream without a file header, as in PDF: segment 0 is the page's.
constexpr QByteArrayView Jbig2Page("\0\0\0\0\x30\0\x01", 7);

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

template<typename T>
std::optional<T> littleAt(QByteArrayView bytes, qsizetype at)
{
    if (at < 0 || at > bytes.size() - static_cast<qsizetype>(sizeof(T)))
        return std::nullopt;
    return qFromLittleEndian<T>(bytes.data() + at);
}

template<typename T>
std::optional<T> bigAt(QByteArrayView bytes, qsizetype at)
{
    if (at < 0 || at > bytes.size() - static_cast<qsizetype>(sizeof(T)))
        return std::nullopt;
    return qFromBigEndian<T>(bytes.data() + at);
}

Result<PictureHeader> readBmp(QByteArrayView encoded)
{
    const auto headerSize = littleAt<quint32>(encoded, 14);
    if (headerSize == 12u) {
        const auto width = littleAt<quint16>(encoded, 18);
        const auto height = littleAt<quint16>(encoded, 20);
        return width && height ? checked(PictureFormat::Bmp, *width, *height) : damaged();
    }
    const auto width = littleAt<qint32>(encoded, 18);
    const auto height = littleAt<qint32>(encoded, 22);
    if (!width || !height)
        return damaged();
    // A negative height tells the rows' order.
    return checked(PictureFormat::Bmp, *width, std::abs(static_cast<qint64>(*height)));
}

Result<PictureHeader> readGif(QByteArrayView encoded)
{
    const auto width = littleAt<quint16>(encoded, 6);
    const auto height = littleAt<quint16>(encoded, 8);
    return width && height ? checked(PictureFormat::Gif, *width, *height) : damaged();
}

/// The first directory's ImageWidth and ImageLength.
Result<PictureHeader> readTiff(QByteArrayView encoded)
{
    const bool isLittle = encoded.startsWith(TiffLittleMark);
    const auto shortAt = [&](qsizetype at) -> qint64 {
        return (isLittle ? littleAt<quint16>(encoded, at) : bigAt<quint16>(encoded, at)).value_or(0);
    };
    const auto longAt = [&](qsizetype at) -> qint64 {
        return (isLittle ? littleAt<quint32>(encoded, at) : bigAt<quint32>(encoded, at)).value_or(0);
    };
    constexpr qint64 WidthTag = 256, LengthTag = 257, ShortType = 3, EntrySize = 12;
    const qint64 directory = longAt(4);
    qint64 width = 0;
    qint64 height = 0;
    for (qint64 i = 0, count = shortAt(directory); i < count; ++i) {
        const qint64 entry = directory + 2 + i * EntrySize;
        const qint64 value = shortAt(entry + 2) == ShortType ? shortAt(entry + 8) : longAt(entry + 8);
        if (shortAt(entry) == WidthTag)
            width = value;
        else if (shortAt(entry) == LengthTag)
            height = value;
    }
    return checked(PictureFormat::Tiff, width, height);
}

/// The SIZ marker of a codestream that begins at `start`.
Result<PictureHeader> readCodestream(QByteArrayView encoded, qsizetype start)
{
    if (start > encoded.size() || !encoded.sliced(start).startsWith(CodestreamMark))
        return damaged();
    std::array<qint64, 4> sides{};
    for (size_t i = 0; i < sides.size(); ++i) {
        const auto side = bigAt<quint32>(encoded, start + 8 + static_cast<qsizetype>(i) * 4);
        if (!side)
            return damaged();
        sides[i] = *side;
    }
    return checked(PictureFormat::Jpeg2000, sides[0] - sides[2], sides[1] - sides[3]);
}

/// From box to box until the one with the codestream.
Result<PictureHeader> readJp2(QByteArrayView encoded)
{
    for (qsizetype at = 0; at + 8 <= encoded.size();) {
        qint64 length = *bigAt<quint32>(encoded, at);
        qsizetype head = 8;
        if (length == 1) {
            length = static_cast<qint64>(bigAt<quint64>(encoded, at + 8).value_or(0));
            head = 16;
        }
        if (encoded.sliced(at + 4, 4) == QByteArrayView("jp2c", 4))
            return readCodestream(encoded, at + head);
        if (length < head || length > encoded.size() - at)
            return damaged();
        at += length;
    }
    return damaged();
}

/// From segment to segment until the page's.
Result<PictureHeader> readJbig2(QByteArrayView encoded)
{
    constexpr int PageSegment = 48;
    qsizetype at = 0;
    if (encoded.startsWith(Jbig2Mark)) {
        const int flags = bigAt<quint8>(encoded, 8).value_or(0);
        if ((flags & 1) == 0) // All headers first, then all data.
            return Error{ErrorCode::Unsupported, "layout.picture-format", u"JBIG2 random access"_s};
        at = (flags & 2) != 0 ? 9 : 13;
    }
    for (int segments = 0; segments < 1000; ++segments) {
        const auto number = bigAt<quint32>(encoded, at);
        const auto flags = bigAt<quint8>(encoded, at + 4);
        const auto references = bigAt<quint8>(encoded, at + 5);
        if (!number || !flags || !references)
            return damaged();
        qint64 count = *references >> 5;
        qsizetype next = at + 6;
        if (count == 7) {
            count = bigAt<quint32>(encoded, at + 5).value_or(0) & 0x1fffffff;
            next = at + 9 + (count + 8) / 8;
        }
        next += count * (*number <= 256 ? 1 : *number <= 65536 ? 2 : 4) + ((*flags & 0x40) != 0 ? 4 : 1);
        const auto length = bigAt<quint32>(encoded, next);
        if (!length)
            return damaged();
        if ((*flags & 0x3f) == PageSegment) {
            const auto width = bigAt<quint32>(encoded, next + 4);
            const auto height = bigAt<quint32>(encoded, next + 8);
            return width && height ? checked(PictureFormat::Jbig2, *width, *height) : damaged();
        }
        at = next + 4 + *length;
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
    if (encoded.startsWith("BM"))
        return readBmp(encoded);
    if (encoded.startsWith("GIF8"))
        return readGif(encoded);
    if (encoded.startsWith(TiffLittleMark) || encoded.startsWith(TiffBigMark))
        return readTiff(encoded);
    if (encoded.startsWith(Jp2Mark))
        return readJp2(encoded);
    if (encoded.startsWith(CodestreamMark))
        return readCodestream(encoded, 0);
    if (encoded.startsWith(Jbig2Mark) || encoded.startsWith(Jbig2Page))
        return readJbig2(encoded);
    return Error{ErrorCode::Unsupported, "layout.picture-format", {}};
}

} // namespace wenyi::layout
