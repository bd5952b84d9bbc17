// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"
#include "shared/journal/ChangeLog.h"
#include "shared/journal/ChangeSet.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace wenyi::journal {

class DatabaseDriver;
class DriverStatement;
class Statement;
class Transaction;
class Savepoint;

/// How a store is opened.
struct DatabaseOptions
{
    std::optional<SecretBytes> key; ///< 32 raw bytes (SQLCipher); a server's store has none.
    quint32 applicationId = 0;      ///< Written into a new file; another one in an existing file is refused.
    QByteArray vfs = {};            ///< SQLite VFS by name; for tests that let the disk fail.
};

/// One connection to a store; used by one thread. SQLite in WAL with full sync, or what a driver reaches: a commit that
/// returned is on the disk.
/// Reading goes on when the disk is full or a sync failed; see isReadOnly().
class Database
{
public:
    /// Fails with NotTrusted "store.key", NotTrusted "store.foreign", StorageFailure "store.open", as lastError() says.
    static Result<std::unique_ptr<Database>> open(const QString &path, const DatabaseOptions &options);
    /// A store in another database than SQLite. It follows no log and gives no copy: both are that database's own
    /// matter.
    static std::unique_ptr<Database> over(std::unique_ptr<DatabaseDriver> driver);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs SQL that gives no rows. Outside of a transaction nothing of it is in the log of changes. Fails with
    /// StorageFailure "store.sql", "store.full" when the disk has no room.
    Result<void> execute(const QByteArray &sql);
    /// A consistent copy into a new file under the same key. Fails with Unsupported "store.no-copy" over a driver.
    Result<void> backUp(const QString &path);
    /// Has what another thread does on this connection end with StorageFailure: what is long is not waited for at a
    /// program's end. The one call that any thread may make.
    void interrupt();
    /// SQLite's own checks. Fails with Corrupt "store.damaged", StorageFailure "store.no-memory".
    Result<void> checkIntegrity();
    Result<bool> hasTable(const QByteArray &name);
    /// The error of the last failed call, as a value; a full disk is "store.full", no memory "store.no-memory", no more
    /// files that this program may open "store.no-files" and what the device cannot read "store.damaged", whatever was
    /// tried. What had no memory may be tried again: nothing of it is there.
    Error lastError(const QByteArray &reason) const;
    /// Whether anything failed on this connection for want of memory or files, and which of the two, as a reason: what
    /// could not be read then may be there.
    QByteArray lacked() const;
    /// After a sync that failed nobody knows what the disk has, and a later one that works says nothing of it. From
    /// then on until the store is opened anew every change fails with StorageFailure "store.read-only".
    bool isReadOnly() const;
    /// The same for a sync that failed beside this file, of a blob.
    void makeReadOnly();

    /// Keeps room beside the store for what is to be written even when the disk is full. Where it is found full the
    /// room is given up and `onFull` called, which has it then; once until there is room to keep it anew. `onFull` is
    /// called on this thread behind the transaction that found it, and may begin one of its own.
    void keepReserve(const QString &path, qint64 size, std::function<void()> onFull);
    /// Whether that room is there, or can be kept anew; always without keepReserve(), or where it cannot be kept for
    /// another reason than a full disk.
    bool hasReserve();
    /// Whether new work may be begun. Fails with StorageFailure "store.read-only", "store.full" without a reserve.
    Result<void> checkWritable();
    /// The disk was found full beside this file, by a blob.
    void noteFull();

