// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Store.h"

#include <chrono>
#include <functional>
#include <set>

namespace wenyi::server {

/// What a server dropped since it started.
struct DroppedParts
{
    quint64 envelopes = 0;
    quint64 parts = 0;
    quint64 bytes = 0;
};

/// 保留期: drops the parts of envelopes that everybody has. Header, deliveries, receipts and unit logs stay, and each
/// sum of what was dropped stands in the audit log (decision 42).
///
/// A clock that was set ahead would drop in one round what was to stay for months. Where it is more than a day beyond
/// what the store and the time since then let expect, nothing is dropped for a day, and somebody is told.
class Retention
{
public:
    /// Envelopes that are looked at in one step, so that none is long.
    static constexpr quint64 EnvelopesAtOnce = 200;

    using Steady = std::chrono::steady_clock;

    /// Made before anything new is stored: the newest of what is there tells whether the clock can be right.
    Retention(Store &store, const Clock &clock, std::function<Steady::time_point()> steady = &Steady::now);

    /// Looks at the next envelopes, in a transaction of its own; true behind the last one. The step after that begins
    /// with the first one whose parts are kept. Fails with StorageFailure, Corrupt.
    Result<bool> step(const RetentionPolicy &policy);
    const DroppedParts &dropped() const { return m_dropped; }
    /// Nothing was dropped in the last step, since the clock may be ahead.
    bool isClockInDoubt() const { return m_doubtedSince.has_value(); }
    /// Envelopes that cannot be read, and whose parts stay therefore.
    const std::set<quint64> &unreadable() const { return m_unreadable; }

private:
    /// What the store says of the time; the clock's own where it says nothing.
    Result<Instant> newestInstant();
    bool mayBelieve(Instant now);
    Result<void> dropDue(quint64 upTo, const RetentionPolicy &policy, Instant now);
    Result<void> passOverUnreadable(QList<quint64> &due);
    Result<DroppedParts> drop(journal::Transaction &transaction, const QList<quint64> &envelopes, Instant now);
    Result<void> dropPartsOf(quint64 envelope, Instant now, DroppedParts &sum);

    Store &m_store;
    const Clock &m_clock;
    std::function<Steady::time_point()> m_steady;
    Instant m_known;                 ///< It was at least as late as this when this was made, or believed the clock.
    Steady::time_point m_knownSince; ///< When that was.
    std::optional<Steady::time_point> m_doubtedSince;
    std::set<quint64> m_unreadable;
    quint64 m_at = 0;    ///< Looked at up to here in this round.
    quint64 m_begin = 0; ///< Up to here all parts are dropped: the next round begins behind it.
    DroppedParts m_dropped;
};

} // namespace wenyi::server
