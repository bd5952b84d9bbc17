// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/SocketCensus.h"

#include "shared/protocol/WatchedFailures.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace wenyi::protocol {

namespace {

constexpr const char *CensusAddress = "inproc://wenyi.census";
constexpr int CensusEvents =
    ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_CLOSED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | WatchedFailures;

} // namespace

SocketCensus::SocketCensus(zmq::context_t &context, zmq::socket_t &watched)
    : m_watched(watched)
    , m_receiver(context, zmq::socket_type::pair)
{
    if (zmq_socket_monitor(watched.handle(), CensusAddress, CensusEvents) != 0)
        throw zmq::error_t();
    m_receiver.set(zmq::sockopt::linger, 0);
    // Without a bound: libzmq's own thread would stand still where one is reached.
    m_receiver.set(zmq::sockopt::rcvhwm, 0);
    m_receiver.connect(CensusAddress);
}

SocketCensus::~SocketCensus()
{
    zmq_socket_monitor(m_watched.handle(), nullptr, 0);
}

void SocketCensus::read()
{
    zmq::message_t event;
    while (m_receiver.recv(event, zmq::recv_flags::dontwait)) {
        // Two frames: 16 bits of event and 32 of value in the machine's order, then the address.
        std::uint16_t number = 0;
        std::int32_t value = 0;
        if (event.size() >= sizeof number + sizeof value) {
            std::memcpy(&number, event.data(), sizeof number);
            std::memcpy(&value, static_cast<const char *>(event.data()) + sizeof number, sizeof value);
        }
        zmq::message_t address;
        if (event.more())
            (void)m_receiver.recv(address, zmq::recv_flags::none);
        take(number, value);
    }
    countStrangers();
}

void SocketCensus::take(int event, int value)
{
    switch (event) {
    case ZMQ_EVENT_ACCEPTED:
        forget(value);
        m_open.emplace(value, ++m_accepted);
        m_young.emplace(m_accepted.load(), Clock::now());
        break;
    case ZMQ_EVENT_DISCONNECTED:
    case ZMQ_EVENT_CLOSED:
        forget(value);
        break;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        ++m_proven;
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        ++m_told;
        break;
    default:
        break;
    }
    m_openCount = m_open.size();
}

void SocketCensus::forget(int descriptor)
{
    const auto known = m_open.find(descriptor);
    if (known == m_open.end())
        return;
    m_young.erase(known->second);
    m_open.erase(known);
}

void SocketCensus::countStrangers()
{
    const std::chrono::milliseconds handshake(m_watched.get(zmq::sockopt::handshake_ivl));
    const auto now = Clock::now();
    while (!m_young.empty() && now - m_young.begin()->second > handshake)
        m_young.erase(m_young.begin());
    // Which connections proved their key is not told, only how many. Of those that did not, none is older than that
    // may take and open still; so at least so many ended without.
    const quint64 settled = m_proven + m_young.size();
    const quint64 ended = m_accepted > settled ? m_accepted - settled : 0;
    m_strangers = std::max({m_strangers.load(), m_told, ended});
}

} // namespace wenyi::protocol
