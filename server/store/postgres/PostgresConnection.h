// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Postgres.h"

#include <libpq-fe.h>

#include <chrono>
#include <memory>

/// Internal to server/store/postgres.
namespace wenyi::server {

struct ClearResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

/// One connection and its way back when it is lost. Used by one thread.
class PostgresConnection
{
public:
    PostgresConnection(QByteArray settings, PostgresAccess access);

    /// Connects where there is no connection: at once the first time, after one that failed with a pause that doubles
    /// up to five seconds, within which it fails at once. Fails as connectPostgres().
    Result<void> ensure();
    bool isAlive() const;
    PGconn *get() const { return m_connection.get(); }
    /// Another number each time that it was connected: what was prepared before is gone.
    int generation() const { return m_generation; }

    /// One or several statements without values, in PostgreSQL's words. Does not connect.
    Result<PostgresResult> execute(const QByteArray &sql);
    /// The result, if it is one that says that all went well. Where the session is of no more use, it is given up.
    Result<PostgresResult> checked(PGresult *result);

private:
    struct Finish
    {
        void operator()(PGconn *connection) const { PQfinish(connection); }
    };

    Result<void> connect();
    Result<void> configure();
    Result<QByteArray> ask(const QByteArray &sql);
    Error away() const;

    QByteArray m_settings;
    PostgresAccess m_access;
    std::unique_ptr<PGconn, Finish> m_connection;
    int m_generation = 0;
    std::chrono::milliseconds m_pause;
    std::chrono::steady_clock::time_point m_nextAttempt;
};

} // namespace wenyi::server
