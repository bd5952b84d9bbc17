// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace wenyi::core {

Result<QByteArray> readFile(const QString &path, qsizetype maximum)
{
    QFile file(path);
    if (!file.exists())
        return Error{ErrorCode::NotFound, "file.none", path};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::StorageFailure, "file.read", path + QStringLiteral(": ") + file.errorString()};
    if (file.size() > maximum)
        return Error{ErrorCode::TooLarge, "file.too-large", path};
    const QByteArray content = file.read(maximum + 1);
    if (content.size() != file.size())
        return Error{ErrorCode::StorageFailure, "file.read", path + QStringLiteral(": ") + file.errorString()};
    return content;
}

Result<void> writeFile(const QString &path, QByteArrayView content)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path); // Writes beside, syncs, renames.
    const bool written = file.open(QIODevice::WriteOnly) && file.write(content.data(), content.size()) == content.size()
                         && file.commit();
    if (!written)
        return Error{ErrorCode::StorageFailure, "file.write", path + QStringLiteral(": ") + file.errorString()};
    return {};
}

} // namespace wenyi::core
