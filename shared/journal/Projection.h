// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Database.h"
#include "shared/journal/Entry.h"

#include <optional>

namespace wenyi::journal {

/// An entry as a projection sees it.
struct ProjectedEntry
{
    const StoredEntry &stored;
    std::optional<quint64> number;     ///< In the unit's log; none while unsent.
    std::optional<QByteArray> payload; ///< In clear; none when this desktop holds no key for it.
};

/// 投影: tables made from entries. Applied in the transaction that takes the entries in; can be dropped and rebuilt at
/// any time and comes out the same.
class Projection
{
public:
    virtual ~Projection() = default;
    virtual QString name() const = 0;
    /// Raised when the tables or their meaning change: the projection is then rebuilt.
    virtual int version() const = 0;
    virtual Result<void> createTables(Database &database) = 0;
    virtual Result<void> dropTables(Database &database) = 0;
    /// The next entry of its stream, in the stream's order. A payload that the projection cannot read is its own to
    /// mark; it fails only when the store fails.
    virtual Result<void> apply(Database &database, const ProjectedEntry &entry) = 0;
    /// Forgets all that was applied of a stream; apply() follows for each of its entries from the first.
    virtual Result<void> reset(Database &database, const StreamId &stream) = 0;
    /// Writes what apply() kept back, before its transaction commits. A projection may keep back what several entries
    /// of one transaction change, so that it is written once.
    virtual Result<void> flush(Database &) { return {}; }
    /// Drops what apply() kept back: its transaction rolls back.
    virtual void discard() {}
};

} // namespace wenyi::journal
