// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ExchangeEntries.h"
#include "shared/exchange/Ruling.h"
#include "shared/journal/Projection.h"

#include <functional>

namespace wenyi::core {

/// A directive, and the record whose envelope it is about.
struct GivenDirective
{
    StreamId stream;
    exchange::Directive directive;
};

/// Recalls, holds and urges of the unit, those that it was urged by, and what the server ruled for it, out of the
/// journal.
class DirectiveProjection final : public journal::Projection
{
public:
    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;

    /// What was decided about one envelope, in its order.
    static Result<QList<exchange::Directive>> directives(journal::Database &database, const Digest &envelope);
    static Result<QList<exchange::Ruling>> rulings(journal::Database &database, const Digest &envelope);
    /// All directives of a kind that stand here, in their order, but for those whose digest `isDone` knows.
    static Result<QList<GivenDirective>> given(
        journal::Database &database, exchange::DirectiveKind kind,
        const std::function<Result<bool>(const Digest &)> &isDone = [](const Digest &) { return false; });
    /// All recalls, in their order.
    static Result<QList<GivenDirective>> recalls(journal::Database &database);
    /// Recalls of which no ruling names everybody yet.
    static Result<QList<GivenDirective>> openRecalls(journal::Database &database);
    /// By what the unit has its envelope held; none where it goes at once.
    static Result<std::optional<exchange::Directive>> hold(journal::Database &database, const Digest &envelope);
    /// The ruling by which an envelope that arrived was taken back from the unit; none while it stands.
    static Result<std::optional<exchange::Ruling>> recalled(
        journal::Database &database, const Digest &envelope, const UnitCode &unit);
};

} // namespace wenyi::core
