// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"

#include <QFile>

#include <algorithm>

namespace wenyi {

Result<QByteArray> readBounded(const QString &path, qsizetype maximum)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, "file.missing", path};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailure, "file.read", file.errorString()};
    if (file.size() > maximum)
        return Error{ErrorCode::TooLarge, "file.too-large", path};
    // Step by step: QIODevice::read() first takes memory for all that it is asked for, however little there is.
    QByteArray content;
    qsizetype step = file.size() + 1;
    for (QByteArray part; !(part = file.read(std::min(step, maximum + 1 - content.size()))).isEmpty();) {
        content.append(part);
        step = content.size();
    }
    if (file.error() != QFile::NoError)
        return Error{ErrorCode::StorageFailure, "file.read", file.errorString()};
    if (content.size() > maximum)
        return Error{ErrorCode::TooLarge, "file.too-large", path};
    return content;
}

} // namespace wenyi
