// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Figures.h"
#include "shared/base/StrongId.h"
#include "shared/journal/Database.h"

#include <QMap>

#include <optional>

namespace wenyi::server {

/// For whose answer the senders wait: deliveries neither signed for nor returned; the only owner of this table.
class AnswerTable
{
public:
    /// Makes the table if there is none; behind the store's own ones, which it is filled from. Fails as
    /// journal::migrate().
    static Result<AnswerTable> open(journal::Database &database);

    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    /// An envelope was accepted: these of its recipients are to answer.
    Result<void> expect(quint64 envelope, const QList<UnitCode> &recipients);
    /// One did; again changes nothing.
    Result<void> take(quint64 envelope, const UnitCode &recipient);
    /// Whether the recipient has yet to answer.
    Result<bool> isOutstanding(quint64 envelope, const UnitCode &recipient);
    Result<quint64> outstanding();
    /// The same by unit; units that owe none are not among them.
    Result<QMap<UnitCode, OwedAnswers>> owed();

private:
    explicit AnswerTable(journal::Database &database)
        : m_database(&database)
    {
    }
    Result<std::optional<UnitCode>> unreadUnit();
    /// What was answered before this table was; where that was done already it does nothing.
    Result<void> readOlderReceipts();
    /// Of those for the unit's envelopes.
    Result<void> readReceiptsOf(const UnitCode &unit);

    journal::Database *m_database;
};

} // namespace wenyi::server
