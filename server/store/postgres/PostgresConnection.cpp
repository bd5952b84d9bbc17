// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PostgresConnection.h"

#include <algorithm>
#include <array>

using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

constexpr auto FirstPause = 100ms;
constexpr auto LongestPause = 5s;
/// RETURNING, ON CONFLICT and identity columns are older; older servers are maintained no more.
constexpr int OldestVersion = 13'00'00;

/// What passes by itself or by somebody's hand, and took nothing along: the server is away, is starting, is being
/// stopped, has no connection to spare, ended the session, or had failed before in this transaction (PostgreSQL's
/// appendix A).
bool isPassing(const QByteArray &state)
{
    static constexpr std::array<const char *, 8> codes{"08", "40", "53300", "55P03", "57014", "57P", "25P02", "25P03"};
    return std::any_of(codes.begin(), codes.end(), [&state](const char *code) { return state.startsWith(code); });
}

/// What another session may do: this one has come to a standby, or what was compiled for it is gone or fits no more.
bool endsWithTheSession(const QByteArray &state)
{
    return state == "25006" || state == "26000" || state == "0A000";
}

void dropNotice(void *, const PGresult *) {}

QString firstLine(const char *text)
{
    return QString::fromUtf8(text ? text : "").section(u'\n', 0, 0);
}

} // namespace

PostgresConnection::PostgresConnection(QByteArray settings, PostgresAccess access)
    : m_settings(std::move(settings))
    , m_access(access)
    , m_pause(FirstPause)
{
}

bool PostgresConnection::isAlive() const
{
    return m_connection && PQstatus(m_connection.get()) == CONNECTION_OK;
}

Error PostgresConnection::away() const
{
    return {ErrorCode::StorageFailure, "store.away",
        firstLine(m_connection ? PQerrorMessage(m_connection.get()) : nullptr)};
}

Result<void> PostgresConnection::ensure()
{
    if (isAlive())
        return {};
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextAttempt)
        return away();
    auto connected = connect();
    if (connected)
        connected = configure();
    if (connected) {
        m_pause = FirstPause;
        ++m_generation;
        return {};
    }
    m_connection.reset();
    m_nextAttempt = std::chrono::steady_clock::now() + m_pause;
    m_pause = std::min<std::chrono::milliseconds>(2 * m_pause, LongestPause);
    // Once the store was opened, what the administrator has to mend there is mended while desktops wait.
    if (m_generation > 0)
        return Error{ErrorCode::StorageFailure, "store.away", describe(connected.error())};
    return connected;
}

Result<void> PostgresConnection::connect()
{
    // What stands before the administrator's settings gives way to them, what stands behind does not.
    constexpr std::array keywords{"connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
        "keepalives_count", "application_name", "dbname", "client_encoding", static_cast<const char *>(nullptr)};
    const std::array values{"3", "10000", "5", "2", "3", "wenyi-server", m_settings.constData(), "UTF8",
        static_cast<const char *>(nullptr)};
    m_connection.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (!isAlive())
        return away();
    PQsetNoticeReceiver(m_connection.get(), dropNotice, nullptr);
    return {};
}

Result<QByteArray> PostgresConnection::ask(const QByteArray &sql)
{
    WENYI_TRY(const PostgresResult result, execute(sql));
    return PQntuples(result.get()) == 1 ? QByteArray(PQgetvalue(result.get(), 0, 0)) : QByteArray();
}

Result<void> PostgresConnection::configure()
{
    if (PQserverVersion(m_connection.get()) < OldestVersion)
        return Error{
            ErrorCode::Unsupported, "store.postgres-version", QString::number(PQserverVersion(m_connection.get()))};
    WENYI_TRY(const QByteArray encoding, ask("SHOW server_encoding"));
    if (encoding != "UTF8")
        return Error{ErrorCode::Unsupported, "store.encoding", QString::fromLatin1(encoding)};
    for (const char *setting : {"fsync", "full_page_writes", "synchronous_commit"}) {
        WENYI_TRY(const QByteArray value, ask(QByteArray("SHOW ") + setting));
        if (value == "off")
            return Error{ErrorCode::NotTrusted, "store.not-durable", QString::fromLatin1(setting)};
    }
    // A process that hangs must not keep the others from writing.
    WENYI_CHECK(execute("SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '20s'"));
    if (m_access == PostgresAccess::Read) {
        WENYI_CHECK(execute("SET default_transaction_read_only = on"));
        return {};
    }
    WENYI_TRY(const QByteArray onlyReads, ask("SELECT pg_is_in_recovery() OR"
                                              " current_setting('transaction_read_only') = 'on'"));
    if (onlyReads != "f")
        return Error{ErrorCode::StorageFailure, "store.away", QStringLiteral("it can only be read")};
    return {};
}

Result<PostgresResult> PostgresConnection::execute(const QByteArray &sql)
{
    if (!isAlive())
        return away();
    return checked(PQexec(m_connection.get(), sql.constData()));
}

Result<PostgresResult> PostgresConnection::checked(PGresult *raw)
{
    PostgresResult result(raw);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return result;
    const QByteArray state(PQresultErrorField(result.get(), PG_DIAG_SQLSTATE));
    if (m_access == PostgresAccess::Read && state == "25006")
        return Error{ErrorCode::StorageFailure, "store.read-only", {}};
    if (!isAlive() || state.isEmpty() || isPassing(state))
        return away();
    // The message alone: what comes with it may quote values.
    const QString message = firstLine(PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY));
    if (endsWithTheSession(state)) {
        m_connection.reset();
        return Error{ErrorCode::StorageFailure, "store.away", QString::fromLatin1(state) + u' ' + message};
    }
    const bool isFull = state == "53100";
    return Error{ErrorCode::StorageFailure, isFull ? QByteArrayLiteral("store.full") : QByteArrayLiteral("store.sql"),
        QString::fromLatin1(state) + u' ' + message};
}

} // namespace wenyi::server
