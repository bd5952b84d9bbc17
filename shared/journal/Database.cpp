// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Database.h"

#include "shared/base/FolderSync.h"

#include <sqlcipher/sqlite3.h>

#include <QFileInfo>

namespace wenyi::journal {

namespace {

constexpr int BusyTimeout = 5000; // ms
constexpr int LogPages = 1000;    // From which on the log is moved into the store, as SQLite does by itself.
constexpr int KeySize = 32;
/// Pages that do not fit are encrypted, written and read again within one transaction.
constexpr int CacheKiB = 16 * 1024;
/// The form of an encrypted store where it is not SQLCipher 4's own (decision 19): pages of 8 KiB, each under
/// HMAC-SHA-256. Set as defaults, since the copy that backUp() makes has no other way to learn them.
constexpr char EncryptedForm[] = "PRAGMA cipher_default_page_size = 8192; "
                                 "PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256";

bool isSyncFailure(int code)
{
    return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

} // namespace

struct Database::Handle
{
    sqlite3 *connection = nullptr;
    bool isReadOnly = false;
    QHash<QByteArray, QList<sqlite3_stmt *>> idle; ///< Compiled statements that nobody uses now, by their SQL.

    ~Handle()
    {
        for (const auto &statements : std::as_const(idle)) {
            for (sqlite3_stmt *statement : statements)
                sqlite3_finalize(statement);
        }
        sqlite3_close_v2(connection);
    }

    void makeReadOnly()
    {
        isReadOnly = true;
        // What the log holds is read anew at the next start; closing must not drop it.
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }

