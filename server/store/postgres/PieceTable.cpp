// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PieceTable.h"

#include "server/schema/pieces.h"

namespace wenyi::server {

using journal::LogPlace;
using journal::Statement;

PieceTable::PieceTable(journal::Database &database)
    : m_database(&database)
{
}

Result<std::unique_ptr<PieceTable>> PieceTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "pieces", schema::pieces));
    return std::unique_ptr<PieceTable>(new PieceTable(database));
}

Result<std::unique_ptr<PieceTable>> PieceTable::openToRead(journal::Database &database)
{
    WENYI_TRY(const bool isCurrent, journal::isCurrent(database, "pieces", schema::pieces));
    if (!isCurrent)
        return Error{ErrorCode::Unsupported, "store.older", {}};
    return std::unique_ptr<PieceTable>(new PieceTable(database));
}

Result<LogPlace> PieceTable::append(QByteArrayView piece)
{
    Statement insert(*m_database, "INSERT INTO pieces(bytes) VALUES (?) RETURNING number");
    WENYI_TRY(const bool inserted, insert.bind(piece.toByteArray()).next());
    if (!inserted)
        return Error{ErrorCode::StorageFailure, "store.sql", {}};
    return LogPlace{0, static_cast<quint64>(insert.integer(0)), 0};
}

Result<QByteArray> PieceTable::read(const LogPlace &piece, qsizetype offset, qsizetype length) const
{
    // Not compressed (pieces-001.sql), so that a part is read without the rest.
    Statement select(*m_database, "SELECT substring(bytes FROM ? FOR ?) FROM pieces WHERE number = ?");
    WENYI_TRY(const bool found, select.bind(qint64(offset) + 1, qint64(length), piece.offset).next());
    if (!found || select.bytes(0).size() != length)
        return Error{ErrorCode::Corrupt, "store.piece", QString::number(piece.offset)};
    return select.bytes(0);
}

Result<void> PieceTable::release(const UnitCode &unit, const Digest &digest)
{
    Statement remove(*m_database, "DELETE FROM pieces WHERE number IN"
                                  " (SELECT place FROM blob_pieces WHERE unit = ? AND digest = ?)");
    return remove.run(unit.toString(), digest);
}

} // namespace wenyi::server
