// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"

#include <functional>

namespace wenyi::server {

/// What was copied.
struct MigrateReport
{
    quint64 tables = 0;
    quint64 rows = 0;   ///< Of all tables, pieces of blobs included.
    quint64 pieces = 0; ///< Of blobs.
};

/// Told after each thousand rows, and at a table's end; a failure stops the copying.
using MigrateProgress = std::function<Result<void>(const QByteArray &table, quint64 rows)>;

/// Copies the store of a server that is stopped into an empty PostgreSQL and examines the copy: rows, unit logs, audit
/// log, receipts' numbers, every blob's digest. All of it is one transaction: it is there whole, or the target is as
/// empty as before. The folder stays as it is; its server.toml is the administrator's to change.
///
/// Fails with AlreadyExists "migrate.not-empty", Unsupported "migrate.already" where the store is in a PostgreSQL,
/// Locked "server.running", InvalidInput "configuration.value" for settings that server.toml would not take, Corrupt
/// "migrate.differs" (detail: what), and as Store::open(), Store::openShared() and `progress` do.
Result<MigrateReport> migrateToPostgres(
    const ServerFolder &folder, const QByteArray &settings, const Clock &clock, const MigrateProgress &progress);

} // namespace wenyi::server
