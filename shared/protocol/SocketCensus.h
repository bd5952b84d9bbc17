// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/SocketCounts.h"

#include <zmq.hpp>

#include <atomic>
#include <chrono>
#include <map>

namespace wenyi::protocol {

/// Counts a listening socket's connections by libzmq's monitor. Reading is for the socket's thread, the counts for any.
///
/// A handshake that failed by what was said is never asked for (WatchedFailures): who speaks another dialect is counted
/// among the connections that ended without having proved a key, so later than others while many are new.
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
    using Clock = std::chrono::steady_clock;

    void take(int event, int value);
    void forget(int descriptor);
    void countStrangers();

    zmq::socket_t &m_watched;
    zmq::socket_t m_receiver;
    std::map<int, quint64> m_open;                ///< File descriptors, and the how manieth connection each is.
    std::map<quint64, Clock::time_point> m_young; ///< Open, and within the time that proving a key may take.
    quint64 m_proven = 0;
    quint64 m_told = 0; ///< Failures that libzmq told.
    std::atomic<quint64> m_openCount = 0;
    std::atomic<quint64> m_accepted = 0;
    std::atomic<quint64> m_strangers = 0;
};

} // namespace wenyi::protocol
