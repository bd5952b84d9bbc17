// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupFiles.h"
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/admin/OpenedStore.h"
#include "server/admin/SealedBackup.h"
#include "server/standby/StandbyMark.h"
#include "server/standby/StandbyState.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FolderSync.h"

#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

const QString manifestName = u"manifest.json"_s;
constexpr qsizetype LargestManifest = 256 * limits::MiB;

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

/// Whatever the folder above lets others do: there are keys in it.
void keepToOwner(const QString &folder)
{
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

Result<void> writeManifest(const QString &folder)
{
    QJsonObject files;
    for (const QString &name : filesBelow(folder)) {
        WENYI_TRY(const Digest digest, digestOfFile(folder + u'/' + name));
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
        const auto digest = staysInside(name) ? digestOfFile(folder + u'/' + name)
                                              : Result<Digest>(Error{ErrorCode::Corrupt, "backup.damaged", name});
        if (!digest || QString::fromLatin1(digest->toHex()) != files.value(name).toString())
            return Error{ErrorCode::Corrupt, "backup.damaged", name};
    }
    if (!files.contains(u"server.toml"_s) || !files.contains(u"store/server.db"_s))
        return Error{ErrorCode::Corrupt, "backup.damaged", manifestName};
    return files.keys();
}

/// What tells of one process, of a standby or of a server that was replaced is no part of what a server holds.
bool belongsIntoBackup(const QString &name)
{
    static const QStringList ownAffairs{u"server.lock"_s, u"update.lock"_s, u"running.json"_s, u"standby.json"_s,
        u"standby-state.json"_s, u"keys/standby.key"_s, u"superseded.term"_s, u"directory.next"_s,
        u"backup-state.json"_s, u"store/trail.reserve"_s};
    // The base that is being made may vanish; the one that is in force does not change while somebody reads.
    const bool isPassing = name == u"store/reading.lock"_s || name.startsWith(u"store/segments/base.db.making"_s);
    return !isPassing && !name.startsWith(u"store/server.db"_s) && !name.startsWith(u"backup-work"_s)
           && !ownAffairs.contains(name);
}

/// Whether a folder can be made there: nothing is, or an empty one.
Result<void> checkFree(const QString &folder)
{
    if (QFileInfo::exists(folder) && (!QFileInfo(folder).isDir() || !QDir(folder).isEmpty()))
        return Error{ErrorCode::AlreadyExists, "server.exists", folder};
    return {};
}

/// Copies what a backup holds, each file of which has its digest.
Result<void> copyBackup(const QString &backup, const QString &to)
{
    WENYI_TRY(const QStringList names, checkManifest(backup));
    QDir(to).removeRecursively(); // What an earlier, interrupted restore left.
    if (!QDir().mkpath(to))
        return Error{ErrorCode::StorageFailure, "server.folder", to};
    keepToOwner(to);
    for (const QString &name : names)
        WENYI_CHECK(copyFile(backup + u'/' + name, to + u'/' + name));
    keepToOwner(to + u"/keys"_s);
    return {};
}

Result<journal::TermFacts> beginTerm(Store &store, journal::TermKind kind, const QString &what, const Clock &clock)
{
    const quint64 sets = store.keptSets();
    WENYI_TRY(const journal::TermFacts term, store.terms().begin(kind, clock.now()));
    WENYI_CHECK(store.audit().record(u"administrator"_s, what, {}, u"term %1, sets %2"_s.arg(term.number).arg(sets)));
    return term;
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
    keepToOwner(making);
    // Open to the end: as long as somebody reads, no segment is removed.
    WENYI_TRY(const auto store, openForReading(folder, clock));
    WENYI_CHECK(store->database().backUp(making + u"/store/server.db"_s));
    // After the database: segments only grow, so all that the copy names is there, and what it lacks it makes from
    // them.
    for (const QString &name : filesBelow(folder.path())) {
        if (belongsIntoBackup(name))
            WENYI_CHECK(copyFile(folder.path() + u'/' + name, making + u'/' + name));
    }
    WENYI_CHECK(writeManifest(making));
    WENYI_CHECK(checkManifest(making));
    return putInPlace(making, to, "backup.folder");
}

Result<void> backUpSealed(const ServerFolder &folder, const QString &to, const crypto::Certificate &recipient,
    const Clock &clock, RandomSource &random)
{
    const QString work = folder.path() + u"/backup-work-by-hand"_s;
    QDir(work).removeRecursively();
    auto made = backUp(folder, work, clock);
    if (made)
        made = sealBackup(work, to, recipient, random);
    QDir(work).removeRecursively();
    return made;
}

Result<void> restore(const QString &backup, const QString &to, const Clock &clock)
{
    WENYI_CHECK(checkFree(to));
    const QString making = to + u".making"_s;
    WENYI_CHECK(copyBackup(backup, making));
    {
        // Beside its place: what does not hold never becomes a server.
        WENYI_TRY(const ServerFolder folder, ServerFolder::open(making));
        WENYI_TRY(const VerifyReport report, verify(folder, clock));
        if (!report.faults.isEmpty())
            return Error{ErrorCode::Corrupt, "backup.damaged", report.faults.join(u"; "_s)};
        WENYI_TRY(const auto store, Store::open(folder.storePath(), clock));
        WENYI_CHECK(beginTerm(*store, journal::TermKind::Restored, u"server.restore"_s, clock));
    }
    QDir().rmdir(to);
    return putInPlace(making, to, "server.folder");
}

Result<journal::TermFacts> declareRestored(const ServerFolder &folder, const Clock &clock)
{
    WENYI_CHECK(checkServes(folder.path()));
    const auto lock = writersLock(folder);
    if (!lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", folder.path()};
    WENYI_TRY(const Configuration configuration, folder.configuration());
    WENYI_TRY(const auto store, openForWriting(folder, configuration, clock));
    return beginTerm(*store, journal::TermKind::Restored, u"server.restore"_s, clock);
}

Result<protocol::CurvePublicKey> seedStandby(
    const QString &backup, const QString &to, const QByteArray &primary, RandomSource &random)
{
    WENYI_CHECK(checkFree(to));
    if (!primary.startsWith("tcp://"))
        return Error{ErrorCode::InvalidInput, "standby.primary", QString::fromUtf8(primary)};
    const QString making = to + u".making"_s;
    WENYI_CHECK(copyBackup(backup, making));
    const auto keys = protocol::CurveKeyPair::generate(random);
    WENYI_CHECK(writeFile(making + u"/keys/standby.key"_s, keys.secretKey.view().toByteArray().toHex()));
    WENYI_CHECK(StandbyMark{primary}.write(making));
    QDir().rmdir(to);
    WENYI_CHECK(putInPlace(making, to, "server.folder"));
    return keys.publicKey;
}

Result<journal::TermFacts> takeOver(const ServerFolder &folder, const Clock &clock)
{
    WENYI_CHECK(StandbyMark::read(folder.path()));
    const auto lock = writersLock(folder);
    if (!lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", folder.path()};
    // Before anything is written: a server that its desktops do not know could not start.
    WENYI_TRY(const auto domain, folder.domain(clock.now()));
    WENYI_CHECK(folder.checkListed(*domain));
    journal::TermFacts term;
    {
        WENYI_TRY(const auto store, Store::open(folder.storePath(), clock));
        WENYI_TRY(term, beginTerm(*store, journal::TermKind::TakenOver, u"server.take-over"_s, clock));
    }
    WENYI_TRY(Configuration configuration, folder.configuration());
    configuration.standby.key.clear(); // That was this server itself.
    WENYI_CHECK(writeFile(folder.path() + u"/server.toml"_s, configuration.toToml()));
    StandbyState::remove(folder.path());
    WENYI_CHECK(StandbyMark::remove(folder.path())); // Last: from here on it is a server.
    return term;
}

} // namespace wenyi::server
