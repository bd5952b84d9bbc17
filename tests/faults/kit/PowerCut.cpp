// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/PowerCut.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::faults {

namespace {

constexpr qint64 AwayFor = 600; // s

QByteArray folderOf(const QByteArray &path)
{
    return path.left(path.lastIndexOf('/'));
}

} // namespace

PowerCut::PowerCut(const QString &folder, const QString &before, const QString &journal)
    : m_before(before)
    , m_calls(readCalls(folder, journal))
{
}

qsizetype PowerCut::callsWithin(qint64 octets) const
{
    return std::count_if(m_calls.begin(), m_calls.end(), [octets](const Call &call) { return call.end <= octets; });
}

QList<qsizetype> PowerCut::syncs() const
{
    QList<qsizetype> syncs;
    for (qsizetype i = 0; i < m_calls.size(); ++i) {
        if (m_calls[i].head.kind == CallRecord::Sync || m_calls[i].head.kind == CallRecord::SyncFolder)
            syncs.append(i);
    }
    return syncs;
}

QByteArrayList PowerCut::saidWithin(qsizetype calls) const
{
    QByteArray said;
    for (qsizetype i = 0; i < calls; ++i) {
        if (m_calls[i].head.kind == CallRecord::Said)
            said += m_calls[i].bytes;
    }
    QByteArrayList lines = said.split('\n');
    lines.removeLast(); // What has no end was not said.
    return lines;
}

void PowerCut::note(const Call &call, const QString &what)
{
    m_oddities.append(u"%1: %2"_s.arg(QString::fromUtf8(call.path), what));
}

