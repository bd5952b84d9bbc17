// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Exposition.h"
#include "server/health/FiguresBoard.h"
#include "server/health/HttpPort.h"

namespace wenyi::server {

/// 健康状况: the pages of a running server: /health (200 "ok", or 503 and the reason), /metrics for Prometheus, /status
/// as JSON for `wenyi-server status`.
class HealthDesk
{
public:
    /// What the pages tell of; all of it outlives the desk and may be read by any thread.
    struct Sources
    {
        const Clock &clock;
        const Counters &counters;
        FiguresBoard &board;
        std::function<protocol::SocketCounts()> socket;
        Instant startedAt;
    };

    /// Fails as HttpPort::open().
    static Result<std::unique_ptr<HealthDesk>> open(const QByteArray &address, Sources sources);
    /// The address with its real port.
    const QByteArray &address() const { return m_port->address(); }

private:
    explicit HealthDesk(Sources sources)
        : m_sources(std::move(sources))
    {
    }
    std::unique_ptr<HttpAnswer> page(const QByteArray &path) const;
    std::optional<QByteArray> ailment() const;
    Readings read() const;

    Sources m_sources;
    std::unique_ptr<HttpPort> m_port; ///< Last: its thread asks the rest.
};

} // namespace wenyi::server
