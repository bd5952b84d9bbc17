// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into a program of ours: writes down every call that changes the files of one folder or syncs them, in the
// order in which they took place, so that a power cut after any of them can be played.
#include "tests/faults/kit/CallRecord.h"

#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

using wenyi::faults::CallRecord;

namespace {

/// Records stand in the order of the calls: one at a time, with its record.
pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

class InOrder
{
public:
    InOrder() { ::pthread_mutex_lock(&order); }
    ~InOrder()
    {
        const int kept = errno;
        ::pthread_mutex_unlock(&order);
        errno = kept;
    }
    InOrder(const InOrder &) = delete;
    InOrder &operator=(const InOrder &) = delete;
};

template<typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

const char *folder()
{
    static const char *const path = std::getenv(CallRecord::FolderVariable);
    return path;
}

/// Opened past our own open(). Below zero: nothing is recorded.
int journal()
{
    static const int file = [] {
        const char *path = std::getenv(CallRecord::JournalVariable);
        return path && folder() ? static_cast<int>(
                   ::syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR))
                                : -1;
    }();
    return file;
}

bool isWithin(const char *path)
{
    const std::size_t length = folder() ? std::strlen(folder()) : 0;
    return length > 0 && std::strncmp(path, folder(), length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/// What is written by mapping it in memory, and never counted on after a crash.
bool isScratch(const char *path)
{
    const std::size_t length = std::strlen(path);
    return length > 4 && std::strcmp(path + length - 4, "-shm") == 0;
}

void record(CallRecord::Kind kind, const char *path, std::uint64_t file, std::int64_t offset, const void *bytes,
    std::size_t size)
{
    CallRecord head{kind, static_cast<std::uint32_t>(std::strlen(path)), file, offset, size};
    iovec parts[] = {
        {&head, sizeof head}, {const_cast<char *>(path), head.pathLength}, {const_cast<void *>(bytes), size}};
    const std::size_t all = sizeof head + head.pathLength + size;
    if (::syscall(SYS_writev, journal(), parts, 3) != static_cast<long>(all)) {
        static constexpr char Words[] = "the call journal cannot be written\n";
        static_cast<void>(::syscall(SYS_write, STDERR_FILENO, Words, sizeof Words - 1));
        ::abort(); // Half a journal would play what never was.
    }
}

/// The file behind a descriptor, where it is one of the folder's.
struct Opened
{
    char path[PATH_MAX] = "";
    struct stat status = {};
    bool counts = false;

    explicit Opened(int descriptor)
    {
        if (journal() < 0 || ::fstat(descriptor, &status) != 0
            || (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)))
            return;
        char link[64];
        std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        const ssize_t length = ::readlink(link, path, sizeof path - 1);
        path[length > 0 ? length : 0] = '\0';
        counts = isWithin(path) && !isScratch(path);
    }
    bool isFolder() const { return S_ISDIR(status.st_mode); }
};

bool counts(const char *path)
{
    return journal() >= 0 && isWithin(path) && !isScratch(path);
}

void recordName(CallRecord::Kind kind, const char *path)
{
    struct stat status = {};
    if (::stat(path, &status) == 0 && S_ISREG(status.st_mode))
        record(kind, path, status.st_ino, 0, nullptr, 0);
}

void recordRename(const char *from, const char *to)
{
    struct stat status = {};
    if (::stat(to, &status) == 0)
        record(CallRecord::Rename, to, status.st_ino, 0, from, std::strlen(from));
}

void recordSync(int descriptor)
{
    const Opened opened(descriptor);
    if (opened.counts)
        record(opened.isFolder() ? CallRecord::SyncFolder : CallRecord::Sync, opened.path, opened.status.st_ino, 0,
            nullptr, 0);
}

void recordWrite(int descriptor, const void *bytes, ssize_t written, off_t at)
{
    const Opened opened(descriptor);
    if (opened.counts)
        record(CallRecord::Write, opened.path, opened.status.st_ino, at, bytes, static_cast<std::size_t>(written));
}

void recordSize(int descriptor)
{
    const Opened opened(descriptor);
    if (opened.counts)
        record(CallRecord::Resize, opened.path, opened.status.st_ino, opened.status.st_size, nullptr, 0);
}

/// A file that is made, or emptied, by opening it.
int openAndRecord(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode)
{
    const InOrder one;
    struct stat before = {};
    const bool wasThere = ::stat(path, &before) == 0;
    const int file = real(path, flags, mode);
    const int kept = errno;
    const bool isUnnamed = (flags & O_TMPFILE) == O_TMPFILE;
    if (file >= 0 && counts(path) && !isUnnamed) {
        if (!wasThere && (flags & O_CREAT) != 0)
            recordName(CallRecord::Create, path);
        else if (wasThere && (flags & O_TRUNC) != 0)
            recordSize(file);
    }
    errno = kept;
    return file;
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? static_cast<mode_t>(va_arg(arguments, unsigned))
                                                                      : 0;
}

/// Does a call, and writes down one that succeeded.
template<typename Call, typename Record>
auto inOrder(const Call &call, const Record &note)
{
    const InOrder one;
    const auto result = call();
    const int kept = errno;
    if (result >= 0)
        note(result);
    errno = kept;
    return result;
}

ssize_t writeAt(const char *name, int descriptor, const void *bytes, size_t size, off64_t at)
{
    const auto real = next<ssize_t (*)(int, const void *, size_t, off64_t)>(name);
    return inOrder([&] { return real(descriptor, bytes, size, at); },
        [&](ssize_t written) { recordWrite(descriptor, bytes, written, at); });
}

int resize(const char *name, int descriptor, off64_t size)
{
    const auto real = next<int (*)(int, off64_t)>(name);
    return inOrder([&] { return real(descriptor, size); }, [&](int) { recordSize(descriptor); });
}

int syncBy(const char *name, int descriptor)
{
    const auto real = next<int (*)(int)>(name);
    return inOrder([&] { return real(descriptor); }, [&](int) { recordSync(descriptor); });
}

} // namespace

