// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/BlobTable.h"

namespace wenyi::server {

/// 隔离区: where the pieces of damaged blobs stand in the log. Rot is one disk's and the log goes to the standby, whose
/// copy of the pieces may be sound: there the blob is taken back. The only owner of this table.
class AsideTable
{
public:
    /// Makes the table if there is none. Fails as journal::migrate().
    static Result<AsideTable> open(journal::Database &database);
    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    /// Notes where the pieces of a blob stand, before BlobTable::setAside() forgets it.
    Result<void> keep(const StoredBlob &blob);
    /// The next by unit and digest, its size being what its pieces have together; nothing behind the last.
    Result<std::optional<StoredBlob>> nextBehind(const UnitCode &unit, const Digest &digest);
    /// The piece that begins at an offset of the blob.
    Result<std::optional<PiecePlace>> piece(const StoredBlob &blob, quint64 offset);
    /// Has the blob whole from the pieces that were noted, in place of what came of it since.
    Result<void> takeBack(const StoredBlob &blob);
    /// Blobs of which pieces are noted and that have not come anew.
    Result<quint64> count();
    /// Nothing of it is to be taken back any more.
    Result<void> forget(const StoredBlob &blob);

private:
    explicit AsideTable(journal::Database &database)
        : m_database(&database)
    {
    }
    journal::Database *m_database;
};

} // namespace wenyi::server
