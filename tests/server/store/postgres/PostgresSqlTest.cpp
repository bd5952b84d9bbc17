// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PostgresSql.h"

#include <QTest>

using namespace wenyi::server;

class PostgresSqlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSqliteOnlyGetsItsCounterpart_data();
    void whatIsSqliteOnlyGetsItsCounterpart();
};

void PostgresSqlTest::whatIsSqliteOnlyGetsItsCounterpart_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("postgres");
    const auto row = [](const char *name, const char *sql, const char *postgres) {
        QTest::newRow(name) << QByteArray(sql) << QByteArray(postgres);
    };
    row("nothing", "", "");
    row("values in order", "a = ? AND b = ?", "a = $1 AND b = $2");
    row("numbered values", "a = ?2 OR a = ?1 OR b = ?12", "a = $2 OR a = $1 OR b = $12");
    row("in order behind numbered", "a = ?3 OR b = ?", "a = $3 OR b = $4");
    row("types", "(a INTEGER NOT NULL, b BLOB, c TEXT PRIMARY KEY)",
        "(a BIGINT NOT NULL, b BYTEA, c TEXT COLLATE \"C\" PRIMARY KEY)");
    row("no type", "CAST_INTEGER, INTEGERS, blob, TEXTS", "CAST_INTEGER, INTEGERS, blob, TEXTS");
    row("strict", "CREATE TABLE a(b INTEGER) STRICT;", "CREATE TABLE a(b BIGINT) ;");
    row("without rowid", "CREATE TABLE a(b INTEGER) WITHOUT ROWID;", "CREATE TABLE a(b BIGINT) ;");
    row("both", "CREATE TABLE a(b INTEGER) STRICT, WITHOUT ROWID;", "CREATE TABLE a(b BIGINT) ;");
    row("both over lines", ") STRICT,\n    WITHOUT\n ROWID;", ") ;");
    row("offset", "offset >= ? ORDER BY offset", "\"offset\" >= $1 ORDER BY \"offset\"");
    row("no offset", "\"offset\", my_offset", "\"offset\", my_offset");
    row("bytes", "coalesce(a, x'00ff')", "coalesce(a, '\\x00ff'::bytea)");
    row("no bytes", "x, max('x')", "x, max('x')");
    row("quoted", "'? INTEGER ''x'' TEXT' || ?", "'? INTEGER ''x'' TEXT' || $1");
    row("comment", "-- the server's INTEGER, isn't it?\na INTEGER", "-- the server's INTEGER, isn't it?\na BIGINT");
    row("comment to the end", "a -- b ?", "a -- b ?");
    row("open quote", "'a", "'a");
    row("open bytes", "x'00", "'\\x00::bytea");
}

void PostgresSqlTest::whatIsSqliteOnlyGetsItsCounterpart()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, postgres);
    QCOMPARE(toPostgres(sql), postgres);
}

QTEST_GUILESS_MAIN(PostgresSqlTest)
#include "PostgresSqlTest.moc"
