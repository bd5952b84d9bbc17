// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QString>

namespace wenyi::server {

/// running.json in a server's folder: which process runs on it, and where it can be asked. It lies there from start to
/// stop; after a kill it stays, so that only a process that answers counts.
struct RunningMark
{
    qint64 process = 0;
    QByteArray endpoint;
    QByteArray health; ///< Empty where the server has no health pages.
    Instant startedAt;

    static QString pathIn(const QString &folder);
    Result<void> write(const QString &folder) const;
    /// Fails with NotFound "file.missing", Corrupt "server.mark".
    static Result<RunningMark> read(const QString &folder);
    static void remove(const QString &folder);
};

} // namespace wenyi::server
