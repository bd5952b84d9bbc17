// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/AsideTable.h"

#include "server/schema/aside.h"
#include "shared/journal/Schema.h"

namespace wenyi::server {

using journal::Statement;

Result<AsideTable> AsideTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "aside", schema::aside));
    return AsideTable(database);
}

Result<bool> AsideTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "aside", schema::aside);
}

Result<void> AsideTable::keep(const StoredBlob &blob)
{
    WENYI_CHECK(forget(blob)); // Where it was damaged before, too.
    Statement insert(*m_database,
        "INSERT INTO aside_pieces(unit, digest, offset, length, segment, place) SELECT unit, digest, offset, length,"
        " segment, place FROM blob_pieces WHERE unit = ? AND digest = ?");
    return insert.run(blob.unit.toString(), blob.digest);
}

Result<std::optional<StoredBlob>> AsideTable::nextBehind(const UnitCode &unit, const Digest &digest)
{
    Statement select(*m_database, "SELECT unit, digest, CAST(sum(length) AS INTEGER) FROM aside_pieces WHERE"
                                  " (unit, digest) > (?, ?) GROUP BY unit, digest ORDER BY unit, digest LIMIT 1");
    WENYI_TRY(const bool found, select.bind(unit.toString(), digest).next());
    if (!found)
        return std::optional<StoredBlob>();
    WENYI_TRY(const Digest next, select.digest(1));
    return std::optional(StoredBlob{UnitCode(select.text(0)), next, static_cast<quint64>(select.integer(2))});
}

Result<std::optional<PiecePlace>> AsideTable::piece(const StoredBlob &blob, quint64 offset)
{
    Statement select(
        *m_database, "SELECT length, segment, place FROM aside_pieces WHERE unit = ? AND digest = ? AND offset = ?");
    WENYI_TRY(const bool found, select.bind(blob.unit.toString(), blob.digest, offset).next());
    if (!found)
        return std::optional<PiecePlace>();
    const auto column = [&select](int index) { return static_cast<quint64>(select.integer(index)); };
    return std::optional(PiecePlace{blob.unit, blob.digest, offset, column(0), {column(1), column(2), 0}});
}

Result<void> AsideTable::takeBack(const StoredBlob &blob)
{
    const QString unit = blob.unit.toString();
    Statement drop(*m_database, "DELETE FROM blob_pieces WHERE unit = ? AND digest = ?");
    WENYI_CHECK(drop.run(unit, blob.digest));
    Statement insert(*m_database,
        "INSERT INTO blob_pieces(unit, digest, offset, length, segment, place) SELECT unit, digest, offset, length,"
        " segment, place FROM aside_pieces WHERE unit = ? AND digest = ?");
    WENYI_CHECK(insert.run(unit, blob.digest));
    Statement whole(*m_database, "UPDATE blobs SET received = size, whole = 1 WHERE unit = ? AND digest = ?");
    WENYI_CHECK(whole.run(unit, blob.digest));
    return forget(blob);
}

Result<quint64> AsideTable::count()
{
    // Each blob has a piece that begins it.
    Statement select(*m_database, "SELECT count(*) FROM aside_pieces JOIN blobs ON blobs.unit = aside_pieces.unit"
                                  " AND blobs.digest = aside_pieces.digest WHERE aside_pieces.offset = 0"
                                  " AND blobs.whole = 0");
    WENYI_CHECK(select.next());
    return static_cast<quint64>(select.integer(0));
}

Result<void> AsideTable::forget(const StoredBlob &blob)
{
    Statement pieces(*m_database, "DELETE FROM aside_pieces WHERE unit = ? AND digest = ?");
    return pieces.run(blob.unit.toString(), blob.digest);
}

} // namespace wenyi::server
