// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/store/Store.h"

#include <QLockFile>

#include <memory>

namespace wenyi::server {

/// A server's store as a command has it: its own for so long where no server runs, else beside the one that runs.
struct OpenedStore
{
    static Result<OpenedStore> open(const ServerFolder &folder, const Clock &clock)
    {
        auto lock = lockOf(folder);
        const bool isOwn = lock->tryLock();
        WENYI_TRY(
            auto store, isOwn ? Store::open(folder.storePath(), clock) : Store::openBeside(folder.storePath(), clock));
        return OpenedStore{std::move(lock), std::move(store)};
    }

    /// Who holds it is the one process that may write.
    static std::unique_ptr<QLockFile> lockOf(const ServerFolder &folder)
    {
        auto lock = std::make_unique<QLockFile>(folder.path() + QStringLiteral("/server.lock"));
        lock->setStaleLockTime(0); // Held as long as the process lives, however long that is.
        return lock;
    }

    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Store> store;
};

} // namespace wenyi::server
