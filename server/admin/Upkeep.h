// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/health/EventLog.h"
#include "server/store/BlobScrubber.h"
#include "server/store/Compaction.h"
#include "server/store/Retention.h"

#include <chrono>

namespace wenyi::server {

/// 存储整理: what a running server does for its store between requests: drops parts that everybody has, gives up
/// segments of the log, looks who comes near the quota, and between those reads the blobs, all of them once a day where
/// that can be done slowly. Each hour a round; a piece of work at a time, none of them long.
class Upkeep
{
public:
    using Steady = std::chrono::steady_clock;

    /// All of them outlive it. The first round begins when the server has settled.
    Upkeep(Store &store, const Clock &clock, EventLog &log, Compaction::NeededFrom neededFrom);

    /// Does the next piece of work, if one is due.
    void work(const Configuration &configuration);
    /// For how long nothing is due, at the most `longest`.
    std::chrono::milliseconds patience(std::chrono::milliseconds longest) const;
    /// Nothing may be written any more: a check or a backup does not wait for what was under way.
    void letReadersIn() { m_compaction.letReadersIn(); }
    /// The next round is due now, and reading goes on.
    void beginNow() { m_nextRound = m_nextScrub = Steady::now(); }
    UpkeepFigures figures() const;

private:
    Result<std::chrono::milliseconds> nextPiece(const Configuration &configuration);
    Result<std::chrono::milliseconds> dropParts(const Configuration &configuration);
    Result<void> tellQuotas(const Configuration &configuration);
    Result<std::chrono::milliseconds> scrub();

    Store &m_store;
    EventLog &m_log;
    Retention m_retention;
    Compaction m_compaction;
    BlobScrubber m_scrubber;
    bool m_isDropping = false;
    quint64 m_unitsNearQuota = 0;
    std::map<UnitCode, Steady::time_point> m_quotaTold;
    Steady::time_point m_nextRound;
    Steady::time_point m_nextScrub;
    Steady::time_point m_scrubRound; ///< When the one that goes on, or was last, began.
    Steady::time_point m_next;       ///< No piece of work before.
};

/// What one run of it gave up.
struct GivenUp
{
    DroppedParts parts;
    bool isClockInDoubt = false; ///< Then no parts were dropped: see Retention.
    CompactionFigures segments;
    QList<quint64> damaged; ///< Segments that stay, since a piece in them cannot be read.
};

/// All of it at once, for a store whose server is stopped; any gain counts. Fails with Locked "server.running",
/// Unavailable "store.being-read" (by a check or a backup; what was done until then counts), and as Store::open(),
/// Retention and Compaction do.
Result<GivenUp> compact(const ServerFolder &folder, const Clock &clock);

} // namespace wenyi::server
