// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Compaction.h"

#include "server/store/SegmentFile.h"

#include <QFileInfo>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr quint64 Percent = 100;
/// How often what the other thread does is told to end, until it did: told between two statements it goes unheard.
constexpr auto Retold = 20ms;

quint64 bytesOf(const LivePieces &live)
{
    return live.bytes + live.pieces * static_cast<quint64>(SegmentFile::HeaderSize);
}

} // namespace

Compaction::Compaction(Store &store, NeededFrom neededFrom)
    : m_store(store)
    , m_base(store.folder())
    , m_neededFrom(std::move(neededFrom))
{
}

Compaction::~Compaction()
{
    if (m_reading)
        m_reading->isOver = true;
    while (m_found.valid() && m_found.wait_for(Retold) != std::future_status::ready)
        m_reading->database->interrupt();
}

void Compaction::wait() const
{
    if (m_found.valid())
        m_found.wait();
}

bool Compaction::isRead() const
{
    return m_found.valid() && m_found.wait_for(0ms) == std::future_status::ready;
}

void Compaction::begin(const CompactionPolicy &policy)
{
    if (isWorking() || policy.livePercent <= 0 || !m_store.segments())
        return;
    m_policy = policy;
    m_phase = Phase::Planning;
}

void Compaction::end()
{
    m_phase = Phase::Idle;
    m_pieces.clear();
    m_removable.clear();
    m_claim.reset();
    m_reading.reset();
    m_base.dropCopy();
}

void Compaction::letReadersIn()
{
    if (m_phase == Phase::Removing)
        end();
}

Result<quint64> Compaction::step()
{
    auto moved = stepOfPhase();
    if (!moved && moved.error().code != ErrorCode::Corrupt)
        end();
    return moved;
}

Result<quint64> Compaction::stepOfPhase()
{
    switch (m_phase) {
    case Phase::Idle:
        return 0;
    case Phase::Planning:
        WENYI_CHECK(m_found.valid() ? (isRead() ? takePlan() : Result<void>()) : beginPlanning());
        return 0;
    case Phase::Moving:
        return move();
    case Phase::Copying:
        if (isRead()) {
            WENYI_CHECK(m_found.get());
            m_phase = Phase::Replacing;
        }
        return 0;
    case Phase::Replacing:
        WENYI_CHECK(replaceBase());
        return 0;
    case Phase::Removing:
        WENYI_CHECK(removeOne());
        return 0;
    }
    return 0;
}

Result<void> Compaction::read(std::function<Result<void>(Reading &)> task)
{
    m_reading = std::make_shared<Reading>();
    // A connection of its own: it sees the store at one moment, and the one that works goes on meanwhile.
    WENYI_TRY(m_reading->database, openStoreDatabase(m_store.folder() + u"/server.db"_s));
    m_found = std::async(std::launch::async, [reading = m_reading, task = std::move(task)]() -> Result<void> {
        return reading->isOver ? Result<void>() : task(*reading);
    });
    return {};
}

Result<void> Compaction::beginPlanning()
{
    QList<SegmentSize> sealed = m_store.segments()->sizes();
    const quint64 end = std::min(m_store.segments()->newest(), m_neededFrom());
    sealed.removeIf([this, end](const SegmentSize &segment) {
        return segment.number >= end || m_damaged.contains(segment.number);
    });
    return read([sealed, policy = m_policy](Reading &reading) -> Result<void> {
        WENYI_TRY(reading.plan, plan(*reading.database, sealed, policy));
        return {};
    });
}

Result<Compaction::Plan> Compaction::plan(
    journal::Database &database, const QList<SegmentSize> &sealed, const CompactionPolicy &policy)
{
    WENYI_TRY(const auto live, BlobTable::livePieces(database));
    Plan plan;
    QList<Candidate> candidates;
    for (const SegmentSize &segment : sealed) {
        const Candidate candidate{segment.number, segment.bytes, live.value(segment.number)};
        if (candidate.live.aside > 0)
            continue; // It stays until they came anew.
        if (candidate.live.pieces == 0)
            plan.gain += static_cast<quint64>(segment.bytes);
        else if (bytesOf(candidate.live) * Percent
                 < static_cast<quint64>(segment.bytes) * static_cast<quint64>(policy.livePercent))
            candidates.append(candidate);
    }
    // The emptiest first: most room for what is moved.
    std::sort(candidates.begin(), candidates.end(), [](const Candidate &one, const Candidate &other) {
        return bytesOf(one.live) * static_cast<quint64>(other.size)
               < bytesOf(other.live) * static_cast<quint64>(one.size);
    });
    for (const Candidate &candidate : std::as_const(candidates)) {
        const quint64 bytes = bytesOf(candidate.live);
        const bool isFirst = plan.liveBytes == 0;
        if (!isFirst && (plan.liveBytes + bytes > RoundBytes || plan.pieces.size() > RoundPieces))
            break;
        WENYI_TRY(const QList<PiecePlace> pieces, BlobTable::piecesIn(database, candidate.segment));
        plan.pieces += pieces;
        plan.liveBytes += bytes;
        plan.gain += static_cast<quint64>(candidate.size) - bytes;
    }
    std::reverse(plan.pieces.begin(), plan.pieces.end());
    return plan;
}

