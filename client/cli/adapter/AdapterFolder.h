// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>
#include <QStringList>

namespace wenyi::cli {

/// Where things lie in an exchange folder.
enum class Place {
    Out,      ///< out: orders of the other system, a folder each.
    Sent,     ///< sent: orders that were sent, with NAME.json beside.
    Failed,   ///< failed: what was refused, with NAME.txt beside.
    In,       ///< in: documents that arrived, a folder each.
    Receipts, ///< receipts: how far each message is.
    SignFor,  ///< signfor: a file for each arrival that is to be signed for.
    Return,   ///< return: a file with the reason for each arrival that is to go back.
    Answered, ///< answered: what became of those.
    Work      ///< .work: what is not whole yet.
};

/// 交换目录: the folder through which another system and the adapter hand files to each other. A name in it is whole
/// once it is there under that name: both sides write under another one and rename.
class AdapterFolder
{
public:
    /// The longest name that is taken, in bytes; those beside it have a few more.
    static constexpr qsizetype LongestName = 180;

    /// Makes the places that are missing. Fails with StorageFailure "adapter.folder".
    static Result<AdapterFolder> open(const QString &path);

    QString path(Place place, const QString &name = {}) const;
    /// The name of a journal and of a lock beside the places.
    QString ownFile(const QString &name) const { return m_path + u'/' + name; }

    /// What was handed over, whole by its name, at most `most` of it: plain names without `.tmp` behind. What bears
    /// another name is left alone.
    QStringList names(Place place, qsizetype most) const;
    /// Moves something under its name, or under NAME.2 and so on where that is taken; tells which it was. On the disk
    /// when it returns. Fails with StorageFailure "adapter.move", "file.folder-sync".
    Result<QString> move(Place from, const QString &name, Place to, const QString &newName) const;
    /// A name that is free in a place, NAME if it is; with a suffix also NAME + suffix has to be, but for a file that an
    /// interrupted round left there.
    QString freeName(Place place, const QString &name, const QString &suffix) const;
    /// Takes a file or a folder with all in it away. Fails with StorageFailure "adapter.remove".
    Result<void> remove(Place place, const QString &name) const;

    /// Whether a name is one that this folder takes: no path, nothing hidden, no device, not too long, not
    /// half-written.
    static bool isName(const QString &name);

private:
    explicit AdapterFolder(QString path)
        : m_path(std::move(path))
    {
    }
    QString m_path;
};

} // namespace wenyi::cli
