// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"
#include "shared/journal/Database.h"

#include <QList>

namespace wenyi::server {

/// When an envelope's parts may go.
struct RetentionPolicy
{
    qint64 days = 90;            ///< Since the last of its recipients confirmed it; 0: never.
    bool waitsForAnswers = true; ///< Each of them has to have signed for it or returned it, too.
};

/// Envelopes whose parts were dropped; the only owner of this table.
class ExpiryTable
{
public:
    /// Makes the table if there is none. Fails as journal::migrate().
    static Result<ExpiryTable> open(journal::Database &database);
    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    /// The envelopes behind one number and up to another whose parts may go at this moment.
    Result<QList<quint64>> due(quint64 after, quint64 upTo, const RetentionPolicy &policy, Instant now);
    /// Its parts are dropped; in the same transaction.
    Result<void> expire(quint64 envelope, Instant at);
    Result<bool> isExpired(quint64 envelope);
    /// Whether all envelopes behind one number and up to another are.
    Result<bool> areExpired(quint64 after, quint64 upTo);
    /// Whether an envelope of this sender whose parts are kept has this one.
    Result<bool> isKept(const UnitCode &sender, const Digest &part);
    /// Whether the unit sent or was sent a part that was dropped.
    Result<bool> hasExpired(const UnitCode &unit, const Digest &part);
    Result<quint64> count();

private:
    explicit ExpiryTable(journal::Database &database)
        : m_database(&database)
    {
    }
    journal::Database *m_database;
};

} // namespace wenyi::server
