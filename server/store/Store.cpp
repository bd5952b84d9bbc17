// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"

#include "server/schema/server.h"
#include "server/store/BlobFiles.h"
#include "shared/journal/Schema.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// "WYsv": marks a SQLite file as an exchange server's store.
constexpr quint32 ApplicationId = 0x5759'7376;

} // namespace

Store::Store(Parts parts, journal::UnitLog unitLog, journal::AuditLog audit)
    : m_folder(parts.folder)
    , m_random(std::move(parts.random))
    , m_segments(std::move(parts.segments))
    , m_database(std::move(parts.database))
    , m_unitLog(std::move(unitLog))
    , m_audit(std::move(audit))
    , m_envelopes(*m_database)
    , m_receipts(*m_database)
    , m_numbers(*m_database)
    , m_blobs(*m_database, *m_segments)
    , m_timeStamps(*m_database)
{
}

Result<Store::Parts> Store::openParts(const QString &folder)
{
    Parts parts{folder, std::make_unique<crypto::SystemRandom>(), {}, {}};
    WENYI_TRY(parts.segments, SegmentLog::open(folder + u"/segments"_s, *parts.random));
    journal::DatabaseOptions options;
    options.applicationId = ApplicationId;
    WENYI_TRY(parts.database, journal::Database::open(folder + u"/server.db"_s, options));
    return parts;
}

Result<std::unique_ptr<Store>> Store::opened(Parts parts, const Clock &clock)
{
    WENYI_TRY(journal::UnitLog unitLog, journal::UnitLog::open(*parts.database));
    WENYI_TRY(journal::AuditLog audit, journal::AuditLog::open(*parts.database, clock));
    return std::unique_ptr<Store>(new Store(std::move(parts), std::move(unitLog), std::move(audit)));
}

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const Clock &clock)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    WENYI_TRY(Parts parts, openParts(folder));
    journal::Database &database = *parts.database;
    WENYI_TRY(const journal::LogPlace place, database.logPlace());
    WENYI_CHECK(parts.segments->recover(place, [&database](QByteArrayView changes, const journal::LogPlace &behind) {
        return database.replay(changes, behind);
    }));
    WENYI_CHECK(database.follow(*parts.segments));
    WENYI_CHECK(journal::migrate(database, "server", schema::server, folder + u"/server.db.before-upgrade"_s));
    WENYI_TRY(auto store, opened(std::move(parts), clock));
    WENYI_CHECK(takeBlobFiles(store->database(), store->blobs(), folder + u"/blobs"_s));
    return store;
}

Result<std::unique_ptr<Store>> Store::openBeside(const QString &folder, const Clock &clock)
{
    if (!QFileInfo::exists(folder + u"/server.db"_s))
        return Error{ErrorCode::NotFound, "store.none", folder};
    WENYI_TRY(Parts parts, openParts(folder));
    WENYI_TRY(const bool isCurrent, journal::isCurrent(*parts.database, "server", schema::server));
    if (!isCurrent)
        return Error{ErrorCode::Unsupported, "store.older", folder};
    WENYI_TRY(const journal::LogPlace place, parts.database->logPlace());
    parts.segments->readUpTo(place);
    return opened(std::move(parts), clock);
}

qint64 Store::freeSpace() const
{
    return QStorageInfo(m_folder).bytesAvailable();
}

} // namespace wenyi::server
