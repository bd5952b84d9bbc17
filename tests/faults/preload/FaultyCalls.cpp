// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into a program of ours: stands before the calls that change files or send, and makes them fail by plan.
#include "tests/faults/kit/FaultPlan.h"

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

using wenyi::faults::FaultPlan;

namespace {

FaultPlan *mapPlan()
{
    const char *path = std::getenv(FaultPlan::Variable);
    const int file = path ? ::open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return nullptr;
    void *mapped = ::mmap(nullptr, sizeof(FaultPlan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return mapped == MAP_FAILED ? nullptr : static_cast<FaultPlan *>(mapped);
}

FaultPlan *plan()
{
    static FaultPlan *const mapped = mapPlan();
    return mapped;
}

template<typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// Pipes, terminals and event counters are nobody's store and nobody's wire.
bool matters(int descriptor)
{
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0
           && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISSOCK(status.st_mode));
}

bool isFile(int descriptor)
{
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

bool isUsedUp()
{
    return plan()->left.fetch_sub(1) <= 0;
}

/// Every call that is watched comes by here.
void pass()
{
    if (!plan())
        return;
    ++plan()->calls;
    if (plan()->kind == FaultPlan::Kill && isUsedUp())
        ::raise(SIGKILL);
}

/// Whether a call that takes room finds none.
bool findsNoRoom()
{
    if (!plan() || plan()->kind != FaultPlan::DiskFull || !isUsedUp())
        return false;
    ++plan()->faults;
    errno = ENOSPC;
    return true;
}

/// Whether SQLite syncs a folder: it never looks whether that worked, and the store does it itself when it opens.
bool isIgnored(int descriptor, const void *caller)
{
    struct stat status = {};
    Dl_info library = {};
    return ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode) && ::dladdr(caller, &library) != 0
           && std::strstr(library.dli_fname, "sqlcipher") != nullptr;
}

/// Whether this sync fails, once.
bool failsToSync(int descriptor, const void *caller)
{
    if (!plan() || plan()->kind != FaultPlan::SyncOnce || isIgnored(descriptor, caller) || !isUsedUp())
        return false;
    plan()->kind = FaultPlan::Nothing;
    ++plan()->faults;
    errno = EIO;
    return true;
}

} // namespace

extern "C" {

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t)>("write");
    if (matters(descriptor))
        pass();
    return isFile(descriptor) && findsNoRoom() ? -1 : real(descriptor, bytes, size);
}

ssize_t writev(int descriptor, const iovec *parts, int count)
{
    static const auto real = next<ssize_t (*)(int, const iovec *, int)>("writev");
    if (matters(descriptor))
        pass();
    return isFile(descriptor) && findsNoRoom() ? -1 : real(descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, off_t)>("pwrite");
    pass();
    return findsNoRoom() ? -1 : real(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, off64_t)>("pwrite64");
    pass();
    return findsNoRoom() ? -1 : real(descriptor, bytes, size, at);
}

int fsync(int descriptor)
{
    static const auto real = next<int (*)(int)>("fsync");
    pass();
    return failsToSync(descriptor, __builtin_return_address(0)) ? -1 : real(descriptor);
}

int fdatasync(int descriptor)
{
    static const auto real = next<int (*)(int)>("fdatasync");
    pass();
    return failsToSync(descriptor, __builtin_return_address(0)) ? -1 : real(descriptor);
}

int rename(const char *from, const char *to)
{
    static const auto real = next<int (*)(const char *, const char *)>("rename");
    pass();
    return findsNoRoom() ? -1 : real(from, to);
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags)
{
    static const auto real = next<int (*)(int, const char *, int, const char *, unsigned int)>("renameat2");
    pass();
    return findsNoRoom() ? -1 : real(fromFolder, from, toFolder, to, flags);
}

int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags)
{
    static const auto real = next<int (*)(int, const char *, int, const char *, int)>("linkat");
    pass();
    return findsNoRoom() ? -1 : real(fromFolder, from, toFolder, to, flags);
}

int unlink(const char *path)
{
    static const auto real = next<int (*)(const char *)>("unlink");
    pass();
    return real(path);
}

int mkdir(const char *path, mode_t mode)
{
    static const auto real = next<int (*)(const char *, mode_t)>("mkdir");
    pass();
    return findsNoRoom() ? -1 : real(path, mode);
}

int ftruncate(int descriptor, off_t size)
{
    static const auto real = next<int (*)(int, off_t)>("ftruncate");
    pass();
    return real(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size)
{
    static const auto real = next<int (*)(int, off64_t)>("ftruncate64");
    pass();
    return real(descriptor, size);
}

ssize_t send(int descriptor, const void *bytes, size_t size, int flags)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, int)>("send");
    pass();
    return real(descriptor, bytes, size, flags);
}

} // extern "C"
