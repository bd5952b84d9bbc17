// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zmq.hpp>

#include <optional>

namespace wenyi::protocol {

/// What happened to a connecting socket.
enum class SocketEvent {
    Ready,   ///< The CURVE handshake succeeded.
    Refused, ///< The server's ZAP handler said no.
    Closed   ///< No connection, or not any more.
};

/// Reads libzmq's monitor of one socket; to be used on the socket's thread.
class SocketMonitor
{
public:
    SocketMonitor(zmq::context_t &context, zmq::socket_t &watched);
    ~SocketMonitor();
    SocketMonitor(const SocketMonitor &) = delete;
    SocketMonitor &operator=(const SocketMonitor &) = delete;

    zmq::socket_t &receiver() { return m_receiver; }
    /// The next event that matters; empty when none waits.
    std::optional<SocketEvent> next();

private:
    zmq::socket_t &m_watched;
    zmq::socket_t m_receiver;
};

} // namespace wenyi::protocol
