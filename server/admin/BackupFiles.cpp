// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupFiles.h"

#include "shared/base/Limits.h"
#include "shared/crypto/Sm3.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace wenyi::server {

QStringList filesBelow(const QString &folder)
{
    QStringList names;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(QDir(folder).relativeFilePath(files.next()));
    names.sort();
    return names;
}

bool staysInside(const QString &name)
{
    return !name.isEmpty() && QDir::isRelativePath(name) && !QDir::cleanPath(name).startsWith(QLatin1String(".."));
}

Result<Digest> digestOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "file.missing", path};
    crypto::Sm3 hash;
    while (!file.atEnd()) {
        const QByteArray part = file.read(limits::MiB);
        if (part.isEmpty())
            return Error{ErrorCode::StorageFailure, "file.read", path};
        hash.add(part);
    }
    return hash.finish();
}

} // namespace wenyi::server
