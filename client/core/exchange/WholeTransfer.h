// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/exchange/ServerLink.h"
#include "client/core/exchange/Wire.h"
#include "client/core/threads/Gate.h"

#include <vector>

namespace wenyi::core {

/// Envelopes with their parts in one message each, several on their way at once. A server that does not know such
/// messages is asked once; then nothing goes this way.
class WholeTransfer
{
public:
    /// What a server takes whole, in bytes. Over a wire of which nothing is known it is a chunk.
    static constexpr qint64 LargestSent = limits::MiB;

    WholeTransfer(Workspace &workspace, Gate &gate, ServerLink &link, Wire &wire)
        : m_workspace(workspace)
        , m_gate(gate)
        , m_link(link)
        , m_wire(wire)
    {
    }

    enum class Pace { One, Many };

    /// Sends those from `first` on that may go together, or with a bandwidth limit one alone. Gives the server's
    /// receipt for each of them, or why there is none; nothing where the first cannot go this way, be it that a part of
    /// it cannot be read.
    std::vector<Result<QByteArray>> send(const QList<DispatchedEnvelope> &envelopes, qsizetype first, Pace pace);

    /// The next that wait for the unit, none of those that were confirmed or held before; nothing where they are to be
    /// had in pieces only. Fails as ServerLink::request() does; then what was to be confirmed is not.
    Result<std::optional<QList<protocol::WholeDelivery>>> fetch(quint64 limit);
    /// The envelope is on this desktop's disk: the server is told with the next fetch().
    void confirm(const exchange::EnvelopeHeader &header);
    /// The envelope is refused and stays with the server. Whether it can be named, so that it does not come again.
    bool hold(const QByteArray &header);

private:
    QList<protocol::Body> messages(const QList<DispatchedEnvelope> &envelopes, qsizetype first, Pace pace);
    void noteAnswer(const Result<protocol::Body> &answer);

    enum class Server { Unknown, KnowsIt, DoesNotKnowIt };
    Workspace &m_workspace;
    Gate &m_gate;
    ServerLink &m_link;
    Wire &m_wire;
    Server m_server = Server::Unknown;
    QList<protocol::ConfirmDelivery> m_confirmed;
    QList<Digest> m_held;
};

} // namespace wenyi::core
