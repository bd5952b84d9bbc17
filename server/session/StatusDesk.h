// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/EventLog.h"
#include "server/health/FiguresBoard.h"
#include "server/health/SampleRing.h"
#include "server/session/Office.h"
#include "server/session/Sessions.h"
#include "shared/base/RandomSource.h"
#include "shared/exchange/StatusTicket.h"
#include "shared/protocol/ServerReport.h"

#include <QHash>

#include <functional>

namespace wenyi::server {

/// 运行状况: shows system administrators how the server is, over the protocol. Used by the store's thread.
///
/// A desktop's session is nobody's in particular, so the right to look is opened by a member's own signature over a
/// challenge, to one connection and for a time; whether the member still has the role is asked at each look.
class StatusDesk
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    /// For how long a challenge may be signed.
    static constexpr std::chrono::minutes ChallengeLasts{2};
    /// For how long the status stays open: a working day.
    static constexpr std::chrono::hours OpenLasts{8};

    /// What it tells of; all of it outlives the desk.
    struct Sources
    {
        const Clock &clock;
        const Counters &counters;
        FiguresBoard &board;
        std::function<protocol::SocketCounts()> socket;
        Instant startedAt;
    };

    StatusDesk(Sources sources, RandomSource &random, EventLog &log, Moment now);

    /// A challenge for this connection; one that was given to the desktop before is void.
    QByteArray challenge(const Peer &peer, const protocol::ConnectionId &connection, Moment now);
    /// Opens the status to the connection over which its challenge went; the challenge is void whatever comes of it.
    /// The server's log has who opened it. Fails with NotAllowed "status.challenge" (none, another one, or too old),
    /// "status.other-server", "status.other-desktop", "status.role" (no system administrator of the desktop's unit),
    /// NotTrusted "certificate.…", and as exchange::StatusTicket does.
    Result<void> open(const Office &office, const Peer &peer, const protocol::ConnectionId &connection,
        QByteArrayView ticket, Moment now);
    /// Fails with NotAllowed "status.not-opened" where it is not open to this connection (any more), "status.role".
    Result<protocol::ServerReport> report(
        Office &office, const Peer &peer, const protocol::ConnectionId &connection, quint64 samplesAfter, Moment now);
    /// To be called each second: takes a sample where one is due.
    void sample(Moment now);

private:
    struct Given
    {
        protocol::ConnectionId connection;
        QByteArray challenge;
        Moment at;
    };
    struct Opened
    {
        protocol::ConnectionId connection;
        MemberId member;
        Moment until;
    };

    /// The member's certificate, where the member is of the unit and has the role. Fails as open() does.
    static Result<crypto::Certificate> administrator(
        const Office &office, const UnitCode &unit, const MemberId &member);
    /// Reads the units' figures where they are due; as for FiguresBoard this takes a hundredth of the time at most.
    Result<void> refreshUnits(Office &office, Moment now);
    protocol::NamedFigures figures(const Office &office) const;
    QList<protocol::DesktopLine> desktops(const Office &office, Moment now) const;

    Sources m_sources;
    RandomSource &m_random;
    EventLog &m_log;
    SampleRing m_samples;
    QHash<DesktopId, Given> m_given;          ///< One a desktop, so that it does not grow without bound.
    QHash<DesktopId, QList<Opened>> m_opened; ///< Of its newest few connections, the oldest first.
    QList<UnitFigures> m_units;
    Moment m_unitsDue;
};

} // namespace wenyi::server
