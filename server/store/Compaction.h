// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Store.h"
#include "server/store/StoreBase.h"

#include <atomic>
#include <functional>
#include <future>
#include <limits>
#include <set>

namespace wenyi::server {

/// Which segments are given up.
struct CompactionPolicy
{
    /// Of a segment of which less than this counts the rest is moved on; 0: no segment is given up at all.
    int livePercent = 50;
    /// A round writes the whole database once; it takes place where at least as much room comes back, or, if this is
    /// set, whenever any worth speaking of does.
    bool takesAnyGain = false;
};

/// What a server's compaction did since it started.
struct CompactionFigures
{
    quint64 rounds = 0;
    quint64 movedBytes = 0;
    quint64 removedSegments = 0;
    quint64 removedBytes = 0;
};

/// 日志整理: gives up segments of the log of which little counts any more (decision 42).
///
/// A round looks for them, writes what counts in them anew at the log's end (as ordinary changes, so that a crash at
/// any moment is one like others), makes a copy of the database the base from which the log goes on, and removes the
/// segments that neither names. Reading the whole database is another thread's; each step of the store's own is short.
class Compaction
{
public:
    /// Bytes that a step moves at the most, beyond its first piece.
    static constexpr quint64 StepBytes = limits::MiB;
    /// What a round moves at the most: room for it is taken before any comes back.
    static constexpr quint64 RoundBytes = 1024 * limits::MiB;
    static constexpr qsizetype RoundPieces = 200'000;
    /// Room that is worth a round to who asks for one.
    static constexpr quint64 SmallGain = 64 * limits::KiB;
    /// The oldest segment that somebody who follows the log still needs.
    using NeededFrom = std::function<quint64()>;

    /// Over a store in files; begun over another one, it has nothing to do.
    explicit Compaction(
        Store &store, NeededFrom neededFrom = [] { return std::numeric_limits<quint64>::max(); });
    /// Ends a round where it stands; the next one goes on.
    ~Compaction();
    Compaction(const Compaction &) = delete;
    Compaction &operator=(const Compaction &) = delete;

    /// Begins a round unless one is under way.
    void begin(const CompactionPolicy &policy);
    bool isWorking() const { return m_phase != Phase::Idle; }
    /// The next piece of the round; gives the bytes that were moved, 0 also where there is nothing to do but wait.
    /// Fails with Corrupt "segment.damaged" (that segment is left as it is, the round goes on), and, the round being
    /// over, with StorageFailure, Unavailable "store.full".
    Result<quint64> step();
    /// Whether all is ready but for those who read beside the server: nothing is removed as long as they do.
    bool waitsForReaders() const { return m_phase == Phase::Replacing; }
    /// Until the other thread is done with what it reads.
    void wait() const;
    const CompactionFigures &figures() const { return m_figures; }
    /// Segments in which a piece cannot be read: they are left as they are as long as this lives.
    const std::set<quint64> &damaged() const { return m_damaged; }
    /// Nothing may be written any more: who wants to read beside the server is let in. The next round goes on.
    void letReadersIn();

private:
    enum class Phase { Idle, Planning, Moving, Copying, Replacing, Removing };
    /// What a round is about.
    struct Plan
    {
        quint64 gain = 0;         ///< Bytes that come back.
        quint64 liveBytes = 0;    ///< Bytes that are moved for it.
        QList<PiecePlace> pieces; ///< By segment, the last first.
    };
    /// What the other thread works with and finds; shared, since it outlives neither.
    struct Reading
    {
        std::unique_ptr<journal::Database> database;
        Plan plan;
        StoreBase::Copy copy;
        std::atomic<bool> isOver = false;
    };
    struct Candidate
    {
        quint64 segment = 0;
        qint64 size = 0;
        LivePieces live;
    };

    Result<quint64> stepOfPhase();
    Result<void> read(std::function<Result<void>(Reading &)> task);
    bool isRead() const;
    Result<void> beginPlanning();
    static Result<Plan> plan(
        journal::Database &database, const QList<SegmentSize> &sealed, const CompactionPolicy &policy);
    Result<void> takePlan();
    Result<quint64> move();
    Result<quint64> moveSome();
    Result<void> beginCopying();
    Result<void> replaceBase();
    Result<void> removeOne();
    void end();

    Store &m_store;
    StoreBase m_base;
    NeededFrom m_neededFrom;
    CompactionPolicy m_policy;
    Phase m_phase = Phase::Idle;
    std::shared_ptr<Reading> m_reading;
    std::future<Result<void>> m_found;
    QList<PiecePlace> m_pieces; ///< To be moved, the last first.
    QList<SegmentSize> m_removable;
    std::optional<ReadingClaim> m_claim; ///< While segments are removed.
    std::set<quint64> m_damaged;         ///< Segments that are not touched any more.
    CompactionFigures m_figures;
};

} // namespace wenyi::server