extern "C" {

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openAndRecord(next<int (*)(const char *, int, ...)>("open"), path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openAndRecord(next<int (*)(const char *, int, ...)>("open64"), path, flags, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    const auto real = next<ssize_t (*)(int, const void *, size_t)>("write");
    return inOrder([&] { return real(descriptor, bytes, size); },
        [&](ssize_t written) {
            if (descriptor == STDOUT_FILENO && journal() >= 0)
                record(CallRecord::Said, "", 0, 0, bytes, static_cast<std::size_t>(written));
            else // Where it ended: the file may be open for appending.
                recordWrite(descriptor, bytes, written, ::lseek64(descriptor, 0, SEEK_CUR) - written);
        });
}

ssize_t writev(int descriptor, const iovec *parts, int count)
{
    const auto real = next<ssize_t (*)(int, const iovec *, int)>("writev");
    return inOrder([&] { return real(descriptor, parts, count); },
        [&](ssize_t written) {
            off64_t at = ::lseek64(descriptor, 0, SEEK_CUR) - written;
            for (int i = 0; i < count && written > 0; ++i) {
                const auto size = static_cast<ssize_t>(parts[i].iov_len);
                const ssize_t part = size < written ? size : written;
                recordWrite(descriptor, parts[i].iov_base, part, at);
                at += part;
                written -= part;
            }
        });
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at)
{
    return writeAt("pwrite", descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    return writeAt("pwrite64", descriptor, bytes, size, at);
}

int ftruncate(int descriptor, off_t size)
{
    return resize("ftruncate", descriptor, size);
}

int ftruncate64(int descriptor, off64_t size)
{
    return resize("ftruncate64", descriptor, size);
}

int fsync(int descriptor)
{
    return syncBy("fsync", descriptor);
}

int fdatasync(int descriptor)
{
    return syncBy("fdatasync", descriptor);
}

int rename(const char *from, const char *to)
{
    const auto real = next<int (*)(const char *, const char *)>("rename");
    return inOrder([&] { return real(from, to); },
        [&](int) {
            if (counts(to))
                recordRename(from, to);
        });
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags)
{
    const auto real = next<int (*)(int, const char *, int, const char *, unsigned int)>("renameat2");
    return inOrder([&] { return real(fromFolder, from, toFolder, to, flags); },
        [&](int) {
            if (counts(to))
                recordRename(from, to);
        });
}

int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags)
{
    const auto real = next<int (*)(int, const char *, int, const char *, int)>("linkat");
    return inOrder([&] { return real(fromFolder, from, toFolder, to, flags); },
        [&](int) {
            if (counts(to))
                recordName(CallRecord::Link, to);
        });
}

int unlink(const char *path)
{
    const auto real = next<int (*)(const char *)>("unlink");
    return inOrder([&] { return real(path); },
        [&](int) {
            if (counts(path))
                record(CallRecord::Unlink, path, 0, 0, nullptr, 0);
        });
}

ssize_t send(int descriptor, const void *bytes, size_t size, int flags)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, int)>("send");
    static const bool isWanted = std::getenv(CallRecord::SendsVariable) != nullptr;
    // Before the call, and without waiting for its turn: a sync that is under way must not hold back what goes out
    // too early, or it would look as if it had waited.
    if (isWanted && journal() >= 0)
        record(CallRecord::Sent, "", 0, static_cast<std::int64_t>(size), nullptr, 0);
    return real(descriptor, bytes, size, flags);
}

int mkdir(const char *path, mode_t mode)
{
    const auto real = next<int (*)(const char *, mode_t)>("mkdir");
    return inOrder([&] { return real(path, mode); },
        [&](int) {
            if (counts(path))
                record(CallRecord::MakeFolder, path, 0, 0, nullptr, 0);
        });
}

} // extern "C"
