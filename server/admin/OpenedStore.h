// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/standby/StandbyMark.h"
#include "server/store/Store.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <memory>

namespace wenyi::server {

/// Who holds it is the one process that may write a server's store.
inline std::unique_ptr<QLockFile> writersLock(const ServerFolder &folder)
{
    constexpr qint64 NamingTime = 10; // s; no living program takes so long to name itself in the file that it made.
    auto lock = std::make_unique<QLockFile>(folder.lockPath());
    lock->setStaleLockTime(0); // Held as long as the process lives, however long that is.
    // Killed, or cut off with its machine, before it was named: QLockFile would be locked out by that for good.
    qint64 process = 0;
    QString host;
    QString program;
    const QFileInfo file(folder.lockPath());
    if (file.exists() && file.lastModified().secsTo(QDateTime::currentDateTime()) > NamingTime
        && !lock->getLockInfo(&process, &host, &program))
        QFile::remove(folder.lockPath());
    return lock;
}

/// The store that a server of this folder works on: its own, or the one that its settings name. Fails as Store::open()
/// and Store::openShared() do.
inline Result<std::unique_ptr<Store>> openForWriting(
    const ServerFolder &folder, const Configuration &configuration, const Clock &clock)
{
    if (configuration.postgres.isEmpty())
        return Store::open(folder.storePath(), clock);
    return Store::openShared(folder.storePath(), configuration.postgres, clock, PostgresAccess::Write);
}

/// A server's store as commands have it: to be read beside the server that works on it, or may begin to. Where none
/// runs, the database is brought up to its log first. Fails as Store::open() and openBeside() do.
inline Result<std::unique_ptr<Store>> openForReading(const ServerFolder &folder, const Clock &clock)
{
    WENYI_TRY(const Configuration configuration, folder.configuration());
    if (!configuration.postgres.isEmpty())
        return Store::openShared(folder.storePath(), configuration.postgres, clock, PostgresAccess::Read);
    const auto lock = writersLock(folder);
    if (lock->tryLock()) {
        // A standby's store takes nothing but what its primary wrote.
        if (StandbyMark::isIn(folder.path()))
            WENYI_CHECK(Store::openCopy(folder.storePath()));
        else
            WENYI_CHECK(Store::open(folder.storePath(), clock));
        lock->unlock();
    }
    return Store::openBeside(folder.storePath(), clock);
}

} // namespace wenyi::server
