// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"

#include <QFile>

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
    const QByteArray content = file.read(maximum + 1);
    if (file.error() != QFile::NoError)
        return Error{ErrorCode::StorageFailure, "file.read", file.errorString()};
    if (content.size() > maximum) // It grew, or is no plain file.
        return Error{ErrorCode::TooLarge, "file.too-large", path};
    return content;
}

} // namespace wenyi
