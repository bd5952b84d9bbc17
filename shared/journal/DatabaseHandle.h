// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RoomReserve.h"
#include "shared/journal/Database.h"
#include "shared/journal/DatabaseDriver.h"

#include <sqlcipher/sqlite3.h>

#include <cerrno>

/// Internal to shared/journal: what a Database holds.
namespace wenyi::journal {

inline bool isSyncFailure(int code)
{
    return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

/// What a failure lacked that has nothing to do with the store: "store.no-memory", "store.no-files"; else empty.
inline QByteArray lackOf(sqlite3 *connection)
{
    const int code = sqlite3_extended_errcode(connection);
    const int kind = code & 0xff;
    // Of other failures the machine's reason may be an older one's.
    const bool isOpening = kind == SQLITE_CANTOPEN || code == SQLITE_IOERR_SHMOPEN || code == SQLITE_IOERR_SHMMAP;
    const int cause = isOpening ? sqlite3_system_errno(connection) : 0;
    if (kind == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM || cause == ENOMEM)
        return QByteArrayLiteral("store.no-memory");
    return cause == EMFILE || cause == ENFILE ? QByteArrayLiteral("store.no-files") : QByteArray();
}

/// Whether a page is not as it was written, or the device cannot read it.
inline bool isDamage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || code == SQLITE_IOERR_CORRUPTFS;
}

struct Database::Handle
{
    sqlite3 *connection = nullptr;
    std::unique_ptr<DatabaseDriver> driver; ///< Where the store is not SQLite's; all else is unused then.
    bool isReadOnly = false;
    QHash<QByteArray, QList<sqlite3_stmt *>> idle; ///< Compiled statements that nobody uses now, by their SQL.
    ChangeLog *log = nullptr;                      ///< Not owned.
    std::optional<ChangeSet> changes;              ///< Of the transaction that is open, where there is a log.
    QList<std::pair<QByteArray, LogPlace>> unmade; ///< What the log took and the store has not.
    QByteArray unmadeFor;                          ///< Why it could not be made the last time.

    std::optional<RoomReserve> reserve;
    std::function<void()> onFull;
    bool isFull = false;    ///< Found so and not told yet.
    bool isTelling = false; ///< `onFull` is at work.
    QByteArray lacked;      ///< Why something failed that says nothing of the store; empty where nothing did.

    /// SQLite's code where a part of the open transaction could not be undone; it is not committed then.
    int spoiledBy = SQLITE_OK;
    bool owesRollback = false; ///< There was no memory for it.

    bool isUnlogged = false; ///< What is done now is the log's own bookkeeping.

    class Unlogged
    {
    public:
        explicit Unlogged(Handle &handle)
            : m_handle(handle)
            , m_before(std::exchange(handle.isUnlogged, true))
        {
        }
        ~Unlogged() { m_handle.isUnlogged = m_before; }
        Unlogged(const Unlogged &) = delete;
        Unlogged &operator=(const Unlogged &) = delete;

    private:
        Handle &m_handle;
        bool m_before;
    };

    ~Handle()
    {
        for (const auto &statements : std::as_const(idle)) {
            for (sqlite3_stmt *statement : statements)
                sqlite3_finalize(statement);
        }
        sqlite3_close_v2(connection);
    }

    /// Without memory of ours, which may be what there is none of.
    int runBare(const char *sql) { return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr); }

    /// Ends the transaction that is open.
    void rollBack()
    {
        changes.reset();
        spoiledBy = SQLITE_OK;
        // A failed rollback means that SQLite rolled back by itself already, unless it is still in the transaction.
        owesRollback = runBare("ROLLBACK") != SQLITE_OK && sqlite3_get_autocommit(connection) == 0;
    }

    void makeReadOnly()
    {
        isReadOnly = true;
        // What the log holds is read anew at the next start; closing must not drop it.
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }

    int logPages = 1000; ///< From which on the log is moved into the store, as SQLite does by itself.

    /// SQLite's own hook would let a sync that failed while the log is moved go by in silence.
    static int moveLog(void *handle, sqlite3 *connection, const char *database, int pages)
    {
        if (pages >= static_cast<Handle *>(handle)->logPages
            && isSyncFailure(
                sqlite3_wal_checkpoint_v2(connection, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr)))
            static_cast<Handle *>(handle)->makeReadOnly();
        return SQLITE_OK; // The commit itself is on the disk.
    }
};

} // namespace wenyi::journal
