// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Counters.h"
#include "server/health/Figures.h"
#include "shared/protocol/ServerSocket.h"

#include <QJsonObject>

namespace wenyi::server {

/// Everything that is told of a running server. Names of units, desktops and persons are not among it: whoever may read
/// the page learns how much goes on, and not who is at it.
struct Readings
{
    Instant now;
    Instant startedAt;
    Standing standing;
    std::optional<Figures> figures; ///< None where the store did not answer in time.
    Counters::Reading counters;
    protocol::SocketCounts socket;
    std::optional<QByteArray> ailment;
};

/// The text exposition format 0.0.4 of Prometheus.
QByteArray exposition(const Readings &readings);
/// The same for `wenyi-server status`.
QJsonObject liveStatus(const Readings &readings);

} // namespace wenyi::server
