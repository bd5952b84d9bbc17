// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Figures.h"
#include "server/store/PieceStore.h"
#include "shared/base/Limits.h"
#include "shared/base/StrongId.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/journal/Database.h"

#include <QList>
#include <QMap>

#include <map>

namespace wenyi::server {

class SegmentLog;

/// How far a blob is here.
struct BlobProgress
{
    quint64 size = 0;
    quint64 received = 0;
    bool whole = false; ///< All is here and has its digest.
};

/// A whole blob of a unit.
struct StoredBlob
{
    UnitCode unit;
    Digest digest;
    quint64 size = 0;
};

/// Where a piece of a blob stands in the log.
struct PiecePlace
{
    UnitCode unit;
    Digest digest;
    quint64 offset = 0; ///< In the blob.
    quint64 length = 0;
    journal::LogPlace place;
};

/// What a segment holds that is named by any blob.
struct LivePieces
{
    quint64 pieces = 0;
    quint64 bytes = 0; ///< Of their content.
    quint64 aside = 0; ///< Pieces besides that were set aside as damaged, and may be sound yet.
};

/// One that came in a message of its own; the bytes are its taker's.
struct WholeBlob
{
    Digest digest;
    QByteArrayView bytes;
};

/// The blobs of each unit, in pieces (PieceStore): that somebody else stores the same bytes is not to be seen
/// from outside. The only owner of the tables that say where.
class BlobTable
{
public:
    BlobTable(journal::Database &database, PieceStore &pieces);

    /// Nothing where the unit neither stores this blob nor began to.
    Result<std::optional<BlobProgress>> find(const UnitCode &unit, const Digest &digest);
    /// Counts a blob of this size to the unit, before its first byte is taken. Fails with NotAllowed "unit.quota",
    /// InvalidInput "blob.size" where it has no size or the unit began it with another, TooLarge "blob.size".
    Result<void> begin(const UnitCode &unit, const Digest &digest, quint64 size, quint64 quota);
    /// Takes the piece at the offset where what is here ends, not empty and not beyond the size; with the last one the
    /// whole is checked. Gives how much is here. Fails with InvalidInput "blob.offset", Corrupt "blob.damaged" (the
    /// blob is to be dropped), and as PieceStore::append() does.
    Result<quint64> append(const UnitCode &unit, const Digest &digest, quint64 offset, QByteArrayView piece);
    /// Takes whole blobs of at most limits::MiB that have these digests, all of them or none; those that are here
    /// already are let be. Fails as begin() and append() do.
    Result<void> putAll(const UnitCode &unit, const QList<WholeBlob> &blobs, quint64 quota);
    /// Forgets a blob of the unit, so that it begins anew.
    Result<void> drop(const UnitCode &unit, const Digest &digest);
    /// 隔离: the content of a damaged blob counts no more. The unit has it still, with nothing of it here, so that it
    /// can come anew; in the log its bytes stay, and AsideTable knows where.
    Result<void> setAside(const UnitCode &unit, const Digest &digest);
    /// The whole blob that comes next by unit and digest; nothing behind the last.
    Result<std::optional<StoredBlob>> wholeBehind(const UnitCode &unit, const Digest &digest);
    /// Bytes of a whole blob, fewer where it ends before; not checked, since its taker compares the digest. Fails with
    /// NotFound "blob.none", InvalidInput "blob.range", and as PieceStore::read() does.
    Result<QByteArray> read(const UnitCode &unit, const Digest &digest, quint64 offset, quint64 length);
    /// What all units store together.
    Result<BlobFigures> stored();
    /// Units that store more than so many bytes, and how many.
    Result<QList<std::pair<UnitCode, quint64>>> above(quint64 bytes);
    /// What a unit stores.
    Result<quint64> storedBy(const UnitCode &unit);

    /// By segment. On any connection to the database, so that the one that works is not held up.
    static Result<QMap<quint64, LivePieces>> livePieces(journal::Database &database);
    /// The pieces in one segment, in its order; on any connection.
    static Result<QList<PiecePlace>> piecesIn(journal::Database &database, quint64 segment);
    /// Writes a piece of a store in files anew at its log's end, inside the caller's transaction, if it still stands
    /// where it is said to. Gives the bytes that were written, 0 for none. Fails as SegmentLog::piece() and append().
    Result<quint64> movePiece(SegmentLog &log, const PiecePlace &piece);

    /// Reads every whole blob of every unit; gives the damaged ones.
    Result<QList<Digest>> scrub();

private:
    using Key = std::pair<UnitCode, Digest>;
    /// The digest of a blob's first octets, so that they are not read again with each piece.
    struct Hashing
    {
        crypto::ContentDigest hash;
        quint64 bytes = 0;
        quint64 lastPlace = 0; ///< Of the piece that was hashed last; looked at where others write too.
    };

    Result<void> hash(const Key &key, quint64 size, quint64 offset, QByteArrayView piece);
    /// Whether the last piece that is here is the one that was hashed.
    Result<bool> isUpToDate(const Key &key, const Hashing &hashing, quint64 offset);
    /// Whether what is here with the last piece, which begins at `offset`, is what the blob is named by.
    Result<bool> isSound(const Key &key, quint64 offset, QByteArrayView lastPiece);
    /// The first `size` bytes of what is here.
    Result<void> addTo(crypto::ContentCheck &check, const UnitCode &unit, const Digest &digest, quint64 size);
    /// Whether so many more bytes stay within the unit's quota.
    Result<void> checkQuota(const UnitCode &unit, quint64 size, quint64 quota);
    /// Those of them that are not here whole, each once; what was begun of them is dropped.
    Result<QList<WholeBlob>> missingOf(const UnitCode &unit, const QList<WholeBlob> &blobs);
    /// Gives its offset in the log.
    Result<quint64> addPiece(const UnitCode &unit, const Digest &digest, quint64 offset, QByteArrayView piece);
    Result<void> count(const UnitCode &unit, qint64 bytes);

    journal::Database *m_database;
    PieceStore *m_pieces;
    std::map<Key, Hashing> m_hashing; ///< Of blobs that are on their way.
};

} // namespace wenyi::server
