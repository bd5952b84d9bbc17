// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"

#include "shared/base/FolderSync.h"

#include <QFileInfo>
#include <QSaveFile>

namespace wenyi {

Result<void> writeDurably(const QString &path, QByteArrayView content)
{
    QSaveFile file(path);
    const auto failure = [&file] { return Error{ErrorCode::StorageFailure, "file.write", file.errorString()}; };
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failure();
    // commit() syncs the file before it renames it.
    if (file.write(content.data(), content.size()) != content.size() || !file.commit())
        return failure();
    return syncFolder(QFileInfo(path).absolutePath());
}

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
