// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/threads/DirectInput.h"

#include <QProcess>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace wenyi::core {

namespace {

void closeOnce(int &descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

} // namespace

Result<std::unique_ptr<DirectInput>> DirectInput::attach(QProcess &process)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return Error{ErrorCode::Unavailable, "helper.channel", QString::number(errno)};
    // Between fork and exec: calls that take no lock, and nothing else. The copy is not closed by exec.
    process.setChildProcessModifier([theirs = ends[1]] {
        ::setpgid(0, 0);
        ::dup2(theirs, STDIN_FILENO);
    });
    return std::unique_ptr<DirectInput>(new DirectInput(ends[0], ends[1]));
}

DirectInput::~DirectInput()
{
    close();
    started();
}

void DirectInput::started()
{
    closeOnce(m_theirs);
}

DirectInput::Outcome DirectInput::write(QByteArrayView bytes, QDeadlineTimer deadline)
{
    while (!bytes.isEmpty()) {
        // A socket, so that a program that is gone is an error and no signal.
        const ssize_t count =
            send(m_ours, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            bytes = bytes.sliced(count);
            continue;
        }
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return Outcome::Gone;
        if (deadline.hasExpired())
            return Outcome::Late;
        pollfd ready{m_ours, POLLOUT, 0};
        (void)poll(&ready, 1, static_cast<int>(deadline.remainingTime()));
    }
    return Outcome::Written;
}

void DirectInput::close()
{
    closeOnce(m_ours);
}

} // namespace wenyi::core
