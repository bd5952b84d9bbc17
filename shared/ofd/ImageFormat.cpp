// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ImageFormat.h"

#include <QList>

#include <utility>

namespace wenyi::ofd {

QByteArray imageFormat(const QByteArray &encoded)
{
    static const QList<std::pair<QByteArray, QByteArray>> marks{{QByteArray("\x89PNG\r\n\x1a\n", 8), "PNG"},
        {QByteArray("\xff\xd8\xff", 3), "JPEG"}, {"BM", "BMP"}, {"GIF8", "GIF"}, {QByteArray("II*\0", 4), "TIFF"},
        {QByteArray("MM\0*", 4), "TIFF"}};
    for (const auto &[mark, format] : marks) {
        if (encoded.startsWith(mark))
            return format;
    }
    return {};
}

} // namespace wenyi::ofd
