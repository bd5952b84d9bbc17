// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"
#include "client/core/profile/Workspace.h"
#include "client/core/threads/Gate.h"
#include "shared/exchange/EnvelopeHeader.h"

#include <functional>

namespace wenyi::core {

/// 送交: brings one envelope of this desktop to the server, and before it the hold that the unit decided on.
class EnvelopeOffer
{
public:
    /// Brings one part to the server, from where it stopped.
    using PutPart = std::function<Result<void>(const Digest &)>;

    EnvelopeOffer(Workspace &workspace, Gate &gate, ServerLink &link)
        : m_workspace(workspace)
        , m_gate(gate)
        , m_link(link)
    {
    }

    /// Has the server hold the envelope where that was decided, before it goes. Gives whether it may go now. Fails as
    /// the server does; one that has the envelope already is no failure.
    Result<bool> giveHold(const exchange::EnvelopeHeader &header);
    /// By its parts, each in pieces. Gives the server's receipt. Fails with Unavailable "sync.parts-missing", Corrupt
    /// "connection.unexpected-answer" where the server asks for what is no part of it, and as `put` and the server do.
    Result<QByteArray> send(const exchange::EnvelopeHeader &header, const PutPart &put);

private:
    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
};

} // namespace wenyi::core
