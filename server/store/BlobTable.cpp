// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobTable.h"

#include "server/store/SegmentLog.h"

#include <algorithm>

namespace wenyi::server {

using journal::LogPlace;
using journal::Statement;

namespace {

/// Uploads of which the digest so far is known; of others what is here is read again.
constexpr std::size_t MostHashing = 256;

} // namespace

BlobTable::BlobTable(journal::Database &database, PieceStore &pieces)
    : m_database(&database)
    , m_pieces(&pieces)
{
}

Result<std::optional<BlobProgress>> BlobTable::find(const UnitCode &unit, const Digest &digest)
{
    Statement select(*m_database, "SELECT size, received, whole FROM blobs WHERE unit = ? AND digest = ?");
    WENYI_TRY(const bool found, select.bind(unit.toString(), digest).next());
    if (!found)
        return std::optional<BlobProgress>();
    return BlobProgress{
        static_cast<quint64>(select.integer(0)), static_cast<quint64>(select.integer(1)), select.integer(2) != 0};
}

Result<void> BlobTable::count(const UnitCode &unit, qint64 bytes)
{
    Statement sum(*m_database, "INSERT INTO blob_sums(unit, bytes) VALUES (?1, ?2)"
                               " ON CONFLICT(unit) DO UPDATE SET bytes = blob_sums.bytes + ?2");
    return sum.run(unit.toString(), bytes);
}

Result<void> BlobTable::begin(const UnitCode &unit, const Digest &digest, quint64 size, quint64 quota)
{
    if (size > static_cast<quint64>(limits::Blob))
        return Error{ErrorCode::TooLarge, "blob.size", QString::number(size)};
    WENYI_TRY(const auto known, find(unit, digest));
    if (size == 0 || (known && known->size != size))
        return Error{ErrorCode::InvalidInput, "blob.size", QString::number(size)};
    if (known)
        return {};
    WENYI_CHECK(checkQuota(unit, size, quota));
    Statement insert(*m_database, "INSERT INTO blobs(unit, digest, size) VALUES (?, ?, ?)");
    WENYI_CHECK(insert.run(unit.toString(), digest, size));
    return count(unit, static_cast<qint64>(size));
}

Result<void> BlobTable::checkQuota(const UnitCode &unit, quint64 size, quint64 quota)
{
    WENYI_TRY(const quint64 taken, storedBy(unit));
    if (taken > quota || size > quota - taken)
        return Error{ErrorCode::NotAllowed, "unit.quota", unit.toString()};
    return {};
}

Result<QList<WholeBlob>> BlobTable::missingOf(const UnitCode &unit, const QList<WholeBlob> &blobs)
{
    QList<WholeBlob> missing;
    QList<Digest> begun;
    for (const WholeBlob &blob : blobs) {
        const auto size = static_cast<quint64>(blob.bytes.size());
        WENYI_TRY(const auto known, find(unit, blob.digest));
        if (size == 0 || (known && known->size != size))
            return Error{ErrorCode::InvalidInput, "blob.size", QString::number(size)};
        const bool isTwice = std::any_of(
            missing.cbegin(), missing.cend(), [&blob](const WholeBlob &other) { return other.digest == blob.digest; });
        if ((known && known->whole) || isTwice)
            continue;
        missing.append(blob);
        if (known)
            begun.append(blob.digest);
    }
    // What another message began counts already, and is taken anew.
    for (const Digest &digest : std::as_const(begun))
        WENYI_CHECK(drop(unit, digest));
    return missing;
}

Result<void> BlobTable::putAll(const UnitCode &unit, const QList<WholeBlob> &blobs, quint64 quota)
{
    WENYI_TRY(const QList<WholeBlob> missing, missingOf(unit, blobs));
    quint64 bytes = 0;
    for (const WholeBlob &blob : missing)
        bytes += static_cast<quint64>(blob.bytes.size());
    if (bytes == 0)
        return {};
    WENYI_CHECK(checkQuota(unit, bytes, quota));
    Statement insert(*m_database, "INSERT INTO blobs(unit, digest, size, received, whole) VALUES (?, ?, ?, ?, 1)");
    for (const WholeBlob &blob : missing) {
        const auto size = static_cast<quint64>(blob.bytes.size());
        WENYI_CHECK(insert.run(unit.toString(), blob.digest, size, size));
        for (qsizetype at = 0; at < blob.bytes.size(); at += limits::BlobChunk) {
            const QByteArrayView piece = blob.bytes.sliced(at, std::min(limits::BlobChunk, blob.bytes.size() - at));
            WENYI_CHECK(addPiece(unit, blob.digest, static_cast<quint64>(at), piece));
        }
    }
    return count(unit, static_cast<qint64>(bytes));
}

Result<quint64> BlobTable::addPiece(const UnitCode &unit, const Digest &digest, quint64 offset, QByteArrayView piece)
{
    WENYI_TRY(const LogPlace place, m_pieces->append(piece));
    Statement insert(
        *m_database, "INSERT INTO blob_pieces(unit, digest, offset, length, segment, place) VALUES (?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(
        insert.run(unit.toString(), digest, offset, static_cast<quint64>(piece.size()), place.segment, place.offset));
    return place.offset;
}

Result<BlobFigures> BlobTable::stored()
{
    Statement select(*m_database, "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS INTEGER), coalesce(max(bytes), 0)"
                                  " FROM blob_sums WHERE bytes > 0");
    WENYI_CHECK(select.next());
    const auto column = [&select](int index) { return static_cast<quint64>(select.integer(index)); };
    return BlobFigures{column(0), column(1), column(2)};
}

Result<quint64> BlobTable::storedBy(const UnitCode &unit)
{
    Statement sum(*m_database, "SELECT bytes FROM blob_sums WHERE unit = ?");
    WENYI_TRY(const bool found, sum.bind(unit.toString()).next());
    return found ? static_cast<quint64>(sum.integer(0)) : 0;
}

Result<QList<std::pair<UnitCode, quint64>>> BlobTable::above(quint64 bytes)
{
    QList<std::pair<UnitCode, quint64>> units;
    Statement select(*m_database, "SELECT unit, bytes FROM blob_sums WHERE bytes > ? ORDER BY unit");
    WENYI_TRY(bool more, select.bind(bytes).next());
    while (more) {
        units.append({UnitCode(select.text(0)), static_cast<quint64>(select.integer(1))});
        WENYI_TRY(more, select.next());
    }
    return units;
}

Result<QMap<quint64, LivePieces>> BlobTable::livePieces(journal::Database &database)
{
    QMap<quint64, LivePieces> live;
    Statement select(database, "SELECT segment, count(*), sum(length) FROM blob_pieces GROUP BY segment");
    WENYI_TRY(bool more, select.next());
    while (more) {
        live.insert(static_cast<quint64>(select.integer(0)),
            {static_cast<quint64>(select.integer(1)), static_cast<quint64>(select.integer(2)), 0});
        WENYI_TRY(more, select.next());
    }
    Statement aside(database, "SELECT segment, count(*) FROM aside_pieces GROUP BY segment");
    WENYI_TRY(more, aside.next());
    while (more) {
        live[static_cast<quint64>(aside.integer(0))].aside = static_cast<quint64>(aside.integer(1));
        WENYI_TRY(more, aside.next());
    }
    return live;
}

Result<QList<PiecePlace>> BlobTable::piecesIn(journal::Database &database, quint64 segment)
{
    QList<PiecePlace> pieces;
    Statement select(
        database, "SELECT unit, digest, offset, length, place FROM blob_pieces WHERE segment = ? ORDER BY place");
    WENYI_TRY(bool more, select.bind(segment).next());
    while (more) {
        WENYI_TRY(const Digest digest, select.digest(1));
        pieces.append({UnitCode(select.text(0)), digest, static_cast<quint64>(select.integer(2)),
            static_cast<quint64>(select.integer(3)), LogPlace{segment, static_cast<quint64>(select.integer(4)), 0}});
        WENYI_TRY(more, select.next());
    }
    return pieces;
}

Result<quint64> BlobTable::movePiece(SegmentLog &log, const PiecePlace &piece)
{
    {
        Statement select(*m_database, "SELECT 1 FROM blob_pieces WHERE unit = ? AND digest = ? AND offset = ?"
                                      " AND length = ? AND segment = ? AND place = ?");
        WENYI_TRY(const bool isThere, select
                                          .bind(piece.unit.toString(), piece.digest, piece.offset, piece.length,
                                              piece.place.segment, piece.place.offset)
                                          .next());
        if (!isThere)
            return 0; // Dropped since it was listed.
    }
    // One that cannot be read is its segment's damage, too: it says nothing of the others.
    const Result<QByteArray> content = log.piece(piece.place);
    if (!content || static_cast<quint64>(content->size()) != piece.length)
        return Error{ErrorCode::Corrupt, "segment.damaged", QString::number(piece.place.segment)};
    WENYI_TRY(const LogPlace moved, log.append(*content));
    Statement update(
        *m_database, "UPDATE blob_pieces SET segment = ?, place = ? WHERE unit = ? AND digest = ? AND offset = ?");
    WENYI_CHECK(update.run(moved.segment, moved.offset, piece.unit.toString(), piece.digest, piece.offset));
    return piece.length;
}

Result<quint64> BlobTable::append(const UnitCode &unit, const Digest &digest, quint64 offset, QByteArrayView piece)
{
    WENYI_TRY(const auto known, find(unit, digest));
    const auto size = static_cast<quint64>(piece.size());
    if (!known || known->whole || offset != known->received || size == 0 || size > known->size - offset)
        return Error{ErrorCode::InvalidInput, "blob.offset", QString::number(offset)};
    const quint64 have = offset + size;
    const bool isLast = have == known->size;
    WENYI_CHECK(hash(Key(unit, digest), known->size, offset, piece));
    if (isLast) {
        WENYI_TRY(const bool isWhole, isSound(Key(unit, digest), offset, piece));
        if (!isWhole)
            return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
    }
    WENYI_TRY(const quint64 place, addPiece(unit, digest, offset, piece));
    if (const auto hashing = m_hashing.find(Key(unit, digest)); hashing != m_hashing.end())
        hashing->second.lastPlace = place;
    Statement update(*m_database, "UPDATE blobs SET received = ?, whole = ? WHERE unit = ? AND digest = ?");
    WENYI_CHECK(update.run(have, isLast ? 1 : 0, unit.toString(), digest));
    return have;
}

Result<void> BlobTable::hash(const Key &key, quint64 size, quint64 offset, QByteArrayView piece)
{
    if (offset == 0) {
        if (m_hashing.size() >= MostHashing && !m_hashing.contains(key))
            m_hashing.erase(m_hashing.begin());
        m_hashing.insert_or_assign(key, Hashing{crypto::ContentDigest(size)});
    }
    const auto found = m_hashing.find(key);
    if (found == m_hashing.end())
        return {};
    WENYI_TRY(const bool goesOn, isUpToDate(key, found->second, offset));
    if (!goesOn) { // What was taken then was rolled back, or another process went on.
        m_hashing.erase(found);
        return {};
    }
    found->second.hash.add(piece);
    found->second.bytes += static_cast<quint64>(piece.size());
    return {};
}

Result<bool> BlobTable::isUpToDate(const Key &key, const Hashing &hashing, quint64 offset)
{
    if (hashing.bytes != offset || offset == 0 || !m_pieces->isShared())
        return hashing.bytes == offset;
    // Another process may have dropped the blob and begun it anew with other content of the same size.
    Statement last(
        *m_database, "SELECT place FROM blob_pieces WHERE unit = ? AND digest = ? ORDER BY offset DESC LIMIT 1");
    WENYI_TRY(const bool found, last.bind(key.first.toString(), key.second).next());
    return found && static_cast<quint64>(last.integer(0)) == hashing.lastPlace;
}

Result<bool> BlobTable::isSound(const Key &key, quint64 offset, QByteArrayView lastPiece)
{
    const quint64 size = offset + static_cast<quint64>(lastPiece.size());
    const auto found = m_hashing.find(key);
    if (found != m_hashing.end()) {
        const Digest digest = found->second.hash.finish();
        m_hashing.erase(found);
        if (digest == key.second)
            return true;
        if (size <= crypto::LargestPlainContent)
            return false;
    }
    // Another run began it, too many were on their way, or it is named by its plain SM3: what is here is read once,
    // however many pieces it came in.
    crypto::ContentCheck check(size);
    WENYI_CHECK(addTo(check, key.first, key.second, offset));
    check.add(lastPiece);
    return check.isNamed(key.second);
}

Result<void> BlobTable::addTo(crypto::ContentCheck &check, const UnitCode &unit, const Digest &digest, quint64 size)
{
    for (quint64 at = 0; at < size;) {
        WENYI_TRY(
            const QByteArray part, read(unit, digest, at, std::min(size - at, static_cast<quint64>(limits::MiB))));
        if (part.isEmpty())
            return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
        check.add(part);
        at += static_cast<quint64>(part.size());
    }
    return {};
}

Result<void> BlobTable::drop(const UnitCode &unit, const Digest &digest)
{
    m_hashing.erase(Key(unit, digest));
    WENYI_TRY(const auto known, find(unit, digest));
    if (!known)
        return {};
    WENYI_CHECK(m_pieces->release(unit, digest));
    Statement pieces(*m_database, "DELETE FROM blob_pieces WHERE unit = ? AND digest = ?");
    WENYI_CHECK(pieces.run(unit.toString(), digest));
    Statement blob(*m_database, "DELETE FROM blobs WHERE unit = ? AND digest = ?");
    WENYI_CHECK(blob.run(unit.toString(), digest));
    return count(unit, -static_cast<qint64>(known->size));
}

Result<void> BlobTable::setAside(const UnitCode &unit, const Digest &digest)
{
    m_hashing.erase(Key(unit, digest));
    WENYI_CHECK(m_pieces->release(unit, digest));
    Statement pieces(*m_database, "DELETE FROM blob_pieces WHERE unit = ? AND digest = ?");
    WENYI_CHECK(pieces.run(unit.toString(), digest));
    Statement blob(*m_database, "UPDATE blobs SET received = 0, whole = 0 WHERE unit = ? AND digest = ?");
    return blob.run(unit.toString(), digest);
}

Result<std::optional<StoredBlob>> BlobTable::wholeBehind(const UnitCode &unit, const Digest &digest)
{
    Statement select(*m_database, "SELECT unit, digest, size FROM blobs WHERE whole = 1"
                                  " AND (unit, digest) > (?, ?) ORDER BY unit, digest LIMIT 1");
    WENYI_TRY(const bool found, select.bind(unit.toString(), digest).next());
    if (!found)
        return std::optional<StoredBlob>();
    WENYI_TRY(const Digest next, select.digest(1));
    return std::optional(StoredBlob{UnitCode(select.text(0)), next, static_cast<quint64>(select.integer(2))});
}

Result<QByteArray> BlobTable::read(const UnitCode &unit, const Digest &digest, quint64 offset, quint64 length)
{
    WENYI_TRY(const auto known, find(unit, digest));
    if (!known)
        return Error{ErrorCode::NotFound, "blob.none", QString::fromLatin1(digest.toHex())};
    if (offset > known->received || length > static_cast<quint64>(limits::Blob))
        return Error{ErrorCode::InvalidInput, "blob.range", QString::number(offset)};
    const quint64 end = std::min(offset + length, known->received);
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(end - offset));
    // From the piece that the offset lies in.
    Statement select(*m_database,
        "SELECT offset, length, segment, place FROM blob_pieces WHERE unit = ?1 AND digest = ?2 AND offset >="
        " (SELECT max(offset) FROM blob_pieces WHERE unit = ?1 AND digest = ?2 AND offset <= ?3)"
        " AND offset < ?4 ORDER BY offset");
    WENYI_TRY(bool more, select.bind(unit.toString(), digest, offset, end).next());
    for (quint64 at = offset; more && at < end;) {
        const auto begin = static_cast<quint64>(select.integer(0));
        const quint64 behind = begin + static_cast<quint64>(select.integer(1));
        const LogPlace place{static_cast<quint64>(select.integer(2)), static_cast<quint64>(select.integer(3)), 0};
        const quint64 upTo = std::min(behind, end);
        if (begin > at || upTo <= at)
            return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(digest.toHex())};
        WENYI_TRY(const QByteArray part,
            m_pieces->read(place, static_cast<qsizetype>(at - begin), static_cast<qsizetype>(upTo - at)));
        bytes += part;
        at = upTo;
        WENYI_TRY(more, select.next());
    }
    return bytes;
}

Result<QList<Digest>> BlobTable::scrub()
{
    struct Whole
    {
        UnitCode unit;
        Digest digest;
        quint64 size;
    };
    // Listed before they are read, so that a server that works beside this can move its database's log meanwhile.
    QList<Whole> blobs;
    {
        Statement select(*m_database, "SELECT unit, digest, size FROM blobs WHERE whole = 1");
        WENYI_TRY(bool more, select.next());
        while (more) {
            WENYI_TRY(const Digest digest, select.digest(1));
            blobs.append({UnitCode(select.text(0)), digest, static_cast<quint64>(select.integer(2))});
            WENYI_TRY(more, select.next());
        }
    }
    QList<Digest> damaged;
    for (const Whole &blob : std::as_const(blobs)) {
        crypto::ContentCheck check(blob.size);
        if (!addTo(check, blob.unit, blob.digest, blob.size) || !check.isNamed(blob.digest))
            damaged.append(blob.digest);
    }
    return damaged;
}

} // namespace wenyi::server
