// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/DatabaseHandle.h"

#include <new>

namespace wenyi::journal {

namespace {

/// A value that SQLite had no memory to hand out looks like one that is empty.
void checkGiven(const void *data, sqlite3_stmt *statement)
{
    if (!data && sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM)
        throw std::bad_alloc();
}

} // namespace

Statement::Statement(Database &database, const char *sql)
    : m_database(database)
    , m_sql(sql)
{
    if (m_database.m_handle->driver) {
        m_driven = m_database.m_handle->driver->prepare(sql);
        return;
    }
    // Looked up without a copy; only a statement that is new to the connection pays for one.
    auto &idle = m_database.m_handle->idle;
    const auto found = idle.find(QByteArray::fromRawData(m_sql.data(), m_sql.size()));
    if (found != idle.end() && !found->isEmpty()) {
        m_statement = found->takeLast();
        return;
    }
    const int prepared = sqlite3_prepare_v3(m_database.m_handle->connection, m_sql.data(),
        static_cast<int>(m_sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    m_failed = prepared != SQLITE_OK;
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    rewind();
    sqlite3_clear_bindings(m_statement);
    try {
        auto &idle = m_database.m_handle->idle;
        auto found = idle.find(QByteArray::fromRawData(m_sql.data(), m_sql.size()));
        if (found == idle.end())
            found = idle.insert(m_sql.toByteArray(), {});
        found->append(m_statement);
    } catch (const std::bad_alloc &) {
        sqlite3_finalize(m_statement); // It is compiled anew another time.
    }
}

void Statement::rewind()
{
    if (m_driven)
        m_driven->rewind();
    if (m_statement) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement); // What is bound and what is noted are one.
    }
    m_values.clear();
    m_isNoted = false;
}

void Statement::noteValue(BoundValue value)
{
    if (m_database.m_handle->log)
        m_values.append(std::move(value));
}

void Statement::noteChange()
{
    if (m_isNoted || !m_database.m_handle->changes || sqlite3_stmt_readonly(m_statement))
        return;
    m_isNoted = true;
    m_database.m_handle->changes->add({m_sql.toByteArray(), m_values});
}

Result<void> Statement::runWith(const QList<BoundValue> &values)
{
    rewind();
    int index = 0;
    for (const BoundValue &value : values)
        std::visit([this, &index](const auto &bound) { bindOne(++index, bound); }, value);
    return finish();
}

Result<bool> Statement::next()
{
    if (m_driven)
        return m_driven->next();
    if (m_failed || !m_statement)
        return m_database.lastError("store.sql");
    if (m_database.isReadOnly() && !sqlite3_stmt_readonly(m_statement))
        return Error{ErrorCode::StorageFailure, "store.read-only", {}};
    const Database::Handle &handle = *m_database.m_handle;
    if (handle.log && !handle.changes && !handle.isUnlogged && !sqlite3_stmt_readonly(m_statement))
        return Error{ErrorCode::Internal, "store.outside-transaction", QString::fromUtf8(m_sql)};
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        noteChange();
        return true;
    case SQLITE_DONE:
        noteChange();
        m_isNoted = false; // Stepping on would run it again.
        return false;
    default:
        return m_database.lastError("store.sql");
    }
}

Result<void> Statement::finish()
{
    bool more = true;
    while (more) {
        WENYI_TRY(more, next());
    }
    rewind();
    return {};
}

void Statement::bindOne(int index, qint64 value)
{
    if (m_driven)
        return m_driven->bind(value);
    m_failed = m_failed || sqlite3_bind_int64(m_statement, index, value) != SQLITE_OK;
    noteValue(value);
}

void Statement::bindOne(int index, const QByteArray &value)
{
    if (m_driven)
        return m_driven->bind(value);
    m_failed = m_failed
               || sqlite3_bind_blob64(
                      m_statement, index, value.constData(), static_cast<quint64>(value.size()), SQLITE_TRANSIENT)
                      != SQLITE_OK;
    noteValue(value);
}

