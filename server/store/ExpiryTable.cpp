// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/ExpiryTable.h"

#include "server/schema/expiry.h"

namespace wenyi::server {

using journal::Statement;

Result<ExpiryTable> ExpiryTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "expiry", schema::expiry));
    return ExpiryTable(database);
}

Result<bool> ExpiryTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "expiry", schema::expiry);
}

Result<QList<quint64>> ExpiryTable::due(quint64 after, quint64 upTo, const RetentionPolicy &policy, Instant now)
{
    QList<quint64> envelopes;
    if (policy.days <= 0)
        return envelopes;
    const Instant before = now - std::chrono::days(policy.days);
    constexpr auto Answered = "SELECT e.number FROM envelopes e WHERE e.number > ? AND e.number <= ?"
                              " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = e.number)"
                              " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.envelope = e.number"
                              " AND (d.confirmed_at IS NULL OR d.confirmed_at >= ?))"
                              " AND NOT EXISTS (SELECT 1 FROM unanswered u WHERE u.envelope = e.number)"
                              " ORDER BY e.number";
    constexpr auto Confirmed = "SELECT e.number FROM envelopes e WHERE e.number > ? AND e.number <= ?"
                               " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = e.number)"
                               " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.envelope = e.number"
                               " AND (d.confirmed_at IS NULL OR d.confirmed_at >= ?)) ORDER BY e.number";
    Statement select(*m_database, policy.waitsForAnswers ? Answered : Confirmed);
    WENYI_TRY(bool more, select.bind(after, upTo, toMilliseconds(before)).next());
    while (more) {
        envelopes.append(static_cast<quint64>(select.integer(0)));
        WENYI_TRY(more, select.next());
    }
    return envelopes;
}

Result<void> ExpiryTable::expire(quint64 envelope, Instant at)
{
    Statement insert(*m_database, "INSERT INTO expired(envelope, at) VALUES (?, ?)");
    return insert.run(envelope, toMilliseconds(at));
}

Result<bool> ExpiryTable::isExpired(quint64 envelope)
{
    Statement select(*m_database, "SELECT 1 FROM expired WHERE envelope = ?");
    return select.bind(envelope).next();
}

Result<bool> ExpiryTable::areExpired(quint64 after, quint64 upTo)
{
    Statement select(*m_database, "SELECT count(*) FROM expired WHERE envelope > ? AND envelope <= ?");
    WENYI_CHECK(select.bind(after, upTo).next());
    return static_cast<quint64>(select.integer(0)) == upTo - after; // Numbers have no gaps.
}

Result<bool> ExpiryTable::isKept(const UnitCode &sender, const Digest &part)
{
    Statement select(*m_database, "SELECT 1 FROM envelope_parts p JOIN envelopes e ON e.number = p.envelope"
                                  " WHERE p.digest = ? AND e.sender = ?"
                                  " AND NOT EXISTS (SELECT 1 FROM expired x WHERE x.envelope = p.envelope) LIMIT 1");
    return select.bind(part, sender.toString()).next();
}

Result<bool> ExpiryTable::hasExpired(const UnitCode &unit, const Digest &part)
{
    Statement select(*m_database,
        "SELECT 1 FROM envelope_parts p JOIN expired x ON x.envelope = p.envelope"
        " JOIN envelopes e ON e.number = p.envelope WHERE p.digest = ?1 AND (e.sender = ?2 OR EXISTS"
        " (SELECT 1 FROM deliveries d WHERE d.envelope = p.envelope AND d.recipient = ?2)) LIMIT 1");
    return select.bind(part, unit.toString()).next();
}

Result<quint64> ExpiryTable::count()
{
    Statement select(*m_database, "SELECT count(*) FROM expired");
    WENYI_CHECK(select.next());
    return static_cast<quint64>(select.integer(0));
}

} // namespace wenyi::server
