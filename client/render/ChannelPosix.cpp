// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/Channel.h"

#include <unistd.h>

#include <cerrno>

namespace wenyi::render {

namespace {

constexpr qsizetype ReadSize = 256 * limits::KiB;

Error broken()
{
    return {ErrorCode::Unavailable, "render.channel", QString::number(errno)};
}

} // namespace

Result<Channel> Channel::open()
{
    const int output = dup2(STDOUT_FILENO, 3);
    if (output < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return broken();
    return Channel(output);
}

Result<Request> Channel::receive()
{
    QByteArray buffer(ReadSize, Qt::Uninitialized);
    for (;;) {
        WENYI_TRY(const auto content, m_frames.next());
        if (content)
            return decodeRequest(*content);
        const ssize_t count = read(STDIN_FILENO, buffer.data(), static_cast<size_t>(buffer.size()));
        if (count == 0)
            return Error{ErrorCode::Cancelled, "render.client-gone", {}};
        if (count < 0 && errno != EINTR)
            return broken();
        if (count > 0)
            m_frames.append(QByteArrayView(buffer.constData(), count));
    }
}

Result<void> Channel::send(const Answer &answer)
{
    const QByteArray frame = encode(answer);
    for (qsizetype sent = 0; sent < frame.size();) {
        const ssize_t count = write(m_output, frame.constData() + sent, static_cast<size_t>(frame.size() - sent));
        if (count < 0 && errno != EINTR)
            return broken();
        sent += std::max<ssize_t>(count, 0);
    }
    return {};
}

} // namespace wenyi::render
