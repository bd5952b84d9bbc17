// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Database.h"

#include <QSet>
#include <QString>

namespace wenyi::server {

/// The database of a server's store. Fails as journal::Database::open().
Result<std::unique_ptr<journal::Database>> openStoreDatabase(const QString &path);

/// 基准库: a whole copy of the database as it was at one place of the segment log (decision 42). With the log from that
/// place on it is all that the server keeps; what stands before it in the log counts no more.
class StoreBase
{
public:
    /// A copy that is whole and on the disk, and not the base yet.
    struct Copy
    {
        journal::LogPlace place;
        QSet<quint64> segments; ///< With pieces of blobs that it names.
    };

    explicit StoreBase(QString storeFolder)
        : m_folder(std::move(storeFolder))
    {
    }

    /// Has a store of the form before the log, which begins here, for its base. Fails with StorageFailure.
    Result<void> keepFirst(journal::Database &database, const journal::LogPlace &place) const;
    /// Where there is a base and no database, makes the database anew. Fails with StorageFailure.
    Result<void> restoreMissing() const;
    /// Whether the database stands in a segment before the base's, so that the log has no way from it any more: after a
    /// power cut it may have lost what was not synced, and the base has not. Fails as journal::Database::open().
    Result<bool> isAheadOf(const journal::LogPlace &place) const;
    /// Puts a copy of the base in the place of the database, which nobody has open.
    Result<void> restore() const;

    /// Copies the database as this connection sees it. From any thread. Fails with StorageFailure.
    Result<Copy> copy(journal::Database &reader) const;
    /// The copy is the base from now on, after a power cut too. Fails with StorageFailure.
    Result<void> adoptCopy() const;
    void dropCopy() const;

private:
    QString database() const { return m_folder + QStringLiteral("/server.db"); }
    QString base() const { return m_folder + QStringLiteral("/segments/base.db"); }
    QString copied() const { return base() + QStringLiteral(".making"); }

    QString m_folder;
};

} // namespace wenyi::server