PowerCut::Disk PowerCut::atTheBeginning() const
{
    Disk disk;
    disk.certain.folders.insert(QByteArray());
    QDirIterator below(
        m_before, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (below.hasNext()) {
        const QString path = below.next();
        const QByteArray name = QFile::encodeName(path.mid(m_before.size()));
        if (below.fileInfo().isDir()) {
            disk.certain.folders.insert(name);
        } else {
            const QByteArray content = contentOf(path);
            disk.certain.files.insert(name, static_cast<int>(disk.files.size()));
            disk.files.append(File{content, {}, content.size(), 0});
        }
    }
    disk.present = disk.certain;
    return disk;
}

void PowerCut::Names::take(const NameChange &change)
{
    switch (change.kind) {
    case CallRecord::MakeFolder:
        folders.insert(change.path);
        break;
    case CallRecord::Unlink:
        files.remove(change.path);
        break;
    case CallRecord::Rename:
        files.remove(change.from);
        files.insert(change.path, change.file);
        break;
    default:
        files.insert(change.path, change.file);
        break;
    }
}

void PowerCut::apply(QByteArray &content, const Change &change)
{
    const qsizetype end = change.offset + change.bytes.size();
    if (content.size() < end)
        content.resize(end, '\0');
    std::copy(change.bytes.begin(), change.bytes.end(), content.begin() + change.offset);
    if (change.isResized)
        content.resize(change.size, '\0');
}

/// The file that a call is about; below zero where it has none any more.
int PowerCut::fileOf(Disk &disk, const Call &call)
{
    const auto known = disk.byInode.constFind(call.head.file);
    if (known != disk.byInode.constEnd())
        return *known;
    int file = disk.present.files.value(call.path, -1);
    if (file < 0) {
        // One that has no name: it may get one later, or had one.
        if (!call.path.endsWith(" (deleted)"))
            note(call, u"a file that nobody made"_s);
        file = static_cast<int>(disk.files.size());
        disk.files.append(File());
    }
    disk.files[file].inode = call.head.file;
    disk.byInode.insert(call.head.file, file);
    return file;
}

/// A name goes; with a file's last name its inode's number goes too.
void PowerCut::forget(Disk &disk, const QByteArray &path)
{
    const int file = disk.present.files.value(path, -1);
    if (file < 0)
        return;
    disk.present.files.remove(path);
    const auto names = disk.present.files.values();
    if (!names.contains(file))
        disk.byInode.remove(disk.files[file].inode);
}

void PowerCut::playOnFile(Disk &disk, const Call &call)
{
    File &file = disk.files[fileOf(disk, call)];
    if (call.head.kind == CallRecord::Sync) {
        for (const Change &change : std::as_const(file.changes))
            apply(file.content, change);
        file.changes.clear();
        return;
    }
    if (call.head.kind == CallRecord::Write) {
        file.size = std::max<qint64>(file.size, call.head.offset + call.bytes.size());
        file.changes.append({call.head.offset, call.bytes, file.size, false});
        return;
    }
    const qint64 size = call.head.offset;
    // What is cut off is nought when the file grows again.
    const QByteArray dropped(std::max<qint64>(file.size - size, 0), '\0');
    file.size = size;
    file.changes.append({size, dropped, size, true});
}

void PowerCut::playOnName(Disk &disk, const Call &call)
{
    NameChange change{static_cast<CallRecord::Kind>(call.head.kind), call.path, {}, -1};
    if (change.kind == CallRecord::Rename) {
        change.from = call.bytes;
        change.file = disk.present.files.value(change.from, -1);
        if (change.file < 0) {
            note(call, u"got the name of what was no file: "_s + QString::fromUtf8(change.from));
            return;
        }
        if (change.from != change.path)
            forget(disk, change.path);
    } else if (change.kind == CallRecord::Create) {
        change.file = static_cast<int>(disk.files.size());
        disk.files.append(File());
        disk.files.last().inode = call.head.file;
        disk.byInode.insert(call.head.file, change.file);
    } else if (change.kind == CallRecord::Link) {
        change.file = fileOf(disk, call);
    } else if (change.kind == CallRecord::Unlink) {
        forget(disk, call.path);
    }
    disk.present.take(change);
    disk.unsynced[folderOf(call.path)].append(change);
}

void PowerCut::play(Disk &disk, const Call &call)
{
    switch (call.head.kind) {
    case CallRecord::Write:
    case CallRecord::Resize:
    case CallRecord::Sync:
        playOnFile(disk, call);
        break;
    case CallRecord::SyncFolder:
        for (const NameChange &change : disk.unsynced.take(call.path))
            disk.certain.take(change);
        break;
    case CallRecord::Said:
    case CallRecord::Sent:
        break;
    default:
        playOnName(disk, call);
        break;
    }
}

QByteArray PowerCut::remains(const File &file, QRandomGenerator &chance, int sector)
{
    // Often nothing or everything: what lies between is the rarest on a real disk, and the most of all here.
    const int mood = chance.bounded(6);
    QByteArray content = file.content;
    if (file.changes.isEmpty() || mood == 0)
        return content;
    const auto forEachPiece = [&file, sector](const auto &visit) {
        for (const Change &change : file.changes) {
            for (qint64 at = 0; at < change.bytes.size();) {
                const qint64 begin = change.offset + at;
                const qint64 end = std::min<qint64>((begin / sector + 1) * sector, change.offset + change.bytes.size());
                visit(begin / sector, Change{begin, change.bytes.mid(at, end - begin), 0, false});
                at += end - begin;
            }
        }
    };
    QMap<qint64, int> kept; // By sector: how many of the pieces written to it are there.
    forEachPiece([&kept](qint64 number, const Change &) { ++kept[number]; });
    for (int &count : kept)
        count = mood == 1 ? count : chance.bounded(count + 1);
    forEachPiece([&kept, &content](qint64 number, const Change &piece) {
        if (kept[number]-- > 0)
            apply(content, piece);
    });
    QList<qint64> sizes{file.content.size()};
    for (const Change &change : file.changes)
        sizes.append(change.size);
    content.resize(mood == 1 ? sizes.last() : sizes[chance.bounded(static_cast<int>(sizes.size()))], '\0');
    return content;
}

void PowerCut::writeImage(
    const QList<File> &files, const Names &names, QRandomGenerator &chance, int sector, const QString &into)
{
    QByteArrayList folders = names.folders.values();
    std::sort(folders.begin(), folders.end());
    for (const QByteArray &folder : std::as_const(folders)) {
        // One whose own name was lost took all that was in it along.
        if (folder.isEmpty() || names.folders.contains(folderOf(folder)))
            QDir().mkpath(into + QFile::decodeName(folder));
    }
    QMap<int, QByteArray> contents; // A file of two names is one.
    for (auto name = names.files.begin(); name != names.files.end(); ++name) {
        if (!contents.contains(name.value()))
            contents.insert(name.value(), remains(files[name.value()], chance, sector));
        const QString path = into + QFile::decodeName(name.key());
        if (!QFileInfo::exists(QFileInfo(path).path()))
            continue;
        const QByteArray &content = contents[name.value()];
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(path));
        // The machine comes back after a while.
        file.setFileTime(QDateTime::currentDateTime().addSecs(-AwayFor), QFileDevice::FileModificationTime);
    }
}

void PowerCut::cut(qsizetype calls, quint32 seed, int sector, const QString &into)
{
    Disk disk = atTheBeginning();
    for (qsizetype i = 0; i < calls; ++i) {
        const std::uint32_t kind = m_calls[i].head.kind;
        const bool isSync = kind == CallRecord::Sync || kind == CallRecord::SyncFolder;
        if (!isSync || !m_lyingFrom || i < *m_lyingFrom)
            play(disk, m_calls[i]);
    }
    QRandomGenerator chance(seed);
    Names names = disk.certain;
    for (const QList<NameChange> &changes : std::as_const(disk.unsynced)) {
        const int kept = chance.bounded(static_cast<int>(changes.size()) + 1);
        for (int i = 0; i < kept; ++i)
            names.take(changes[i]);
    }
    writeImage(disk.files, names, chance, sector, into);
}

} // namespace wenyi::faults
