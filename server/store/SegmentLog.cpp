// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentLog.h"

#include "server/store/SegmentFile.h"
#include "shared/base/FolderSync.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::server {

using journal::LogPlace;

namespace {

constexpr std::size_t MostOpened = 64;
const QString suffix = u".segment"_s;

Error damaged(quint64 segment, qint64 offset)
{
    return Error{ErrorCode::Corrupt, "segment.damaged", u"%1:%2"_s.arg(segment).arg(offset)};
}

} // namespace

SegmentLog::SegmentLog(QString folder, RandomSource &random, qint64 segmentSize)
    : m_folder(std::move(folder))
    , m_random(&random)
    , m_segmentSize(segmentSize)
{
}

SegmentLog::~SegmentLog() = default;

Result<std::unique_ptr<SegmentLog>> SegmentLog::open(const QString &folder, RandomSource &random, qint64 segmentSize)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::StorageFailure, "segment.open", folder};
    return std::unique_ptr<SegmentLog>(new SegmentLog(folder, random, segmentSize));
}

QString SegmentLog::pathOf(quint64 segment) const
{
    return m_folder + u'/' + QString::number(segment).rightJustified(10, u'0') + suffix;
}

QList<quint64> SegmentLog::segments() const
{
    QList<quint64> numbers;
    for (const QString &name : QDir(m_folder).entryList({u'*' + suffix}, QDir::Files, QDir::Name)) {
        bool isNumber = false;
        const quint64 number = name.chopped(suffix.size()).toULongLong(&isNumber);
        if (isNumber && number > 0)
            numbers.append(number);
    }
    return numbers;
}

Result<SegmentFile *> SegmentLog::segment(quint64 number) const
{
    const auto found = m_opened.find(number);
    if (found != m_opened.end())
        return &found->second;
    if (m_opened.size() >= MostOpened)
        m_opened.erase(m_opened.begin()); // The oldest; the one that is written is the newest.
    WENYI_TRY(SegmentFile file, SegmentFile::open(pathOf(number)));
    return &m_opened.emplace(number, std::move(file)).first->second;
}

Result<void> SegmentLog::recover(const LogPlace &from, const Apply &apply)
{
    const QList<quint64> numbers = segments();
    m_end = from;
    if (from.segment == 0)
        m_end = {numbers.isEmpty() ? 1 : numbers.first(), SegmentFile::Begin, 0};
    else if (!numbers.contains(from.segment))
        return Error{ErrorCode::Corrupt, "segment.missing", QString::number(from.segment)};
    for (const quint64 number : numbers) {
        if (number < m_end.segment)
            continue;
        if (number > m_end.segment)
            m_end = {number, SegmentFile::Begin, m_end.number};
        WENYI_CHECK(recoverSegment(number, number == numbers.last(), apply));
    }
    m_isReadOnly = false;
    if (numbers.isEmpty()) {
        WENYI_CHECK(beginSegment(m_end.segment));
    } else {
        WENYI_TRY(SegmentFile * last, segment(m_end.segment));
        // A segment that was cut off at its very beginning is begun anew.
        WENYI_CHECK(last->isBegun() ? last->cutTo(static_cast<qint64>(m_end.offset)) : beginSegment(m_end.segment));
    }
    m_kept = m_end;
    return {};
}

Result<void> SegmentLog::recoverSegment(quint64 number, bool isLast, const Apply &apply)
{
    WENYI_TRY(SegmentFile * file, segment(number));
    auto at = static_cast<qint64>(m_end.offset);
    if (!isLast && !file->isBegun())
        return damaged(number, 0);
    if (at > file->size() && (at > SegmentFile::Begin || !isLast))
        return Error{ErrorCode::Corrupt, "segment.missing", QString::number(number)};
    while (at < file->size()) {
        WENYI_TRY(const auto record, file->record(at));
        if (record && record->kind == RecordKind::Changes && record->number > m_end.number + 1)
            return damaged(number, at); // Sets that were kept are missing before it.
        if (!record || (record->kind == RecordKind::Changes && record->number != m_end.number + 1)) {
            // Segments before the last were synced to their end. In the last a torn group may stand, and nothing
            // behind it: a group is not begun before the one before it is on the disk.
            WENYI_TRY(const bool goesOn, file->hasChangesBehind(at, m_end.number + 2));
            return isLast && !goesOn ? Result<void>() : Result<void>(damaged(number, at));
        }
        at = record->behind;
        if (record->kind == RecordKind::Piece)
            continue;
        const LogPlace behind{number, static_cast<quint64>(at), record->number};
        WENYI_CHECK(apply(record->content, behind));
        m_end = behind;
    }
    return {};
}

Result<void> SegmentLog::beginSegment(quint64 number)
{
    auto file = SegmentFile::create(pathOf(number), *m_random);
    if (!file) {
        QFile::remove(pathOf(number)); // Or the segment before it would not be the last one.
        return file.error();
    }
    WENYI_CHECK(file->sync());
    WENYI_CHECK(syncFolder(m_folder));
    m_end = {number, SegmentFile::Begin, m_end.number};
    if (m_opened.size() >= MostOpened)
        m_opened.erase(m_opened.begin());
    m_opened.insert_or_assign(number, std::move(*file));
    return {};
}

