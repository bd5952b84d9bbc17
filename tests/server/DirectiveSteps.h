// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Directive.h"
#include "tests/MovedClock.h"
#include "tests/server/TestDomain.h"

namespace wenyi::tests {

/// The office's envelopes at a real server in this process, and what is decided about them. Tests derive from it.
class DirectiveSteps
{
protected:
    /// Once it is stopped, anew over the same store.
    void start();
    std::unique_ptr<protocol::ClientConnection> connectAs(const UnitCode &unit);
    /// Accepted by the server; where it is not, the test program ends.
    exchange::Envelope send(const QList<UnitCode> &to, exchange::Urgency urgency = exchange::Urgency::Ordinary);
    /// What the envelope's sender says of it now, by its mail room.
    exchange::DirectiveFacts factsOf(exchange::DirectiveKind kind, const exchange::EnvelopeHeader &header,
        const QList<UnitCode> &units, const QString &reason) const;

    TestDomain m_domain;
    MovedClock m_clock; ///< The server's.
    std::unique_ptr<server::Server> m_server;
};

} // namespace wenyi::tests
