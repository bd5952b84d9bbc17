// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Migrate.h"

#include "server/admin/OpenedStore.h"
#include "server/standby/StandbyMark.h"

namespace wenyi::server {

using journal::BoundValue;
using journal::Database;
using journal::Statement;

namespace {

constexpr quint64 RowsBetweenProgress = 1000;

struct Column
{
    QByteArray name;
    QByteArray type; ///< As the schema has it: INTEGER, TEXT or BLOB.
};

struct Table
{
    QByteArray name;
    QList<Column> columns;

    QByteArray names() const
    {
        QByteArrayList list;
        for (const Column &column : columns)
            list.append(column.name);
        return list.join(", ");
    }
    QByteArray selectSql() const { return "SELECT " + names() + " FROM " + name; }
    QByteArray insertSql() const
    {
        return "INSERT INTO " + name + '(' + names() + ") VALUES ("
               + QByteArrayList(columns.size(), QByteArray("?")).join(", ") + ')';
    }
};

/// The tables of a SQLite store in the order in which they were made, so that those that others refer to come first.
/// Not those that only it has, nor where pieces lie, since they get other places.
Result<QList<Table>> tablesOf(Database &source)
{
    QList<Table> tables;
    Statement names(source, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name"
                            " NOT IN ('schema_versions', 'log_place', 'blob_pieces', 'aside_pieces') ORDER BY rowid");
    WENYI_TRY(bool more, names.next());
    while (more) {
        tables.append({names.bytes(0), {}});
        WENYI_TRY(more, names.next());
    }
    for (Table &table : tables) {
        Statement columns(source, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid");
        WENYI_TRY(bool hasMore, columns.bind(QString::fromLatin1(table.name)).next());
        while (hasMore) {
            table.columns.append({columns.bytes(0), columns.bytes(1)});
            WENYI_TRY(hasMore, columns.next());
        }
    }
    return tables;
}

/// Names of series may have a NUL where an older server took them, and are used no more: new ones have none.
QString seriesOf(QString text)
{
    return text.replace(QChar::Null, QChar::ReplacementCharacter);
}

BoundValue valueOf(const Statement &row, int index, const Column &column)
{
    if (row.isNull(index))
        return std::monostate();
    if (column.type == "INTEGER")
        return row.integer(index);
    if (column.type == "TEXT")
        return column.name == "series" ? seriesOf(row.text(index)) : row.text(index);
    return row.bytes(index);
}

Result<quint64> countOf(Database &database, const QByteArray &table)
{
    const QByteArray sql = "SELECT count(*) FROM " + table;
    Statement count(database, sql.constData());
    WENYI_CHECK(count.next());
    return static_cast<quint64>(count.integer(0));
}

/// From one store into another, within a transaction of the latter.
class Copying
{
public:
    Copying(Store &source, Store &target, const MigrateProgress &progress)
        : m_source(source)
        , m_target(target)
        , m_progress(progress)
    {
    }

    Result<void> run()
    {
        WENYI_TRY(m_tables, tablesOf(m_source.database()));
        WENYI_CHECK(checkEmpty());
        for (const Table &table : std::as_const(m_tables))
            WENYI_CHECK(copyRows(table));
        WENYI_CHECK(copyPieces());
        return examine();
    }
    const MigrateReport &report() const { return m_report; }

private:
    Result<void> checkEmpty()
    {
        for (const Table &table : std::as_const(m_tables)) {
            WENYI_TRY(const quint64 rows, countOf(m_target.database(), table.name));
            if (rows > 0)
                return Error{ErrorCode::AlreadyExists, "migrate.not-empty", QString::fromLatin1(table.name)};
        }
        return {};
    }

    Result<void> copyRows(const Table &table)
    {
        const QByteArray selectSql = table.selectSql();
        const QByteArray insertSql = table.insertSql();
        Statement select(m_source.database(), selectSql.constData());
        Statement insert(m_target.database(), insertSql.constData());
        quint64 rows = 0;
        WENYI_TRY(bool more, select.next());
        while (more) {
            QList<BoundValue> values;
            for (qsizetype i = 0; i < table.columns.size(); ++i)
                values.append(valueOf(select, static_cast<int>(i), table.columns[i]));
            const auto inserted = insert.runWith(values);
            if (!inserted && inserted.error().reason == "store.text")
                return unfit(table, select);
            if (!inserted)
                return inserted.error();
            WENYI_CHECK(noteRow(table.name, ++rows));
            WENYI_TRY(more, select.next());
        }
        ++m_report.tables;
        return m_progress(table.name, rows);
    }

    Result<void> copyPieces()
    {
        Statement select(m_source.database(), "SELECT unit, digest, offset, length, segment, place FROM blob_pieces"
                                              " ORDER BY unit, digest, offset");
        Statement insert(m_target.database(),
            "INSERT INTO blob_pieces(unit, digest, offset, length, segment, place) VALUES (?, ?, ?, ?, ?, ?)");
        WENYI_TRY(bool more, select.next());
        while (more) {
            const journal::LogPlace from{
                static_cast<quint64>(select.integer(4)), static_cast<quint64>(select.integer(5)), 0};
            WENYI_TRY(
                const QByteArray piece, m_source.pieces().read(from, 0, static_cast<qsizetype>(select.integer(3))));
            WENYI_TRY(const journal::LogPlace to, m_target.pieces().append(piece));
            WENYI_CHECK(insert.run(
                select.text(0), select.bytes(1), select.integer(2), select.integer(3), to.segment, to.offset));
            WENYI_CHECK(noteRow("blob_pieces", ++m_report.pieces));
            WENYI_TRY(more, select.next());
        }
        return m_progress("blob_pieces", m_report.pieces);
    }

    Result<void> noteRow(const QByteArray &table, quint64 rows)
    {
        ++m_report.rows;
        return rows % RowsBetweenProgress == 0 ? m_progress(table, rows) : Result<void>();
    }

    /// A row with text that the target cannot hold, by its first column. What the audit log says is signed and chained,
    /// and therefore not ours to change.
    static Error unfit(const Table &table, const Statement &row)
    {
        QString first = row.text(0);
        first.replace(QChar::Null, u'?');
        return {ErrorCode::InvalidInput, "store.text", QString::fromLatin1(table.name) + u' ' + first};
    }

    static Error differs(const QString &what) { return {ErrorCode::Corrupt, "migrate.differs", what}; }

    Result<void> examine()
    {
        for (const Table &table : std::as_const(m_tables)) {
            WENYI_TRY(const quint64 before, countOf(m_source.database(), table.name));
            WENYI_TRY(const quint64 now, countOf(m_target.database(), table.name));
            if (before != now)
                return differs(QString::fromLatin1(table.name));
        }
        WENYI_TRY(const QList<UnitCode> units, m_source.unitLog().units());
        for (const UnitCode &unit : units) {
            WENYI_TRY(const journal::LogPosition before, m_source.unitLog().head(unit));
            WENYI_TRY(const journal::LogPosition now, m_target.unitLog().verify(unit));
            if (before != now)
                return differs(unit.toString());
        }
        WENYI_CHECK(m_target.receipts().verify());
        WENYI_TRY(const journal::AuditHead head, m_source.audit().head());
        WENYI_CHECK(m_target.audit().follows(head));
        WENYI_TRY(const QList<Digest> damaged, m_target.blobs().scrub());
        if (!damaged.isEmpty())
            return differs(QString::fromLatin1(damaged.constFirst().toHex()));
        return {};
    }

    Store &m_source;
    Store &m_target;
    const MigrateProgress &m_progress;
    QList<Table> m_tables;
    MigrateReport m_report;
};

} // namespace

Result<MigrateReport> migrateToPostgres(
    const ServerFolder &folder, const QByteArray &settings, const Clock &clock, const MigrateProgress &progress)
{
    WENYI_TRY(Configuration configuration, folder.configuration());
    if (!configuration.postgres.isEmpty())
        return Error{ErrorCode::Unsupported, "migrate.already", {}};
    configuration.postgres = settings;
    WENYI_CHECK(Configuration::parse(configuration.toToml()));
    const auto lock = writersLock(folder);
    if (!lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", folder.path()};
    WENYI_CHECK(checkServes(folder.path()));
    WENYI_TRY(const auto source, Store::open(folder.storePath(), clock));
    WENYI_TRY(const auto target, Store::openShared(folder.storePath(), settings, clock, PostgresAccess::Write));
    WENYI_TRY(const auto transaction, journal::Transaction::begin(target->database()));
    Copying copying(*source, *target, progress);
    WENYI_CHECK(copying.run());
    WENYI_CHECK(transaction->commit());
    return copying.report();
}

} // namespace wenyi::server
