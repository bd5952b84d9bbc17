// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/StoreBase.h"

#include "server/store/BlobTable.h"
#include "shared/base/FolderSync.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// "WYsv": marks a SQLite file as an exchange server's store.
constexpr quint32 ApplicationId = 0x5759'7376;

/// SQLite would take what another database left in them for this one's.
void removeLogsOf(const QString &database)
{
    QFile::remove(database + u"-wal"_s);
    QFile::remove(database + u"-shm"_s);
}

void removeAllOf(const QString &database)
{
    removeLogsOf(database);
    QFile::remove(database);
}

/// Gives a database that is on the disk the name of another one.
Result<void> putInPlace(const QString &made, const QString &to)
{
    const QString folder = QFileInfo(to).path();
    removeLogsOf(to);
    // Before the name: logs of the old one must not come back beside the new one after a power cut.
    WENYI_CHECK(syncFolder(folder));
    if (std::rename(QFile::encodeName(made).constData(), QFile::encodeName(to).constData()) != 0)
        return Error{
            ErrorCode::StorageFailure, "store.base", to + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
    return syncFolder(folder);
}

Result<void> copyInPlace(journal::Database &database, const QString &to)
{
    const QString making = to + u".making"_s;
    removeAllOf(making); // What an interrupted copy left.
    WENYI_CHECK(database.backUp(making));
    WENYI_CHECK(syncFile(making));
    return putInPlace(making, to);
}

} // namespace

Result<std::unique_ptr<journal::Database>> openStoreDatabase(const QString &path)
{
    journal::DatabaseOptions options;
    options.applicationId = ApplicationId;
    return journal::Database::open(path, options);
}

Result<void> StoreBase::keepFirst(journal::Database &database, const journal::LogPlace &place) const
{
    if (place != journal::LogPlace() || QFileInfo::exists(base()))
        return {};
    bool isOld = false;
    {
        // Let go before the copy: SQLite makes none while a statement is open.
        journal::Statement tables(database, "SELECT 1 FROM sqlite_master WHERE name = 'schema_versions'");
        WENYI_TRY(isOld, tables.next());
    }
    return isOld ? copyInPlace(database, base()) : Result<void>();
}

Result<void> StoreBase::restoreMissing() const
{
    return QFileInfo::exists(database()) || !QFileInfo::exists(base()) ? Result<void>() : restore();
}

Result<bool> StoreBase::isAheadOf(const journal::LogPlace &place) const
{
    if (!QFileInfo::exists(base()))
        return false;
    WENYI_TRY(const auto opened, openStoreDatabase(base()));
    WENYI_TRY(const journal::LogPlace from, opened->logPlace());
    return place.segment < from.segment;
}

Result<void> StoreBase::restore() const
{
    WENYI_TRY(const auto opened, openStoreDatabase(base()));
    return copyInPlace(*opened, database());
}

Result<StoreBase::Copy> StoreBase::copy(journal::Database &reader) const
{
    dropCopy();
    WENYI_CHECK(reader.backUp(copied()));
    Copy copy;
    {
        WENYI_TRY(const auto opened, openStoreDatabase(copied()));
        WENYI_TRY(copy.place, opened->logPlace());
        WENYI_TRY(const auto live, BlobTable::livePieces(*opened));
        for (auto segment = live.begin(); segment != live.end(); ++segment)
            copy.segments.insert(segment.key());
    }
    // SQLite removes it when all of it is in the database.
    if (QFileInfo::exists(copied() + u"-wal"_s))
        return Error{ErrorCode::StorageFailure, "store.base", copied()};
    WENYI_CHECK(syncFile(copied()));
    return copy;
}

Result<void> StoreBase::adoptCopy() const
{
    return putInPlace(copied(), base());
}

void StoreBase::dropCopy() const
{
    removeAllOf(copied());
}

} // namespace wenyi::server
