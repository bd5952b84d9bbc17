// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/SocketCensus.h"

#include <cstdint>
#include <cstring>

namespace wenyi::protocol {

namespace {

constexpr const char *CensusAddress = "inproc://wenyi.census";
constexpr int CensusEvents = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_CLOSED
                              | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
                              | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;

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
}

void SocketCensus::take(int event, int value)
{
    switch (event) {
    case ZMQ_EVENT_ACCEPTED:
        m_open.insert(value);
        ++m_accepted;
        break;
    case ZMQ_EVENT_DISCONNECTED:
    case ZMQ_EVENT_CLOSED:
        m_open.erase(value);
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        ++m_strangers;
        break;
    default:
        break;
    }
    m_openCount = m_open.size();
}

} // namespace wenyi::protocol
