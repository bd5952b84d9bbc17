// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/archive/ZipFile.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <utility>

namespace wenyi::ofd {

using PackageEntry = archive::ArchiveEntry;
using PackageLimits = archive::ArchiveLimits;

/// An OFD package opened for reading: the files of a ZIP by path, inflated one at a time into memory, never to disk.
///
/// The one reader for showing, checking and hashing. Not for use by two threads at once.
class Package
{
public:
    /// Fails as archive::ZipFile::open() does, with "ofd.encrypted" for a GM/T 0099 package and with
    /// "ofd.no-root" where OFD.xml is missing.
    static Result<Package> open(const QByteArray &bytes, const PackageLimits &limits = {});

    /// Every file (no folders), in the order of the ZIP's directory.
    const QStringList &paths() const { return m_file.paths(); }
    bool contains(const QString &path) const { return m_file.contains(path); }
    /// The file's uncompressed bytes; "archive.entry-missing", "archive.entry-damaged" (length or CRC).
    Result<QByteArray> read(const QString &path) const;
    /// From now on what is read is kept, up to so many bytes in all, so that a file is not inflated again: for who
    /// reads everything more than once.
    void keepRead(qsizetype bytes) { m_room = bytes; }
    /// All files with their bytes, in order.
    Result<QList<PackageEntry>> readAll() const;
    /// What the census tolerated.
    const QStringList &notes() const { return m_file.notes(); }

private:
    explicit Package(archive::ZipFile file);
    archive::ZipFile m_file;
    mutable QHash<QString, QByteArray> m_kept;
    mutable qsizetype m_room = 0; ///< Bytes that may still be kept.
};

/// A ZIP of the entries in their order. The same entries give the same bytes: times are fixed (1980-01-01).
/// Fails with "archive.duplicate-entry" or a reason of checkEntryPath.
Result<QByteArray> writePackage(const QList<PackageEntry> &entries);

} // namespace wenyi::ofd
