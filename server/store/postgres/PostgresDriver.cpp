// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PostgresDriver.h"

#include "server/store/postgres/PostgresSql.h"
#include "server/store/postgres/PostgresStatement.h"

#include <algorithm>
#include <array>
#include <vector>

namespace wenyi::server {

using journal::BoundValue;

namespace {

// "WYsv", as the number that marks a SQLite file as a server's store. Two stores in two schemas of one database do not
// wait for each other.
constexpr char Begin[] =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(1465480054, hashtext(current_schema()))";

/// int8, int4, int2, bool, bytea, text, varchar, name: what a statement can read. Another type needs a CAST in the SQL.
bool isReadable(Oid type)
{
    static constexpr std::array<Oid, 8> types{20, 23, 21, 16, 17, 25, 1043, 19};
    return std::find(types.begin(), types.end(), type) != types.end();
}

Result<void> checkTypes(const PGresult *result)
{
    for (int column = 0; column < PQnfields(result); ++column) {
        if (!isReadable(PQftype(result, column)))
            return Error{ErrorCode::Internal, "store.type", QString::fromUtf8(PQfname(result, column))};
    }
    return {};
}

/// Values as libpq takes them: numbers as digits, so that the column's own width counts; the rest as it is.
class Values
{
public:
    explicit Values(const QList<BoundValue> &values)
    {
        m_kept.reserve(static_cast<std::size_t>(values.size())); // Pointers into it stay.
        for (const BoundValue &value : values)
            std::visit([this](const auto &bound) { add(bound); }, value);
    }

    /// Fails with InvalidInput "store.text" for a NUL, which PostgreSQL's text cannot hold.
    Result<void> check() const
    {
        if (m_hasNul)
            return Error{ErrorCode::InvalidInput, "store.text", {}};
        return {};
    }
    int size() const { return static_cast<int>(m_pointers.size()); }
    const char *const *pointers() const { return m_pointers.data(); }
    const int *lengths() const { return m_lengths.data(); }
    const int *formats() const { return m_formats.data(); }

private:
    void add(std::monostate) { put(nullptr, 0, 0); }
    void add(qint64 number) { keep(QByteArray::number(number), 0); }
    void add(const QByteArray &bytes) { keep(bytes, 1); }
    void add(const QString &text)
    {
        m_hasNul = m_hasNul || text.contains(QChar::Null);
        keep(text.toUtf8(), 0);
    }

    void keep(QByteArray bytes, int format)
    {
        m_kept.push_back(std::move(bytes));
        put(m_kept.back().constData(), static_cast<int>(m_kept.back().size()), format);
    }

    void put(const char *pointer, int length, int format)
    {
        m_pointers.push_back(pointer);
        m_lengths.push_back(length);
        m_formats.push_back(format);
    }

    std::vector<QByteArray> m_kept;
    std::vector<const char *> m_pointers;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    bool m_hasNul = false;
};

} // namespace

PostgresDriver::PostgresDriver(QByteArray settings, PostgresAccess access)
    : m_connection(std::move(settings), access)
{
}

std::unique_ptr<journal::DriverStatement> PostgresDriver::prepare(const char *sql)
{
    return std::make_unique<PostgresStatement>(*this, sql);
}

Result<void> PostgresDriver::ensure()
{
    // A lost connection took the transaction along: nothing of it may go on on another one.
    if (!m_isInTransaction)
        WENYI_CHECK(m_connection.ensure());
    if (m_generation != m_connection.generation()) {
        m_generation = m_connection.generation();
        m_prepared.clear();
    }
    return {};
}

Result<void> PostgresDriver::execute(const QByteArray &sql)
{
    WENYI_CHECK(ensure());
    WENYI_CHECK(m_connection.execute(toPostgres(sql)));
    return {};
}

Result<void> PostgresDriver::begin()
{
    WENYI_CHECK(ensure());
    const auto begun = m_connection.execute(Begin);
    m_isInTransaction = true;
    if (!begun) {
        rollBack();
        return begun.error();
    }
    return {};
}

Result<void> PostgresDriver::commit()
{
    WENYI_TRY(const PostgresResult result, m_connection.execute("COMMIT"));
    m_isInTransaction = false;
    // A transaction in which something failed answers ROLLBACK, as if that were fine.
    if (qstrcmp(PQcmdStatus(result.get()), "COMMIT") != 0)
        return Error{ErrorCode::StorageFailure, "store.commit", {}};
    return {};
}

void PostgresDriver::rollBack()
{
    if (!std::exchange(m_isInTransaction, false))
        return;
    static_cast<void>(m_connection.execute("ROLLBACK")); // A connection that is lost has rolled back.
}

Result<bool> PostgresDriver::hasTable(const QByteArray &name)
{
    WENYI_TRY(
        const PostgresResult result, run("SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                                         " AND relkind = 'r' AND relname = ?",
                                         {BoundValue(QString::fromLatin1(name))}));
    return PQntuples(result.get()) > 0;
}

Result<QByteArray> PostgresDriver::prepared(const char *sql)
{
    const auto found = m_prepared.constFind(QByteArray::fromRawData(sql, static_cast<qsizetype>(qstrlen(sql))));
    if (found != m_prepared.constEnd())
        return *found;
    const QByteArray name = 's' + QByteArray::number(m_prepared.size());
    WENYI_CHECK(
        m_connection.checked(PQprepare(m_connection.get(), name.constData(), toPostgres(sql).constData(), 0, nullptr)));
    m_prepared.insert(sql, name);
    return name;
}

Result<PostgresResult> PostgresDriver::run(const char *sql, const QList<BoundValue> &bound)
{
    WENYI_CHECK(ensure());
    const Values values(bound);
    WENYI_CHECK(values.check());
    WENYI_TRY(const QByteArray name, prepared(sql));
    constexpr int binary = 1;
    WENYI_TRY(
        PostgresResult result, m_connection.checked(PQexecPrepared(m_connection.get(), name.constData(), values.size(),
                                   values.pointers(), values.lengths(), values.formats(), binary)));
    WENYI_CHECK(checkTypes(result.get()));
    return result;
}

Result<std::unique_ptr<journal::DatabaseDriver>> connectPostgres(const QByteArray &settings, PostgresAccess access)
{
    auto driver = std::make_unique<PostgresDriver>(settings, access);
    WENYI_CHECK(driver->connect());
    return std::unique_ptr<journal::DatabaseDriver>(std::move(driver));
}

} // namespace wenyi::server
