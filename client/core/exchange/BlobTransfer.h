// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"
#include "client/core/exchange/Wire.h"
#include "client/core/threads/Gate.h"

#include <functional>

namespace wenyi::core {

/// Moves blobs between this desktop and the server in chunks, several on their way at once where the wire is quick;
/// each direction goes on where it broke off.
class BlobTransfer
{
public:
    /// Asked after every chunk with its bytes; false stops with Cancelled "sync.cancelled".
    using Moved = std::function<bool(qsizetype bytes)>;

    BlobTransfer(Workspace &workspace, Gate &gate, ServerLink &link, Moved moved)
        : m_workspace(workspace)
        , m_gate(gate)
        , m_link(link)
        , m_moved(std::move(moved))
    {
    }

    /// Fails as ServerLink::request() and journal::BlobStore::readPart() do, Corrupt "sync.blob-state".
    Result<void> put(const Digest &digest);
    /// The wire to the server, for what else goes over it.
    Wire &up() { return m_up; }
    /// Does nothing for a blob that is here. Fails with Corrupt "sync.blob-state", "blob.damaged".
    Result<void> get(const Digest &digest, quint64 size);

private:
    Result<void> getFrom(const Digest &digest, quint64 size, quint64 have);

    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
    Moved m_moved;
    Wire m_up;
    Wire m_down;
};

} // namespace wenyi::core
