// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/journal/FaultyDisk.h"

#include <sqlcipher/sqlite3.h>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace wenyi::journal {

namespace {

int accessesLeft = -1; // Below zero: nothing fails.
bool failed = false;
QByteArray takesTheRoom; // Empty: there is room.

thread_local int opensLeft = -1;
thread_local int readsLeft = -1;
thread_local bool writesLackMemory = false;
/// How the names of those files end; empty where the device reads everything. A server may read beside the test.
thread_local QByteArray unreadable;
thread_local qint64 unreadableFrom = 0;
thread_local qint64 unreadableTo = 0;

/// Whether this access of the thread is the one that lacks something.
bool lacksNow(int &left)
{
    if (left < 0)
        return false;
    if (left-- > 0)
        return false;
    failed = true;
    return true;
}

bool isFull()
{
    return !takesTheRoom.isEmpty() && ::access(takesTheRoom.constData(), F_OK) == 0;
}

bool failsNow()
{
    if (accessesLeft < 0)
        return false;
    if (accessesLeft-- > 0)
        return false;
    failed = true;
    return true;
}

/// A file of this VFS is one of the machine's, behind a table of our own.
struct File
{
    sqlite3_file base;
    sqlite3_file *real; ///< Lies behind this struct in the same allocation.
    const char *name;   ///< SQLite's own, as long as the file is open; null of a nameless one.
};

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file)->real;
}

sqlite3_vfs *realVfs()
{
    static sqlite3_vfs *vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

int closeFile(sqlite3_file *f)
{
    return realOf(f)->pMethods->xClose(realOf(f));
}
int readFile(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    if (lacksNow(readsLeft))
        return SQLITE_IOERR_NOMEM;
    const bool isThere = at < unreadableTo && at + n > unreadableFrom;
    if (!unreadable.isEmpty() && isThere && QByteArrayView(reinterpret_cast<File *>(f)->name).endsWith(unreadable)) {
        failed = true;
        return SQLITE_IOERR_CORRUPTFS; // As SQLite tells EIO.
    }
    return realOf(f)->pMethods->xRead(realOf(f), to, n, at);
}
int writeFile(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    if (isFull())
        return SQLITE_FULL;
    if (writesLackMemory)
        return SQLITE_IOERR_NOMEM;
    if (failsNow()) {
        // Torn: half of it reaches the disk.
        realOf(f)->pMethods->xWrite(realOf(f), from, n / 2, at);
        return SQLITE_IOERR_WRITE;
    }
    return realOf(f)->pMethods->xWrite(realOf(f), from, n, at);
}
int truncateFile(sqlite3_file *f, sqlite3_int64 n)
{
    return failsNow() ? SQLITE_IOERR_TRUNCATE : realOf(f)->pMethods->xTruncate(realOf(f), n);
}
int syncFile(sqlite3_file *f, int flags)
{
    return failsNow() ? SQLITE_IOERR_FSYNC : realOf(f)->pMethods->xSync(realOf(f), flags);
}
int fileSize(sqlite3_file *f, sqlite3_int64 *n)
{
    return realOf(f)->pMethods->xFileSize(realOf(f), n);
}
int lockFile(sqlite3_file *f, int level)
{
    return realOf(f)->pMethods->xLock(realOf(f), level);
}
int unlockFile(sqlite3_file *f, int level)
{
    return realOf(f)->pMethods->xUnlock(realOf(f), level);
}
int checkLock(sqlite3_file *f, int *out)
{
    return realOf(f)->pMethods->xCheckReservedLock(realOf(f), out);
}
int fileControl(sqlite3_file *f, int op, void *arg)
{
    return realOf(f)->pMethods->xFileControl(realOf(f), op, arg);
}
int sectorSize(sqlite3_file *f)
{
    return realOf(f)->pMethods->xSectorSize(realOf(f));
}
int characteristics(sqlite3_file *f)
{
    return realOf(f)->pMethods->xDeviceCharacteristics(realOf(f));
}
int mapShared(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return realOf(f)->pMethods->xShmMap(realOf(f), page, size, extend, out);
}
int lockShared(sqlite3_file *f, int offset, int n, int flags)
{
    return realOf(f)->pMethods->xShmLock(realOf(f), offset, n, flags);
}
void barrier(sqlite3_file *f)
{
    realOf(f)->pMethods->xShmBarrier(realOf(f));
}
int unmapShared(sqlite3_file *f, int remove)
{
    return realOf(f)->pMethods->xShmUnmap(realOf(f), remove);
}

const sqlite3_io_methods Methods = {2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile,
    unlockFile, checkLock, fileControl, sectorSize, characteristics, mapShared, lockShared, barrier, unmapShared,
    nullptr, nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *out, int flags, int *outFlags)
{
    auto *file = reinterpret_cast<File *>(out);
    file->base.pMethods = nullptr;
    if (failsNow())
        return SQLITE_CANTOPEN;
    if (lacksNow(opensLeft)) {
        errno = EMFILE;
        return SQLITE_CANTOPEN;
    }
    file->name = name;
    file->real = reinterpret_cast<sqlite3_file *>(file + 1);
    const int opened = realVfs()->xOpen(realVfs(), name, file->real, flags, outFlags);
    if (file->real->pMethods)
        file->base.pMethods = &Methods;
    return opened;
}

int deleteFile(sqlite3_vfs *, const char *name, int sync)
{
    return failsNow() ? SQLITE_IOERR_DELETE : realVfs()->xDelete(realVfs(), name, sync);
}

} // namespace

QByteArray FaultyDisk::name()
{
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs shim = *realVfs();
        shim.zName = "faulty";
        shim.pNext = nullptr;
        shim.szOsFile += static_cast<int>(sizeof(File));
        shim.xOpen = openFile;
        shim.xDelete = deleteFile;
        return shim;
    }();
    if (!sqlite3_vfs_find("faulty"))
        sqlite3_vfs_register(&vfs, 0);
    return "faulty";
}

void FaultyDisk::becomeDefault()
{
    sqlite3_vfs_register(sqlite3_vfs_find(name().constData()), 1);
}

void FaultyDisk::failOnceAt(int access)
{
    accessesLeft = access;
    failed = false;
}

void FaultyDisk::fullWhile(const QByteArray &path)
{
    takesTheRoom = path;
}

void FaultyDisk::lackAt(Lack what, int access)
{
    opensLeft = what == Lack::Files ? access : -1;
    readsLeft = what == Lack::Memory ? access : -1;
    failed = false;
}

void FaultyDisk::lackMemoryToWrite()
{
    writesLackMemory = true;
}

void FaultyDisk::cannotRead(const QByteArray &nameEnd, qint64 from, qint64 to)
{
    unreadable = nameEnd;
    unreadableFrom = from;
    unreadableTo = to;
    failed = false;
}

bool FaultyDisk::heal()
{
    accessesLeft = -1;
    opensLeft = -1;
    readsLeft = -1;
    writesLackMemory = false;
    unreadable.clear();
    return failed;
}

} // namespace wenyi::journal
