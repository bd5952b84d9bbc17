// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <optional>

namespace wenyi::server {

namespace {

Result<void> write(const QString &path, QByteArrayView content, std::optional<QFile::Permissions> permissions)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path); // Writes beside, syncs, renames.
    const bool written = file.open(QIODevice::WriteOnly) && (!permissions || file.setPermissions(*permissions))
                         && file.write(content.data(), content.size()) == content.size() && file.commit();
    if (!written)
        return Error{ErrorCode::StorageFailure, "file.write", path};
    return {};
}

} // namespace

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
    return write(path, content, std::nullopt);
}

Result<void> writeSecretFile(const QString &path, QByteArrayView content)
{
    return write(path, content, QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace wenyi::server
