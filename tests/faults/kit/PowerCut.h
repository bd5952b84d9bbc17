// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/faults/kit/CallJournal.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>
#include <QStringList>

#include <optional>

namespace wenyi::faults {

/// What a disk may hold after the power failed while a program worked on a folder.
///
/// Of a file that was not synced since, each sector has what it was at any moment since; so has the file's size. Names
/// that were made, changed or dropped since their folder was synced are kept up to some one of them. Database, its log,
/// segments and blobs are cut together, since they are one disk.
class PowerCut
{
public:
    /// Reads what a program did (FaultSwitch::recordInto()) to a folder, which was like `before` when it began.
    PowerCut(const QString &folder, const QString &before, const QString &journal);

    qsizetype calls() const { return m_calls.size(); }
    /// How many calls stand in the first octets of the journal: what the program had done when it was as long.
    qsizetype callsWithin(qint64 octets) const;
    /// Which calls were syncs, of files or folders.
    QList<qsizetype> syncs() const;
    /// What the program had said, line by line, when that many calls were done.
    QByteArrayList saidWithin(qsizetype calls) const;

    /// Makes the folder `into` as the disk may be when the power fails after so many calls. The same seed makes the
    /// same. `sector`: 512 or 4096, the octets that a disk writes whole.
    void cut(qsizetype calls, quint32 seed, int sector, const QString &into);
    /// From that call on the disk lies about its syncs: what a comparison must catch.
    void ignoreSyncsFrom(qsizetype call) { m_lyingFrom = call; }
    /// What was recorded and could not be played; a sentence each. None in a test that shows something.
    const QStringList &oddities() const { return m_oddities; }

private:
    using Call = RecordedCall;
    struct Change
    {
        qint64 offset;
        QByteArray bytes;
        qint64 size;    ///< Of the file, afterwards.
        bool isResized; ///< To that size.
    };
    struct File
    {
        QByteArray content;    ///< That is on the disk for certain.
        QList<Change> changes; ///< Since.
        qint64 size = 0;       ///< With all changes.
        quint64 inode = 0;
    };
    struct NameChange
    {
        CallRecord::Kind kind;
        QByteArray path;
        QByteArray from;
        int file;
    };
    /// Files by their names, and folders.
    struct Names
    {
        QMap<QByteArray, int> files;
        QSet<QByteArray> folders;
        void take(const NameChange &change);
    };
    struct Disk
    {
        QList<File> files;
        Names certain;
        Names present;                                ///< As the running program sees them.
        QMap<QByteArray, QList<NameChange>> unsynced; ///< By folder.
        QHash<quint64, int> byInode;
    };

    Disk atTheBeginning() const;
    void play(Disk &disk, const Call &call);
    void playOnFile(Disk &disk, const Call &call);
    void playOnName(Disk &disk, const Call &call);
    int fileOf(Disk &disk, const Call &call);
    void forget(Disk &disk, const QByteArray &path);
    static void apply(QByteArray &content, const Change &change);
    static QByteArray remains(const File &file, QRandomGenerator &chance, int sector);
    static void writeImage(
        const QList<File> &files, const Names &names, QRandomGenerator &chance, int sector, const QString &into);
    void note(const Call &call, const QString &what);

    QString m_before;
    QList<Call> m_calls;
    QStringList m_oddities;
    std::optional<qsizetype> m_lyingFrom;
};

} // namespace wenyi::faults
