// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/journal/ChangeSet.h"

#include <memory>

namespace wenyi::journal {

/// A statement of another database than SQLite, with the meaning of journal::Statement: values are bound in order, rows
/// come by next().
class DriverStatement
{
public:
    virtual ~DriverStatement() = default;
    /// Forgets values and rows.
    virtual void rewind() = 0;
    virtual void bind(BoundValue value) = 0;
    virtual Result<bool> next() = 0;
    virtual qint64 integer(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual bool isNull(int column) const = 0;
};

/// A connection to another database than SQLite, for journal::Database to stand on. It takes the SQL that SQLite takes
/// and makes it its own; what both understand is written down in docs/decisions/0037. Used by one thread.
///
/// Fails with StorageFailure "store.sql", "store.full", "store.commit", and "store.away" while the database cannot be
/// reached: nothing was committed then that was acknowledged, and trying again may succeed.
class DatabaseDriver
{
public:
    virtual ~DatabaseDriver() = default;
    /// The SQL outlives the statement.
    virtual std::unique_ptr<DriverStatement> prepare(const char *sql) = 0;
    /// One or several statements that give no rows.
    virtual Result<void> execute(const QByteArray &sql) = 0;
    /// Waits until no other process writes; a transaction sees all that was committed before.
    virtual Result<void> begin() = 0;
    /// On the disk when it returns.
    virtual Result<void> commit() = 0;
    virtual void rollBack() = 0;
    virtual Result<bool> hasTable(const QByteArray &name) = 0;
};

} // namespace wenyi::journal
