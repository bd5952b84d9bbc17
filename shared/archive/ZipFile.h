// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/archive/ArchiveLimits.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace wenyi::archive {

/// One file of a ZIP: its path without leading slash, and its uncompressed bytes.
struct ArchiveEntry
{
    QString path;
    QByteArray bytes;
};

/// A ZIP opened for reading: its files by path, inflated one at a time into memory, never to disk.
///
/// The one reader for showing, checking and hashing. Not for use by two threads at once.
class ZipFile
{
public:
    /// Takes the census, then opens. Fails with the census's reasons and "archive.zip-unreadable".
    static Result<ZipFile> open(const QByteArray &bytes, const ArchiveLimits &limits = {});
    ~ZipFile();
    ZipFile(ZipFile &&) noexcept;
    ZipFile &operator=(ZipFile &&) noexcept;

    /// Every file (no folders), in the order of the ZIP's directory.
    const QStringList &paths() const;
    bool contains(const QString &path) const;
    /// The file's uncompressed bytes; "archive.entry-missing", "archive.entry-damaged" (length or CRC).
    Result<QByteArray> read(const QString &path) const;
    /// What the census tolerated.
    const QStringList &notes() const;

private:
    struct Archive;
    explicit ZipFile(std::unique_ptr<Archive> archive);
    std::unique_ptr<Archive> m_archive;
};

/// A ZIP of the entries in their order. The same entries give the same bytes: times are fixed (1980-01-01).
/// Fails with "archive.duplicate-entry" or a reason of checkEntryPath.
Result<QByteArray> writeZip(const QList<ArchiveEntry> &entries);

} // namespace wenyi::archive
