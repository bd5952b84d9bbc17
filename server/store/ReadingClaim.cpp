// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/ReadingClaim.h"

#include <QDeadlineTimer>
#include <QThread>

#include <cerrno>
#include <sys/file.h>

namespace wenyi::server {

Result<ReadingClaim> ReadingClaim::open(const QString &storeFolder)
{
    auto file = std::make_unique<QFile>(storeFolder + QStringLiteral("/reading.lock"));
    // It holds nothing, and whoever made it, the server and an administrator have to come by it.
    constexpr auto ForAll =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (!file->open(QIODevice::ReadWrite | QIODevice::Unbuffered, ForAll)
        && !file->open(QIODevice::ReadOnly | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::StorageFailure, "store.claim", file->fileName()};
    return ReadingClaim(std::move(file));
}

Result<ReadingClaim> ReadingClaim::share(const QString &storeFolder, std::chrono::milliseconds patience)
{
    constexpr unsigned long BetweenTries = 10; // ms
    WENYI_TRY(ReadingClaim claim, open(storeFolder));
    const QDeadlineTimer deadline(patience);
    while (::flock(claim.m_file->handle(), LOCK_SH | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return Error{ErrorCode::StorageFailure, "store.claim", storeFolder};
        if (deadline.hasExpired())
            return Error{ErrorCode::Unavailable, "store.being-compacted", storeFolder};
        QThread::msleep(BetweenTries); // A kernel's lock wakes nobody after a time.
    }
    return claim;
}

Result<std::optional<ReadingClaim>> ReadingClaim::exclude(const QString &storeFolder)
{
    WENYI_TRY(ReadingClaim claim, open(storeFolder));
    while (::flock(claim.m_file->handle(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return std::optional<ReadingClaim>();
        if (errno != EINTR)
            return Error{ErrorCode::StorageFailure, "store.claim", storeFolder};
    }
    return std::optional(std::move(claim));
}

} // namespace wenyi::server
