// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"

#include "server/schema/server.h"
#include "server/store/BlobFiles.h"
#include "server/store/StoreBase.h"
#include "shared/base/FolderSync.h"
#include "shared/base/Limits.h"
#include "shared/journal/Schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/statvfs.h>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// Bytes: hundreds of rows of the audit log, each in a group of its own.
constexpr qint64 TrailReserve = 4 * limits::MiB;

/// A schema with tables of somebody else is not ours to add to.
Result<void> checkOwn(journal::Database &database)
{
    // Another server that is started at the same moment makes its tables before both looks or behind them.
    WENYI_TRY(const auto transaction, journal::Transaction::begin(database));
    WENYI_TRY(const bool isMade, database.hasTable("schema_versions"));
    if (isMade)
        return {};
    journal::Statement others(database, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <>"
                                        " 'schema_versions' AND relnamespace = current_schema()::regnamespace LIMIT 1");
    WENYI_TRY(const bool found, others.next());
    if (found)
        return Error{ErrorCode::NotTrusted, "store.foreign", others.text(0)};
    return {};
}

} // namespace

Store::Store(Parts parts, journal::UnitLog unitLog, journal::AuditLog audit, AnswerTable answers, TermTable terms,
    DirectiveTable directives, ExpiryTable expiry, ForwardTable forwards, AsideTable aside)
    : m_folder(parts.folder)
    , m_random(std::move(parts.random))
    , m_news(*m_random)
    , m_segments(std::move(parts.segments))
    , m_database(std::move(parts.database))
    , m_ownPieces(std::move(parts.ownPieces))
    , m_pieces(m_ownPieces ? m_ownPieces.get() : m_segments.get())
    , m_unitLog(std::move(unitLog))
    , m_audit(std::move(audit))
    , m_envelopes(*m_database)
    , m_receipts(*m_database)
    , m_answers(std::move(answers))
    , m_directives(std::move(directives))
    , m_rulings(*m_database)
    , m_forwards(std::move(forwards))
    , m_numbers(*m_database)
    , m_blobs(*m_database, *m_pieces)
    , m_aside(std::move(aside))
    , m_timeStamps(*m_database)
    , m_terms(std::move(terms))
    , m_expiry(std::move(expiry))
    , m_claim(std::move(parts.claim))
{
}

Result<Store::Parts> Store::openParts(const QString &folder, qint64 segmentSize)
{
    Parts parts{folder, std::make_unique<crypto::SystemRandom>(), {}, {}, {}, {}};
    WENYI_TRY(parts.segments, SegmentLog::open(folder + u"/segments"_s, *parts.random, segmentSize));
    WENYI_TRY(parts.database, openStoreDatabase(folder + u"/server.db"_s));
    return parts;
}

Result<journal::LogPlace> Store::reachBase(Parts &parts)
{
    WENYI_TRY(const journal::LogPlace place, parts.database->logPlace());
    const QList<SegmentSize> segments = parts.segments->sizes();
    const StoreBase base(parts.folder);
    // In the newest segment nothing between it and the log's end can be gone: the base need not be opened.
    if (!segments.isEmpty() && place.segment == segments.last().number)
        return place;
    WENYI_TRY(const bool isAhead, base.isAheadOf(place));
    if (!isAhead)
        return place;
    parts.database.reset();
    WENYI_CHECK(base.restore());
    WENYI_TRY(parts.database, openStoreDatabase(parts.folder + u"/server.db"_s));
    return parts.database->logPlace();
}

Result<std::unique_ptr<Store>> Store::opened(Parts parts, const Clock &clock)
{
    WENYI_TRY(journal::UnitLog unitLog, journal::UnitLog::open(*parts.database));
    WENYI_TRY(journal::AuditLog audit, journal::AuditLog::open(*parts.database, clock));
    WENYI_TRY(AnswerTable answers, AnswerTable::open(*parts.database));
    WENYI_TRY(TermTable terms, TermTable::open(*parts.database));
    WENYI_TRY(DirectiveTable directives, DirectiveTable::open(*parts.database));
    WENYI_TRY(ExpiryTable expiry, ExpiryTable::open(*parts.database));
    WENYI_TRY(ForwardTable forwards, ForwardTable::open(*parts.database));
    WENYI_TRY(AsideTable aside, AsideTable::open(*parts.database));
    return std::unique_ptr<Store>(new Store(std::move(parts), std::move(unitLog), std::move(audit), std::move(answers),
        std::move(terms), std::move(directives), std::move(expiry), std::move(forwards), std::move(aside)));
}

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const Clock &clock, qint64 segmentSize)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    // SQLite makes files that others may read, and who sends how much to whom is nobody else's.
    if (!QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    // Its own name: or a power cut takes the folder with all that was synced in it.
    WENYI_CHECK(syncFolder(QFileInfo(QFileInfo(folder).absoluteFilePath()).path()));
    WENYI_CHECK(StoreBase(folder).restoreMissing());
    WENYI_TRY(Parts parts, openParts(folder, segmentSize));
    WENYI_TRY(const journal::LogPlace place, reachBase(parts));
    journal::Database &database = *parts.database;
    WENYI_CHECK(StoreBase(folder).keepFirst(database, place));
    WENYI_CHECK(parts.segments->recover(place, [&database](QByteArrayView changes, const journal::LogPlace &behind) {
        return database.replay(changes, behind);
    }));
    WENYI_CHECK(database.follow(*parts.segments));
    WENYI_CHECK(journal::migrate(database, "server", schema::server, folder + u"/server.db.before-upgrade"_s));
    WENYI_TRY(auto store, opened(std::move(parts), clock));
    WENYI_CHECK(takeBlobFiles(store->database(), store->blobs(), folder + u"/blobs"_s));
    store->database().keepReserve(folder + u"/trail.reserve"_s, TrailReserve, [&audit = store->m_audit] {
        static_cast<void>(audit.record(u"server"_s, u"disk.full"_s, u"store.full"_s, {}));
    });
    return store;
}

