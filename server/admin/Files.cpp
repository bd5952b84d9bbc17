// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"

#include "shared/base/DurableFile.h"

#include <QDir>
#include <QFileInfo>

namespace wenyi::server {

Result<QByteArray> readFile(const QString &path, qsizetype maximum)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, "file.none", path};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailure, "file.read", path};
    if (file.size() > maximum)
        return Error{ErrorCode::TooLarge, "file.too-large", path};
    QByteArray content = file.read(maximum + 1);
    if (content.size() != file.size())
        return Error{ErrorCode::StorageFailure, "file.read", path};
    return content;
}

Result<void> writeFile(const QString &path, QByteArrayView content)
{
    QDir().mkpath(QFileInfo(path).path());
    return writeDurably(path, content);
}

} // namespace wenyi::server
