// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QFile>

#include <memory>
#include <optional>

namespace wenyi::server {

enum class RecordKind : quint8 { Piece = 1, Changes = 2 };

/// A record of a segment, as it was read.
struct SegmentRecord
{
    RecordKind kind = RecordKind::Piece;
    quint64 number = 0; ///< Of a set of changes; 0 for a piece.
    QByteArray content;
    qint64 behind = 0; ///< The offset of what follows.
};

/// One file of the segment log: "WYseglog", a random mark (8 octets), the CRC-32 of both, four
/// octets of nought, and records. A record is the mark, its number
/// (8), the length of its content (4), the CRC-32 of all of it but these four (4), its kind (1), seven octets of
/// nought, and its content; integers little-endian. Who hands in content does not know the mark, so none can look like
/// a record.
class SegmentFile
{
public:
    /// Where the first record begins.
    static constexpr qint64 Begin = 24;
    /// Bytes in front of a record's content.
    static constexpr qint64 HeaderSize = 32;

    /// Begins a file, or anew one that was cut off at its beginning. Fails with StorageFailure "segment.open",
    /// "store.full", "segment.write".
    static Result<SegmentFile> create(const QString &path, RandomSource &random);
    /// Fails with StorageFailure "segment.open", "segment.read", Corrupt "segment.damaged".
    static Result<SegmentFile> open(const QString &path);

    /// Begins a file with the first octets of another log's file. Fails with Corrupt "segment.damaged" where that is no
    /// beginning, and as create() does.
    static Result<SegmentFile> createCopy(const QString &path, QByteArrayView beginning);

    /// With what waits to be written.
    qint64 size() const;
    /// False for one that was cut off at its beginning: it has no record.
    bool isBegun() const { return !m_mark.isEmpty(); }
    /// The record that begins there; none where no whole one does. Fails with StorageFailure "segment.read".
    Result<std::optional<SegmentRecord>> record(qint64 at) const;
    /// The same of a file whose end is still on its way: none where more has to come first. Fails also with Corrupt
    /// "segment.damaged" where what stands there becomes no record, whatever comes.
    Result<std::optional<SegmentRecord>> arriving(qint64 at) const;
    /// Behind the record, or its header, that arriving() waits for. Fails with StorageFailure "segment.read".
    Result<qint64> reachOf(qint64 at) const;
    /// Whether a whole set of changes of this number or a later one stands anywhere behind an offset at which no
    /// record can be read.
    Result<bool> hasChangesBehind(qint64 at, quint64 number) const;
    /// Bytes as they are. Fails with Corrupt "segment.missing" where there are fewer.
    Result<QByteArray> read(qint64 at, qsizetype length) const;

    /// Puts a record at the offset, which is the end of those that count, and gives the offset behind it. Small records
    /// wait in memory and are written together, at the latest by sync(). What fails leaves nothing, nor of those that
    /// waited: they were not synced, and size() tells. Fails with StorageFailure "store.full", "segment.write".
    Result<qint64> append(qint64 at, RecordKind kind, quint64 number, QByteArrayView content);
    /// Writes bytes as they stand in another log's file, at the end of those that are here. Fails with StorageFailure
    /// "store.full", "segment.write".
    Result<void> put(qint64 at, QByteArrayView bytes);
    /// Fails with StorageFailure "file.sync", and as append() does.
    Result<void> sync();
    /// Drops what stands behind, synced. Fails with StorageFailure "segment.write", "file.sync".
    Result<void> cutTo(qint64 size);

private:
    explicit SegmentFile(std::unique_ptr<QFile> file);
    Result<void> readFile(qint64 at, char *into, qsizetype length) const;
    Result<void> writeWaiting();

    std::unique_ptr<QFile> m_file; ///< Unbuffered.
    QByteArray m_mark;
    QByteArray m_waiting;   ///< Whole records that are not in the file yet.
    qint64 m_waitingAt = 0; ///< Where they go.
};

} // namespace wenyi::server
