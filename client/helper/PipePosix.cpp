// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/helper/Pipe.h"

#include "shared/base/Limits.h"

#include <unistd.h>

#include <fcntl.h>

#include <cerrno>

namespace wenyi::helper {

namespace {

constexpr qsizetype ReadSize = 256 * limits::KiB;

Error broken()
{
    return {ErrorCode::Unavailable, "helper.channel", QString::number(errno)};
}

} // namespace

Result<Pipe> Pipe::open(qsizetype largest, Prints prints)
{
    const int output = dup2(STDOUT_FILENO, 3);
    if (output < 0)
        return broken();
    if (prints == Prints::IntoLog) {
        if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
            return broken();
        return Pipe(output, largest);
    }
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        return broken();
    close(nowhere);
    return Pipe(output, largest);
}

Result<QByteArray> Pipe::receive()
{
    QByteArray buffer(ReadSize, Qt::Uninitialized);
    for (;;) {
        WENYI_TRY(auto content, m_frames.next());
        if (content) {
            wipe(buffer);
            return *std::move(content);
        }
        const ssize_t count = read(STDIN_FILENO, buffer.data(), static_cast<size_t>(buffer.size()));
        if (count == 0)
            return Error{ErrorCode::Cancelled, "helper.client-gone", {}};
        if (count < 0 && errno != EINTR)
            return broken();
        if (count > 0)
            m_frames.append(QByteArrayView(buffer.constData(), count));
    }
}

Result<void> Pipe::send(const QByteArray &frame)
{
    for (qsizetype sent = 0; sent < frame.size();) {
        const ssize_t count = write(m_output, frame.constData() + sent, static_cast<size_t>(frame.size() - sent));
        if (count < 0 && errno != EINTR)
            return broken();
        sent += std::max<ssize_t>(count, 0);
    }
    return {};
}

} // namespace wenyi::helper
