// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentFile.h"

#include "shared/base/Limits.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <unistd.h>

namespace wenyi::server {

namespace {

constexpr QByteArrayView FileMagic("WYseglog");
constexpr qsizetype MarkSize = 8;
constexpr qsizetype NumberAt = 8;
constexpr qsizetype LengthAt = 16;
constexpr qsizetype CheckAt = 20;
constexpr qsizetype KindAt = 24;
constexpr qint64 LookedThroughAtOnce = limits::MiB;
/// Bytes of records that wait to be written together: some twenty documents, which is a call of the system for a group
/// in place of several for each.
constexpr qsizetype MostWaiting = limits::MiB;

using Header = std::array<char, SegmentFile::HeaderSize>;

quint32 checkOf(const Header &header, QByteArrayView content)
{
    const auto *octets = reinterpret_cast<const Bytef *>(header.data());
    uLong check = crc32(0, octets, CheckAt);
    check = crc32(check, octets + KindAt, static_cast<uInt>(header.size() - KindAt));
    check = crc32_z(check, reinterpret_cast<const Bytef *>(content.data()), static_cast<size_t>(content.size()));
    return static_cast<quint32>(check);
}

Header headerOf(QByteArrayView mark, RecordKind kind, quint64 number, QByteArrayView content)
{
    Header header{};
    std::copy(mark.begin(), mark.end(), header.begin());
    qToLittleEndian(number, header.data() + NumberAt);
    qToLittleEndian(static_cast<quint32>(content.size()), header.data() + LengthAt);
    header[KindAt] = static_cast<char>(kind);
    qToLittleEndian(checkOf(header, content), header.data() + CheckAt);
    return header;
}

/// Of a file. With a mark that rot, none of its records could be found.
QByteArray beginningOf(QByteArrayView mark)
{
    QByteArray begin = FileMagic.toByteArray();
    begin.append(mark);
    const uLong check =
        crc32_z(0, reinterpret_cast<const Bytef *>(begin.constData()), static_cast<size_t>(begin.size()));
    begin.resize(SegmentFile::Begin, '\0');
    qToLittleEndian(static_cast<quint32>(check), begin.data() + FileMagic.size() + MarkSize);
    return begin;
}

/// Of the last call of the system.
Error systemError(const char *reason, const QFile &file)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return Error{ErrorCode::StorageFailure, isFull ? "store.full" : reason,
        file.fileName() + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errno))};
}

Result<void> writeAll(const QFile &file, qint64 at, QByteArrayView content)
{
    while (!content.isEmpty()) {
        const ssize_t written = ::pwrite(file.handle(), content.data(), static_cast<size_t>(content.size()), at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError("segment.write", file);
        content = content.sliced(written);
        at += written;
    }
    return {};
}

} // namespace

