// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Ruling.h"
#include "shared/journal/Database.h"
#include "shared/protocol/Messages.h"

#include <optional>

namespace wenyi::server {

/// What senders decided about their envelopes, what is held back by it, and which deliveries ended without an answer,
/// and who was urged; the only owner of these tables.
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

    /// Whether the envelope is held still.
    Result<bool> isHeld(quint64 number);
    /// The unit is urged to sign for the envelope, by a directive that is kept.
    Result<void> urge(quint64 envelope, const UnitCode &unit, const Digest &directive, Instant at);
    /// When it was urged last; none before the first time.
    Result<std::optional<Instant>> lastUrged(quint64 envelope, const UnitCode &unit);
    /// What a unit was urged to behind a number, as many as fit into one answer.
    Result<QList<protocol::Numbered>> urgesAfter(const UnitCode &unit, quint64 number, quint64 limit);

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
