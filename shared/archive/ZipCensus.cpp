// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/archive/ZipCensus.h"

#include "shared/archive/EntryName.h"

#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

/// Offsets and signatures are those of PKWARE's APPNOTE 6.2.0, which GB/T 33190 builds on.
namespace wenyi::archive {

namespace {

constexpr qint64 EndRecordSize = 22;
constexpr qint64 CentralHeaderSize = 46;
constexpr qint64 LocalHeaderSize = 30;
constexpr qint64 LongestComment = 65'535;
constexpr quint32 EndSignature = 0x06054b50;
constexpr quint32 CentralSignature = 0x02014b50;
constexpr quint32 LocalSignature = 0x04034b50;
constexpr quint16 FlagsOfEncryption = 0x0001 | 0x0040 | 0x2000;
constexpr quint16 FlagDescriptor = 0x0008;
constexpr quint16 FlagUtf8 = 0x0800;
constexpr quint16 MethodStored = 0;
constexpr quint16 MethodDeflated = 8;

Error corrupt(const char *reason, const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, reason, detail};
}

quint16 read16(QByteArrayView bytes, qint64 at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

quint32 read32(QByteArrayView bytes, qint64 at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

struct EndRecord
{
    qint64 position = 0;
    qint64 entries = 0;
    qint64 directorySize = 0;
    qint64 directoryOffset = 0;
};

/// The one end record whose comment reaches exactly to the end; a second candidate is a second reading of the file.
Result<qint64> findEndRecord(QByteArrayView bytes)
{
    const qint64 first = std::max<qint64>(0, bytes.size() - EndRecordSize - LongestComment);
    qint64 found = -1;
    for (qint64 at = bytes.size() - EndRecordSize; at >= first; --at) {
        if (read32(bytes, at) != EndSignature || at + EndRecordSize + read16(bytes, at + 20) > bytes.size())
            continue;
        if (found >= 0)
            return corrupt("archive.zip-two-ends");
        found = at;
    }
    if (found < 0)
        return corrupt("archive.zip-no-end");
    if (found + EndRecordSize + read16(bytes, found + 20) != bytes.size())
        return corrupt("archive.zip-trailing-bytes");
    return found;
}

Result<EndRecord> readEndRecord(QByteArrayView bytes, const ArchiveLimits &limits)
{
    WENYI_TRY(const qint64 position, findEndRecord(bytes));
    const EndRecord end{
        position, read16(bytes, position + 10), read32(bytes, position + 12), read32(bytes, position + 16)};
    if (end.entries == 0xFFFF || end.directorySize == 0xFFFFFFFF || end.directoryOffset == 0xFFFFFFFF)
        return Error{ErrorCode::Unsupported, "archive.zip64", {}};
    if (read16(bytes, position + 4) != 0 || read16(bytes, position + 6) != 0
        || read16(bytes, position + 8) != end.entries)
        return corrupt("archive.zip-several-disks");
    if (end.entries > limits.entries)
        return Error{ErrorCode::TooLarge, "archive.too-many-entries", QString::number(end.entries)};
    if (end.directoryOffset + end.directorySize > position)
        return corrupt("archive.zip-directory-place");
    return end;
}

/// The sizes and flags that central directory and local header both tell.
struct Header
{
    quint16 flags = 0;
    quint16 method = 0;
    quint32 checksum = 0;
    qint64 compressedSize = 0;
    qint64 size = 0;
    QByteArrayView name;
};

class Census
{
public:
    Census(QByteArrayView bytes, const ArchiveLimits &limits)
        : m_bytes(bytes)
        , m_limits(limits)
    {
    }

    Result<ZipCensus> take(const EndRecord &end)
    {
        qint64 at = end.directoryOffset;
        for (qint64 i = 0; i < end.entries; ++i) {
            WENYI_TRY(at, readCentral(at, end.directoryOffset + end.directorySize));
        }
        if (at != end.directoryOffset + end.directorySize || at != end.position)
            return corrupt("archive.zip-directory-size");
        WENYI_CHECK(checkExtents(end.directoryOffset));
        WENYI_CHECK(checkFolders());
        m_census.notes.removeDuplicates();
        return std::move(m_census);
    }

private:
    Result<qint64> readCentral(qint64 at, qint64 end);
    Result<void> checkHeader(const Header &header) const;
    Result<qint64> checkLocal(qint64 at, const Header &central);
    Result<void> checkExtents(qint64 directoryOffset);
    Result<void> checkFolders() const;
    Result<void> addEntry(const Header &header, qint64 headerOffset, qint64 dataStart);

    QByteArrayView m_bytes;
    const ArchiveLimits &m_limits;
    ZipCensus m_census;
    QSet<QString> m_twins;
    qint64 m_total = 0;
};

Result<qint64> Census::readCentral(qint64 at, qint64 end)
{
    if (at + CentralHeaderSize > end || read32(m_bytes, at) != CentralSignature)
        return corrupt("archive.zip-directory-entry");
    const qint64 nameSize = read16(m_bytes, at + 28);
    const qint64 next = at + CentralHeaderSize + nameSize + read16(m_bytes, at + 30) + read16(m_bytes, at + 32);
    if (next > end)
        return corrupt("archive.zip-directory-entry");
    if (nameSize > m_limits.nameBytes)
        return Error{ErrorCode::TooLarge, "archive.entry-name-long", QString::number(nameSize)};
    const Header header{read16(m_bytes, at + 8), read16(m_bytes, at + 10), read32(m_bytes, at + 16),
        read32(m_bytes, at + 20), read32(m_bytes, at + 24), m_bytes.sliced(at + CentralHeaderSize, nameSize)};
    if (read16(m_bytes, at + 34) != 0)
        return corrupt("archive.zip-several-disks");
    const quint32 unixMode = read32(m_bytes, at + 38) >> 16;
    if ((unixMode & 0170000) == 0120000)
        return corrupt("archive.zip-link");
    WENYI_CHECK(checkHeader(header));
    const qint64 headerOffset = read32(m_bytes, at + 42);
    WENYI_TRY(const qint64 dataStart, checkLocal(headerOffset, header));
    WENYI_CHECK(addEntry(header, headerOffset, dataStart));
    return next;
}

Result<void> Census::checkHeader(const Header &header) const
{
    if (header.flags & FlagsOfEncryption)
        return Error{ErrorCode::Unsupported, "archive.entry-encrypted", {}};
    if (header.method != MethodStored && header.method != MethodDeflated)
        return Error{ErrorCode::Unsupported, "archive.zip-method", QString::number(header.method)};
    if (header.compressedSize == 0xFFFFFFFF || header.size == 0xFFFFFFFF)
        return Error{ErrorCode::Unsupported, "archive.zip64", {}};
    if (header.size > m_limits.entryBytes)
        return Error{ErrorCode::TooLarge, "archive.entry-too-large", QString::number(header.size)};
    if (header.method == MethodStored && header.size != header.compressedSize)
        return corrupt("archive.zip-sizes-differ");
    if (header.size > m_limits.ratioFrom && header.size / std::max<qint64>(1, header.compressedSize) > m_limits.ratio)
        return Error{ErrorCode::TooLarge, "archive.entry-ratio", QString::number(header.size)};
    return {};
}

Result<qint64> Census::checkLocal(qint64 at, const Header &central)
{
    if (at + LocalHeaderSize > m_bytes.size() || read32(m_bytes, at) != LocalSignature)
        return corrupt("archive.zip-local-header");
    const qint64 nameSize = read16(m_bytes, at + 26);
    const qint64 dataStart = at + LocalHeaderSize + nameSize + read16(m_bytes, at + 28);
    if (dataStart + central.compressedSize > m_bytes.size())
        return corrupt("archive.zip-local-header");
    if (m_bytes.sliced(at + LocalHeaderSize, nameSize) != central.name)
        return corrupt("archive.zip-headers-differ", u"name"_s);
    const quint16 flags = read16(m_bytes, at + 6);
    if ((flags & FlagsOfEncryption) || read16(m_bytes, at + 8) != central.method)
        return corrupt("archive.zip-headers-differ", u"method"_s);
    const std::array<std::pair<qint64, qint64>, 3> pairs{{{read32(m_bytes, at + 14), central.checksum},
        {read32(m_bytes, at + 18), central.compressedSize}, {read32(m_bytes, at + 22), central.size}}};
    for (const auto &[local, told] : pairs) {
        // With a data descriptor the local header may leave them zero.
        if (local != told && !((flags & FlagDescriptor) && local == 0))
            return corrupt("archive.zip-headers-differ", u"size"_s);
    }
    return dataStart;
}

Result<void> Census::addEntry(const Header &header, qint64 headerOffset, qint64 dataStart)
{
    const auto encoding = header.flags & FlagUtf8 ? NameEncoding::Utf8 : NameEncoding::Unstated;
    WENYI_TRY(QString path, entryPath(header.name, encoding, m_census.notes));
    const bool isFolder = path.endsWith(u'/');
    if (isFolder) {
        path.chop(1);
        if (header.size != 0)
            return corrupt("archive.zip-folder-content", path);
    }
    const QString key = twinKey(path);
    if (m_twins.contains(key))
        return corrupt("archive.duplicate-entry", path);
    m_twins.insert(key);
    m_total += header.size;
    if (m_total > m_limits.totalBytes)
        return Error{ErrorCode::TooLarge, "archive.package-too-large", QString::number(m_total)};
    m_census.entries.append(ZipEntry{path, headerOffset, dataStart + header.compressedSize, header.compressedSize,
        header.size, header.method, isFolder});
    return {};
}

/// No two entries share a byte, and what lies between them is no entry of a reader that does not use the directory.
Result<void> Census::checkExtents(qint64 directoryOffset)
{
    QList<qsizetype> order(m_census.entries.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [this](qsizetype i) { return m_census.entries[i].headerOffset; });
    qint64 end = 0;
    const auto checkGap = [&](qint64 next) -> Result<void> {
        if (next < end)
            return corrupt("archive.zip-overlap");
        const QByteArrayView gap = m_bytes.sliced(end, next - end);
        if (gap.contains(QByteArrayView("PK\x03\x04", 4)))
            return corrupt("archive.zip-hidden-entry");
        constexpr qint64 LongestDescriptor = 24;
        if (end == 0 && !gap.isEmpty()) {
            m_census.notes.append(u"leading-bytes"_s);
            if (gap.size() > m_limits.leadingBytes)
                return corrupt("archive.zip-leading-bytes");
        } else if (gap.size() > LongestDescriptor) {
            m_census.notes.append(u"gap"_s);
        }
        return {};
    };
    for (const qsizetype i : order) {
        WENYI_CHECK(checkGap(m_census.entries[i].headerOffset));
        end = m_census.entries[i].dataEnd;
    }
    return checkGap(directoryOffset);
}

/// A file that is also another entry's folder is two readings of one name (CVE-2023-38831).
Result<void> Census::checkFolders() const
{
    QSet<QString> files;
    for (const ZipEntry &entry : m_census.entries) {
        if (!entry.isFolder)
            files.insert(twinKey(entry.path));
    }
    for (const ZipEntry &entry : m_census.entries) {
        const QString key = twinKey(entry.path);
        for (qsizetype slash = key.indexOf(u'/'); slash >= 0; slash = key.indexOf(u'/', slash + 1)) {
            if (files.contains(key.first(slash)))
                return corrupt("archive.duplicate-entry", entry.path);
        }
    }
    return {};
}

} // namespace

Result<ZipCensus> takeZipCensus(QByteArrayView bytes, const ArchiveLimits &limits)
{
    if (bytes.size() > limits.packageBytes)
        return Error{ErrorCode::TooLarge, "archive.package-too-large", QString::number(bytes.size())};
    if (bytes.size() < EndRecordSize)
        return corrupt("archive.zip-no-end");
    WENYI_TRY(EndRecord end, readEndRecord(bytes, limits));
    // A maker's header in front that the archive's own offsets do not count.
    const qint64 leading = end.position - end.directoryOffset - end.directorySize;
    if (leading > limits.leadingBytes)
        return corrupt("archive.zip-leading-bytes", QString::number(leading));
    end.position -= leading;
    WENYI_TRY(ZipCensus census, Census(bytes.sliced(leading), limits).take(end));
    census.leadingBytes = leading;
    if (leading > 0)
        census.notes.append(u"leading-bytes"_s);
    return census;
}

} // namespace wenyi::archive
