// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of foreign files: any bytes are decoded or refused, and what is decoded is no larger than it may be.
#include "shared/layout/PictureHeader.h"
#include "shared/layout/paint/PictureDecoder.h"

#include <cstdlib>

using namespace wenyi::layout;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray gif =
        QByteArray::fromHex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b");
    const QByteArray bmp =
        QByteArray::fromHex("424d3a000000000000003600000028000000010000000100000001001800000000000400"
                            "0000000000000000000000000000000000000000ff00");
    const QByteArray tiff =
        QByteArray::fromHex("49492a000800000008000001030001000000010000000101030001000000010000000201"
                            "03000100000008000000030103000100000001000000060103000100000001000000110104"
                            "00010000006e0000001601030001000000010000001701040001000000010000000000000080");
    const QByteArray jbig2 =
        QByteArray::fromHex("974a42320d0a1a0a010000000100000000300001000000130000000600000004000000000000"
                            "0000040000000000013100010000000000");
    const QByteArray codestream =
        QByteArray::fromHex("ff4fff5100290000000000040000000400000000000000000000000400000004000000000000000000010701"
                            "01ff52000c00000001000004040001ff5c00044040ff90000a0000000000000001ff93ffd9");
    for (const QByteArray &seed : {gif, bmp, tiff, jbig2, codestream})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto picture = decodePicture(bytes);
    if (picture && (picture->isNull() || qint64(picture->width()) * picture->height() > 4 * PictureHeader::LargestArea))
        std::abort();
    return 0;
}
