// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/SocketCounts.h"

#include <zmq.hpp>

#include <atomic>
#include <set>

namespace wenyi::protocol {

/// Counts a listening socket's connections by libzmq's monitor. Reading is for the socket's thread, the counts for any.
class SocketCensus
{
public:
    SocketCensus(zmq::context_t &context, zmq::socket_t &watched);
    ~SocketCensus();
    SocketCensus(const SocketCensus &) = delete;
    SocketCensus &operator=(const SocketCensus &) = delete;

    zmq::socket_t &receiver() { return m_receiver; }
    /// Takes in everything that happened.
    void read();
    SocketCounts counts() const { return {m_openCount, m_accepted, m_strangers, 0}; }

private:
    void take(int event, int value);

    zmq::socket_t &m_watched;
    zmq::socket_t m_receiver;
    std::set<int> m_open; ///< File descriptors.
    std::atomic<quint64> m_openCount = 0;
    std::atomic<quint64> m_accepted = 0;
    std::atomic<quint64> m_strangers = 0;
};

} // namespace wenyi::protocol
