// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wenyi::journal {

/// A SQLite VFS over the machine's own that can let the n-th disk access (write, sync, truncate, delete, open) fail.
class FaultyDisk
{
public:
    /// Registers the VFS once and gives its name for DatabaseOptions.
    static QByteArray name();
    /// Stores that are opened without naming a VFS lie on this disk from now on.
    static void becomeDefault();
    /// The access with that number, counted from 0 now, fails once; nothing fails before.
    static void failOnceAt(int access);
    /// Writes find the disk full as long as there is something at that path: at "/" always, at a reserve until it is
    /// given up. An empty path ends it.
    static void fullWhile(const QByteArray &path);
    /// What a machine may be short of.
    enum class Lack { Files, Memory };
    /// Of what this thread does, the opening of a file with that number, counted from 0 now, finds that no more may be
    /// opened, or the read with that number finds no memory. Once.
    static void lackAt(Lack what, int access);
    /// There is no memory for anything that is written.
    static void lackMemoryToWrite();
    /// For this thread the device reads nothing of these octets of the files whose name ends so.
    static void cannotRead(const QByteArray &nameEnd, qint64 from, qint64 to);
    /// From now on nothing fails. Tells whether the failure took place.
    static bool heal();
};

} // namespace wenyi::journal
