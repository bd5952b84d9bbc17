// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/PieceStore.h"
#include "server/store/SegmentFile.h"
#include "shared/base/Digest.h"
#include "shared/base/Limits.h"
#include "shared/journal/ChangeLog.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>
#include <memory>

namespace wenyi::server {

struct SegmentSize
{
    quint64 number = 0;
    qint64 bytes = 0;
};

/// 段日志: what the server keeps, in the order in which it was taken; its database is the index (decision 34).
///
/// Files of records that are only ever appended to, and removed when nothing in them counts any more. A record is a
/// piece of a blob or one transaction's changes; pieces count once changes that name them stand behind them. One sync
/// serves all of a group. Used by one thread.
class SegmentLog final : public journal::ChangeLog, public PieceStore
{
public:
    using Apply = std::function<Result<void>(QByteArrayView changes, const journal::LogPlace &behind)>;
    /// Bytes from which on a new segment is begun.
    static constexpr qint64 UsualSegmentSize = 256 * limits::MiB;

    /// Makes the folder if there is none. Nothing is written before recover(). Fails with StorageFailure
    /// "segment.open".
    static Result<std::unique_ptr<SegmentLog>> open(
        const QString &folder, RandomSource &random, qint64 segmentSize = UsualSegmentSize);
    ~SegmentLog() override;

    /// Hands over each set of changes behind `from`, in order, then cuts off what a torn group left: it was never
    /// acknowledged. Once, before anything is written. Fails with Corrupt "segment.damaged" where something that was
    /// synced cannot be read, "segment.missing" where `from` is not there, and as `apply` does.
    Result<void> recover(const journal::LogPlace &from, const Apply &apply);

    /// Instead, for who only reads beside the one that writes: nothing behind the place is looked at.
    void readUpTo(const journal::LogPlace &place) { m_end = place; }

    /// Writes a piece of a blob, at most limits::BlobChunk bytes; on the disk with the next keep(). Gives where it
    /// begins. Fails as keep() does.
    Result<journal::LogPlace> append(QByteArrayView piece) override;
    Result<journal::LogPlace> keep(QByteArrayView changes) override;

    /// Content of the piece at a place, from an offset in it. What was read is not checked: whoever takes a blob
    /// compares its digest. Fails with Corrupt "segment.missing".
    Result<QByteArray> read(const journal::LogPlace &piece, qsizetype offset, qsizetype length) const override;
    /// The log is only ever appended to.
    Result<void> release(const UnitCode &, const Digest &) override { return {}; }
    bool isShared() const override { return false; }

    /// A whole piece, compared with what was written. Fails with Corrupt "segment.damaged", "segment.missing".
    Result<QByteArray> piece(const journal::LogPlace &place) const;

    /// The segments that are here, in order.
    QList<SegmentSize> sizes() const;
    bool has(quint64 segment) const { return segments().contains(segment); }
    /// The segment that is written; those before it never change again.
    quint64 newest() const { return m_end.segment; }
    /// Goes on in a new segment, unless nothing stands in the newest. Fails as keep() does.
    Result<void> seal();
    /// Removes a segment before the newest one; none that is not here. Whether anything in it counts is the caller's to
    /// know. Fails with StorageFailure "segment.remove", "store.read-only".
    Result<void> remove(quint64 number);

    /// Up to where everything is on the disk and counts.
    const journal::LogPlace &kept() const { return m_kept; }

    /// Bytes of the log's files as they are, on their way to a standby.
    struct Part
    {
        quint64 segment = 0;
        quint64 offset = 0;
        QByteArray bytes;
    };
    /// What was kept from a byte on, of one segment; the next segment's beginning where that one ends there, and
    /// nothing where all of it is there. Fails with Corrupt "segment.missing" where this log does not reach so far.
    Result<Part> keptFrom(const journal::LogPlace &from, qsizetype most) const;
    /// Of the last octets of a segment before a place, by which two logs know that they are one. Fails as read() does.
    Result<Digest> digestBefore(const journal::LogPlace &place) const;

    /// From now on, after recover(), this log is a copy of another one, which grows by receive() alone.
    Result<void> beginReceiving();
    /// The byte at which the copy goes on.
    const journal::LogPlace &arrived() const { return m_arrived; }
    /// Takes the next bytes; hands over each set of changes that is whole by them once it is on the disk. Fails
    /// with Corrupt "segment.order" for other bytes than the next, "segment.damaged", as keep() does, and as `apply`
    /// does; the log is to be opened anew then.
    Result<void> receive(const Part &part, const Apply &apply);

    /// Reads every record of every segment; gives how many sets of changes there are. Fails with Corrupt
    /// "segment.damaged" (detail: segment and offset).
    Result<quint64> verify() const;

private:
    SegmentLog(QString folder, RandomSource &random, qint64 segmentSize);
    QString pathOf(quint64 segment) const;
    QList<quint64> segments() const;
    Result<SegmentFile *> segment(quint64 number) const;
    Result<void> recoverSegment(quint64 number, bool isLast, const Apply &apply);
    Result<void> beginSegment(quint64 number);
    /// Behind the newest one, whose content is on the disk then.
    Result<void> beginNext(SegmentFile &newest);
    Result<journal::LogPlace> write(RecordKind kind, QByteArrayView content, quint64 number);
    Error failed(const Error &error);
    /// At a write to the newest file: the log ends where it did before, or where that file does.
    Error failed(const Error &error, const SegmentFile &file, const journal::LogPlace &before);
    /// Of a part that begins a segment, its file; gives the bytes that are still to be written.
    Result<QByteArrayView> beginReceived(const Part &part);
    /// Syncs a set of changes that came whole, then hands it over.
    Result<void> takeSet(SegmentFile &file, const SegmentRecord &set, const Apply &apply);

    QString m_folder;
    RandomSource *m_random; ///< Outlives the log.
    qint64 m_segmentSize;
    journal::LogPlace m_end;                         ///< Where the next record goes.
    journal::LogPlace m_kept;                        ///< Behind the newest set that is on the disk.
    journal::LogPlace m_arrived;                     ///< Of a copy: behind the bytes that came.
    qint64 m_parsed = 0;                             ///< Of a copy: behind the records that came whole.
    bool m_isReadOnly = true;                        ///< Until recover(), and after a failed sync.
    mutable std::map<quint64, SegmentFile> m_opened; ///< The newest, and some that were read.
};

} // namespace wenyi::server
