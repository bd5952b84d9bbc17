// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Sandbox.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

namespace wenyi::render {

namespace {

/// One thing that an intruder would try. Gives a negative number where it was refused.
struct Attempt
{
    const char *name;
    long (*run)();
};

long closed(long descriptor)
{
    if (descriptor >= 0)
        close(static_cast<int>(descriptor));
    return descriptor;
}

long forked(long child)
{
    if (child == 0)
        _exit(0);
    return child;
}

long mapped(int protection, size_t size = 4096)
{
    void *place = mmap(nullptr, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED)
        return -1;
    munmap(place, size);
    return 0;
}

/// For calls that would fail anyway, or do harm: only that the call as such is forbidden counts.
long forbidden(long result)
{
    return result < 0 && (errno == EPERM || errno == EACCES) ? -1 : 0;
}

constexpr Attempt Attempts[] = {
    {"open a socket to the network", [] { return closed(socket(AF_INET, SOCK_STREAM, 0)); }},
    {"open a socket for IPv6", [] { return closed(socket(AF_INET6, SOCK_DGRAM, 0)); }},
    {"open a local socket", [] { return closed(socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"open a socket to the kernel", [] { return closed(socket(AF_NETLINK, SOCK_RAW, 0)); }},
    {"make a pair of sockets",
        [] {
            int pair[2];
            return long(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
        }},
    {"read the machine's accounts", [] { return closed(open("/etc/passwd", O_RDONLY)); }},
    {"read its own program", [] { return closed(open("/proc/self/exe", O_RDONLY)); }},
    {"list the root folder", [] { return closed(open("/", O_RDONLY | O_DIRECTORY)); }},
    {"list its own folder", [] { return closed(open(".", O_RDONLY | O_DIRECTORY)); }},
    {"write a file", [] { return closed(open("written", O_WRONLY | O_CREAT, 0600)); }},
    {"write to a device", [] { return closed(open("/dev/null", O_WRONLY)); }},
    {"make a file in memory", [] { return closed(syscall(SYS_memfd_create, "x", 0U)); }},
    {"make a folder", [] { return long(mkdir("folder", 0700)); }},
    {"make a link", [] { return long(symlink("/etc", "link")); }},
    {"remove a file", [] { return forbidden(unlink("nothing")); }},
    {"rename a file", [] { return forbidden(rename("nothing", "something")); }},
    {"change a file's rights", [] { return forbidden(chmod("nothing", 0600)); }},
    {"start a process", [] { return forked(fork()); }},
    {"run a program",
        [] {
            char *nothing[] = {nullptr};
            return forbidden(execve("nothing", nothing, nothing));
        }},
    {"look into another process", [] { return forbidden(ptrace(PTRACE_PEEKDATA, 0, nullptr, nullptr)); }},
    {"signal its parent", [] { return long(kill(getppid(), 0)); }},
    {"map memory that is code", [] { return mapped(PROT_READ | PROT_EXEC); }},
    {"take two gigabytes of memory",
        [] {
            if constexpr (!LimitsMemory)
                return -1L;
            return mapped(PROT_READ | PROT_WRITE, 2UL << 30);
        }},
    {"change its limits",
        [] {
            const rlimit none{0, 0};
            return long(setrlimit(RLIMIT_CORE, &none));
        }},
    {"mount a file system", [] { return forbidden(mount("none", "nothing", "nothing", 0, nullptr)); }},
    {"enter namespaces of its own", [] { return long(syscall(SYS_unshare, 0)); }},
    {"queue calls past the filter", [] { return forbidden(syscall(SYS_io_uring_setup, 0, nullptr)); }},
};

} // namespace

int tryToBreakOut()
{
    int through = 0;
    for (const Attempt &attempt : Attempts) {
        const bool refused = attempt.run() < 0;
        through += refused ? 0 : 1;
        std::printf("%s: %s\n", attempt.name, refused ? "refused" : "went through");
    }
    std::fflush(stdout);
    return through;
}

} // namespace wenyi::render
