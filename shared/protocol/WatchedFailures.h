// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zmq.hpp>

namespace wenyi::protocol {

/// The failures of a handshake that a monitor of ours may ask for: never ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL.
///
/// libzmq tells that one also of every later message whose nonce or authenticator does not fit, and by telling it loses
/// the error itself: `errno` says EAGAIN from then on, and the connection is not ended but waits, for nothing. When
/// such a connection breaks, the next heartbeat writes to it and libzmq ends the whole process ("Assertion failed:
/// !_io_error", issue 4841 there, up to 4.3.5 and beyond). Whoever alters or copies one message on its way could end a
/// server or a desktop by it. Unasked, libzmq ends the connection at once.
inline constexpr int WatchedFailures = ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;

} // namespace wenyi::protocol
