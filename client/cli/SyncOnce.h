// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/Command.h"
#include "client/core/exchange/KeptConnection.h"
#include "client/core/exchange/ServerTimeStamps.h"

namespace wenyi::cli {

/// Connects a desktop to its server and synchronises once. Fails with Unavailable "connection.timeout" where no server
/// answers within some seconds, and as core::Synchronizer::run() does.
Result<core::SyncReport> synchroniseDesk(core::Workspace &workspace);

/// A connection over which a workspace has time stamps as long as this lives.
class StampingConnection
{
public:
    /// Nothing where no server answers: whatever is sealed is sealed without a stamp then.
    static std::unique_ptr<StampingConnection> open(core::Workspace &workspace);

private:
    StampingConnection(core::Workspace &workspace, protocol::ClientConnection::Settings settings);
    protocol::ClientConnection m_connection;
    core::ServerTimeStamps m_timeStamps;
};

/// What became of an attempt to synchronise around a command.
struct SyncAttempt
{
    std::optional<core::SyncReport> report; ///< None: nothing was exchanged with a server.
    std::optional<Error> failure;           ///< Why; none on a standalone desktop and where it was not wanted.

    /// "synchronised", "offline", "failed" or "not-asked", with what was done or why not.
    QJsonObject toJson() const;
    /// Tells a person why what the command did has not gone to the server yet; nothing where it has.
    void tellFailure(const Output &output) const;
};

enum class NetworkUse { IfReachable, None };

/// --offline: leaves the network alone.
void addOfflineOption(Command &command, NetworkUse &use);

/// Synchronises where there is a server that answers. Being offline is an ordinary state and no failure; whatever else
/// synchroniseDesk() fails with is.
Result<SyncAttempt> trySynchronising(core::Workspace &workspace, NetworkUse use);
/// The same over a connection that is kept.
Result<SyncAttempt> trySynchronising(core::Workspace &workspace, NetworkUse use, core::KeptConnection &connection);
/// After the command's own work, which stands whatever becomes of this; not tried where it was in vain before.
SyncAttempt trySynchronisingAgain(core::Workspace &workspace, NetworkUse use, const SyncAttempt &before);

} // namespace wenyi::cli
