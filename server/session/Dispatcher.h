// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Counters.h"
#include "server/health/EventLog.h"
#include "server/session/Allowances.h"
#include "server/session/Office.h"
#include "server/session/Sessions.h"

namespace wenyi::server {

/// Whether a request leaves the store as it is.
bool onlyReads(const protocol::Body &request);

/// Handles groups of requests on the store's thread: one transaction a group, a savepoint a request, answers after the
/// commit. A request that is refused leaves no trace but in the audit log.
class Dispatcher
{
public:
    /// Counters and log outlive it.
    Dispatcher(Office office, Counters &counters, EventLog &log);

    /// Everything that waited. What it returns may go out: it is committed and synced. Where there is no memory for it
    /// nothing of the group is done, and all of it refused; std::bad_alloc comes before anything was looked at, and
    /// the same may be handled again.
    std::vector<protocol::Departure> handle(const std::vector<protocol::Arrival> &arrivals);
    /// In the place of answers that there was no memory to send: Unavailable "server.no-memory". What was done is told
    /// when it is asked again. To be called behind handle(), which keeps the memory for it.
    std::vector<protocol::Departure> refuseAll(const std::vector<protocol::Arrival> &arrivals) noexcept;
    /// Goes by another directory, or by the same one judged anew, from now on: ends the sessions of those who are out,
    /// and tells the others of another one.
    std::vector<protocol::Departure> replaceDomain(std::shared_ptr<const Domain> domain);
    /// Has the desktops of units told that another process changed something of theirs.
    std::vector<protocol::Departure> tellOf(const ChangedUnits &units);
    /// Looks whether the store's database answers, and keeps the audit log's reserve anew where there is room again.
    void lookAtStore();
    /// Whether it did not, when it was last asked for anything. Desktops are told to come again.
    bool isStoreAway() const { return m_isStoreAway; }
    /// What time and a new directory do to the queues: lets go what was held until now, and ends what waits for units
    /// that receive no more. To be called each second.
    std::vector<protocol::Departure> keepQueues();
    /// Goes by other settings from now on, as far as they may change. Gives the keys of those that wait for a restart.
    QByteArrayList reconfigure(const Configuration &next);

    /// Whether the disk failed at a write: from then on nothing new is taken until the server is started anew.
    bool readOnly() const { return m_readOnly; }
    /// The signed word of the server that took this one's place; empty while none has.
    const QByteArray &superseded() const { return m_office.superseded; }
    const Domain &domain() const { return *m_office.domain; }
    const OutdatedCards &outdatedCards() const { return m_office.outdatedCards; }
    const Configuration &configuration() const { return m_office.configuration; }
    const Sessions &sessions() const { return m_sessions; }

private:
    /// A refusal, for the audit log.
    struct Refusal
    {
        DesktopId desktop;
        protocol::MessageType type;
        Error error;
    };

    Result<std::vector<protocol::Departure>> handleGroup(const std::vector<protocol::Arrival> &arrivals);
    void tellNoMemory() noexcept;
    /// Answers to a group of which nothing is stored.
    std::vector<protocol::Departure> failed(const std::vector<protocol::Arrival> &arrivals, Error error);
    /// As whom each request speaks; refused before anything of it is looked at where nobody is known or asks too fast,
    /// so that a flood costs nothing whatever it is of.
    std::vector<Result<Peer>> admit(const std::vector<protocol::Arrival> &arrivals);
    using Examinations = std::vector<std::shared_ptr<Examination>>;
    /// Of the envelopes that came whole, each at its arrival's place: those that were begun before, and the others,
    /// made beside each other.
    Examinations examine(const std::vector<protocol::Arrival> &arrivals, const std::vector<Result<Peer>> &peers) const;
    Result<protocol::Body> answer(Group &group, const Result<Peer> &peer, const protocol::Arrival &arrival);
    /// Whether the desktop has kept within its allowance and its unit's. Fails with Unavailable "session.too-fast"
    /// (`detail`: how many milliseconds it is to wait).
    Result<void> checkPace(const Peer &peer, const protocol::Arrival &arrival);
    void logRequest(const protocol::Arrival &arrival, Outcome outcome, std::chrono::microseconds took);
    Result<protocol::Body> answerInSavepoint(Group &group, const Peer &peer, const protocol::Body &body);
    protocol::Body refusalOf(const protocol::Arrival &arrival, const Error &error);
    Result<void> commit(Group &group, std::size_t requests);
    void noteFailure(const Error &error);
    QSet<UnitCode> connectedUnits() const;
    void auditRefusals();
    void recordRefusal(const DesktopId &desktop, const QString &what, const Error &error);
    void appendNotifications(const QSet<UnitCode> &units, std::vector<protocol::Departure> &departures);

    Office m_office;
    Counters &m_counters;
    EventLog &m_log;
    Allowances m_allowances;
    RarelyTold m_excesses;
    Sessions m_sessions;
    std::vector<Refusal> m_refusals;
    std::vector<protocol::ConnectionId> m_opened; ///< Sessions that the group at hand opened.
    std::vector<protocol::Departure> m_spare;     ///< Empty; has the memory for refusals of the group at hand.
    bool m_readOnly = false;
    bool m_isStoreAway = false;
    std::optional<Digest> m_queuesFollow; ///< The directory by which the queues were looked through last.
};

} // namespace wenyi::server
