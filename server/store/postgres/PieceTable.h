// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/PieceStore.h"
#include "shared/journal/Database.h"

namespace wenyi::server {

/// Pieces of blobs as rows, where the database is the truth; the only owner of its table. A piece's place is its
/// number, as offset.
class PieceTable final : public PieceStore
{
public:
    /// Brings the table up to date. The database outlives this.
    static Result<std::unique_ptr<PieceTable>> open(journal::Database &database);
    /// For who only reads. Fails with Unsupported "store.older" where open() would change something.
    static Result<std::unique_ptr<PieceTable>> openToRead(journal::Database &database);

    Result<journal::LogPlace> append(QByteArrayView piece) override;
    Result<QByteArray> read(const journal::LogPlace &piece, qsizetype offset, qsizetype length) const override;
    Result<void> release(const UnitCode &unit, const Digest &digest) override;
    bool isShared() const override { return true; }

private:
    explicit PieceTable(journal::Database &database);
    journal::Database *m_database;
};

} // namespace wenyi::server
