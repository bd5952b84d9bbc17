// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/journal/Database.h"
#include "shared/protocol/Messages.h"

namespace wenyi::server {

/// How far each unit's number series were leased out, and to whom; the only owner of these tables.
class NumberTable
{
public:
    explicit NumberTable(journal::Database &database);

    /// The next block of a series; the same token gets the block that it was given first.
    /// Fails with AlreadyExists "lease.token-reused" where the token leased something else.
    Result<protocol::Lease> lease(
        const UnitCode &unit, const DesktopId &desktop, const protocol::LeaseNumbers &request, Instant at);

private:
    Result<quint64> drawBlock(const UnitCode &unit, const QString &series, quint64 count);
    journal::Database *m_database;
};

} // namespace wenyi::server
