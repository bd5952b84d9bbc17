// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/DirectiveTable.h"

#include "server/schema/directives.h"

namespace wenyi::server {

using journal::Statement;

Result<DirectiveTable> DirectiveTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "directives", schema::directives));
    return DirectiveTable(database);
}

Result<bool> DirectiveTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "directives", schema::directives);
}

Result<bool> DirectiveTable::isKnown(const Digest &directive)
{
    Statement select(*m_database, "SELECT 1 FROM directives WHERE digest = ?");
    return select.bind(directive).next();
}

Result<void> DirectiveTable::keep(const exchange::Directive &directive, Instant at)
{
    const exchange::DirectiveFacts &facts = directive.facts();
    Statement insert(
        *m_database, "INSERT INTO directives(digest, unit, envelope, given_at, bytes) VALUES (?, ?, ?, ?, ?)");
    return insert.run(
        directive.digest(), facts.unit.toString(), facts.envelopeDigest, toMilliseconds(at), directive.toBytes());
}

Result<void> DirectiveTable::hold(const UnitCode &sender, const Digest &envelope, Instant until, Instant now)
{
    Statement forget(*m_database, "DELETE FROM holds WHERE unit = ? AND until <= ?");
    WENYI_CHECK(forget.run(sender.toString(), toMilliseconds(now)));
    Statement count(*m_database, "SELECT count(*) FROM holds WHERE unit = ?");
    WENYI_CHECK(count.bind(sender.toString()).next());
    if (count.integer(0) >= static_cast<qint64>(MostPendingHolds))
        return Error{ErrorCode::NotAllowed, "directive.too-many", sender.toString()};
    Statement write(*m_database, "INSERT INTO holds(envelope, unit, until) VALUES (?, ?, ?)"
                                 " ON CONFLICT(envelope, unit) DO UPDATE SET until = excluded.until");
    return write.run(envelope, sender.toString(), toMilliseconds(until));
}

Result<bool> DirectiveTable::holdAccepted(quint64 number, const UnitCode &sender, const Digest &envelope, Instant now)
{
    Statement select(*m_database, "SELECT until FROM holds WHERE envelope = ? AND unit = ?");
    WENYI_TRY(const bool found, select.bind(envelope, sender.toString()).next());
    if (!found)
        return false;
    const qint64 until = select.integer(0);
    Statement remove(*m_database, "DELETE FROM holds WHERE envelope = ? AND unit = ?");
    WENYI_CHECK(remove.run(envelope, sender.toString()));
    if (until <= toMilliseconds(now))
        return false;
    Statement insert(*m_database, "INSERT INTO held(envelope, until) VALUES (?, ?)");
    WENYI_CHECK(insert.run(number, until));
    return true;
}

Result<QList<quint64>> DirectiveTable::due(Instant now)
{
    QList<quint64> numbers;
    Statement select(*m_database, "SELECT envelope FROM held WHERE until <= ? ORDER BY envelope");
    WENYI_TRY(bool more, select.bind(toMilliseconds(now)).next());
    while (more) {
        numbers.append(static_cast<quint64>(select.integer(0)));
        WENYI_TRY(more, select.next());
    }
    return numbers;
}

Result<void> DirectiveTable::release(quint64 number)
{
    Statement remove(*m_database, "DELETE FROM held WHERE envelope = ?");
    return remove.run(number);
}

Result<void> DirectiveTable::end(quint64 envelope, const UnitCode &recipient, exchange::RulingKind how)
{
    Statement insert(*m_database, "INSERT INTO ended(envelope, recipient, how) VALUES (?, ?, ?)");
    return insert.run(envelope, recipient.toString(), static_cast<int>(how));
}

Result<std::optional<exchange::RulingKind>> DirectiveTable::ending(quint64 envelope, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT how FROM ended WHERE envelope = ? AND recipient = ?");
    WENYI_TRY(const bool found, select.bind(envelope, recipient.toString()).next());
    if (!found)
        return std::optional<exchange::RulingKind>();
    return std::optional(static_cast<exchange::RulingKind>(select.integer(0)));
}

} // namespace wenyi::server
