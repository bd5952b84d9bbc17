// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/DirectiveProjection.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::Directive;
using exchange::DirectiveKind;
using exchange::Ruling;
using journal::Database;
using journal::Statement;

namespace {

template<typename Signed>
Result<QList<Signed>> readAll(Statement &select)
{
    QList<Signed> all;
    WENYI_TRY(bool more, select.next());
    while (more) {
        WENYI_TRY(const auto one, Signed::fromBytes(select.bytes(0)));
        all.append(one);
        WENYI_TRY(more, select.next());
    }
    return all;
}

/// Whether the rulings name everybody whom the recall does.
bool isSettled(const Directive &directive, const QList<Ruling> &rulings)
{
    const QList<UnitCode> &units = directive.facts().recipients;
    return std::all_of(units.begin(), units.end(), [&rulings](const UnitCode &unit) {
        return std::any_of(rulings.begin(), rulings.end(),
            [&unit](const Ruling &ruling) { return ruling.facts().units.contains(unit); });
    });
}

} // namespace

QString DirectiveProjection::name() const
{
    return u"directives"_s;
}

int DirectiveProjection::version() const
{
    return 3; // The first read no urges, the second kept no digests.
}

Result<void> DirectiveProjection::createTables(Database &database)
{
    return database.execute(
        "CREATE TABLE exchange_directives(row INTEGER PRIMARY KEY, stream TEXT NOT NULL, envelope BLOB NOT NULL,"
        "  kind INTEGER NOT NULL, digest BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_directives_envelope ON exchange_directives(envelope);"
        "CREATE INDEX exchange_directives_stream ON exchange_directives(stream);"
        "CREATE TABLE exchange_rulings(row INTEGER PRIMARY KEY, stream TEXT NOT NULL, envelope BLOB NOT NULL,"
        "  bytes BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_rulings_envelope ON exchange_rulings(envelope);"
        "CREATE INDEX exchange_rulings_stream ON exchange_rulings(stream)");
}

Result<void> DirectiveProjection::dropTables(Database &database)
{
    return database.execute("DROP TABLE IF EXISTS exchange_directives; DROP TABLE IF EXISTS exchange_rulings");
}

Result<void> DirectiveProjection::reset(Database &database, const StreamId &stream)
{
    for (const char *sql :
        {"DELETE FROM exchange_directives WHERE stream = ?", "DELETE FROM exchange_rulings WHERE stream = ?"}) {
        Statement remove(database, sql);
        WENYI_CHECK(remove.run(stream.toString()));
    }
    return {};
}

Result<void> DirectiveProjection::apply(Database &database, const journal::ProjectedEntry &projected)
{
    const journal::Entry &entry = projected.stored.entry;
    if (!projected.payload || (entry.kind != entrykind::Directive && entry.kind != entrykind::Ruling))
        return {};
    // A payload that cannot be read is of no use to anybody; the journal keeps it as it came.
    if (entry.kind == entrykind::Directive) {
        const auto directive = Directive::fromBytes(*projected.payload);
        if (!directive)
            return {};
        Statement insert(
            database, "INSERT INTO exchange_directives(stream, envelope, kind, digest, bytes) VALUES (?, ?, ?, ?, ?)");
        return insert.run(entry.stream.toString(), directive->facts().envelopeDigest,
            static_cast<int>(directive->facts().kind), directive->digest(), *projected.payload);
    }
    const auto ruling = Ruling::fromBytes(*projected.payload);
    if (!ruling)
        return {};
    Statement insert(database, "INSERT INTO exchange_rulings(stream, envelope, bytes) VALUES (?, ?, ?)");
    return insert.run(entry.stream.toString(), ruling->facts().envelopeDigest, *projected.payload);
}

Result<QList<Directive>> DirectiveProjection::directives(Database &database, const Digest &envelope)
{
    Statement select(database, "SELECT bytes FROM exchange_directives WHERE envelope = ? ORDER BY row");
    return readAll<Directive>(select.bind(envelope));
}

Result<QList<Ruling>> DirectiveProjection::rulings(Database &database, const Digest &envelope)
{
    Statement select(database, "SELECT bytes FROM exchange_rulings WHERE envelope = ? ORDER BY row");
    return readAll<Ruling>(select.bind(envelope));
}

Result<QList<GivenDirective>> DirectiveProjection::given(
    Database &database, DirectiveKind kind, const std::function<Result<bool>(const Digest &)> &isDone)
{
    QList<GivenDirective> all;
    Statement select(database, "SELECT bytes, stream, digest FROM exchange_directives WHERE kind = ? ORDER BY row");
    WENYI_TRY(bool more, select.bind(static_cast<int>(kind)).next());
    while (more) {
        WENYI_TRY(const Digest digest, select.digest(2));
        WENYI_TRY(const bool isLeftOut, isDone(digest));
        if (!isLeftOut) {
            WENYI_TRY(const auto directive, Directive::fromBytes(select.bytes(0)));
            all.append({StreamId(select.text(1)), directive});
        }
        WENYI_TRY(more, select.next());
    }
    return all;
}

Result<QList<GivenDirective>> DirectiveProjection::recalls(Database &database)
{
    return given(database, DirectiveKind::Recall);
}

Result<QList<GivenDirective>> DirectiveProjection::openRecalls(Database &database)
{
    WENYI_TRY(const auto all, recalls(database));
    QList<GivenDirective> open;
    for (const GivenDirective &one : all) {
        WENYI_TRY(const auto ruled, rulings(database, one.directive.facts().envelopeDigest));
        if (!isSettled(one.directive, ruled))
            open.append(one);
    }
    return open;
}

Result<std::optional<Directive>> DirectiveProjection::hold(Database &database, const Digest &envelope)
{
    WENYI_TRY(const auto all, directives(database, envelope));
    const auto found = std::find_if(all.begin(), all.end(),
        [](const Directive &directive) { return directive.facts().kind == DirectiveKind::Hold; });
    return found == all.end() ? std::optional<Directive>() : std::optional(*found);
}

Result<std::optional<Ruling>> DirectiveProjection::recalled(
    Database &database, const Digest &envelope, const UnitCode &unit)
{
    WENYI_TRY(const auto all, rulings(database, envelope));
    const auto found = std::find_if(all.begin(), all.end(), [&unit](const Ruling &ruling) {
        return ruling.facts().kind == exchange::RulingKind::Recalled && ruling.facts().units.contains(unit);
    });
    return found == all.end() ? std::optional<Ruling>() : std::optional(*found);
}

} // namespace wenyi::core
