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

/// Whether a call that takes room, or so many bytes of it, finds none.
bool findsNoRoom(std::int64_t bytes = 1)
{
    if (!plan() || plan()->kind != FaultPlan::DiskFull || !isUsedUp())
        return false;
    if (plan()->room.fetch_sub(bytes) >= bytes)
        return false;
    plan()->room += bytes; // Too little for this call may do for another one.
    ++plan()->faults;
    errno = ENOSPC;
    return true;
}

/// What is kept for a full disk makes room on it when it goes.
class GivenUp
{
public:
    explicit GivenUp(const char *path)
    {
        constexpr char suffix[] = ".reserve";
        const size_t length = std::strlen(path);
        struct stat status = {};
        const bool isReserve = length >= sizeof suffix && std::strcmp(path + length - sizeof suffix + 1, suffix) == 0;
        if (isReserve && plan() && plan()->kind == FaultPlan::DiskFull && ::stat(path, &status) == 0)
            m_bytes = status.st_size;
    }
    void takesPlace() const
    {
        if (m_bytes > 0)
            plan()->room += m_bytes;
    }

private:
    std::int64_t m_bytes = 0;
};

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
    return isFile(descriptor) && findsNoRoom(static_cast<std::int64_t>(size)) ? -1 : real(descriptor, bytes, size);
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
    return findsNoRoom(static_cast<std::int64_t>(size)) ? -1 : real(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, off64_t)>("pwrite64");
    pass();
    return findsNoRoom(static_cast<std::int64_t>(size)) ? -1 : real(descriptor, bytes, size, at);
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
    const GivenUp given(path);
    const int removed = real(path);
    if (removed == 0)
        given.takesPlace();
    return removed;
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

// These tell what went wrong by what they return.
int posix_fallocate(int descriptor, off_t at, off_t size)
{
    static const auto real = next<int (*)(int, off_t, off_t)>("posix_fallocate");
    pass();
    return findsNoRoom(size) ? ENOSPC : real(descriptor, at, size);
}

int posix_fallocate64(int descriptor, off64_t at, off64_t size)
{
    static const auto real = next<int (*)(int, off64_t, off64_t)>("posix_fallocate64");
    pass();
    return findsNoRoom(size) ? ENOSPC : real(descriptor, at, size);
}

ssize_t send(int descriptor, const void *bytes, size_t size, int flags)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, int)>("send");
    pass();
    return real(descriptor, bytes, size, flags);
}

} // extern "C"
