// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "server/session/Sessions.h"

namespace wenyi::server {

/// Handles groups of requests on the store's thread: one transaction a group, a savepoint a request, answers after the
/// commit. A request that is refused leaves no trace but in the audit log.
class Dispatcher
{
public:
    explicit Dispatcher(Office office);

    /// Everything that waited. What it returns may go out: it is committed and synced.
    std::vector<protocol::Departure> handle(const std::vector<protocol::Arrival> &arrivals);
    /// Goes by another directory from now on: ends the sessions of those who are out, tells the others.
    std::vector<protocol::Departure> replaceDomain(std::shared_ptr<const Domain> domain);

    /// Whether the disk failed at a write: from then on nothing new is taken until the server is started anew.
    bool readOnly() const { return m_readOnly; }
    const Domain &domain() const { return *m_office.domain; }

private:
    /// A refusal, for the audit log.
    struct Refusal
    {
        DesktopId desktop;
        protocol::MessageType type;
        Error error;
    };

    Result<std::vector<protocol::Departure>> handleGroup(const std::vector<protocol::Arrival> &arrivals);
    Result<protocol::Body> answer(Group &group, const protocol::Arrival &arrival);
    Result<protocol::Body> answerInSavepoint(Group &group, const Peer &peer, const protocol::Body &body);
    protocol::Body refusalOf(const protocol::Arrival &arrival, const Error &error);
    void noteFailure(const Error &error);
    void auditRefusals();
    void appendNotifications(const QSet<UnitCode> &units, std::vector<protocol::Departure> &departures);

    Office m_office;
    Sessions m_sessions;
    std::vector<Refusal> m_refusals;
    bool m_readOnly = false;
};

} // namespace wenyi::server
