// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/admin/OpenedStore.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"
#include "shared/crypto/Sm3.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

const QString manifestName = u"manifest.json"_s;
constexpr qsizetype LargestManifest = 256 * limits::MiB;

Result<Digest> digestOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "file.missing", path};
    crypto::Sm3 hash;
    while (!file.atEnd()) {
        const QByteArray part = file.read(limits::MiB);
        if (part.isEmpty())
            return Error{ErrorCode::StorageFailure, "file.read", path};
        hash.add(part);
    }
    return hash.finish();
}

/// Files below a folder, relative to it, in order.
QStringList filesBelow(const QString &folder)
{
    QStringList names;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        names.append(QDir(folder).relativeFilePath(files.next()));
    names.sort();
    return names;
}

/// Copies a file with its permissions. Not by QFile::copy(), which syncs and does not tell when that failed.
Result<void> copyFile(const QString &from, const QString &to)
{
    QDir().mkpath(QFileInfo(to).path());
    const Error failure{ErrorCode::StorageFailure, "file.copy", to};
    QFile source(from);
    QFile copy(to);
    if (!source.open(QIODevice::ReadOnly) || !copy.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !copy.setPermissions(source.permissions()))
        return failure;
    while (!source.atEnd()) {
        const QByteArray part = source.read(limits::MiB);
        if (part.isEmpty() || copy.write(part) != part.size())
            return failure;
    }
    return copy.flush() ? Result<void>() : failure;
}

/// Gives a folder its name once all of it is on the disk: a folder that has its name is whole, after a power cut, too.
Result<void> putInPlace(const QString &making, const QString &to, const char *reason)
{
    WENYI_CHECK(syncTree(making));
    if (!QDir().rename(making, to))
        return Error{ErrorCode::StorageFailure, reason, to};
    return syncFolder(QFileInfo(QFileInfo(to).absoluteFilePath()).path());
}

/// The names of a manifest are paths below the backup's folder and nothing else.
bool staysInside(const QString &name)
{
    return !name.isEmpty() && QDir::isRelativePath(name) && !QDir::cleanPath(name).startsWith(u".."_s);
}

Result<void> writeManifest(const QString &folder)
{
    QJsonObject files;
    for (const QString &name : filesBelow(folder)) {
        WENYI_TRY(const Digest digest, digestOf(folder + u'/' + name));
        files.insert(name, QString::fromLatin1(digest.toHex()));
    }
    return writeFile(folder + u'/' + manifestName, QJsonDocument(QJsonObject{{u"files"_s, files}}).toJson());
}

Result<QStringList> checkManifest(const QString &folder)
{
    if (!QFileInfo::exists(folder + u'/' + manifestName))
        return Error{ErrorCode::NotFound, "backup.none", folder};
    WENYI_TRY(const QByteArray bytes, readBounded(folder + u'/' + manifestName, LargestManifest));
    const QJsonObject files = QJsonDocument::fromJson(bytes).object().value(u"files"_s).toObject();
    for (const QString &name : files.keys()) {
        const auto digest = staysInside(name) ? digestOf(folder + u'/' + name)
                                              : Result<Digest>(Error{ErrorCode::Corrupt, "backup.damaged", name});
        if (!digest || QString::fromLatin1(digest->toHex()) != files.value(name).toString())
            return Error{ErrorCode::Corrupt, "backup.damaged", name};
    }
    if (!files.contains(u"server.toml"_s) || !files.contains(u"store/server.db"_s))
        return Error{ErrorCode::Corrupt, "backup.damaged", manifestName};
    return files.keys();
}

} // namespace

Result<void> backUp(const ServerFolder &folder, const QString &to, const Clock &clock)
{
    WENYI_TRY(const Configuration configuration, folder.configuration());
    if (!configuration.postgres.isEmpty())
        return Error{ErrorCode::Unsupported, "backup.postgres", u"pg_dump, and a copy of the folder"_s};
    if (QFileInfo::exists(to))
        return Error{ErrorCode::AlreadyExists, "backup.exists", to};
    const QString making = to + u".making"_s;
    QDir(making).removeRecursively(); // What an earlier, interrupted backup left.
    if (!QDir().mkpath(making + u"/store"_s))
        return Error{ErrorCode::StorageFailure, "backup.folder", making};
    {
        WENYI_TRY(const auto store, openForReading(folder, clock));
        WENYI_CHECK(store->database().backUp(making + u"/store/server.db"_s));
    }
    // After the database: segments only grow, so all that the copy names is there, and what it lacks it makes from
    // them.
    for (const QString &name : filesBelow(folder.path())) {
        const bool partOfStore = name.startsWith(u"store/server.db"_s);
        const bool ofTheProcess = name == u"server.lock"_s || name == u"running.json"_s;
        if (!partOfStore && !ofTheProcess)
            WENYI_CHECK(copyFile(folder.path() + u'/' + name, making + u'/' + name));
    }
    WENYI_CHECK(writeManifest(making));
    WENYI_CHECK(checkManifest(making));
    return putInPlace(making, to, "backup.folder");
}

Result<void> restore(const QString &backup, const QString &to)
{
    if (QFileInfo::exists(to))
        return Error{ErrorCode::AlreadyExists, "server.exists", to};
    WENYI_TRY(const QStringList names, checkManifest(backup));
    const QString making = to + u".making"_s;
    QDir(making).removeRecursively();
    for (const QString &name : names)
        WENYI_CHECK(copyFile(backup + u'/' + name, making + u'/' + name));
    QFile::setPermissions(making + u"/keys"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return putInPlace(making, to, "server.folder");
}

} // namespace wenyi::server
