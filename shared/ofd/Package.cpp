// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Package.h"

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

Package::Package(archive::ZipFile file)
    : m_file(std::move(file))
{
}

Result<Package> Package::open(const QByteArray &bytes, const PackageLimits &limits)
{
    WENYI_TRY(archive::ZipFile file, archive::ZipFile::open(bytes, limits));
    if (file.contains(u"OFD.xml"_s))
        return Package(std::move(file));
    if (file.contains(u"Encryptions.xml"_s))
        return Error{ErrorCode::Unsupported, "ofd.encrypted", {}};
    return Error{ErrorCode::Corrupt, "ofd.no-root", {}};
}

Result<QByteArray> Package::read(const QString &path) const
{
    if (const auto kept = m_kept.constFind(path); kept != m_kept.cend())
        return *kept;
    WENYI_TRY(QByteArray bytes, m_file.read(path));
    if (m_room > 0 && bytes.size() <= m_room) {
        m_room -= bytes.size();
        m_kept.insert(path, bytes);
    }
    return bytes;
}

Result<QList<PackageEntry>> Package::readAll() const
{
    QList<PackageEntry> entries;
    entries.reserve(paths().size());
    for (const QString &path : paths()) {
        WENYI_TRY(QByteArray bytes, read(path));
        entries.append(PackageEntry{path, std::move(bytes)});
    }
    return entries;
}

Result<QByteArray> writePackage(const QList<PackageEntry> &entries)
{
    return archive::writeZip(entries);
}

} // namespace wenyi::ofd
