// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/StoreDigest.h"

#include "shared/crypto/Sm3.h"

#include <QStringList>

namespace wenyi::server {

using journal::Statement;

namespace {

Result<QByteArrayList> names(journal::Database &database, const QByteArray &sql)
{
    QByteArrayList found;
    Statement select(database, sql.constData());
    WENYI_TRY(bool more, select.next());
    while (more) {
        found.append(select.text(0).toUtf8());
        WENYI_TRY(more, select.next());
    }
    return found;
}

Result<void> addTable(crypto::Sm3 &hash, journal::Database &database, const QByteArray &table)
{
    WENYI_TRY(const QByteArrayList columns,
        names(database, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid"));
    QByteArrayList quoted;
    for (const QByteArray &column : columns)
        quoted.append("quote(\"" + column + "\")");
    const QByteArray sql = "SELECT " + quoted.join(" || ',' || ") + " AS line FROM \"" + table + "\" ORDER BY line";
    hash.add(table + '\n');
    Statement rows(database, sql.constData());
    WENYI_TRY(bool more, rows.next());
    while (more) {
        hash.add(rows.text(0).toUtf8() + '\n');
        WENYI_TRY(more, rows.next());
    }
    return {};
}

} // namespace

Result<Digest> digestOfTables(journal::Database &database)
{
    WENYI_TRY(const QByteArrayList tables,
        names(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                        " AND name <> 'log_place' ORDER BY name"));
    crypto::Sm3 hash;
    for (const QByteArray &table : tables)
        WENYI_CHECK(addTable(hash, database, table));
    return hash.finish();
}

} // namespace wenyi::server
