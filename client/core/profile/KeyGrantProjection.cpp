// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/KeyGrantProjection.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Statement;

StreamId KeyGrantProjection::stream(const UnitCode &unit)
{
    return StreamId(u"keys/"_s + unit.toString());
}

QString KeyGrantProjection::name() const
{
    return u"key-grants"_s;
}

int KeyGrantProjection::version() const
{
    return 1;
}

Result<void> KeyGrantProjection::createTables(journal::Database &database)
{
    return database.execute("CREATE TABLE key_grants(stream TEXT NOT NULL, recipient TEXT NOT NULL, grantor TEXT "
                            "NOT NULL, payload BLOB NOT NULL) STRICT; CREATE INDEX key_grants_recipient ON key_grants(recipient)");
}

Result<void> KeyGrantProjection::dropTables(journal::Database &database)
{
    return database.execute("DROP TABLE IF EXISTS key_grants");
}

Result<void> KeyGrantProjection::apply(journal::Database &database, const journal::ProjectedEntry &projected)
{
    const journal::Entry &entry = projected.stored.entry;
    if (entry.kind != Kind || !projected.payload)
        return {};
    const auto grant = journal::KeyGrant::fromBytes(*projected.payload);
    if (!grant)
        return {}; // Malformed: of no use to anybody, and kept in the journal as it came.
    Statement insert(database, "INSERT INTO key_grants(stream, recipient, grantor, payload) VALUES (?, ?, ?, ?)");
    return insert.run(
        entry.stream.toString(), grant->recipient.toString(), entry.actor.toString(), *projected.payload);
}

Result<void> KeyGrantProjection::reset(journal::Database &database, const StreamId &stream)
{
    Statement remove(database, "DELETE FROM key_grants WHERE stream = ?");
    return remove.run(stream.toString());
}

Result<QList<GivenKey>> KeyGrantProjection::grantsFor(journal::Database &database, const MemberId &member)
{
    QList<GivenKey> grants;
    {
        Statement exists(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'key_grants'");
        WENYI_TRY(const bool found, exists.next());
        if (!found)
            return grants;
    }
    Statement select(database, "SELECT payload, grantor FROM key_grants WHERE recipient = ?");
    WENYI_TRY(bool more, select.bind(member.toString()).next());
    while (more) {
        WENYI_TRY(const auto grant, journal::KeyGrant::fromBytes(select.bytes(0)));
        grants.append({grant, MemberId(select.text(1))});
        WENYI_TRY(more, select.next());
    }
    return grants;
}

} // namespace wenyi::core
