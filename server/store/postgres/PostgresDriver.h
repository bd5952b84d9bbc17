// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/postgres/PostgresConnection.h"

#include <QHash>
#include <QList>

/// Internal to server/store/postgres.
namespace wenyi::server {

/// Statements and transactions over one connection. Transactions that write exclude each other over all processes on
/// the database (and schema), so that groups are as serial as with SQLite and no number is skipped or drawn twice.
class PostgresDriver final : public journal::DatabaseDriver
{
public:
    PostgresDriver(QByteArray settings, PostgresAccess access);

    Result<void> connect() { return m_connection.ensure(); }

    std::unique_ptr<journal::DriverStatement> prepare(const char *sql) override;
    Result<void> execute(const QByteArray &sql) override;
    Result<void> begin() override;
    Result<void> commit() override;
    void rollBack() override;
    Result<bool> hasTable(const QByteArray &name) override;

    /// Runs one statement with its values; it is compiled once a connection.
    Result<PostgresResult> run(const char *sql, const QList<journal::BoundValue> &values);

private:
    /// Connects again where that takes no transaction along.
    Result<void> ensure();
    Result<QByteArray> prepared(const char *sql);

    PostgresConnection m_connection;
    int m_generation = 0;
    QHash<QByteArray, QByteArray> m_prepared; ///< Names of compiled statements, by their SQL.
    bool m_isInTransaction = false;
};

} // namespace wenyi::server
