// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/AnswerSize.h"
#include "shared/base/Clock.h"
#include "shared/protocol/ServerSocket.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace wenyi::server {

/// What is known of a desktop that opened a session, for who looks after the server.
struct DesktopStanding
{
    Instant since;                                 ///< When the newest session was opened.
    std::chrono::steady_clock::time_point heard{}; ///< When it last asked for anything.
    quint64 directory = 0;                         ///< The version that it holds, as far as it said or was given.
    quint64 logGiven = 0;                          ///< Up to where it was given its unit's log, at the last time.
};

/// Which connections have said Hello, and whose they are.
///
/// ZeroMQ does not tell when a connection goes, so a desktop keeps its newest few and the oldest is forgotten.
class Sessions
{
public:
    static constexpr qsizetype PerDesktop = 4;

    /// Whether the message may be handled on this connection now, by the order of the dialogue.
    /// Fails with NotAllowed "session.hello-missing", "session.hello-again", "session.not-a-request".
    Result<void> checkOrder(const protocol::ConnectionId &connection, protocol::MessageType type) const;
    void open(
        const protocol::ConnectionId &connection, const DesktopId &desktop, Instant at = {}, quint64 directory = 0);
    /// The desktop asked for something.
    void hear(const DesktopId &desktop, std::chrono::steady_clock::time_point at) { m_standings[desktop].heard = at; }
    /// The desktop was given its unit's log up to this number, behind one that it has.
    void giveLog(const DesktopId &desktop, quint64 upTo) { m_standings[desktop].logGiven = upTo; }
    /// The desktop was given the last of a directory.
    void giveDirectory(const DesktopId &desktop, quint64 version) { m_standings[desktop].directory = version; }
    /// How many desktops did since then.
    qsizetype heardSince(std::chrono::steady_clock::time_point at) const;
    /// Ends one session: what said that it was opened is not sent.
    void forget(const protocol::ConnectionId &connection);
    /// Ends all sessions of a desktop.
    void close(const DesktopId &desktop);

    /// Of an open session.
    AnswerSize &answerSize(const protocol::ConnectionId &connection) { return m_byConnection[connection].answers; }

    QList<protocol::ConnectionId> connectionsOf(const DesktopId &desktop) const { return m_byDesktop.value(desktop); }
    DesktopStanding standingOf(const DesktopId &desktop) const { return m_standings.value(desktop); }
    QList<DesktopId> desktops() const { return m_byDesktop.keys(); }
    qsizetype count() const { return m_byConnection.size(); }

private:
    struct Session
    {
        DesktopId desktop;
        AnswerSize answers = {};
    };
    QHash<protocol::ConnectionId, Session> m_byConnection;
    QHash<DesktopId, QList<protocol::ConnectionId>> m_byDesktop; ///< Oldest first.
    QHash<DesktopId, DesktopStanding> m_standings;
};

} // namespace wenyi::server
