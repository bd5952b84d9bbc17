// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wenyi::protocol {

/// What a listening socket saw of its peers.
struct SocketCounts
{
    quint64 open = 0;      ///< Connections, those that still prove their key among them.
    quint64 accepted = 0;  ///< Since the start.
    quint64 strangers = 0; ///< Whose key is not admitted, or that speak something else; since the start.
    quint64 bytesInFlight = 0;
};

} // namespace wenyi::protocol