SegmentFile::SegmentFile(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
{
}

Result<SegmentFile> SegmentFile::create(const QString &path, RandomSource &random)
{
    SegmentFile made(std::make_unique<QFile>(path));
    if (!made.m_file->open(QIODevice::ReadWrite | QIODevice::Truncate | QIODevice::Unbuffered,
            QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return systemError("segment.open", *made.m_file);
    made.m_mark = random.bytes(MarkSize);
    WENYI_CHECK(writeAll(*made.m_file, 0, beginningOf(made.m_mark)));
    return made;
}

Result<SegmentFile> SegmentFile::open(const QString &path)
{
    SegmentFile opened(std::make_unique<QFile>(path));
    if (!opened.m_file->open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::StorageFailure, "segment.open", path + u' ' + opened.m_file->errorString()};
    if (opened.size() < Begin)
        return opened; // Cut off at its beginning: it has no record.
    WENYI_TRY(const QByteArray begin, opened.read(0, Begin));
    opened.m_mark = begin.sliced(FileMagic.size(), MarkSize);
    if (begin == beginningOf(opened.m_mark))
        return opened;
    if (opened.size() > Begin)
        return Error{ErrorCode::Corrupt, "segment.damaged", path};
    // Of one that had just been begun a power cut may leave the length without the octets.
    opened.m_mark.clear();
    return opened;
}

Result<SegmentFile> SegmentFile::createCopy(const QString &path, QByteArrayView beginning)
{
    if (beginning.size() < Begin)
        return Error{ErrorCode::Corrupt, "segment.damaged", path};
    const QByteArrayView mark = beginning.sliced(FileMagic.size(), MarkSize);
    if (beginning.first(Begin) != beginningOf(mark))
        return Error{ErrorCode::Corrupt, "segment.damaged", path};
    SegmentFile made(std::make_unique<QFile>(path));
    if (!made.m_file->open(QIODevice::ReadWrite | QIODevice::Truncate | QIODevice::Unbuffered,
            QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return systemError("segment.open", *made.m_file);
    made.m_mark = mark.toByteArray();
    WENYI_CHECK(writeAll(*made.m_file, 0, beginning.first(Begin)));
    return made;
}

qint64 SegmentFile::size() const
{
    return m_waiting.isEmpty() ? m_file->size() : std::max(m_file->size(), m_waitingAt + m_waiting.size());
}

Result<QByteArray> SegmentFile::read(qint64 at, qsizetype length) const
{
    if (at < 0 || length < 0 || at > size() || length > size() - at)
        return Error{ErrorCode::Corrupt, "segment.missing", m_file->fileName()};
    QByteArray bytes(length, Qt::Uninitialized);
    const qint64 inFile = m_waiting.isEmpty() ? length : std::clamp<qint64>(m_waitingAt - at, 0, length);
    WENYI_CHECK(readFile(at, bytes.data(), inFile));
    if (inFile < length) {
        const QByteArrayView waiting = QByteArrayView(m_waiting).sliced(at + inFile - m_waitingAt, length - inFile);
        std::copy(waiting.begin(), waiting.end(), bytes.data() + inFile);
    }
    return bytes;
}

Result<void> SegmentFile::readFile(qint64 at, char *into, qsizetype length) const
{
    for (qsizetype done = 0; done < length;) {
        const ssize_t got = ::pread(m_file->handle(), into + done, static_cast<size_t>(length - done), at + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return systemError("segment.read", *m_file);
        done += got;
    }
    return {};
}

Result<std::optional<SegmentRecord>> SegmentFile::record(qint64 at) const
{
    const qint64 left = size() - at;
    if (m_mark.isEmpty() || left < HeaderSize)
        return std::optional<SegmentRecord>();
    WENYI_TRY(const QByteArray head, read(at, HeaderSize));
    Header header;
    std::copy(head.begin(), head.end(), header.begin());
    const auto length = static_cast<qint64>(qFromLittleEndian<quint32>(header.data() + LengthAt));
    const auto kind = static_cast<RecordKind>(header[KindAt]);
    const bool isKnown = kind == RecordKind::Piece || kind == RecordKind::Changes;
    // The file is as long as what is announced, so that nothing is allocated for a length alone.
    if (!head.startsWith(m_mark) || !isKnown || length > left - HeaderSize)
        return std::optional<SegmentRecord>();
    WENYI_TRY(QByteArray content, read(at + HeaderSize, length));
    if (qFromLittleEndian<quint32>(header.data() + CheckAt) != checkOf(header, content))
        return std::optional<SegmentRecord>();
    const auto number = qFromLittleEndian<quint64>(header.data() + NumberAt);
    return SegmentRecord{kind, number, std::move(content), at + HeaderSize + length};
}

Result<std::optional<SegmentRecord>> SegmentFile::arriving(qint64 at) const
{
    const qint64 left = size() - at;
    if (left < HeaderSize)
        return std::optional<SegmentRecord>();
    WENYI_TRY(const QByteArray head, read(at, HeaderSize));
    const auto length = static_cast<qint64>(qFromLittleEndian<quint32>(head.constData() + LengthAt));
    const bool canBecomeOne = head.startsWith(m_mark) && length <= std::numeric_limits<qint32>::max();
    if (canBecomeOne && length > left - HeaderSize)
        return std::optional<SegmentRecord>();
    WENYI_TRY(auto whole, record(at));
    if (!whole)
        return Error{ErrorCode::Corrupt, "segment.damaged", m_file->fileName()};
    return whole;
}

Result<qint64> SegmentFile::reachOf(qint64 at) const
{
    if (size() - at < HeaderSize)
        return at + HeaderSize;
    WENYI_TRY(const QByteArray head, read(at, HeaderSize));
    return at + HeaderSize + static_cast<qint64>(qFromLittleEndian<quint32>(head.constData() + LengthAt));
}

Result<bool> SegmentFile::hasChangesBehind(qint64 at, quint64 number) const
{
    for (qint64 from = at + 1; !m_mark.isEmpty() && from < size();) {
        WENYI_TRY(const QByteArray part, read(from, std::min(LookedThroughAtOnce, size() - from)));
        const qsizetype mark = part.indexOf(m_mark);
        if (mark < 0) {
            // A mark that stands across the end of the part is found with the next one.
            from += std::max<qint64>(part.size() - MarkSize + 1, 1);
            continue;
        }
        WENYI_TRY(const auto found, record(from + mark));
        if (found && found->kind == RecordKind::Changes && found->number >= number)
            return true;
        from = found ? found->behind : from + mark + 1;
    }
    return false;
}

Result<qint64> SegmentFile::append(qint64 at, RecordKind kind, quint64 number, QByteArrayView content)
{
    if (content.size() > std::numeric_limits<qint32>::max())
        return Error{ErrorCode::TooLarge, "segment.record", QString::number(content.size())};
    const Header header = headerOf(m_mark, kind, number, content);
    const qsizetype size = HeaderSize + content.size();
    if (!m_waiting.isEmpty() && (at != m_waitingAt + m_waiting.size() || m_waiting.size() + size > MostWaiting))
        WENYI_CHECK(writeWaiting());
    // First the memory: half a record must not wait.
    if (m_waiting.capacity() < m_waiting.size() + size)
        m_waiting.reserve(std::max(m_waiting.size() + size, std::min(2 * m_waiting.capacity(), MostWaiting)));
    if (m_waiting.isEmpty())
        m_waitingAt = at;
    m_waiting.append(header.data(), HeaderSize);
    m_waiting.append(content);
    if (m_waiting.size() >= MostWaiting) {
        WENYI_CHECK(writeWaiting());
        m_waiting.clear(); // Large ones are rare, and keep no memory.
    }
    return at + size;
}

Result<void> SegmentFile::writeWaiting()
{
    const auto written = writeAll(*m_file, m_waitingAt, m_waiting);
    m_waiting.resize(0);
    // Room that a torn record takes would be missed by the next one.
    if (!written && ::ftruncate(m_file->handle(), m_waitingAt) != 0)
        return systemError("segment.write", *m_file);
    return written;
}

Result<void> SegmentFile::put(qint64 at, QByteArrayView bytes)
{
    return writeAll(*m_file, at, bytes);
}

Result<void> SegmentFile::sync()
{
    if (!m_waiting.isEmpty())
        WENYI_CHECK(writeWaiting());
    if (::fdatasync(m_file->handle()) != 0)
        return Error{ErrorCode::StorageFailure, "file.sync", m_file->fileName()};
    return {};
}

Result<void> SegmentFile::cutTo(qint64 size)
{
    if (this->size() == size)
        return {};
    if (::ftruncate(m_file->handle(), size) != 0)
        return systemError("segment.write", *m_file);
    return sync();
}

} // namespace wenyi::server
