// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/base/Result.h"

#include <chrono>
#include <cstdint>

namespace zmq {
class socket_t;
}

namespace wenyi::protocol {

/// What a peer may cost: applied to every socket, read back by tests from the running one.
struct SocketLimits
{
    /// In bytes; not under 276, for it also bounds the CURVE handshake (libzmq 4436).
    std::int64_t messageSize = limits::Message;
    /// Messages that wait in each direction of one connection.
    int queueLength = 64;
    /// A connection must prove its key within this time.
    std::chrono::milliseconds handshake{10'000};
    /// With the silence under half a minute, in which a connection that leads nowhere is to be noticed (F09). No more
    /// often than that wants: each heartbeat of each of thousands of desktops is work for their server.
    std::chrono::milliseconds heartbeat{12'000};
    /// A peer that says nothing for so long when it is asked for a sign of life, or is so late with its own, or takes
    /// nothing of what waits for it, is taken for gone.
    std::chrono::milliseconds silence{15'000};

    /// Those of a server: a heartbeat of its own each minute only. Each desktop's heartbeat says that another comes
    /// before it has been silent for too long, and the server waits no longer; for 5,000 desktops libzmq, which looks
    /// through all of its timers for each answer to a heartbeat, would take nearly half a processor with the usual one.
    static SocketLimits ofServer();
    void apply(zmq::socket_t &socket) const;
    static SocketLimits of(const zmq::socket_t &socket);
    /// Fails with InvalidInput "socket.limits".
    Result<void> check() const;

    friend bool operator==(const SocketLimits &, const SocketLimits &) = default;
};

} // namespace wenyi::protocol
