// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/KeptConnection.h"

#include <future>
#include <mutex>

namespace wenyi::core {

Result<void> waitForWelcome(protocol::ClientConnection &connection, std::chrono::milliseconds patience)
{
    if (connection.state() == protocol::ConnectionState::Connected)
        return {};
    // Kept by the lambda too: the signal may still come when nobody waits any more.
    auto welcome = std::make_shared<std::promise<void>>();
    auto said = std::make_shared<std::once_flag>();
    const auto tell = [welcome, said] { std::call_once(*said, [&] { welcome->set_value(); }); };
    const auto heard =
        QObject::connect(&connection, &protocol::ClientConnection::welcomed, &connection, tell, Qt::DirectConnection);
    if (connection.state() == protocol::ConnectionState::Connected)
        tell();
    const bool isWelcome = welcome->get_future().wait_for(patience) == std::future_status::ready;
    QObject::disconnect(heard); // A connection that is kept is waited for again and again.
    if (!isWelcome)
        return Error{ErrorCode::Unavailable, "connection.timeout", {}};
    return {};
}

Result<SyncReport> KeptConnection::synchronise()
{
    if (!m_connection) {
        WENYI_TRY(auto settings, connectionSettings(m_workspace));
        m_connection =
            std::make_unique<protocol::ClientConnection>(std::move(settings), m_workspace.environment().random);
    }
    WENYI_CHECK(waitForWelcome(*m_connection));
    ConnectionLink link(*m_connection);
    DirectGate gate;
    return Synchronizer(m_workspace, gate, link).run();
}

} // namespace wenyi::core
