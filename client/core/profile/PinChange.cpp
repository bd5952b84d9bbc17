// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/PinChange.h"

#include "client/core/profile/PinQuality.h"
#include "client/core/profile/Workspace.h"
#include "client/core/token/TokenKey.h"
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/DurableFile.h"
#include "shared/base/FileLock.h"
#include "shared/base/FolderSync.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 PlanVersion = 1;
constexpr qsizetype LargestKeyFile = 128 * limits::KiB;
constexpr qsizetype MostFiles = 16;
constexpr qsizetype LargestJournal = MostFiles * (LargestKeyFile + limits::KiB);
constexpr std::chrono::seconds LockPatience{60};

/// One key file, as it was and as it becomes.
struct FileChange
{
    QString name;
    Digest before;
    QByteArray after;
};

QString journalPath(const QString &folder)
{
    return folder + u"/pin-change.journal"_s;
}

QString filePath(const QString &folder, QStringView name)
{
    return u"%1/%2"_s.arg(folder, name);
}

Error damaged(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "pin-change.damaged", detail};
}

QByteArray encode(const QList<FileChange> &changes)
{
    CborWriter out;
    out.startArray(2);
    out.unsignedInteger(PlanVersion);
    out.startArray(changes.size());
    for (const FileChange &change : changes) {
        out.startArray(3);
        out.text(change.name);
        out.digest(change.before);
        out.bytes(change.after);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    return out.take();
}

bool isKeyFile(QStringView name)
{
    return std::find(keyfile::UnderPin.begin(), keyfile::UnderPin.end(), name) != keyfile::UnderPin.end();
}

Result<QList<FileChange>> decodePlan(const QByteArray &bytes)
{
    CborReader in(bytes);
    in.startArray(2);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != PlanVersion)
        return damaged(QString::number(version));
    QList<FileChange> changes;
    for (qsizetype left = in.startList(MostFiles); left > 0 && in.ok(); --left) {
        in.startArray(3);
        FileChange change;
        change.name = in.text(64);
        change.before = in.digest();
        change.after = in.bytes(LargestKeyFile);
        in.endArray();
        changes.append(change);
    }
    in.endArray();
    in.endArray();
    if (const auto read = in.finish(); !read)
        return damaged(describe(read.error()));
    for (const FileChange &change : changes) {
        // A name is looked up and never a path.
        if (!isKeyFile(change.name)
            || !crypto::KeyFile::fromBytes(change.name, change.after, keyfile::suitesOf(change.name)))
            return damaged(change.name);
    }
    return changes;
}

Result<void> lock(FileLock &folder)
{
    const auto locked = folder.acquire(LockPatience);
    if (!locked && locked.error().code == ErrorCode::Unavailable)
        return Error{ErrorCode::Unavailable, "key-file.busy", locked.error().detail};
    return locked;
}

/// Puts the files of the journal into place and takes it away; whoever calls has the folder's lock.
Result<void> finish(const QString &folder)
{
    const QString journal = journalPath(folder);
    if (!QFile::exists(journal))
        return {};
    WENYI_TRY(const QByteArray bytes, readBounded(journal, LargestJournal));
    WENYI_TRY(const auto changes, decodePlan(bytes));
    for (const FileChange &change : changes) {
        const QString path = filePath(folder, change.name);
        const auto current = readBounded(path, LargestKeyFile);
        if (!current && current.error().code == ErrorCode::StorageFailure)
            return current.error();
        if (current && crypto::sm3(*current) == change.before)
            WENYI_CHECK(writeDurably(path, change.after));
    }
    if (!QFile::remove(journal))
        return Error{ErrorCode::StorageFailure, "file.write", journal};
    return syncFolder(folder);
}

/// The names of the key files that lie in the folder and are used.
Result<QStringList> filesOf(const QString &folder)
{
    QStringList names;
    for (const QStringView name : keyfile::UnderPin) {
        const QString path = filePath(folder, name);
        if (!QFile::exists(path))
            continue;
        WENYI_TRY(const auto onToken, TokenKey::read(path));
        if (!onToken)
            names.append(name.toString());
    }
    if (names.isEmpty())
        return Error{ErrorCode::NotFound, "pin-change.no-files", folder};
    return names;
}

/// Every file under the next PIN, in memory.
Result<QList<FileChange>> changesOf(const QString &folder, const QStringList &names, const SecretBytes &from,
    const SecretBytes &to, RandomSource &random)
{
    QList<crypto::KeyFile> files;
    for (const QString &name : names) {
        WENYI_TRY(auto file, crypto::KeyFile::open(filePath(folder, name), keyfile::suitesOf(name)));
        // Before an attempt is lost on another one.
        if (file.attemptsLeft() == 0)
            return Error{ErrorCode::Locked, "key-file.locked", name};
        files.append(std::move(file));
    }
    QList<FileChange> changes;
    for (qsizetype i = 0; i < files.size(); ++i) {
        auto after = files[i].underPin(from, to, random);
        if (!after && after.error().code == ErrorCode::WrongPin && i > 0)
            return Error{ErrorCode::NotAllowed, "pin-change.other-pin", names[i]};
        if (!after)
            return after.error();
        changes.append({names[i], files[i].digest(), std::move(*after)});
    }
    return changes;
}

} // namespace

Result<void> withPinsHeld(const QString &memberFolder, const std::function<Result<void>()> &work)
{
    FileLock folder(memberFolder + u"/pin-change.lock"_s);
    WENYI_CHECK(lock(folder));
    WENYI_CHECK(finish(memberFolder));
    return work();
}

Result<void> finishPinChange(const QString &memberFolder)
{
    if (!QFile::exists(journalPath(memberFolder)))
        return {};
    FileLock folder(memberFolder + u"/pin-change.lock"_s);
    WENYI_CHECK(lock(folder));
    return finish(memberFolder);
}

Result<QStringList> changePin(
    const QString &memberFolder, const SecretBytes &from, const SecretBytes &to, RandomSource &random)
{
    WENYI_CHECK(checkNewPin(to));
    if (from.view() == to.view())
        return Error{ErrorCode::InvalidInput, "pin-change.same", {}};
    FileLock folder(memberFolder + u"/pin-change.lock"_s);
    WENYI_CHECK(lock(folder));
    WENYI_CHECK(finish(memberFolder));
    WENYI_TRY(const QStringList names, filesOf(memberFolder));
    WENYI_TRY(const auto changes, changesOf(memberFolder, names, from, to, random));
    const QString journal = journalPath(memberFolder);
    const auto written = writeDurably(journal, encode(changes));
    // One that came into place though its folder was not synced is taken away again; where it cannot be, it counts.
    if (!written && (!QFile::exists(journal) || QFile::remove(journal)))
        return written.error();
    if (const auto finished = finish(memberFolder); !finished)
        return Error{ErrorCode::StorageFailure, "pin-change.unfinished", describe(finished.error())};
    return names;
}

Result<QStringList> changePin(Workspace &workspace, const SecretBytes &from, const SecretBytes &to)
{
    const QString member = workspace.member().id.toString();
    const auto record = [&](const QByteArray &reason) {
        return workspace.audit().record(member, u"pin.change"_s, QString::fromLatin1(reason), member);
    };
    // Before it is done: no change without its row.
    WENYI_CHECK(record({}));
    auto changed =
        changePin(workspace.profile().memberFolder(workspace.member().id), from, to, workspace.environment().random);
    if (!changed)
        WENYI_CHECK(record(changed.error().reason));
    return changed;
}

} // namespace wenyi::core
