// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/archive/ZipFile.h"

#include "shared/archive/EntryName.h"
#include "shared/archive/ZipCensus.h"

#include <QHash>
#include <QSet>

#include <zip.h>

namespace wenyi::archive {

namespace {

struct DiscardArchive
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
};
using ArchiveHandle = std::unique_ptr<zip_t, DiscardArchive>;

struct CloseFile
{
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};

struct FreeSource
{
    void operator()(zip_source_t *source) const { zip_source_free(source); }
};
using SourceHandle = std::unique_ptr<zip_source_t, FreeSource>;

Error damaged(const QString &path)
{
    return Error{ErrorCode::Corrupt, "archive.entry-damaged", path};
}

} // namespace

struct ZipFile::Archive
{
    struct Place
    {
        zip_uint64_t index = 0;
        qint64 size = 0;
    };
    QByteArray bytes; ///< What the handle reads from.
    ArchiveHandle handle;
    QStringList paths;
    QHash<QString, Place> places;
    QStringList notes;
};

ZipFile::ZipFile(std::unique_ptr<Archive> archive)
    : m_archive(std::move(archive))
{
}
ZipFile::~ZipFile() = default;
ZipFile::ZipFile(ZipFile &&) noexcept = default;
ZipFile &ZipFile::operator=(ZipFile &&) noexcept = default;

Result<ZipFile> ZipFile::open(const QByteArray &bytes, const ArchiveLimits &limits)
{
    WENYI_TRY(ZipCensus census, takeZipCensus(bytes, limits));
    auto archive = std::make_unique<Archive>();
    archive->bytes = bytes.mid(census.leadingBytes);
    archive->notes = std::move(census.notes);
    for (qsizetype i = 0; i < census.entries.size(); ++i) {
        const ZipEntry &entry = census.entries[i];
        if (entry.isFolder)
            continue;
        archive->paths.append(entry.path);
        archive->places.insert(entry.path, {static_cast<zip_uint64_t>(i), entry.size});
    }
    SourceHandle source(zip_source_buffer_create(
        archive->bytes.constData(), static_cast<zip_uint64_t>(archive->bytes.size()), 0, nullptr));
    if (!source)
        return Error{ErrorCode::Internal, "archive.zip-source", {}};
    archive->handle.reset(zip_open_from_source(source.get(), ZIP_RDONLY, nullptr));
    if (!archive->handle)
        return Error{ErrorCode::Corrupt, "archive.zip-unreadable", {}};
    (void)source.release(); // The archive owns it from here.
    if (zip_get_num_entries(archive->handle.get(), 0) != census.entries.size())
        return Error{ErrorCode::Corrupt, "archive.zip-unreadable", {}};
    return ZipFile(std::move(archive));
}

const QStringList &ZipFile::paths() const
{
    return m_archive->paths;
}

const QStringList &ZipFile::notes() const
{
    return m_archive->notes;
}

bool ZipFile::contains(const QString &path) const
{
    return m_archive->places.contains(path);
}

Result<QByteArray> ZipFile::read(const QString &path) const
{
    const auto place = m_archive->places.constFind(path);
    if (place == m_archive->places.cend())
        return Error{ErrorCode::NotFound, "archive.entry-missing", path};
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(m_archive->handle.get(), place->index, 0));
    if (!file)
        return damaged(path);
    // One byte more than told: an entry that inflates to more is found out without room for it.
    QByteArray bytes(place->size + 1, Qt::Uninitialized);
    qint64 taken = 0;
    while (taken < bytes.size()) {
        const zip_int64_t part =
            zip_fread(file.get(), bytes.data() + taken, static_cast<zip_uint64_t>(bytes.size() - taken));
        if (part < 0)
            return damaged(path);
        if (part == 0)
            break;
        taken += part;
    }
    if (taken != place->size)
        return damaged(path);
    bytes.truncate(taken);
    return bytes;
}

namespace {

Result<void> addEntry(zip_t *archive, const ArchiveEntry &entry)
{
    constexpr zip_uint16_t FirstOfJanuary1980 = (1 << 5) | 1;
    SourceHandle source(
        zip_source_buffer(archive, entry.bytes.constData(), static_cast<zip_uint64_t>(entry.bytes.size()), 0));
    if (!source)
        return Error{ErrorCode::Internal, "archive.zip-source", entry.path};
    const QByteArray name = entry.path.toUtf8();
    const zip_int64_t index = zip_file_add(archive, name.constData(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0)
        return Error{ErrorCode::Internal, "archive.zip-write", entry.path};
    (void)source.release();
    const auto place = static_cast<zip_uint64_t>(index);
    // Pictures are packed already; in outlines of glyphs a long search finds hardly more than a short one.
    const bool packed = name.endsWith(".png") || name.endsWith(".jpg") || entry.bytes.isEmpty();
    const bool outlines = name.endsWith(".otf") || name.endsWith(".ttf");
    const zip_uint32_t effort = packed ? 0 : outlines ? 1 : 6;
    if (zip_set_file_compression(archive, place, packed ? ZIP_CM_STORE : ZIP_CM_DEFLATE, effort) != 0
        || zip_file_set_dostime(archive, place, 0, FirstOfJanuary1980, 0) != 0)
        return Error{ErrorCode::Internal, "archive.zip-write", entry.path};
    return {};
}

Result<QByteArray> contentOf(zip_source_t *source)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(source) != 0)
        return Error{ErrorCode::Internal, "archive.zip-write", {}};
    QByteArray bytes(static_cast<qsizetype>(stat.size), Qt::Uninitialized);
    const zip_int64_t taken = zip_source_read(source, bytes.data(), stat.size);
    zip_source_close(source);
    if (taken != bytes.size())
        return Error{ErrorCode::Internal, "archive.zip-write", {}};
    return bytes;
}

} // namespace

Result<QByteArray> writeZip(const QList<ArchiveEntry> &entries)
{
    QSet<QString> twins;
    for (const ArchiveEntry &entry : entries) {
        WENYI_CHECK(checkEntryPath(entry.path));
        const QString key = twinKey(entry.path);
        if (twins.contains(key))
            return Error{ErrorCode::AlreadyExists, "archive.duplicate-entry", entry.path};
        twins.insert(key);
    }
    const SourceHandle target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!target)
        return Error{ErrorCode::Internal, "archive.zip-source", {}};
    zip_source_keep(target.get()); // One share for the archive, one for us.
    ArchiveHandle archive(zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr));
    if (!archive) {
        zip_source_free(target.get());
        return Error{ErrorCode::Internal, "archive.zip-write", {}};
    }
    for (const ArchiveEntry &entry : entries) {
        WENYI_CHECK(addEntry(archive.get(), entry));
    }
    if (zip_close(archive.get()) != 0)
        return Error{ErrorCode::Internal, "archive.zip-write", QString::fromUtf8(zip_strerror(archive.get()))};
    (void)archive.release();
    return contentOf(target.get());
}

} // namespace wenyi::archive
