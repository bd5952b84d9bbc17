// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/Store.h"

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
class Retention
{
public:
    /// Envelopes that are looked at in one step, so that none is long.
    static constexpr quint64 EnvelopesAtOnce = 200;

    Retention(Store &store, const Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {
    }

    /// Looks at the next envelopes, in a transaction of its own; true behind the last one. The step after that begins
    /// with the first one whose parts are kept. Fails with StorageFailure, Corrupt.
    Result<bool> step(const RetentionPolicy &policy);
    const DroppedParts &dropped() const { return m_dropped; }

private:
    Result<void> dropDue(quint64 upTo, const RetentionPolicy &policy, Instant now);
    Result<DroppedParts> drop(journal::Transaction &transaction, const QList<quint64> &envelopes, Instant now);
    Result<void> dropPartsOf(quint64 envelope, Instant now, DroppedParts &sum);

    Store &m_store;
    const Clock &m_clock;
    quint64 m_at = 0;    ///< Looked at up to here in this round.
    quint64 m_begin = 0; ///< Up to here all parts are dropped: the next round begins behind it.
    DroppedParts m_dropped;
};

} // namespace wenyi::server
