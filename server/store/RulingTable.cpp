// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/RulingTable.h"

namespace wenyi::server {

using journal::Statement;

namespace {

/// Rulings of one answer, in bytes, so that it stays under limits::Message.
constexpr qsizetype RulingBytes = 2 * limits::MiB;
/// Rows of one answer of the database: PostgreSQL hands over all of it, however few are taken.
constexpr quint64 RulingsAtOnce = 64;

} // namespace

RulingTable::RulingTable(journal::Database &database)
    : m_database(&database)
{
}

Result<void> RulingTable::add(const exchange::Ruling &ruling, const QList<UnitCode> &told)
{
    Statement newest(*m_database, "SELECT coalesce(max(id), 0) FROM rulings");
    WENYI_CHECK(newest.next());
    const qint64 id = newest.integer(0) + 1;
    std::optional<Digest> directive;
    if (ruling.directive())
        directive = ruling.directive()->digest();
    Statement insert(*m_database, "INSERT INTO rulings(id, directive, bytes) VALUES (?, ?, ?)");
    WENYI_CHECK(insert.run(id, directive, ruling.toBytes()));
    Statement last(*m_database, "SELECT coalesce(max(number), 0) FROM ruling_rows WHERE unit = ?");
    Statement row(*m_database, "INSERT INTO ruling_rows(unit, number, ruling) VALUES (?, ?, ?)");
    for (const UnitCode &unit : told) {
        WENYI_CHECK(last.bind(unit.toString()).next());
        WENYI_CHECK(row.run(unit.toString(), last.integer(0) + 1, id));
    }
    return {};
}

Result<QList<QByteArray>> RulingTable::on(const Digest &directive)
{
    QList<QByteArray> rulings;
    Statement select(*m_database, "SELECT bytes FROM rulings WHERE directive = ? ORDER BY id");
    WENYI_TRY(bool more, select.bind(directive).next());
    while (more) {
        rulings.append(select.bytes(0));
        WENYI_TRY(more, select.next());
    }
    return rulings;
}

Result<QList<protocol::Numbered>> RulingTable::after(const UnitCode &unit, quint64 number, quint64 limit)
{
    QList<protocol::Numbered> rulings;
    Statement select(*m_database, "SELECT w.number, r.bytes FROM ruling_rows w JOIN rulings r ON r.id = w.ruling"
                                  " WHERE w.unit = ? AND w.number > ? ORDER BY w.number LIMIT ?");
    qsizetype bytes = 0;
    while (static_cast<quint64>(rulings.size()) < limit && bytes < RulingBytes) {
        const quint64 behind = rulings.isEmpty() ? number : rulings.constLast().number;
        const quint64 wanted = std::min(limit - static_cast<quint64>(rulings.size()), RulingsAtOnce);
        quint64 rows = 0;
        WENYI_TRY(bool more, select.bind(unit.toString(), behind, wanted).next());
        for (; more && bytes < RulingBytes; ++rows) {
            rulings.append({static_cast<quint64>(select.integer(0)), select.bytes(1)});
            bytes += rulings.constLast().bytes.size();
            WENYI_TRY(more, select.next());
        }
        if (rows < wanted)
            break;
    }
    return rulings;
}

Result<quint64> RulingTable::verify()
{
    quint64 count = 0;
    Statement select(*m_database, "SELECT unit, count(*), max(number) FROM ruling_rows GROUP BY unit");
    WENYI_TRY(bool more, select.next());
    while (more) {
        if (select.integer(1) != select.integer(2))
            return Error{ErrorCode::Corrupt, "ruling.gap", select.text(0)};
        count += static_cast<quint64>(select.integer(1));
        WENYI_TRY(more, select.next());
    }
    return count;
}

} // namespace wenyi::server
