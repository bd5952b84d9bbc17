// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/journal/BlobStore.h"
#include "shared/journal/Database.h"

#include <map>

namespace wenyi::server {

/// The blobs of each unit, a folder each: that somebody else stores the same bytes is not to be seen from outside.
/// Owns the table that counts them.
class BlobTable
{
public:
    BlobTable(journal::Database &database, QString folder);

    /// Counts a blob of this size to the unit, before its first byte is taken. Fails with NotAllowed "blob.quota",
    /// InvalidInput "blob.size" where the unit began it with another size.
    Result<void> begin(const UnitCode &unit, const Digest &digest, quint64 size, quint64 quota);
    /// Whether the unit stores this blob or began to.
    Result<bool> owns(const UnitCode &unit, const Digest &digest);
    Result<journal::BlobStore *> storeOf(const UnitCode &unit);
    /// Reads every blob of every unit that the table knows and the disk has; gives the damaged ones.
    Result<QList<Digest>> scrub();
    const QString &folder() const { return m_folder; }

private:
    journal::Database *m_database;
    QString m_folder;
    std::map<UnitCode, journal::BlobStore> m_stores;
};

} // namespace wenyi::server
