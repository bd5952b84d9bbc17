// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/SocketMonitor.h"

#include "shared/protocol/WatchedFailures.h"

#include <cstdint>
#include <cstring>
#include <string>

namespace wenyi::protocol {

namespace {

constexpr int WatchedEvents = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | WatchedFailures | ZMQ_EVENT_DISCONNECTED
                              | ZMQ_EVENT_CLOSED | ZMQ_EVENT_CONNECT_RETRIED;

std::optional<SocketEvent> meaningOf(int event)
{
    switch (event) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        return SocketEvent::Ready;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        return SocketEvent::Refused;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_DISCONNECTED:
    case ZMQ_EVENT_CLOSED:
    case ZMQ_EVENT_CONNECT_RETRIED:
        return SocketEvent::Closed;
    default:
        return std::nullopt;
    }
}

} // namespace

SocketMonitor::SocketMonitor(zmq::context_t &context, zmq::socket_t &watched)
    : m_watched(watched)
    , m_receiver(context, zmq::socket_type::pair)
{
    // One monitor a context at a time, so that a fixed name does.
    constexpr const char *address = "inproc://wenyi.monitor";
    if (zmq_socket_monitor(watched.handle(), address, WatchedEvents) != 0)
        throw zmq::error_t();
    m_receiver.set(zmq::sockopt::linger, 0);
    m_receiver.connect(address);
}

SocketMonitor::~SocketMonitor()
{
    zmq_socket_monitor(m_watched.handle(), nullptr, 0);
}

std::optional<SocketEvent> SocketMonitor::next()
{
    zmq::message_t event;
    while (m_receiver.recv(event, zmq::recv_flags::dontwait)) {
        // Two frames: 16 bits of event and 32 of value in the machine's order, then the address.
        std::uint16_t number = 0;
        if (event.size() >= sizeof number)
            std::memcpy(&number, event.data(), sizeof number);
        zmq::message_t address;
        if (event.more())
            (void)m_receiver.recv(address, zmq::recv_flags::none);
        if (const auto meaning = meaningOf(number))
            return meaning;
    }
    return std::nullopt;
}

} // namespace wenyi::protocol
