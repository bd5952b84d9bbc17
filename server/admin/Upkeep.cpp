// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Upkeep.h"

#include "server/admin/OpenedStore.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace wenyi::server {

using std::chrono::milliseconds;

namespace {

constexpr auto RoundEach = 1h;
constexpr auto SettledAfter = 1min;
/// Between two pieces of work, for those who ask meanwhile.
constexpr auto Breath = 20ms;
/// While segments are removed, since nobody comes to read beside the server meanwhile.
constexpr milliseconds NoLongerThanNeeded = 1ms;
/// While another thread reads.
constexpr auto ReadingLasts = 100ms;
/// After a failure, which is not tried again and again.
constexpr milliseconds FailureLasts = 10min;
constexpr auto QuotaToldEach = 24h;
/// Between two steps of reading blobs: of one processor that is less than a hundredth.
constexpr auto ScrubEach = 1s;
constexpr auto ScrubRoundEach = 24h;

RetentionPolicy retentionOf(const Configuration &configuration)
{
    return {configuration.retentionDays, configuration.retentionAfter == "answered"};
}

} // namespace

Upkeep::Upkeep(Store &store, const Clock &clock, EventLog &log, Compaction::NeededFrom neededFrom)
    : m_store(store)
    , m_log(log)
    , m_retention(store, clock)
    , m_compaction(store, std::move(neededFrom))
    , m_scrubber(store)
    , m_nextRound(Steady::now() + SettledAfter)
    , m_nextScrub(m_nextRound)
    , m_scrubRound(m_nextRound)
    , m_next(Steady::now())
{
}

milliseconds Upkeep::patience(milliseconds longest) const
{
    const bool isWorking = m_isDropping || m_compaction.isWorking();
    const auto due = isWorking ? m_next : std::max(m_next, std::min(m_nextRound, m_nextScrub));
    const auto left = std::chrono::ceil<milliseconds>(due - Steady::now());
    return std::clamp(left, 0ms, longest);
}

void Upkeep::work(const Configuration &configuration)
{
    if (Steady::now() < m_next)
        return;
    const auto pause = nextPiece(configuration);
    if (!pause)
        m_log.writeError("upkeep.failed", pause.error());
    m_next = Steady::now() + pause.value_or(FailureLasts);
}

Result<milliseconds> Upkeep::nextPiece(const Configuration &configuration)
{
    if (m_isDropping)
        return dropParts(configuration);
    // Whoever reads for long holds up the segments that wait for it, and nothing else.
    const bool waits = m_compaction.waitsForReaders() && Steady::now() >= m_nextRound;
    if (m_compaction.isWorking() && !waits) {
        const quint64 before = m_compaction.figures().removedSegments;
        WENYI_TRY(const quint64 moved, m_compaction.step());
        const CompactionFigures &figures = m_compaction.figures();
        if (!m_compaction.isWorking() && figures.removedSegments > 0)
            m_log.write(LogLevel::Info, "segments.compacted",
                {{"segments", figures.removedSegments}, {"bytes", figures.removedBytes},
                    {"moved", figures.movedBytes}});
        if (moved == 0)
            return figures.removedSegments > before ? NoLongerThanNeeded : milliseconds(ReadingLasts);
        const auto rate = static_cast<quint64>(configuration.compactionRate);
        return std::max<milliseconds>(Breath, milliseconds(rate == 0 ? 0 : moved * 1000 / rate));
    }
    if (Steady::now() < m_nextRound && Steady::now() >= m_nextScrub)
        return scrub();
    if (Steady::now() < m_nextRound)
        return milliseconds(0);
    if (waits)
        m_log.write(LogLevel::Warning, "segments.wait-for-readers");
    m_nextRound = Steady::now() + RoundEach;
    m_isDropping = true;
    return milliseconds(0);
}

