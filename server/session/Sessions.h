// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ServerSocket.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace wenyi::server {

/// Which connections have said Hello, and whose they are.
///
/// ZeroMQ does not tell when a connection goes, so a desktop keeps its newest few and the oldest is forgotten.
class Sessions
{
public:
    static constexpr qsizetype PerDesktop = 4;

    /// Whether the message may be handled on this connection now, by the order of the dialogue.
    /// Fails with NotAllowed "session.hello-missing", "session.hello-again", "session.not-a-request".
    Result<void> checkOrder(const protocol::ConnectionId &connection, protocol::MessageType type) const;
    void open(const protocol::ConnectionId &connection, const DesktopId &desktop);
    /// The desktop asked for something.
    void hear(const DesktopId &desktop, std::chrono::steady_clock::time_point at) { m_heard.insert(desktop, at); }
    /// How many desktops did since then.
    qsizetype heardSince(std::chrono::steady_clock::time_point at) const;
    /// Ends all sessions of a desktop.
    void close(const DesktopId &desktop);

    QList<protocol::ConnectionId> connectionsOf(const DesktopId &desktop) const { return m_byDesktop.value(desktop); }
    QList<DesktopId> desktops() const { return m_byDesktop.keys(); }
    qsizetype count() const { return m_byConnection.size(); }

private:
    QHash<protocol::ConnectionId, DesktopId> m_byConnection;
    QHash<DesktopId, QList<protocol::ConnectionId>> m_byDesktop; ///< Oldest first.
    QHash<DesktopId, std::chrono::steady_clock::time_point> m_heard;
};

} // namespace wenyi::server
