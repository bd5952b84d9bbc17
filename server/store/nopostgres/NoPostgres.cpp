// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Postgres.h"

namespace wenyi::server {

namespace {

Error unsupported()
{
    return {ErrorCode::Unsupported, "store.no-postgres", {}};
}

} // namespace

Result<std::unique_ptr<journal::DatabaseDriver>> connectPostgres(const QByteArray &, PostgresAccess)
{
    return unsupported();
}

Result<std::unique_ptr<PieceStore>> openPieces(journal::Database &, PostgresAccess)
{
    return unsupported();
}

Result<void> tellNews(journal::Database &, const QByteArray &)
{
    return unsupported();
}

Result<std::unique_ptr<NewsListener>> listenToPostgres(const QByteArray &, TakeNews)
{
    return unsupported();
}

} // namespace wenyi::server
