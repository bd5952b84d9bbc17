// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ImageFormat.h"

#include <QList>

#include <utility>

namespace wenyi::ofd {

QByteArray imageFormat(const QByteArray &encoded)
{
    static const QList<std::pair<QByteArray, QByteArray>> marks{{QByteArray("\x89PNG\r\n\x1a\n", 8), "PNG"},
        {QByteArray("\xff\xd8\xff", 3), "JPEG"}, {"BM", "BMP"}, {"GIF8", "GIF"}, {QByteArray("II*\0", 4), "TIFF"},
        {QByteArray("MM\0*", 4), "TIFF"}, {QByteArray("\0\0\0\x0cjP  \r\n\x87\n", 12), "JP2"},
        {QByteArray("\xff\x4f\xff\x51", 4), "JP2"}, {QByteArray("\x97JB2\r\n\x1a\n", 8), "JB2"},
        {QByteArray("\0\0\0\0\x30\0\x01", 7), "JB2"}};
    for (const auto &[mark, format] : marks) {
        if (encoded.startsWith(mark))
            return format;
    }
    return {};
}

} // namespace wenyi::ofd
