// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/WakeUp.h"

namespace wenyi::protocol {

WakeUp::WakeUp(zmq::context_t &context)
    : m_receiver(context, zmq::socket_type::pair)
    , m_sender(context, zmq::socket_type::pair)
{
    m_receiver.set(zmq::sockopt::linger, 0);
    m_sender.set(zmq::sockopt::linger, 0);
    m_receiver.bind("inproc://wenyi.wake-up");
    m_sender.connect("inproc://wenyi.wake-up");
}

void WakeUp::ring()
{
    const std::lock_guard lock(m_mutex);
    // A full pipe means that enough rings wait already.
    m_sender.send(zmq::message_t(), zmq::send_flags::dontwait);
}

void WakeUp::hear()
{
    zmq::message_t ring;
    while (m_receiver.recv(ring, zmq::recv_flags::dontwait)) {
    }
}

} // namespace wenyi::protocol
