// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/TestDomain.h"

/// What tests of linked domains do again and again.
namespace wenyi::tests {

using Servers = std::unique_ptr<server::Server>;

/// Ends the domain's server and starts it anew. Gives why it did not.
QByteArray startAgain(TestDomain &domain, Servers &server);
/// What waits for a unit, when it is as many; or what there is after some time.
QList<protocol::Delivery> waitFor(
    protocol::ClientConnection &receiver, qsizetype count, std::chrono::seconds patience = std::chrono::seconds(20));
/// Receipts of a unit behind a number, when they are as many; or what there is after some time.
QList<QByteArray> receiptsOf(protocol::ClientConnection &sender, quint64 after, qsizetype count,
    std::chrono::seconds patience = std::chrono::seconds(20));
/// Sends until it is accepted, as a desktop does. Gives why it was not.
QByteArray deliver(protocol::ClientConnection &connection, const exchange::Envelope &envelope);
/// Has the domain's server always listen at one free port, and link to these peers. Gives why it does not.
QByteArray settle(TestDomain &domain, const QString &connectsTo);
/// A domain's server, as the other one admits it.
std::unique_ptr<protocol::ClientConnection> asLink(TestDomain &from, const QByteArray &endpoint, TestDomain &to);
/// A unit's desktop at its server.
inline std::unique_ptr<protocol::ClientConnection> at(TestDomain &domain, const Servers &server, const UnitCode &unit)
{
    return domain.connect(server->endpoint(), domain.desktop(unit));
}

} // namespace wenyi::tests