Error SegmentLog::failed(const Error &error, const SegmentFile &file, const LogPlace &before)
{
    // What waited to be written is gone with it, and nothing may stand behind a gap.
    m_end = before;
    m_end.offset = std::min(m_end.offset, static_cast<quint64>(std::max(file.size(), SegmentFile::Begin)));
    return failed(error);
}

Error SegmentLog::failed(const Error &error)
{
    if (error.reason != "store.full")
        m_isReadOnly = true; // What the disk holds is known again once it was read anew.
    return error;
}

Result<LogPlace> SegmentLog::write(RecordKind kind, QByteArrayView content, quint64 number)
{
    if (m_isReadOnly)
        return Error{ErrorCode::StorageFailure, "store.read-only", m_folder};
    WENYI_TRY(SegmentFile * file, segment(m_end.segment));
    const auto end = static_cast<qint64>(m_end.offset);
    if (end > SegmentFile::Begin && end + content.size() > m_segmentSize) {
        WENYI_CHECK(beginNext(*file));
        WENYI_TRY(file, segment(m_end.segment));
    }
    const LogPlace begin = m_end;
    const auto behind = file->append(static_cast<qint64>(m_end.offset), kind, number, content);
    if (!behind)
        return failed(behind.error(), *file, begin);
    m_end.offset = static_cast<quint64>(*behind);
    return begin;
}

Result<void> SegmentLog::beginNext(SegmentFile &newest)
{
    const auto synced = newest.sync();
    if (!synced)
        return failed(synced.error(), newest, m_end);
    const auto begun = beginSegment(m_end.segment + 1);
    return begun ? begun : Result<void>(failed(begun.error()));
}

Result<void> SegmentLog::seal()
{
    if (m_isReadOnly)
        return Error{ErrorCode::StorageFailure, "store.read-only", m_folder};
    if (m_end.offset <= static_cast<quint64>(SegmentFile::Begin))
        return {};
    WENYI_TRY(SegmentFile * file, segment(m_end.segment));
    return beginNext(*file);
}

Result<void> SegmentLog::remove(quint64 number)
{
    if (m_isReadOnly)
        return Error{ErrorCode::StorageFailure, "store.read-only", m_folder};
    const QString path = pathOf(number);
    if (number >= m_end.segment)
        return Error{ErrorCode::Internal, "segment.remove", path};
    m_opened.erase(number);
    if (!QFile::remove(path) && QFileInfo::exists(path))
        return Error{ErrorCode::StorageFailure, "segment.remove", path};
    return syncFolder(m_folder);
}

QList<SegmentSize> SegmentLog::sizes() const
{
    QList<SegmentSize> sizes;
    for (const quint64 number : segments())
        sizes.append({number, QFileInfo(pathOf(number)).size()});
    return sizes;
}

Result<QByteArray> SegmentLog::piece(const LogPlace &place) const
{
    WENYI_TRY(const SegmentFile *file, segment(place.segment));
    WENYI_TRY(const auto record, file->record(static_cast<qint64>(place.offset)));
    if (!record || record->kind != RecordKind::Piece)
        return damaged(place.segment, static_cast<qint64>(place.offset));
    return record->content;
}

Result<LogPlace> SegmentLog::append(QByteArrayView piece)
{
    if (piece.size() > limits::BlobChunk)
        return Error{ErrorCode::TooLarge, "blob.size", QString::number(piece.size())};
    return write(RecordKind::Piece, piece, 0);
}

Result<LogPlace> SegmentLog::keep(QByteArrayView changes)
{
    WENYI_TRY(const LogPlace before, write(RecordKind::Changes, changes, m_end.number + 1));
    WENYI_TRY(SegmentFile * file, segment(m_end.segment));
    const auto synced = file->sync();
    if (!synced)
        return failed(synced.error(), *file, before);
    ++m_end.number;
    m_kept = m_end;
    return m_end;
}

Result<QByteArray> SegmentLog::read(const LogPlace &piece, qsizetype offset, qsizetype length) const
{
    WENYI_TRY(const SegmentFile *file, segment(piece.segment));
    return file->read(static_cast<qint64>(piece.offset) + SegmentFile::HeaderSize + offset, length);
}

Result<quint64> SegmentLog::verify() const
{
    quint64 count = 0;
    for (const quint64 number : segments()) {
        if (number > m_end.segment)
            break;
        WENYI_TRY(const SegmentFile *file, segment(number));
        const qint64 end = number == m_end.segment ? static_cast<qint64>(m_end.offset) : file->size();
        for (qint64 at = SegmentFile::Begin; at < end;) {
            WENYI_TRY(const auto record, file->record(at));
            if (!record)
                return damaged(number, at);
            count += record->kind == RecordKind::Changes;
            at = record->behind;
        }
    }
    return count;
}

} // namespace wenyi::server
