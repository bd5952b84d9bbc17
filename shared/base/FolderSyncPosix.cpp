// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FolderSync.h"

#include <QDirIterator>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace wenyi {

namespace {

/// Syncs what a path names; `flags` are those of open(2) beside reading.
Result<void> sync(const QString &path, int flags, const char *reason)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | flags);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int cause = errno;
    if (file >= 0)
        ::close(file);
    // Some file systems of removable media cannot sync a folder and say so.
    const bool cannot = file >= 0 && flags == O_DIRECTORY && (cause == EINVAL || cause == ENOTSUP);
    if (synced || cannot)
        return {};
    return Error{ErrorCode::StorageFailure, reason, QString::fromLocal8Bit(std::strerror(cause))};
}

} // namespace

Result<void> syncFolder(const QString &path)
{
    return sync(path, O_DIRECTORY, "file.folder-sync");
}

Result<void> syncFile(const QString &path)
{
    return sync(path, 0, "file.sync");
}

Result<void> syncTree(const QString &path)
{
    QDirIterator below(
        path, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QString name = below.next();
        WENYI_CHECK(below.fileInfo().isDir() ? syncFolder(name) : syncFile(name));
    }
    return syncFolder(path);
}

} // namespace wenyi
