// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/DirectiveTable.h"

#include "server/schema/directives.h"

namespace wenyi::server {

using journal::Statement;

namespace {

/// Urges of one answer, in bytes, so that it stays under limits::Message.
constexpr qsizetype UrgeBytes = 2 * limits::MiB;

} // namespace

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

Result<bool> DirectiveTable::isHeld(quint64 number)
{
    Statement select(*m_database, "SELECT 1 FROM held WHERE envelope = ?");
    return select.bind(number).next();
}

Result<void> DirectiveTable::urge(quint64 envelope, const UnitCode &unit, const Digest &directive, Instant at)
{
    Statement last(*m_database, "SELECT coalesce(max(number), 0) FROM urges WHERE unit = ?");
    WENYI_CHECK(last.bind(unit.toString()).next());
    const qint64 number = last.integer(0) + 1;
    Statement insert(
        *m_database, "INSERT INTO urges(unit, number, envelope, urged_at, directive) VALUES (?, ?, ?, ?, ?)");
    return insert.run(unit.toString(), number, envelope, toMilliseconds(at), directive);
}

Result<std::optional<Instant>> DirectiveTable::lastUrged(quint64 envelope, const UnitCode &unit)
{
    Statement select(
        *m_database, "SELECT urged_at FROM urges WHERE envelope = ? AND unit = ? ORDER BY number DESC LIMIT 1");
    WENYI_TRY(const bool found, select.bind(envelope, unit.toString()).next());
    return found ? std::optional(instantFromMilliseconds(select.integer(0))) : std::optional<Instant>();
}

Result<QList<protocol::Numbered>> DirectiveTable::urgesAfter(const UnitCode &unit, quint64 number, quint64 limit)
{
    QList<protocol::Numbered> urges;
    Statement select(*m_database, "SELECT u.number, d.bytes FROM urges u JOIN directives d ON d.digest = u.directive"
                                  " WHERE u.unit = ? AND u.number > ? ORDER BY u.number LIMIT ?");
    WENYI_TRY(bool more, select.bind(unit.toString(), number, limit).next());
    for (qsizetype bytes = 0; more && bytes < UrgeBytes;) {
        urges.append({static_cast<quint64>(select.integer(0)), select.bytes(1)});
        bytes += urges.constLast().bytes.size();
        WENYI_TRY(more, select.next());
    }
    return urges;
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
