// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/adapter/AdapterFolder.h"

#include "shared/base/FolderSync.h"
#include "shared/exchange/Names.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr std::array<const char16_t *, 9> placeNames{
    u"out", u"sent", u"failed", u"in", u"receipts", u"signfor", u"return", u"answered", u".work"};

bool isThere(const QString &path)
{
    const QFileInfo file(path);
    return file.exists() || file.isSymLink(); // A link to nothing is there too.
}

} // namespace

Result<AdapterFolder> AdapterFolder::open(const QString &path)
{
    AdapterFolder folder(QDir(path).absolutePath());
    for (size_t i = 0; i < placeNames.size(); ++i) {
        const QString place = folder.path(static_cast<Place>(i));
        if (!QDir().mkpath(place))
            return Error{ErrorCode::StorageFailure, "adapter.folder", place};
    }
    return folder;
}

QString AdapterFolder::path(Place place, const QString &name) const
{
    const QString folder = m_path + u'/' + QStringView(placeNames.at(static_cast<size_t>(place))).toString();
    return name.isEmpty() ? folder : folder + u'/' + name;
}

bool AdapterFolder::isName(const QString &name)
{
    return exchange::isFileName(name) && name.toUtf8().size() <= LongestName && !name.endsWith(u".tmp");
}

QStringList AdapterFolder::names(Place place, qsizetype most) const
{
    QStringList names;
    QDirIterator entries(path(place), QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::System | QDir::Hidden);
    while (names.size() < most && entries.hasNext()) {
        entries.next();
        if (isName(entries.fileName()))
            names.append(entries.fileName());
    }
    names.sort();
    return names;
}

QString AdapterFolder::freeName(Place place, const QString &name, const QString &suffix) const
{
    const auto isTaken = [&](const QString &one) {
        const QFileInfo beside(path(place, one + suffix));
        // A file alone is what an interrupted round told of the same thing, unless it was put there with words of its
        // own.
        const bool isOwn = beside.isFile() && !beside.isSymLink() && !isThere(path(place, one + suffix + suffix));
        return isThere(path(place, one)) || (!suffix.isEmpty() && !isOwn && isThere(beside.filePath()));
    };
    QString free = name;
    for (int i = 2; isTaken(free); ++i)
        free = name + u'.' + QString::number(i);
    return free;
}

Result<QString> AdapterFolder::move(Place from, const QString &name, Place to, const QString &newName) const
{
    const QString free = freeName(to, newName, {});
    // Qt would look whether it is there, which a link to nothing is not for it, and copy what it cannot rename.
    std::error_code fault;
    std::filesystem::rename(path(from, name).toStdU16String(), path(to, free).toStdU16String(), fault);
    if (fault)
        return Error{ErrorCode::StorageFailure, "adapter.move", path(from, name)};
    WENYI_CHECK(syncFolder(path(to)));
    WENYI_CHECK(syncFolder(path(from)));
    return free;
}

Result<void> AdapterFolder::remove(Place place, const QString &name) const
{
    const QString gone = path(place, name);
    const QFileInfo file(gone);
    const bool isFolder = file.isDir() && !file.isSymLink();
    if (!(isFolder ? QDir(gone).removeRecursively() : QFile::remove(gone)))
        return Error{ErrorCode::StorageFailure, "adapter.remove", gone};
    return syncFolder(path(place));
}

} // namespace wenyi::cli
