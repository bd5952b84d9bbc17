// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"

#include "server/schema/server.h"
#include "shared/journal/Schema.h"

#include <QDir>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// "WYsv": marks a SQLite file as an exchange server's store.
constexpr quint32 ApplicationId = 0x5759'7376;

} // namespace

Store::Store(std::unique_ptr<journal::Database> database, journal::UnitLog unitLog, journal::AuditLog audit,
    const QString &folder)
    : m_folder(folder)
    , m_database(std::move(database))
    , m_unitLog(std::move(unitLog))
    , m_audit(std::move(audit))
    , m_envelopes(*m_database)
    , m_receipts(*m_database)
    , m_numbers(*m_database)
    , m_blobs(*m_database, folder + u"/blobs"_s)
    , m_timeStamps(*m_database)
{
}

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const Clock &clock)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "store.folder", folder};
    journal::DatabaseOptions options;
    options.applicationId = ApplicationId;
    WENYI_TRY(auto database, journal::Database::open(folder + u"/server.db"_s, options));
    WENYI_CHECK(journal::migrate(*database, "server", schema::server, folder + u"/server.db.before-upgrade"_s));
    WENYI_TRY(journal::UnitLog unitLog, journal::UnitLog::open(*database));
    WENYI_TRY(journal::AuditLog audit, journal::AuditLog::open(*database, clock));
    return std::unique_ptr<Store>(new Store(std::move(database), std::move(unitLog), std::move(audit), folder));
}

qint64 Store::freeSpace() const
{
    return QStorageInfo(m_folder).bytesAvailable();
}

} // namespace wenyi::server
