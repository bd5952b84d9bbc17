// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/ofd/PackageLimits.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

namespace wenyi::ofd {

/// One file of a package: its path without leading slash, and its uncompressed bytes.
struct PackageEntry
{
    QString path;
    QByteArray bytes;
};

/// An OFD package opened for reading: the files of a ZIP by path, inflated one at a time into memory, never to disk.
///
/// The one reader for showing, checking and hashing. Not for use by two threads at once.
class Package
{
public:
    /// Takes the census, then opens. Fails with its reasons, with "ofd.encrypted" for a GM/T 0099 package and with
    /// "ofd.no-root" where OFD.xml is missing.
    static Result<Package> open(const QByteArray &bytes, const PackageLimits &limits = {});
    ~Package();
    Package(Package &&) noexcept;
    Package &operator=(Package &&) noexcept;

    /// Every file (no folders), in the order of the ZIP's directory.
    const QStringList &paths() const;
    bool contains(const QString &path) const;
    /// The file's uncompressed bytes; "ofd.entry-missing", "ofd.entry-damaged" (length or CRC).
    Result<QByteArray> read(const QString &path) const;
    /// All files with their bytes, in order.
    Result<QList<PackageEntry>> readAll() const;
    /// What the census tolerated.
    const QStringList &notes() const;

private:
    struct Archive;
    explicit Package(std::unique_ptr<Archive> archive);
    std::unique_ptr<Archive> m_archive;
};

/// A ZIP of the entries in their order. The same entries give the same bytes: times are fixed (1980-01-01).
/// Fails with "ofd.duplicate-entry" or a reason of checkEntryPath.
Result<QByteArray> writePackage(const QList<PackageEntry> &entries);

} // namespace wenyi::ofd
