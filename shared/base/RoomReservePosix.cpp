// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/RoomReserve.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wenyi {

namespace {

bool stands(const QByteArray &path, qint64 size)
{
    struct stat status = {};
    return ::stat(path.constData(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= size;
}

Error errorOf(int number, const QString &path)
{
    const bool isFull = number == ENOSPC || number == EDQUOT;
    return Error{ErrorCode::StorageFailure, isFull ? "store.full" : "store.reserve",
        path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(number))};
}

/// 0, or the number of what went wrong.
int allocate(int file, qint64 size)
{
    int failure = 0;
    do
        failure = ::posix_fallocate(file, 0, static_cast<off_t>(size));
    while (failure == EINTR);
    return failure;
}

} // namespace

RoomReserve::RoomReserve(QString path, qint64 size)
    : m_path(std::move(path))
    , m_size(size)
{
}

Result<void> RoomReserve::keep()
{
    const QByteArray path = QFile::encodeName(m_path);
    const bool isThere = stands(path, m_size);
    if (isThere && m_isAllocated)
        return {};
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return errorOf(errno, m_path);
    int failure = allocate(file, isThere ? m_size : 2 * m_size);
    if (failure == 0 && ::ftruncate(file, static_cast<off_t>(m_size)) != 0)
        failure = errno;
    ::close(file);
    m_isAllocated = failure == 0;
    if (m_isAllocated)
        return {};
    if (!isThere)
        ::unlink(path.constData()); // What it took before there was no more is wanted by others.
    return errorOf(failure, m_path);
}

bool RoomReserve::giveUp()
{
    m_isAllocated = false;
    const QByteArray path = QFile::encodeName(m_path);
    return stands(path, m_size) && ::unlink(path.constData()) == 0;
}

} // namespace wenyi
