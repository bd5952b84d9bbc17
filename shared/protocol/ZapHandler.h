// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/AdmissionList.h"

#include <zmq.hpp>

#include <memory>
#include <thread>

namespace wenyi::protocol {

/// The ZAP domain of our sockets; with option 93 set, a socket of this domain admits nobody while no handler runs.
inline constexpr const char *ZapDomain = "wenyi";

/// Answers libzmq's question whether a peer may come in (ZeroMQ RFC 27), on a thread of its own.
///
/// Only CURVE peers of our domain whose key is on the list are admitted; the key's hexadecimal form becomes the
/// "User-Id" of every message of theirs.
class ZapHandler
{
public:
    /// At most one handler runs in a context. Throws zmq::error_t.
    ZapHandler(zmq::context_t &context, std::shared_ptr<const AdmissionList> admission);
    ~ZapHandler();

private:
    void run();
    void answerOne();

    std::shared_ptr<const AdmissionList> m_admission;
    zmq::socket_t m_socket;
    zmq::socket_t m_stopReceiver;
    zmq::socket_t m_stopSender;
    std::thread m_thread;
};

} // namespace wenyi::protocol