void Statement::bindOne(int index, const QString &value)
{
    if (m_driven)
        return m_driven->bind(value);
    const QByteArray utf8 = value.toUtf8();
    m_failed = m_failed
               || sqlite3_bind_text64(m_statement, index, utf8.constData(), static_cast<quint64>(utf8.size()),
                      SQLITE_TRANSIENT, SQLITE_UTF8)
                      != SQLITE_OK;
    noteValue(value);
}

void Statement::bindOne(int index, const Digest &value)
{
    if (m_driven)
        return m_driven->bind(value.view().toByteArray());
    m_failed =
        m_failed
        || sqlite3_bind_blob(m_statement, index, value.bytes.data(), Digest::Size, SQLITE_TRANSIENT) != SQLITE_OK;
    if (m_database.m_handle->log)
        noteValue(value.view().toByteArray());
}

void Statement::bindOne(int index, std::nullptr_t)
{
    if (m_driven)
        return m_driven->bind(std::monostate());
    m_failed = m_failed || sqlite3_bind_null(m_statement, index) != SQLITE_OK;
    noteValue(std::monostate());
}

qint64 Statement::integer(int column) const
{
    if (m_driven)
        return m_driven->integer(column);
    return sqlite3_column_int64(m_statement, column);
}

QByteArray Statement::bytes(int column) const
{
    if (m_driven)
        return m_driven->bytes(column);
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    checkGiven(data, m_statement);
    return {data, sqlite3_column_bytes(m_statement, column)};
}

QString Statement::text(int column) const
{
    if (m_driven)
        return m_driven->text(column);
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    checkGiven(data, m_statement);
    return QString::fromUtf8(data, sqlite3_column_bytes(m_statement, column));
}

bool Statement::isNull(int column) const
{
    if (m_driven)
        return m_driven->isNull(column);
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Result<Digest> Statement::digest(int column) const
{
    return Digest::fromBytes(bytes(column));
}

Transaction::Transaction(Database &database)
    : m_database(database)
{
}

Result<std::unique_ptr<Transaction>> Transaction::begin(Database &database)
{
    // First the memory: a transaction that nobody has would never end.
    std::unique_ptr<Transaction> transaction(new Transaction(database));
    WENYI_CHECK(database.begin());
    transaction->m_open = true;
    return transaction;
}

Transaction::~Transaction()
{
    if (m_open)
        m_database.rollBack();
    m_database.tellFull();
}

Result<void> Transaction::commit()
{
    const auto committed = m_database.commit();
    const QByteArrayList told{
        "store.full", "store.read-only", "store.away", "file.sync", "store.no-memory", "store.no-files"};
    if (!committed && told.contains(committed.error().reason))
        return committed;
    if (!committed)
        return Error{ErrorCode::StorageFailure, "store.commit", committed.error().detail};
    m_open = false;
    return {};
}

Result<Savepoint> Savepoint::begin(Database &database)
{
    WENYI_CHECK(database.step("SAVEPOINT part"));
    const auto &changes = database.m_handle->changes;
    return Savepoint(database, changes ? changes->size() : 0);
}

Savepoint::Savepoint(Database &database, qsizetype changes)
    : m_database(&database)
    , m_changes(changes)
{
}

Savepoint::Savepoint(Savepoint &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_changes(other.m_changes)
{
}

Savepoint::~Savepoint()
{
    if (!m_database)
        return;
    Database::Handle &handle = *m_database->m_handle;
    if (handle.driver)
        static_cast<void>(handle.driver->execute("ROLLBACK TO part; RELEASE part"));
    else if (const int undone = handle.runBare("ROLLBACK TO part; RELEASE part"); undone != SQLITE_OK)
        handle.spoiledBy = undone;
    if (auto &changes = handle.changes)
        changes->cutTo(m_changes);
}

Result<void> Savepoint::keep()
{
    return std::exchange(m_database, nullptr)->step("RELEASE part");
}

} // namespace wenyi::journal
