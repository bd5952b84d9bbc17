// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PictureHeader.h"

#include <cstdlib>

using namespace wenyi::layout;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray png = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000040000000200806000000");
    const QByteArray jpeg =
        QByteArray::fromHex("ffd8ffe000104a46494600010100000100010000ffc0001108002000400301220002110103");
    for (const QByteArray &seed : {png, jpeg})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto header = readPictureHeader(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (header
        && (header->width <= 0 || header->height <= 0
            || static_cast<qint64>(header->width) * header->height > PictureHeader::LargestArea))
        std::abort();
    return 0;
}
