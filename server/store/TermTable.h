// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Database.h"
#include "shared/journal/ServerTerm.h"

namespace wenyi::server {

/// Which server of the domain this is: take-overs and restores. The only owner of this table.
class TermTable
{
public:
    /// Makes the table if there is none. Fails as journal::migrate().
    static Result<TermTable> open(journal::Database &database);
    /// Whether open() would have nothing to make.
    static Result<bool> isCurrent(journal::Database &database);

    /// The newest; number 1, Founded, for a server that was never anything else.
    Result<journal::TermFacts> current();
    /// Begins the next one, in a transaction of its own, and gives it.
    Result<journal::TermFacts> begin(journal::TermKind kind, Instant at);

private:
    explicit TermTable(journal::Database &database)
        : m_database(&database)
    {
    }
    journal::Database *m_database;
};

} // namespace wenyi::server
