// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentLog.h"
#include "shared/base/FolderSync.h"
#include "shared/crypto/Sm3.h"

#include <algorithm>

/// The log's way to a standby and its copy there (decision 38).
namespace wenyi::server {

using journal::LogPlace;

namespace {

/// Octets by which two logs are compared at a place. A set of changes ends there as a rule, whose last statements hold
/// signatures and times.
constexpr qint64 ComparedBytes = 4 * limits::KiB;

Error outOfOrder(const SegmentLog::Part &part)
{
    return Error{ErrorCode::Corrupt, "segment.order", QStringLiteral("%1:%2").arg(part.segment).arg(part.offset)};
}

} // namespace

Result<SegmentLog::Part> SegmentLog::keptFrom(const LogPlace &from, qsizetype most) const
{
    const Error beyond{
        ErrorCode::Corrupt, "segment.missing", QStringLiteral("%1:%2").arg(from.segment).arg(from.offset)};
    if (from.segment > m_kept.segment || !segments().contains(from.segment))
        return beyond;
    WENYI_TRY(const SegmentFile *file, segment(from.segment));
    const auto end = from.segment == m_kept.segment ? m_kept.offset : static_cast<quint64>(file->size());
    if (from.offset > end)
        return beyond;
    if (from.offset < end) {
        const auto length = std::min(end - from.offset, static_cast<quint64>(most));
        WENYI_TRY(QByteArray bytes, file->read(static_cast<qint64>(from.offset), static_cast<qsizetype>(length)));
        return Part{from.segment, from.offset, std::move(bytes)};
    }
    if (from.segment < m_kept.segment)
        return keptFrom({from.segment + 1, 0, 0}, most);
    return Part{from.segment, from.offset, {}};
}

Result<Digest> SegmentLog::digestBefore(const LogPlace &place) const
{
    const auto end = static_cast<qint64>(place.offset);
    if (end == 0)
        return crypto::sm3({});
    if (!segments().contains(place.segment))
        return Error{ErrorCode::Corrupt, "segment.missing", QString::number(place.segment)};
    WENYI_TRY(const SegmentFile *file, segment(place.segment));
    const qint64 length = std::min(end, ComparedBytes);
    WENYI_TRY(const QByteArray bytes, file->read(end - length, length));
    return crypto::sm3(bytes);
}

Result<void> SegmentLog::beginReceiving()
{
    m_isReadOnly = true; // For keep() and append(): what is here comes from the other log alone.
    m_arrived = m_end;
    m_parsed = static_cast<qint64>(m_end.offset);
    if (m_end.offset > SegmentFile::Begin)
        return {};
    // Of an empty segment the mark may be our own: the file comes anew, behind the whole one before it.
    m_arrived = {m_end.segment, 0, m_end.number};
    if (!segments().contains(m_end.segment - 1))
        return {};
    WENYI_TRY(const SegmentFile *before, segment(m_end.segment - 1));
    m_parsed = before->size();
    m_arrived = {m_end.segment - 1, static_cast<quint64>(m_parsed), m_end.number};
    return {};
}

Result<void> SegmentLog::receive(const Part &part, const Apply &apply)
{
    WENYI_TRY(QByteArrayView left, beginReceived(part));
    WENYI_TRY(SegmentFile * file, segment(part.segment));
    while (true) {
        WENYI_TRY(const auto record, file->arriving(m_parsed));
        if (record) {
            m_parsed = record->behind;
            if (record->kind == RecordKind::Changes)
                WENYI_CHECK(takeSet(*file, *record, apply));
            continue;
        }
        if (left.isEmpty())
            return {};
        // No further than this record: a set is on the disk before the next one is written, as in the log that this is
        // a copy of. recover() takes a whole set behind a torn one for damage, and cannot know that neither was synced.
        WENYI_TRY(const qint64 reach, file->reachOf(m_parsed));
        const auto arrived = static_cast<qint64>(m_arrived.offset);
        const QByteArrayView next = left.first(std::min<qsizetype>(left.size(), reach - arrived));
        WENYI_CHECK(file->put(arrived, next));
        m_arrived.offset += static_cast<quint64>(next.size());
        left = left.sliced(next.size());
    }
}

Result<void> SegmentLog::takeSet(SegmentFile &file, const SegmentRecord &set, const Apply &apply)
{
    const LogPlace behind{m_arrived.segment, static_cast<quint64>(set.behind), set.number};
    if (set.number != m_end.number + 1)
        return Error{ErrorCode::Corrupt, "segment.order", QString::number(set.number)};
    WENYI_CHECK(file.sync());
    WENYI_CHECK(apply(set.content, behind));
    m_end = behind;
    m_kept = behind;
    return {};
}

Result<QByteArrayView> SegmentLog::beginReceived(const Part &part)
{
    const bool isNext = part.segment == m_arrived.segment && part.offset == m_arrived.offset && part.offset > 0;
    if (isNext)
        return QByteArrayView(part.bytes);
    const quint64 expected = m_arrived.offset == 0 ? m_arrived.segment : m_arrived.segment + 1;
    if (part.segment != expected || part.offset != 0)
        return outOfOrder(part);
    if (m_arrived.offset > 0) {
        // Whole and on the disk before the next one is there: only the last segment may be torn.
        if (m_parsed != static_cast<qint64>(m_arrived.offset))
            return outOfOrder(part);
        WENYI_TRY(SegmentFile * before, segment(m_arrived.segment));
        WENYI_CHECK(before->sync());
    }
    m_opened.erase(part.segment);
    WENYI_TRY(SegmentFile file, SegmentFile::createCopy(pathOf(part.segment), part.bytes));
    WENYI_CHECK(file.sync());
    WENYI_CHECK(syncFolder(m_folder));
    m_opened.insert_or_assign(part.segment, std::move(file));
    m_arrived = {part.segment, static_cast<quint64>(SegmentFile::Begin), m_end.number};
    m_parsed = SegmentFile::Begin;
    return QByteArrayView(part.bytes).sliced(SegmentFile::Begin);
}

} // namespace wenyi::server
