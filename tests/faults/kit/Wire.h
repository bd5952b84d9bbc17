// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/exchange/EnvelopeBuilder.h"
#include "shared/exchange/PairSequence.h"
#include "shared/protocol/ClientConnection.h"

#include <memory>

namespace wenyi::faults {

/// An unlocked desktop's connection to a server, request by request.
class Wire
{
public:
    Wire(core::Workspace &workspace, const QByteArray &endpoint, RandomSource &random);

    template<typename Answer>
    Result<Answer> ask(protocol::Body request)
    {
        return protocol::answerAs<Answer>(m_connection->request(std::move(request)).result());
    }
    /// Pushes the desktop's unsent entries.
    Result<void> push();
    /// Puts what is missing of a blob; gives how much is there.
    Result<quint64> put(const Digest &digest, const QByteArray &bytes);
    /// Sends an envelope with its parts. Gives the acceptance receipt.
    Result<QByteArray> send(const exchange::Envelope &envelope);

private:
    core::Workspace &m_workspace;
    std::unique_ptr<protocol::ClientConnection> m_connection;
};

/// What the sender puts into an envelope.
struct Letter
{
    UnitCode to;
    QByteArray header;
    QByteArray document;
    QString fileName;
};

/// Closes an envelope with the unit's key of a mail room; `sent` is the row to that unit and goes on behind it.
Result<exchange::Envelope> closeEnvelope(
    core::Workspace &mailRoom, const Letter &letter, exchange::PairSequence &sent, RandomSource &random);

} // namespace wenyi::faults
