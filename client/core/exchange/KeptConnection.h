// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Synchronizer.h"

#include <chrono>
#include <memory>

namespace wenyi::core {

/// Waits until the server has welcomed the connection; a request alone would wait longer where there is no server.
/// Fails with Unavailable "connection.timeout".
Result<void> waitForWelcome(
    protocol::ClientConnection &connection, std::chrono::milliseconds patience = std::chrono::seconds(10));

/// A desktop's connection for a program without windows: kept from one synchronisation to the next, it finds its server
/// again by itself.
class KeptConnection
{
public:
    /// The workspace outlives it. Connects with the first synchronisation.
    explicit KeptConnection(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// One whole run on the calling thread. Fails as connectionSettings(), waitForWelcome() and Synchronizer::run() do.
    Result<SyncReport> synchronise();

private:
    Workspace &m_workspace;
    std::unique_ptr<protocol::ClientConnection> m_connection;
};

} // namespace wenyi::core