    /// SQLite's own hook would let a sync that failed while the log is moved go by in silence.
    static int moveLog(void *handle, sqlite3 *connection, const char *database, int pages)
    {
        if (pages >= LogPages
            && isSyncFailure(
                sqlite3_wal_checkpoint_v2(connection, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr)))
            static_cast<Handle *>(handle)->makeReadOnly();
        return SQLITE_OK; // The commit itself is on the disk.
    }
};

Database::Database(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const QString &path, const DatabaseOptions &options)
{
    auto handle = std::make_unique<Handle>();
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle->connection, flags,
        options.vfs.isEmpty() ? nullptr : options.vfs.constData());
    std::unique_ptr<Database> database(new Database(std::move(handle)));
    if (opened != SQLITE_OK)
        return database->lastError("store.open");
    WENYI_CHECK(database->configure(options));
    // The names of the store and of its log: SQLite syncs their folder too, and never looks whether that worked.
    WENYI_CHECK(syncFolder(QFileInfo(QFileInfo(path).absoluteFilePath()).path()));
    return database;
}

Result<void> Database::configure(const DatabaseOptions &options)
{
    sqlite3_busy_timeout(m_handle->connection, BusyTimeout);
    sqlite3_db_config(m_handle->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle->connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (options.key) {
        if (options.key->size() != KeySize)
            return Error{ErrorCode::InvalidInput, "store.key-size", QString::number(options.key->size())};
        WENYI_CHECK(execute(EncryptedForm));
        // A raw key in SQLCipher's form: no derivation, since it is random already.
        SecretBytes pragma("x'" + options.key->view().toByteArray().toHex() + "'");
        if (sqlite3_key(m_handle->connection, pragma.data(), static_cast<int>(pragma.size())) != SQLITE_OK)
            return lastError("store.key");
    }
    // The first read tells a wrong key or a file that is no store.
    if (sqlite3_exec(m_handle->connection, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr)
        != SQLITE_OK) {
        const bool foreign = (sqlite3_errcode(m_handle->connection) & 0xff) == SQLITE_NOTADB;
        return foreign ? Error{ErrorCode::NotTrusted, "store.key", {}} : lastError("store.open");
    }
    qint64 found = 0;
    bool isNew = false;
    {
        Statement id(*this, "PRAGMA application_id");
        WENYI_CHECK(id.next());
        found = id.integer(0);
        Statement tables(*this, "SELECT count(*) FROM sqlite_master");
        WENYI_CHECK(tables.next());
        isNew = tables.integer(0) == 0;
    }
    if (isNew && found == 0)
        WENYI_CHECK(
            execute("PRAGMA application_id = " + QByteArray::number(static_cast<qint32>(options.applicationId))));
    else if (static_cast<quint32>(found) != options.applicationId)
        return Error{ErrorCode::NotTrusted, "store.foreign", QString::number(found)};
    WENYI_CHECK(execute("PRAGMA journal_mode = WAL"));
    WENYI_CHECK(execute("PRAGMA synchronous = FULL"));
    sqlite3_wal_hook(m_handle->connection, Handle::moveLog, m_handle.get());
    WENYI_CHECK(execute("PRAGMA cache_size = -" + QByteArray::number(CacheKiB)));
    return execute("PRAGMA foreign_keys = ON");
}

Error Database::lastError(const QByteArray &reason) const
{
    // A full disk is told apart: it takes nothing along, and making room mends it.
    const int code = sqlite3_extended_errcode(m_handle->connection);
    if (isSyncFailure(code))
        m_handle->makeReadOnly();
    const bool isFull = (code & 0xff) == SQLITE_FULL;
    return Error{ErrorCode::StorageFailure, isFull ? QByteArrayLiteral("store.full") : reason,
        QString::fromUtf8(sqlite3_errmsg(m_handle->connection))};
}

bool Database::isReadOnly() const
{
    return m_handle->isReadOnly;
}

void Database::makeReadOnly()
{
    m_handle->makeReadOnly();
}

Result<void> Database::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle->connection, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError("store.sql");
    return {};
}

Result<void> Database::backUp(const QString &path)
{
    if (QFileInfo::exists(path))
        return Error{ErrorCode::AlreadyExists, "store.backup-exists", path};
    // VACUUM INTO keeps SQLCipher's key and sees one consistent state beside running readers.
    Statement copy(*this, "VACUUM INTO ?");
    return copy.run(path);
}

Result<void> Database::checkIntegrity()
{
    Statement check(*this, "PRAGMA integrity_check");
    WENYI_CHECK(check.next());
    if (check.text(0) != QLatin1String("ok"))
        return Error{ErrorCode::Corrupt, "store.damaged", check.text(0)};
    Statement foreign(*this, "PRAGMA foreign_key_check");
    WENYI_TRY(const bool violated, foreign.next());
    if (violated)
        return Error{ErrorCode::Corrupt, "store.damaged", foreign.text(0)};
    return {};
}

Statement::Statement(Database &database, const char *sql)
    : m_database(database)
    , m_sql(sql)
{
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
    auto &idle = m_database.m_handle->idle;
    auto found = idle.find(QByteArray::fromRawData(m_sql.data(), m_sql.size()));
    if (found == idle.end())
        found = idle.insert(m_sql.toByteArray(), {});
    found->append(m_statement);
}

void Statement::rewind()
{
    if (m_statement)
        sqlite3_reset(m_statement);
}

Result<bool> Statement::next()
{
    if (m_failed || !m_statement)
        return m_database.lastError("store.sql");
    if (m_database.isReadOnly() && !sqlite3_stmt_readonly(m_statement))
        return Error{ErrorCode::StorageFailure, "store.read-only", {}};
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
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
    m_failed = m_failed || sqlite3_bind_int64(m_statement, index, value) != SQLITE_OK;
}

void Statement::bindOne(int index, const QByteArray &value)
{
    m_failed = m_failed
               || sqlite3_bind_blob64(
                      m_statement, index, value.constData(), static_cast<quint64>(value.size()), SQLITE_TRANSIENT)
                      != SQLITE_OK;
}

void Statement::bindOne(int index, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    m_failed = m_failed
               || sqlite3_bind_text64(m_statement, index, utf8.constData(), static_cast<quint64>(utf8.size()),
                      SQLITE_TRANSIENT, SQLITE_UTF8)
                      != SQLITE_OK;
}

void Statement::bindOne(int index, const Digest &value)
{
    m_failed =
        m_failed
        || sqlite3_bind_blob(m_statement, index, value.bytes.data(), Digest::Size, SQLITE_TRANSIENT) != SQLITE_OK;
}

void Statement::bindOne(int index, std::nullptr_t)
{
    m_failed = m_failed || sqlite3_bind_null(m_statement, index) != SQLITE_OK;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data, sqlite3_column_bytes(m_statement, column)};
}

QString Statement::text(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(data, sqlite3_column_bytes(m_statement, column));
}

bool Statement::isNull(int column) const
{
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
    WENYI_CHECK(database.execute("BEGIN IMMEDIATE"));
    return std::unique_ptr<Transaction>(new Transaction(database));
}

Transaction::~Transaction()
{
    // A failed rollback means that SQLite rolled back by itself already.
    if (m_open)
        static_cast<void>(m_database.execute("ROLLBACK"));
}

Result<void> Transaction::commit()
{
    const auto committed = m_database.execute("COMMIT");
    if (!committed && committed.error().reason == "store.full")
        return committed;
    if (!committed)
        return Error{ErrorCode::StorageFailure, "store.commit", committed.error().detail};
    m_open = false;
    return {};
}

} // namespace wenyi::journal
