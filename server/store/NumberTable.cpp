// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/NumberTable.h"

namespace wenyi::server {

using journal::Statement;

NumberTable::NumberTable(journal::Database &database)
    : m_database(&database)
{
}

Result<protocol::Lease> NumberTable::lease(
    const UnitCode &unit, const DesktopId &desktop, const protocol::LeaseNumbers &request, Instant at)
{
    Statement known(*m_database, "SELECT series, first, count, desktop FROM leases WHERE unit = ? AND token = ?");
    WENYI_TRY(const bool found, known.bind(unit.toString(), request.token).next());
    if (found) {
        const protocol::Lease lease{
            known.text(0), static_cast<quint64>(known.integer(1)), static_cast<quint64>(known.integer(2))};
        const bool same =
            lease.series == request.series && lease.count == request.count && known.text(3) == desktop.toString();
        if (!same)
            return Error{ErrorCode::AlreadyExists, "lease.token-reused", request.series};
        return lease;
    }
    WENYI_TRY(const quint64 first, drawBlock(unit, request.series, request.count));
    Statement insert(*m_database, "INSERT INTO leases(unit, token, desktop, series, first, count, leased_at)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(insert.run(
        unit.toString(), request.token, desktop.toString(), request.series, first, request.count, toMilliseconds(at)));
    return protocol::Lease{request.series, first, request.count};
}

Result<quint64> NumberTable::drawBlock(const UnitCode &unit, const QString &series, quint64 count)
{
    quint64 first = 1;
    {
        Statement select(*m_database, "SELECT next FROM series WHERE unit = ? AND series = ?");
        WENYI_TRY(const bool found, select.bind(unit.toString(), series).next());
        if (found)
            first = static_cast<quint64>(select.integer(0));
    }
    Statement update(*m_database, "INSERT INTO series(unit, series, next) VALUES (?, ?, ?)"
                                  " ON CONFLICT(unit, series) DO UPDATE SET next = excluded.next");
    WENYI_CHECK(update.run(unit.toString(), series, first + count));
    return first;
}

} // namespace wenyi::server