Result<milliseconds> Upkeep::dropParts(const Configuration &configuration)
{
    m_isDropping = false; // Should it fail, the next round goes on.
    const quint64 before = m_retention.dropped().envelopes;
    const std::size_t unreadable = m_retention.unreadable().size();
    WENYI_TRY(const bool isRound, m_retention.step(retentionOf(configuration)));
    const DroppedParts &dropped = m_retention.dropped();
    if (dropped.envelopes > before)
        m_log.write(LogLevel::Info, "parts.dropped",
            {{"envelopes", dropped.envelopes - before}, {"in-all", dropped.envelopes},
                {"bytes-in-all", dropped.bytes}});
    if (m_retention.unreadable().size() > unreadable)
        m_log.write(LogLevel::Warning, "envelopes.unreadable", {{"in-all", m_retention.unreadable().size()}});
    m_isDropping = !isRound;
    if (isRound) {
        if (m_retention.isClockInDoubt())
            m_log.write(LogLevel::Warning, "clock.in-doubt");
        WENYI_CHECK(tellQuotas(configuration));
        CompactionPolicy policy;
        policy.livePercent = static_cast<int>(configuration.compactUnderPercent);
        m_compaction.begin(policy);
    }
    return milliseconds(Breath);
}

Result<milliseconds> Upkeep::scrub()
{
    m_nextScrub = Steady::now() + ScrubEach;
    WENYI_TRY(const BlobScrubber::Step step, m_scrubber.step());
    if (step.damaged)
        m_log.write(LogLevel::Warning, "blob.set-aside",
            {{"unit", step.damaged->unit.toString()}, {"digest", QString::fromLatin1(step.damaged->digest.toHex())},
                {"bytes", step.damaged->size}});
    if (step.sound)
        m_log.write(LogLevel::Info, "blob.taken-back",
            {{"unit", step.sound->unit.toString()}, {"digest", QString::fromLatin1(step.sound->digest.toHex())}});
    if (step.isRound) {
        m_nextScrub = std::max(m_scrubRound + ScrubRoundEach, m_nextScrub);
        m_scrubRound = m_nextScrub;
    }
    return milliseconds(0);
}

Result<void> Upkeep::tellQuotas(const Configuration &configuration)
{
    WENYI_TRY(const auto units, m_store.blobs().above(static_cast<quint64>(configuration.quotaWarning())));
    m_unitsNearQuota = static_cast<quint64>(units.size());
    for (const auto &[unit, bytes] : units) {
        const auto told = m_quotaTold.find(unit);
        if (told != m_quotaTold.end() && Steady::now() - told->second < QuotaToldEach)
            continue;
        m_quotaTold[unit] = Steady::now();
        m_log.write(LogLevel::Warning, "unit.near-quota",
            {{"unit", unit.toString()}, {"bytes", bytes}, {"quota", configuration.unitQuota}});
    }
    return {};
}

UpkeepFigures Upkeep::figures() const
{
    const DroppedParts &dropped = m_retention.dropped();
    const CompactionFigures &segments = m_compaction.figures();
    return {dropped.envelopes, dropped.bytes, segments.movedBytes, segments.removedSegments, segments.removedBytes,
        m_unitsNearQuota, m_scrubber.figures()};
}

Result<GivenUp> compact(const ServerFolder &folder, const Clock &clock)
{
    const auto lock = writersLock(folder);
    if (!lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", folder.path()};
    WENYI_TRY(const Configuration configuration, folder.configuration());
    if (StandbyMark::isIn(folder.path()))
        return Error{ErrorCode::NotAllowed, "standby.not-a-server", folder.path()};
    WENYI_TRY(const auto store, openForWriting(folder, configuration, clock));
    Retention retention(*store, clock);
    for (bool isRound = false; !isRound;) {
        WENYI_TRY(isRound, retention.step(retentionOf(configuration)));
    }
    if (store->segments())
        WENYI_CHECK(store->segments()->seal()); // So that the newest one counts too.
    Compaction compaction(*store);
    CompactionPolicy policy;
    policy.livePercent = static_cast<int>(configuration.compactUnderPercent);
    policy.takesAnyGain = true;
    quint64 rounds = 0;
    do {
        rounds = compaction.figures().rounds;
        compaction.begin(policy);
        while (compaction.isWorking()) {
            compaction.wait();
            const bool mayWait = compaction.waitsForReaders();
            // What is damaged stays where it is, and is told at the end.
            if (const auto moved = compaction.step(); !moved && moved.error().code != ErrorCode::Corrupt)
                return moved.error();
            if (mayWait && compaction.waitsForReaders())
                return Error{ErrorCode::Unavailable, "store.being-read", folder.path()};
        }
    } while (compaction.figures().rounds > rounds);
    const std::set<quint64> &damaged = compaction.damaged();
    return GivenUp{retention.dropped(), retention.isClockInDoubt(), compaction.figures(),
        QList<quint64>(damaged.begin(), damaged.end())};
}

} // namespace wenyi::server
