// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreInUse.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace wenyi::core {

namespace {

// Of SQLite's file format: whoever reads holds a lock in this range, in WAL mode for as long as the store is open.
constexpr off_t SharedFirst = 0x40000000 + 2;
constexpr off_t SharedSize = 510;

} // namespace

Result<bool> isStoreOpenElsewhere(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
    if (file < 0 && (errno == EMFILE || errno == ENFILE))
        return Error{ErrorCode::StorageFailure, "store.no-files", path};
    if (file < 0 && errno == ENOMEM)
        return Error{ErrorCode::StorageFailure, "store.no-memory", path};
    if (file < 0)
        return false;
    struct flock asked = {};
    asked.l_type = F_WRLCK;
    asked.l_whence = SEEK_SET;
    asked.l_start = SharedFirst;
    asked.l_len = SharedSize;
    const bool isHeld = ::fcntl(file, F_GETLK, &asked) == 0 && asked.l_type != F_UNLCK;
    ::close(file);
    return isHeld;
}

} // namespace wenyi::core