    /// Where the store stands in its log of changes; the beginning where it never had one.
    Result<LogPlace> logPlace();
    /// Makes what was kept in the log and is not in the store: the next set behind logPlace(), and the place behind it.
    Result<void> replay(QByteArrayView changes, const LogPlace &behind);
    /// From now on each transaction's changes are kept in the log before it is committed, and the commit itself is not
    /// synced: after a power cut the store may be behind its log, never ahead. The log outlives the database.
    Result<void> follow(ChangeLog &log);

private:
    friend class Statement;
    friend class Transaction;
    friend class Savepoint;
    struct Handle;
    explicit Database(std::unique_ptr<Handle> handle);
    Result<void> configure(const DatabaseOptions &options);
    Result<void> checkSchema();
    /// SQL that changes nothing of a store's content: transactions, pragmas.
    Result<void> control(const QByteArray &sql);
    /// The same for what is done so often that it stays compiled; the text outlives the database.
    Result<void> step(const char *sql);
    Result<void> begin();
    Result<void> commit();
    void rollBack();
    /// Makes the first of what the log took and the store has not.
    Result<void> makeFirst();
    /// What is not committed behind this is made at the next begin(). Fails as the log does.
    Result<LogPlace> keepInLog(const QByteArray &changes);
    /// Gives the reserve up where the disk was found full, and has that told.
    void tellFull();
    Result<void> make(const ChangeSet &set);
    Result<void> rememberPlace(const LogPlace &place);
    std::unique_ptr<Handle> m_handle;
};

/// A prepared statement; compiled once a connection and lent out, so it may stand in hot loops.
///
/// Values are bound in order by run() or bind(); columns are read after next() returned true. The SQL outlives it.
class Statement
{
public:
    Statement(Database &database, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// Binds all values and steps to the end.
    template<typename... Values>
    Result<void> run(const Values &...values)
    {
        bind(values...);
        return finish();
    }
    /// Binds all values; next() gives the rows.
    template<typename... Values>
    Statement &bind(const Values &...values)
    {
        rewind();
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }
    /// The same with values by kind.
    Result<void> runWith(const QList<BoundValue> &values);
    /// Steps to the next row; false behind the last. Fails with Internal "store.outside-transaction" where a store that
    /// follows a log would be changed unseen.
    Result<bool> next();

    qint64 integer(int column) const;
    QByteArray bytes(int column) const;
    QString text(int column) const;
    bool isNull(int column) const;
    /// A column of 32 bytes; anything else is Corrupt "digest.size".
    Result<Digest> digest(int column) const;

private:
    void rewind();
    Result<void> finish();
    void noteChange();
    void noteValue(BoundValue value);
    void bindOne(int index, qint64 value);
    void bindOne(int index, int value) { bindOne(index, static_cast<qint64>(value)); }
    void bindOne(int index, quint64 value) { bindOne(index, static_cast<qint64>(value)); }
    void bindOne(int index, const QByteArray &value);
    void bindOne(int index, const QString &value);
    void bindOne(int index, const Digest &value);
    void bindOne(int index, std::nullptr_t);
    void bindOne(int index, std::monostate) { bindOne(index, nullptr); }
    template<typename Value>
    void bindOne(int index, const std::optional<Value> &value)
    {
        value ? bindOne(index, *value) : bindOne(index, nullptr);
    }

    Database &m_database;
    QByteArrayView m_sql;                      ///< The caller's: SQL stands in the code.
    sqlite3_stmt *m_statement = nullptr;       ///< Lent by the database's cache.
    std::unique_ptr<DriverStatement> m_driven; ///< Instead, over a driver.
    QList<BoundValue> m_values;                ///< For the log of changes, where there is one.
    bool m_isNoted = false;                    ///< In the transaction's changes, since it was bound.
    bool m_failed = false;
};

/// A transaction that rolls back unless committed. They do not nest.
class Transaction
{
public:
    /// Takes the write lock at once. Check begun() through the first statement or here.
    static Result<std::unique_ptr<Transaction>> begin(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// On the disk when it returns. Fails with StorageFailure "store.commit", "store.full" and rolls back.
    Result<void> commit();
    Database &database() { return m_database; }

private:
    explicit Transaction(Database &database);
    Database &m_database;
    bool m_open = false;
};

/// A part of a transaction that is undone unless kept. They do not nest.
class Savepoint
{
public:
    static Result<Savepoint> begin(Database &database);
    Savepoint(Savepoint &&other) noexcept;
    ~Savepoint();
    Result<void> keep();

private:
    Savepoint(Database &database, qsizetype changes);
    Database *m_database; ///< Null once kept.
    qsizetype m_changes;  ///< How many the transaction had before.
};

} // namespace wenyi::journal
