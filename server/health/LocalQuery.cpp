// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/LocalQuery.h"

#include "server/health/LocalAddress.h"
#include "shared/base/Limits.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace wenyi::server {

namespace {

constexpr qsizetype LargestAnswer = limits::MiB;
using Steady = std::chrono::steady_clock;

/// A connection with an end in time.
class Call
{
public:
    explicit Call(std::chrono::milliseconds patience)
        : m_end(Steady::now() + patience)
    {
    }
    ~Call()
    {
        if (m_socket >= 0)
            ::close(m_socket);
    }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;

    bool open(const LocalAddress &address)
    {
        m_socket = ::socket(address.socketAddress()->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (m_socket < 0)
            return false;
        if (::connect(m_socket, address.socketAddress(), address.size()) == 0)
            return true;
        int fault = 0;
        socklen_t size = sizeof fault;
        return errno == EINPROGRESS && waitFor(POLLOUT)
               && ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
    }

    bool send(QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            const ssize_t sent = ::send(m_socket, bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
            if (sent < 0 && (errno != EAGAIN || !waitFor(POLLOUT)))
                return false;
            bytes = bytes.sliced(std::max<ssize_t>(sent, 0));
        }
        return true;
    }

    /// Everything until the other side closes.
    Result<QByteArray> receive()
    {
        QByteArray all;
        std::array<char, 4096> part;
        while (all.size() <= LargestAnswer) {
            const ssize_t got = ::recv(m_socket, part.data(), part.size(), 0);
            if (got == 0)
                return all;
            if (got < 0 && (errno != EAGAIN || !waitFor(POLLIN)))
                return Error{ErrorCode::Unavailable, "health.unreachable", {}};
            all.append(part.data(), std::max<ssize_t>(got, 0));
        }
        return Error{ErrorCode::TooLarge, "health.answer", {}};
    }

private:
    bool waitFor(short what)
    {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_end - Steady::now());
        pollfd polled{m_socket, what, 0};
        return left.count() > 0 && ::poll(&polled, 1, static_cast<int>(left.count())) == 1;
    }

    Steady::time_point m_end;
    int m_socket = -1;
};

} // namespace

Result<QByteArray> queryLocally(const QByteArray &address, const QByteArray &path, std::chrono::milliseconds patience)
{
    WENYI_TRY(const LocalAddress local, LocalAddress::parse(address));
    Call call(patience);
    const Error unreachable{ErrorCode::Unavailable, "health.unreachable", QString::fromUtf8(address)};
    if (!call.open(local) || !call.send("GET " + path + " HTTP/1.0\r\n\r\n"))
        return unreachable;
    WENYI_TRY(const QByteArray answer, call.receive());
    const qsizetype body = answer.indexOf("\r\n\r\n");
    const bool isWell = answer.startsWith("HTTP/1.") && answer.mid(8, 5) == " 200 ";
    if (!isWell || body < 0)
        return unreachable;
    return answer.mid(body + 4);
}

} // namespace wenyi::server
