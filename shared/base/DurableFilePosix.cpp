// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"

#include "shared/base/FolderSync.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace wenyi {

namespace {

/// What errno says, under the reason that fits: a full disk mends itself when room returns, a failed sync never does.
Error failure(const char *reason, const QString &path)
{
    const int number = errno;
    const bool isFull = number == ENOSPC || number == EDQUOT;
    return Error{ErrorCode::StorageFailure, isFull ? "store.full" : reason,
        path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(number))};
}

Result<void> writeAll(int file, QByteArrayView content, const QString &path)
{
    while (!content.isEmpty()) {
        const ssize_t written = ::write(file, content.data(), static_cast<size_t>(content.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failure("file.write", path);
        content = content.sliced(written);
    }
    return {};
}

} // namespace

Result<void> writeDurably(const QString &path, QByteArrayView content)
{
    // QSaveFile does not tell when its sync failed.
    const QString beside = path + u'.' + QUuid::createUuid().toString(QUuid::Id128) + QStringLiteral(".new");
    const QByteArray from = QFile::encodeName(beside);
    const int file = ::open(from.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return failure("file.write", path);
    auto done = writeAll(file, content, path);
    if (done && ::fsync(file) != 0)
        done = failure("file.sync", path);
    ::close(file);
    if (done && ::rename(from.constData(), QFile::encodeName(path).constData()) != 0)
        done = failure("file.write", path);
    if (!done) {
        ::unlink(from.constData());
        return done;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace wenyi
