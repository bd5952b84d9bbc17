// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/TermTable.h"

#include "server/schema/terms.h"

#include <algorithm>

namespace wenyi::server {

using journal::Statement;
using journal::TermFacts;
using journal::TermKind;

Result<TermTable> TermTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "terms", schema::terms));
    return TermTable(database);
}

Result<bool> TermTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "terms", schema::terms);
}

Result<TermFacts> TermTable::current()
{
    Statement select(*m_database, "SELECT number, kind, at FROM terms ORDER BY number DESC LIMIT 1");
    WENYI_TRY(const bool found, select.next());
    if (!found)
        return TermFacts();
    const qint64 kind = select.integer(1);
    if (kind < static_cast<qint64>(TermKind::Founded) || kind > static_cast<qint64>(TermKind::Restored))
        return Error{ErrorCode::Corrupt, "term.kind", QString::number(kind)};
    return TermFacts{static_cast<quint64>(select.integer(0)), static_cast<TermKind>(kind),
        instantFromMilliseconds(select.integer(2))};
}

Result<TermFacts> TermTable::begin(TermKind kind, Instant at)
{
    WENYI_TRY(const TermFacts before, current());
    const auto seconds = static_cast<quint64>(std::max<qint64>(toMilliseconds(at) / 1000, 0));
    const TermFacts next{std::max(before.number + 1, seconds), kind, at};
    WENYI_TRY(const auto transaction, journal::Transaction::begin(*m_database));
    {
        Statement insert(*m_database, "INSERT INTO terms(number, kind, at) VALUES (?, ?, ?)");
        WENYI_CHECK(insert.run(next.number, static_cast<int>(kind), toMilliseconds(at)));
    }
    WENYI_CHECK(transaction->commit());
    return next;
}

} // namespace wenyi::server
