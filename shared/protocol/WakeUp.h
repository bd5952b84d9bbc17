// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zmq.hpp>

#include <mutex>

namespace wenyi::protocol {

/// Lets any thread wake the one that polls sockets.
class WakeUp
{
public:
    explicit WakeUp(zmq::context_t &context);
    /// From any thread; several rings may be heard as one.
    void ring();

    /// For the polling thread only.
    zmq::socket_t &receiver() { return m_receiver; }
    void hear();

private:
    std::mutex m_mutex; ///< A ZeroMQ socket bears one thread at a time.
    zmq::socket_t m_receiver;
    zmq::socket_t m_sender;
};

} // namespace wenyi::protocol
