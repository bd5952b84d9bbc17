// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Database.h"

#include "shared/base/FolderSync.h"
#include "shared/journal/DatabaseHandle.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <new>

namespace wenyi::journal {

namespace {

constexpr int BusyTimeout = 5000; // ms
constexpr int KeySize = 32;
/// Octets of one value or statement: more is nobody's of ours, and is refused before memory is taken for it.
constexpr int LargestValue = 256 * 1024 * 1024;
/// Pages that do not fit are encrypted, written and read again within one transaction.
constexpr int CacheKiB = 16 * 1024;
/// The form of an encrypted store where it is not SQLCipher 4's own (decision 19): pages of 8 KiB, each under
/// HMAC-SHA-256. Set as defaults, since the copy that backUp() makes has no other way to learn them.
constexpr char EncryptedForm[] = "PRAGMA cipher_default_page_size = 8192; "
                                 "PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256";

/// Of a store that follows a log, in pages: 32 MiB. Each group writes some of the same pages again, and what is moved
/// more rarely is moved, and synced, less often; what is not moved yet the other log holds as well.
constexpr int PagesBehindLog = 8192;

/// Whether the same may go through another time, since nothing is in doubt.
bool passes(const Error &error)
{
    return error.reason == "store.full" || error.reason == "store.no-memory" || error.reason == "store.no-files";
}

} // namespace

Database::Database(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{
}

Database::~Database() = default;

std::unique_ptr<Database> Database::over(std::unique_ptr<DatabaseDriver> driver)
{
    auto handle = std::make_unique<Handle>();
    handle->driver = std::move(driver);
    return std::unique_ptr<Database>(new Database(std::move(handle)));
}

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
    sqlite3_limit(m_handle->connection, SQLITE_LIMIT_LENGTH, LargestValue);
    if (options.key) {
        if (options.key->size() != KeySize)
            return Error{ErrorCode::InvalidInput, "store.key-size", QString::number(options.key->size())};
        WENYI_CHECK(control(EncryptedForm));
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
            control("PRAGMA application_id = " + QByteArray::number(static_cast<qint32>(options.applicationId))));
    else if (static_cast<quint32>(found) != options.applicationId)
        return Error{ErrorCode::NotTrusted, "store.foreign", QString::number(found)};
    WENYI_CHECK(checkSchema());
    WENYI_CHECK(control("PRAGMA journal_mode = WAL"));
    WENYI_CHECK(control("PRAGMA synchronous = FULL"));
    sqlite3_wal_hook(m_handle->connection, Handle::moveLog, m_handle.get());
    WENYI_CHECK(control("PRAGMA cache_size = -" + QByteArray::number(CacheKiB)));
    return control("PRAGMA foreign_keys = ON");
}

Result<void> Database::checkSchema()
{
    // No store of ours has any of these: in a file that was put in its place they would act whenever we do.
    Statement hidden(*this, "SELECT type || ' ' || name FROM sqlite_master"
                            " WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'");
    WENYI_TRY(const bool found, hidden.next());
    return found ? Result<void>(Error{ErrorCode::NotTrusted, "store.foreign", hidden.text(0)}) : Result<void>();
}

Error Database::lastError(const QByteArray &reason) const
{
    // A full disk is told apart: it takes nothing along, and making room mends it.
    const int code = sqlite3_extended_errcode(m_handle->connection);
    if (isSyncFailure(code))
        m_handle->makeReadOnly();
    const bool isFull = (code & 0xff) == SQLITE_FULL;
    m_handle->isFull = m_handle->isFull || isFull;
    const QByteArray lack = lackOf(m_handle->connection);
    if (!lack.isEmpty())
        m_handle->lacked = lack;
    return Error{ErrorCode::StorageFailure,
        isFull            ? QByteArrayLiteral("store.full")
        : isDamage(code)  ? QByteArrayLiteral("store.damaged")
        : !lack.isEmpty() ? lack
                          : reason,
        QString::fromUtf8(sqlite3_errmsg(m_handle->connection))};
}

QByteArray Database::lacked() const
{
    return m_handle->lacked;
}

bool Database::isReadOnly() const
{
    return m_handle->isReadOnly;
}

void Database::makeReadOnly()
{
    m_handle->makeReadOnly();
}

void Database::keepReserve(const QString &path, qint64 size, std::function<void()> onFull)
{
    m_handle->reserve.emplace(path, size);
    m_handle->onFull = std::move(onFull);
    static_cast<void>(hasReserve()); // A disk that is full already keeps nobody from reading.
}

bool Database::hasReserve()
{
    if (!m_handle->reserve)
        return true;
    const auto kept = m_handle->reserve->keep();
    return kept || kept.error().reason != "store.full";
}

Result<void> Database::checkWritable()
{
    if (isReadOnly())
        return Error{ErrorCode::StorageFailure, "store.read-only", {}};
    if (!hasReserve())
        return Error{ErrorCode::StorageFailure, "store.full", {}};
    return {};
}

void Database::noteFull()
{
    m_handle->isFull = true;
    const bool isInTransaction = m_handle->connection && sqlite3_get_autocommit(m_handle->connection) == 0;
    if (!isInTransaction)
        tellFull();
}

void Database::tellFull()
{
    if (!m_handle->isFull || m_handle->isTelling)
        return;
    m_handle->isTelling = true;
    // Where it is gone already that was told, and its room is for what is told by others.
    if (m_handle->reserve && m_handle->reserve->giveUp() && m_handle->onFull)
        m_handle->onFull();
    m_handle->isTelling = false;
    m_handle->isFull = false;
}

Result<void> Database::control(const QByteArray &sql)
{
    if (m_handle->driver)
        return m_handle->driver->execute(sql);
    if (sqlite3_exec(m_handle->connection, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError("store.sql");
    return {};
}

Result<void> Database::step(const char *sql)
{
    if (m_handle->driver)
        return m_handle->driver->execute(sql);
    Statement statement(*this, sql);
    return statement.run();
}

Result<void> Database::execute(const QByteArray &sql)
{
    WENYI_CHECK(control(sql));
    if (m_handle->changes)
        m_handle->changes->add({sql, {}, true});
    return {};
}

Result<LogPlace> Database::logPlace()
{
    WENYI_CHECK(control("CREATE TABLE IF NOT EXISTS log_place(only INTEGER PRIMARY KEY CHECK (only = 1),"
                        " segment INTEGER NOT NULL, offset INTEGER NOT NULL, number INTEGER NOT NULL) STRICT"));
    Statement select(*this, "SELECT segment, offset, number FROM log_place");
    WENYI_TRY(const bool found, select.next());
    const auto field = [&select](int column) { return static_cast<quint64>(select.integer(column)); };
    return found ? LogPlace{field(0), field(1), field(2)} : LogPlace();
}

Result<void> Database::rememberPlace(const LogPlace &place)
{
    const Handle::Unlogged unlogged(*m_handle);
    Statement update(*this, "INSERT OR REPLACE INTO log_place(only, segment, offset, number) VALUES (1, ?, ?, ?)");
    return update.run(place.segment, place.offset, place.number);
}

Result<void> Database::replay(QByteArrayView changes, const LogPlace &behind)
{
    WENYI_TRY(const ChangeSet set, ChangeSet::fromBytes(changes));
    const Handle::Unlogged unlogged(*m_handle);
    WENYI_CHECK(control("BEGIN IMMEDIATE"));
    auto made = make(set);
    if (made)
        made = rememberPlace(behind);
    if (made)
        made = control("COMMIT");
    if (!made)
        m_handle->rollBack();
    return made;
}

Result<void> Database::make(const ChangeSet &set)
{
    for (const Change &change : set.changes()) {
        if (change.isScript) {
            WENYI_CHECK(control(change.sql));
            continue;
        }
        Statement statement(*this, change.sql.constData());
        WENYI_CHECK(statement.runWith(change.values));
    }
    return {};
}

Result<void> Database::follow(ChangeLog &log)
{
    WENYI_CHECK(logPlace()); // Makes its table while commits are still synced.
    WENYI_CHECK(control("PRAGMA synchronous = NORMAL"));
    m_handle->logPages = PagesBehindLog;
    m_handle->log = &log;
    return {};
}

Result<void> Database::begin()
{
    if (m_handle->driver)
        return m_handle->driver->begin();
    if (m_handle->owesRollback)
        m_handle->rollBack();
    // What the log took while the store had no room comes first.
    while (!m_handle->unmade.isEmpty() && !isReadOnly()) {
        const auto made = makeFirst();
        if (!made && !passes(made.error()))
            return made.error();
        if (!made) {
            m_handle->unmadeFor = made.error().reason;
            break; // Reading goes on; commit() takes nothing before this is made.
        }
        m_handle->unmade.removeFirst();
    }
    WENYI_CHECK(control("BEGIN IMMEDIATE"));
    if (m_handle->log)
        m_handle->changes.emplace();
    return {};
}

Result<void> Database::makeFirst()
{
    const auto &[changes, behind] = m_handle->unmade.constFirst();
    try {
        // What SQLite called a failure may have been one behind the commit.
        WENYI_TRY(const LogPlace here, logPlace());
        return here.number >= behind.number ? Result<void>() : replay(changes, behind);
    } catch (const std::bad_alloc &) {
        m_handle->rollBack();
        throw;
    }
}

Result<LogPlace> Database::keepInLog(const QByteArray &changes)
{
    // First a place for it here: between the log's word and the commit there may be no memory for one.
    m_handle->unmade.append({changes, {}});
    const auto forget = [this] { m_handle->unmade.removeLast(); };
    try {
        auto place = m_handle->log->keep(changes);
        if (place)
            m_handle->unmade.last().second = *place;
        else
            forget();
        return place;
    } catch (const std::bad_alloc &) {
        forget(); // The log takes memory before it writes, and none behind it.
        throw;
    }
}

Result<void> Database::commit()
{
    if (m_handle->driver)
        return m_handle->driver->commit();
    const std::optional<ChangeSet> changes = std::exchange(m_handle->changes, std::nullopt);
    if (const int spoiledBy = m_handle->spoiledBy; spoiledBy != SQLITE_OK)
        return Error{ErrorCode::StorageFailure, (spoiledBy & 0xff) == SQLITE_NOMEM ? "store.no-memory" : "store.sql",
            QString::number(spoiledBy)};
    if (!changes || changes->isEmpty())
        return control("COMMIT");
    if (isReadOnly())
        return Error{ErrorCode::StorageFailure, "store.read-only", {}};
    if (!m_handle->unmade.isEmpty())
        return Error{ErrorCode::StorageFailure, m_handle->unmadeFor, {}};
    const auto place = keepInLog(changes->toBytes());
    if (!place) {
        if (place.error().reason == "store.full")
            m_handle->isFull = true;
        else
            makeReadOnly();
        return place.error();
    }
    auto committed = rememberPlace(*place);
    if (committed)
        committed = step("COMMIT");
    // The log has it, so it counts, whatever whoever asked is told: it is made as soon as there is room, or at the next
    // start.
    if (committed)
        m_handle->unmade.removeLast();
    else if (!passes(committed.error()))
        makeReadOnly();
    return committed;
}

void Database::rollBack()
{
    if (m_handle->driver)
        return m_handle->driver->rollBack();
    m_handle->rollBack();
}

Result<void> Database::backUp(const QString &path)
{
    if (m_handle->driver)
        return Error{ErrorCode::Unsupported, "store.no-copy", {}};
    if (QFileInfo::exists(path))
        return Error{ErrorCode::AlreadyExists, "store.backup-exists", path};
    const Handle::Unlogged unlogged(*m_handle);
    // VACUUM INTO keeps SQLCipher's key and sees one consistent state beside running readers.
    Statement copy(*this, "VACUUM INTO ?");
    return copy.run(path);
}

Result<bool> Database::hasTable(const QByteArray &name)
{
    if (m_handle->driver)
        return m_handle->driver->hasTable(name);
    Statement table(*this, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    return table.bind(QString::fromLatin1(name)).next();
}

void Database::interrupt()
{
    sqlite3_interrupt(m_handle->connection);
}

Result<void> Database::checkIntegrity()
{
    // There keys are held at each write, and pages are watched by the database's own checksums.
    if (m_handle->driver)
        return {};
    Statement check(*this, "PRAGMA integrity_check");
    WENYI_CHECK(check.next());
    // Of a page for which there was no memory it tells as of one that is damaged, by SQLite's code.
    static const QRegularExpression noMemory(
        QStringLiteral("error code=(%1|%2)\\b").arg(SQLITE_NOMEM).arg(SQLITE_IOERR_NOMEM));
    if (check.text(0).contains(noMemory)) {
        m_handle->lacked = QByteArrayLiteral("store.no-memory");
        return Error{ErrorCode::StorageFailure, m_handle->lacked, check.text(0)};
    }
    if (check.text(0) != QLatin1String("ok"))
        return Error{ErrorCode::Corrupt, "store.damaged", check.text(0)};
    Statement foreign(*this, "PRAGMA foreign_key_check");
    WENYI_TRY(const bool violated, foreign.next());
    if (violated)
        return Error{ErrorCode::Corrupt, "store.damaged", foreign.text(0)};
    return {};
}

} // namespace wenyi::journal