Result<void> Store::checkCurrent(journal::Database &database)
{
    WENYI_TRY(const bool tables, journal::isCurrent(database, "server", schema::server));
    WENYI_TRY(const bool logs, journal::UnitLog::isCurrent(database));
    WENYI_TRY(const bool audit, journal::AuditLog::isCurrent(database));
    WENYI_TRY(const bool answers, AnswerTable::isCurrent(database));
    WENYI_TRY(const bool terms, TermTable::isCurrent(database));
    WENYI_TRY(const bool directives, DirectiveTable::isCurrent(database));
    WENYI_TRY(const bool expiry, ExpiryTable::isCurrent(database));
    WENYI_TRY(const bool forwards, ForwardTable::isCurrent(database));
    WENYI_TRY(const bool aside, AsideTable::isCurrent(database));
    if (!tables || !logs || !audit || !answers || !terms || !directives || !expiry || !forwards || !aside)
        return Error{ErrorCode::Unsupported, "store.older", {}};
    return {};
}

Result<std::unique_ptr<Store>> Store::openShared(
    const QString &folder, const QByteArray &settings, const Clock &clock, PostgresAccess access)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    Parts parts{folder, std::make_unique<crypto::SystemRandom>(), {}, {}, {}, {}};
    WENYI_TRY(auto driver, connectPostgres(settings, access));
    parts.database = journal::Database::over(std::move(driver));
    journal::Database &database = *parts.database;
    if (access == PostgresAccess::Write) {
        WENYI_CHECK(checkOwn(database));
        WENYI_CHECK(journal::migrate(database, "server", schema::server));
    } else {
        WENYI_TRY(const bool isMade, database.hasTable("schema_versions"));
        if (!isMade)
            return Error{ErrorCode::NotFound, "store.none", {}};
        WENYI_CHECK(checkCurrent(database));
    }
    WENYI_TRY(parts.ownPieces, openPieces(database, access));
    return opened(std::move(parts), clock);
}

Result<Store::Parts> Store::openCopy(const QString &folder)
{
    const auto forItsOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, forItsOwner))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    WENYI_CHECK(StoreBase(folder).restoreMissing());
    WENYI_TRY(Parts parts, openParts(folder, SegmentLog::UsualSegmentSize));
    WENYI_TRY(const journal::LogPlace place, reachBase(parts));
    journal::Database &database = *parts.database;
    WENYI_CHECK(parts.segments->recover(place, [&database](QByteArrayView changes, const journal::LogPlace &behind) {
        return database.replay(changes, behind);
    }));
    // As with follow(): the log is synced, and the database may be behind it.
    WENYI_CHECK(database.execute("PRAGMA synchronous = NORMAL"));
    WENYI_CHECK(parts.segments->beginReceiving());
    return parts;
}

Result<std::unique_ptr<Store>> Store::openBeside(const QString &folder, const Clock &clock)
{
    if (!QFileInfo::exists(folder + u"/server.db"_s))
        return Error{ErrorCode::NotFound, "store.none", folder};
    WENYI_TRY(ReadingClaim claim, ReadingClaim::share(folder));
    WENYI_TRY(Parts parts, openParts(folder, SegmentLog::UsualSegmentSize));
    parts.claim = std::move(claim);
    WENYI_CHECK(checkCurrent(*parts.database));
    WENYI_TRY(const journal::LogPlace place, parts.database->logPlace());
    parts.segments->readUpTo(place);
    return opened(std::move(parts), clock);
}

Result<void> Store::tellOthers(const QSet<UnitCode> &units)
{
    if (!isShared() || units.isEmpty())
        return {};
    return tellNews(*m_database, m_news.tell(units));
}

bool Store::isReachable()
{
    if (!isShared())
        return true;
    journal::Statement writable(*m_database, "SELECT NOT pg_is_in_recovery() AND"
                                             " current_setting('transaction_read_only') = 'off'");
    const auto answers = writable.next();
    return answers && *answers && writable.integer(0) != 0;
}

qint64 Store::freeSpace() const
{
    // Not QStorageInfo, which opens a file to tell it: a server that has no more of them would call its disk full.
    struct statvfs disk = {};
    return ::statvfs(QFile::encodeName(m_folder).constData(), &disk) == 0
               ? static_cast<qint64>(disk.f_bavail) * static_cast<qint64>(disk.f_frsize)
               : -1;
}

qint64 Store::sizeOnDisk()
{
    if (isShared()) {
        journal::Statement size(*m_database, "SELECT CAST(coalesce(sum(pg_total_relation_size(oid)), 0) AS BIGINT)"
                                             " FROM pg_class WHERE relkind = 'r' AND"
                                             " relnamespace = current_schema()::regnamespace");
        return size.next().value_or(false) ? size.integer(0) : 0;
    }
    const QString file = m_folder + u"/server.db"_s;
    qint64 bytes = QFileInfo(file).size() + QFileInfo(file + u"-wal"_s).size();
    for (const QFileInfo &segment : QDir(m_folder + u"/segments"_s).entryInfoList(QDir::Files))
        bytes += segment.size();
    return bytes;
}

} // namespace wenyi::server
