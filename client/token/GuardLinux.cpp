// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/Guard.h"

#include "shared/base/SecretMemory.h"

#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace wenyi::token {

namespace {

/// Calls that reach into other processes or change the system; no driver of a token makes them.
constexpr int Denied[] = {SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kcmp),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(perf_event_open), SCMP_SYS(bpf), SCMP_SYS(userfaultfd), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(personality),
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl)};

/// Behind the standard ones and the pipe for answers.
constexpr unsigned FirstForeignDescriptor = 4;

Error failure(const QString &what)
{
    return {ErrorCode::Unavailable, "token.guard", what + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
}

} // namespace

Result<QStringList> raiseGuard()
{
    keepMemoryPrivate();
    // What the client had open without saying so, a file of its store among others, is not a driver's. (Kernels before
    // 5.9 do not know the call.)
    (void)close_range(FirstForeignDescriptor, ~0U, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failure(u"no new rights"_s);
    const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ALLOW), seccomp_release);
    if (!filter)
        return failure(u"seccomp"_s);
    for (const int call : Denied) {
        if (seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0) != 0)
            return failure(u"seccomp"_s);
    }
    if (seccomp_load(filter.get()) != 0)
        return failure(u"seccomp"_s);
    return QStringList{u"private"_s, u"no-new-rights"_s, u"seccomp"_s};
}

} // namespace wenyi::token
