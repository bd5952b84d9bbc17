// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/EventLog.h"
#include "server/health/Figures.h"
#include "server/session/Office.h"
#include "shared/protocol/ServerSocket.h"

#include <chrono>
#include <deque>
#include <vector>

namespace wenyi::server {

/// 热备, as its primary sees it: hands the log out to the one that follows it and, where the configuration says so,
/// keeps answers back until the standby has what they acknowledge. Used by the store's thread.
class StandbyDesk
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    /// A standby that has not been heard of for so long is missed.
    static constexpr std::chrono::seconds MissedAfter{60};

    /// As whom the standby's key comes in. No desktop's.
    static const DesktopId &id();
    /// Whom a server lets in: the directory's desktops, and its standby.
    static QHash<protocol::CurvePublicKey, DesktopId> admitted(const Domain &domain, const StandbySettings &settings);

    /// The log outlives it. `number`: sets of changes that the store has.
    StandbyDesk(const StandbySettings &settings, quint64 number, EventLog &log, Moment now);

    void configure(const StandbySettings &settings) { m_settings = settings; }
    /// Answers a standby's request. Fails with NotAllowed "standby.ahead" (the standby has more than this server:
    /// something was lost here), "standby.diverged" (its log is another one), "standby.log-gone" (what it lacks was
    /// given up; it is to be seeded anew), "session.not-a-request" for what only a desktop may ask.
    Result<protocol::Body> answer(Office &office, const protocol::Arrival &arrival, Moment now);

    /// What may go out now of a group's answers, after its commit, and of those before it. The first departures answer
    /// the arrivals, in their order. `number`: of the sets of changes that the store has now.
    std::vector<protocol::Departure> pass(const std::vector<protocol::Arrival> &arrivals,
        std::vector<protocol::Departure> departures, quint64 number, Moment now);
    /// What may go out by now of what was kept back.
    std::vector<protocol::Departure> release(Moment now);
    /// Whether any answer is kept back.
    bool isHolding() const { return !m_held.empty(); }

    /// The oldest segment of the log that the standby may still ask for: all of them, where it has not come yet.
    quint64 neededFrom() const;
    /// Nothing where no standby is configured.
    std::optional<StandbyStanding> standing(Moment now) const;

private:
    /// A group's answers, which wait for the standby to have this set of changes.
    struct Held
    {
        quint64 number = 0;
        Moment since;
        std::vector<protocol::Departure> departures;
    };

    Result<protocol::LogBytes> follow(Office &office, const protocol::FollowLog &request);
    bool isConfigured() const { return !m_settings.key.isEmpty(); }
    bool holds() const { return isConfigured() && m_settings.mode == "sync"; }
    bool isHeard(Moment now) const { return now - m_heard < MissedAfter; }

    StandbySettings m_settings;
    EventLog &m_log;
    protocol::ConnectionId m_connection; ///< Empty before it came.
    std::deque<Held> m_held;
    quint64 m_newest;
    quint64 m_synced = 0;   ///< That the standby has on its disk.
    quint64 m_segment = 0;  ///< Where it goes on; 0 before it came.
    Moment m_heard;         ///< Or when this server started.
    Moment m_caughtUp;      ///< When it last had everything.
    bool m_isIdle = false;  ///< It was told that there is nothing more.
    bool m_isAlone = false; ///< Answers go out without it.
};

} // namespace wenyi::server
