// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/SocketLimits.h"

#include <zmq.hpp>

#include <algorithm>

namespace wenyi::protocol {

namespace {

/// libzmq 4.3.4 makes milliseconds of the tenths of a second that it is told in 16 bits, and 75 s are 9.5 then.
constexpr std::chrono::milliseconds LongestTold{65'000};

int inMilliseconds(std::chrono::milliseconds duration)
{
    return static_cast<int>(duration.count());
}

} // namespace

SocketLimits SocketLimits::ofServer()
{
    SocketLimits limits;
    limits.heartbeat = std::chrono::minutes(1);
    return limits;
}

void SocketLimits::apply(zmq::socket_t &socket) const
{
    socket.set(zmq::sockopt::maxmsgsize, messageSize);
    socket.set(zmq::sockopt::sndhwm, queueLength);
    socket.set(zmq::sockopt::rcvhwm, queueLength);
    socket.set(zmq::sockopt::handshake_ivl, inMilliseconds(handshake));
    socket.set(zmq::sockopt::heartbeat_ivl, inMilliseconds(heartbeat));
    socket.set(zmq::sockopt::heartbeat_timeout, inMilliseconds(silence));
    // What the other end is told: from one heartbeat to the next, and as much as one may be late.
    socket.set(zmq::sockopt::heartbeat_ttl, inMilliseconds(std::min(heartbeat + silence, LongestTold)));
    // Who does not read while words wait for it is as good as silent, whatever it says itself: no heartbeat gets past
    // what it does not take.
    socket.set(zmq::sockopt::tcp_maxrt, inMilliseconds(silence));
}

SocketLimits SocketLimits::of(const zmq::socket_t &socket)
{
    SocketLimits limits;
    limits.messageSize = socket.get(zmq::sockopt::maxmsgsize);
    limits.queueLength = socket.get(zmq::sockopt::rcvhwm);
    limits.handshake = std::chrono::milliseconds(socket.get(zmq::sockopt::handshake_ivl));
    limits.heartbeat = std::chrono::milliseconds(socket.get(zmq::sockopt::heartbeat_ivl));
    limits.silence = std::chrono::milliseconds(socket.get(zmq::sockopt::heartbeat_timeout));
    return limits;
}

Result<void> SocketLimits::check() const
{
    const bool sound =
        messageSize >= 276 && queueLength > 0 && handshake.count() > 0 && heartbeat.count() > 0 && silence.count() > 0;
    if (!sound)
        return Error{ErrorCode::InvalidInput, "socket.limits", {}};
    return {};
}

} // namespace wenyi::protocol