Result<void> Compaction::takePlan()
{
    WENYI_CHECK(m_found.get());
    const Plan plan = std::move(m_reading->plan);
    m_reading.reset();
    const auto database = static_cast<quint64>(QFileInfo(m_store.folder() + u"/server.db"_s).size());
    if (plan.gain < SmallGain || (!m_policy.takesAnyGain && plan.gain < database)) {
        end();
        return {};
    }
    // The disk's reserve may be used: this is what makes room.
    if (plan.liveBytes + database > static_cast<quint64>(std::max<qint64>(m_store.freeSpace(), 0)))
        return Error{ErrorCode::Unavailable, "store.full", QString::number(plan.liveBytes + database)};
    m_pieces = plan.pieces;
    m_phase = Phase::Moving;
    return {};
}

Result<quint64> Compaction::move()
{
    if (m_pieces.isEmpty()) {
        WENYI_CHECK(beginCopying());
        return 0;
    }
    const quint64 segment = m_pieces.last().place.segment;
    auto moved = moveSome();
    if (!moved && moved.error().code == ErrorCode::Corrupt) {
        // What rots in it is for a check to tell; moved, it would look whole.
        m_damaged.insert(segment);
        m_pieces.removeIf([segment](const PiecePlace &piece) { return piece.place.segment == segment; });
    }
    return moved;
}

/// Of one segment, so that what is damaged in it does not void another's.
Result<quint64> Compaction::moveSome()
{
    const quint64 segment = m_pieces.last().place.segment;
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    quint64 moved = 0;
    qsizetype left = m_pieces.size();
    while (left > 0 && moved < StepBytes && m_pieces.at(left - 1).place.segment == segment) {
        WENYI_TRY(const quint64 bytes, m_store.blobs().movePiece(*m_store.segments(), m_pieces.at(left - 1)));
        moved += bytes;
        --left;
    }
    WENYI_CHECK(transaction->commit());
    m_pieces.resize(left);
    m_figures.movedBytes += moved;
    return moved;
}

Result<void> Compaction::beginCopying()
{
    // Also so that the base stands behind all that was sealed when the round began.
    WENYI_CHECK(m_store.audit().record(u"server"_s, u"segments.compact"_s, {},
        u"before segment %1, moved in all: %2"_s.arg(m_store.segments()->newest()).arg(m_figures.movedBytes)));
    m_phase = Phase::Copying;
    return read([base = m_base](Reading &reading) -> Result<void> {
        WENYI_TRY(reading.copy, base.copy(*reading.database));
        return {};
    });
}

Result<void> Compaction::replaceBase()
{
    WENYI_TRY(m_claim, ReadingClaim::exclude(m_store.folder()));
    if (!m_claim)
        return {}; // Somebody reads; the copy stays good.
    WENYI_CHECK(m_base.adoptCopy());
    const StoreBase::Copy copy = m_reading->copy;
    m_reading.reset();
    const quint64 end = std::min(copy.place.segment, m_neededFrom());
    m_removable = m_store.segments()->sizes();
    m_removable.removeIf([&copy, end](const SegmentSize &segment) {
        return segment.number >= end || copy.segments.contains(segment.number);
    });
    m_phase = Phase::Removing;
    return {};
}

Result<void> Compaction::removeOne()
{
    if (m_removable.isEmpty()) {
        ++m_figures.rounds;
        end();
        return {};
    }
    const SegmentSize segment = m_removable.takeFirst();
    WENYI_CHECK(m_store.segments()->remove(segment.number));
    ++m_figures.removedSegments;
    m_figures.removedBytes += static_cast<quint64>(segment.bytes);
    return {};
}

} // namespace wenyi::server
