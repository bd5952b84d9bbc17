// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Ruling.h"
#include "shared/journal/Database.h"

#include <optional>

namespace wenyi::server {

/// What senders decided about their envelopes, what is held back by it, and which deliveries ended without an answer;
/// the only owner of these tables.
class DirectiveTable
{
public:
    /// Holds of envelopes that never came which a unit may have.
    static constexpr quint64 MostPendingHolds = 1'000;

    /// Makes the tables if there are none; behind the store's own ones. Fails as journal::migrate().
    static Result<DirectiveTable> open(journal::Database &database);
    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    Result<bool> isKnown(const Digest &directive);
    Result<void> keep(const exchange::Directive &directive, Instant at);

    /// Holds the envelope with this digest once it comes. The unit's holds whose time is past are forgotten: they hold
    /// nothing any more. Fails with NotAllowed "directive.too-many".
    Result<void> hold(const UnitCode &sender, const Digest &envelope, Instant until, Instant now);
    /// An envelope of the sender was accepted: what was to hold it does. Gives whether it is held.
    Result<bool> holdAccepted(quint64 number, const UnitCode &sender, const Digest &envelope, Instant now);
    /// Held envelopes whose time has come.
    Result<QList<quint64>> due(Instant now);
    Result<void> release(quint64 number);

    /// The delivery ended without an answer.
    Result<void> end(quint64 envelope, const UnitCode &recipient, exchange::RulingKind how);
    /// How it ended; none for one that has not.
    Result<std::optional<exchange::RulingKind>> ending(quint64 envelope, const UnitCode &recipient);

private:
    explicit DirectiveTable(journal::Database &database)
        : m_database(&database)
    {
    }
    journal::Database *m_database;
};

} // namespace wenyi::server
