// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Sandbox.h"

#include <QDir>
#include <QStandardPaths>
#include <QThreadPool>

#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fcntl.h>
#include <malloc.h>

#include <cerrno>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace wenyi::render {

namespace {

constexpr rlim_t Memory = 1536ULL * 1024 * 1024; ///< The file twice, one picture a few times over, fonts.
constexpr rlim_t ProcessorSeconds = 600;         ///< A whole life; one request's time is the client's to limit.
constexpr rlim_t OpenFiles = 64;

Error failure(const QString &what)
{
    return {ErrorCode::Unavailable, "render.sandbox", what + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
}

Result<void> limit(__rlimit_resource resource, rlim_t most, const QString &name)
{
    const rlimit both{most, most};
    if (setrlimit(resource, &both) != 0)
        return failure(name);
    return {};
}

/// No limit for processes: it would count a person's threads everywhere, and the filter refuses processes anyway.
Result<void> setLimits()
{
    // A thread's heap of its own would take 128 MB of the addresses that are limited.
    mallopt(M_ARENA_MAX, 1);
    QThreadPool::globalInstance()->setMaxThreadCount(2);
    if constexpr (LimitsMemory)
        WENYI_CHECK(limit(RLIMIT_AS, Memory, u"memory"_s));
    WENYI_CHECK(limit(RLIMIT_CPU, ProcessorSeconds, u"processor time"_s));
    WENYI_CHECK(limit(RLIMIT_FSIZE, 0, u"file size"_s));
    WENYI_CHECK(limit(RLIMIT_NOFILE, OpenFiles, u"open files"_s));
    WENYI_CHECK(limit(RLIMIT_CORE, 0, u"core"_s));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return failure(u"prctl"_s);
    return {};
}

/// Where fonts lie, what fontconfig reads to find them, and the encodings of Chinese fonts that Poppler reads.
QStringList readableFolders()
{
    QStringList folders{u"/etc/fonts"_s, u"/usr/share/fontconfig"_s, u"/usr/share/poppler"_s,
        u"/var/cache/fontconfig"_s, u"/usr/local/share/fonts"_s, u"/usr/share/fonts"_s, QDir::homePath() + u"/.fonts"_s,
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/fontconfig"_s,
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/fontconfig"_s};
    return folders + QStandardPaths::standardLocations(QStandardPaths::FontsLocation);
}

/// Everything that the kernel's Landlock can forbid, by its version.
quint64 handledRights(long version)
{
    constexpr int RightsOfVersion[] = {13, 14, 15, 15, 16}; // The lowest bits; the first version knew 13 rights.
    const auto known = std::min<long>(version, std::size(RightsOfVersion));
    return (quint64(1) << RightsOfVersion[known - 1]) - 1;
}

/// Whether the kernel now keeps every path but the readable folders from this thread and all that it starts.
Result<bool> setLandlock()
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return false;
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = handledRights(version);
    const auto rules =
        static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
    if (rules < 0)
        return failure(u"landlock"_s);
    for (const QString &folder : readableFolders()) {
        const int opened = open(QFile::encodeName(folder).constData(), O_PATH | O_CLOEXEC);
        if (opened < 0)
            continue; // Not every machine has each of them.
        landlock_path_beneath_attr beneath{};
        beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
        beneath.parent_fd = opened;
        (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        close(opened);
    }
    const long entered = syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    if (entered != 0)
        return failure(u"landlock"_s);
    return true;
}

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

/// What a program needs that computes and reads fonts. What is not here is refused.
constexpr int Harmless[] = {SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat),
    SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(getdents64), SCMP_SYS(munmap),
    SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid),
    SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrlimit), SCMP_SYS(getrusage),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(restart_syscall), SCMP_SYS(fadvise64)};

// What an argument must be. (seccomp.h's own macros are compound literals: C, not C++.)
scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value)
{
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

scmp_arg_cmp equal(unsigned argument, scmp_datum_t value)
{
    return {argument, SCMP_CMP_EQ, value, 0};
}

/// Calls that are allowed with some arguments only.
int allowWithConditions(scmp_filter_ctx filter, bool mayRead)
{
    constexpr scmp_datum_t Writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_PATH;
    int failed = 0;
    const auto allow = [&](int call, scmp_arg_cmp condition) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition);
    };
    if (mayRead) {
        allow(SCMP_SYS(openat), masked(2, Writing, 0));
        allow(SCMP_SYS(open), masked(1, Writing, 0));
    }
    // No code but what was loaded by now.
    allow(SCMP_SYS(mmap), masked(2, PROT_EXEC, 0));
    allow(SCMP_SYS(mprotect), masked(2, PROT_EXEC, 0));
    // Threads, not processes: Qt converts large pictures in several. clone3 hides its flags from a filter; told that
    // it does not exist, the C library takes clone.
    allow(SCMP_SYS(clone), masked(0, CLONE_THREAD, CLONE_THREAD));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // An abort signals the program itself.
    allow(SCMP_SYS(tgkill), equal(0, static_cast<scmp_datum_t>(getpid())));
    // Reading limits, not setting them.
    allow(SCMP_SYS(prlimit64), equal(2, 0));
    for (const scmp_datum_t question : {F_GETFD, F_SETFD, F_GETFL})
        allow(SCMP_SYS(fcntl), equal(1, question));
    // Names of threads.
    allow(SCMP_SYS(prctl), equal(0, PR_SET_NAME));
    return failed;
}

/// Where nothing keeps paths from the program, no file is opened at all: pages whose fonts are not embedded lack
/// their text then, and the log says why.
Result<void> setFilter(bool mayRead)
{
    // Refused, not killed: Poppler goes on without a font that it may not write a cache for.
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
    if (!filter)
        return failure(u"seccomp"_s);
    int failed = 0;
    for (const int call : Harmless)
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    failed |= allowWithConditions(filter.get(), mayRead);
    if constexpr (!LimitsMemory) {
        // A sanitizer asks through a pipe whether an address can be read.
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(pipe), 0);
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(pipe2), 0);
    }
    failed |= seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (failed != 0 || seccomp_load(filter.get()) != 0)
        return failure(u"seccomp"_s);
    return {};
}

} // namespace

Result<QStringList> confine(Container container)
{
    QStringList guards{u"limits"_s, u"seccomp"_s};
    // Nothing that the client had open is the helper's.
    (void)syscall(SYS_close_range, 4U, ~0U, 0U);
    WENYI_CHECK(setLimits());
    WENYI_TRY(const bool hasLandlock, setLandlock());
    if (hasLandlock)
        guards << u"landlock"_s;
    if (container == Container::Around)
        guards << u"container"_s;
    WENYI_CHECK(setFilter(hasLandlock || container == Container::Around));
    return guards;
}

} // namespace wenyi::render
