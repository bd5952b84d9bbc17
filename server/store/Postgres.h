// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/PieceStore.h"
#include "shared/journal/Database.h"
#include "shared/journal/DatabaseDriver.h"

#include <functional>
#include <memory>
#include <optional>

/// PostgreSQL, where the program was built with it; without, all of this fails with Unsupported "store.no-postgres".
namespace wenyi::server {

enum class PostgresAccess { Write, Read };

/// A connection by libpq's settings ("host=/run/postgresql dbname=wenyi"). It comes back by itself when it was lost, at
/// the next transaction or statement. Fails with StorageFailure "store.away", NotTrusted "store.not-durable" (where a
/// commit could be acknowledged that is not on the disk; detail: which setting), Unsupported "store.encoding",
/// "store.postgres-version".
Result<std::unique_ptr<journal::DatabaseDriver>> connectPostgres(const QByteArray &settings, PostgresAccess access);

/// The pieces of blobs in such a database. Fails as journal::migrate() does; to read alone with Unsupported
/// "store.older".
Result<std::unique_ptr<PieceStore>> openPieces(journal::Database &database, PostgresAccess access);

/// What another process told, or nothing where the connection was away and something may have been missed.
using TakeNews = std::function<void(const std::optional<QByteArray> &)>;

/// Tells, with the commit of the transaction that is open, all who listen on this database; at most 4,000 bytes.
Result<void> tellNews(journal::Database &database, const QByteArray &news);

/// Hears what others told, on a thread of its own, until it is destroyed.
class NewsListener
{
public:
    virtual ~NewsListener() = default;
};
/// Does not wait for the connection: while there is none it is tried again and again.
Result<std::unique_ptr<NewsListener>> listenToPostgres(const QByteArray &settings, TakeNews take);

} // namespace wenyi::server
