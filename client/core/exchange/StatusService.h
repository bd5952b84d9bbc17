// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"
#include "shared/protocol/ServerReport.h"

namespace wenyi::core {

/// 服务器运行状况: what the unit's system administrator signs so that the server shows how it is.
class StatusService
{
public:
    explicit StatusService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Whether who is at work may ask at all. Fails with NotAllowed "status.role".
    Result<void> checkMayAsk() const;
    /// The ticket over the server's challenge, signed with the member's own key. Fails as checkMayAsk(),
    /// Workspace::openKey() and exchange::StatusTicket::sign() do.
    Result<QByteArray> ticket(const QByteArray &challenge, const SecretBytes &pin) const;
    /// The whole dialogue over one connection, once, on the calling thread. Fails as ticket(), statusError() and the
    /// server do.
    Result<protocol::ServerReport> read(ServerLink &link, const SecretBytes &pin) const;

private:
    Workspace &m_workspace;
};

/// What a server's refusal means to who asks for its status: one that does not know the question is an older one
/// (Unsupported "status.old-server").
Error statusError(const Error &error);

} // namespace wenyi::core
