// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FolderSync.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace wenyi {

Result<void> syncFolder(const QString &path)
{
    const auto failure = [] {
        return Error{ErrorCode::StorageFailure, "file.folder-sync", QString::fromLocal8Bit(std::strerror(errno))};
    };
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return failure();
    const int synced = ::fsync(folder);
    const int reason = errno;
    ::close(folder);
    // Some file systems of removable media cannot sync a folder and say so.
    if (synced != 0 && reason != EINVAL && reason != ENOTSUP) {
        errno = reason;
        return failure();
    }
    return {};
}

} // namespace wenyi
