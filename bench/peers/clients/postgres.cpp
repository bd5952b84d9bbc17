// SPDX-License-Identifier: GPL-3.0-or-later
// PostgreSQL as a queue: a row a document, NOTIFY in the same transaction or behind it, FOR UPDATE SKIP LOCKED at the
// receiver. Several connections send, each one document at a time; one receives.
#include "Measure.h"

#include <libpq-fe.h>

#include <array>
#include <atomic>
#include <memory>

#include <arpa/inet.h>
#include <poll.h>

namespace wenyi::peers {

namespace {

constexpr int Binary = 1;
constexpr int Again = 1000;                    // ms after which the receiver looks without being called
constexpr std::size_t BytesAtOnce = 2'000'000; // of the documents that one transaction takes
constexpr std::size_t DocumentsAtOnce = 64;

using Reply = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// A connection whose every fault ends the program.
class Connection
{
public:
    explicit Connection(const Order &order)
        : m_connection(PQconnectdb(settings(order).c_str()), &PQfinish)
    {
        if (PQstatus(get()) != CONNECTION_OK)
            fail(PQerrorMessage(get()));
        // What is told at notice level here is only that the table is there already.
        PQsetNoticeProcessor(
            get(), [](void *, const char *) {}, nullptr);
    }

    PGconn *get() const { return m_connection.get(); }

    void run(const char *sql) const { check(Reply(PQexec(get(), sql), &PQclear)); }

    void check(const Reply &reply) const
    {
        const ExecStatusType status = PQresultStatus(reply.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC)
            fail(PQerrorMessage(get()));
    }

private:
    static std::string settings(const Order &order)
    {
        return "host=127.0.0.1 sslmode=disable user=wenyi dbname=postgres port=" + std::to_string(order.port);
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
};

constexpr const char *Insert = "INSERT INTO queue(body) VALUES ($1)";
constexpr const char *InsertAndNotify = "WITH stored AS (INSERT INTO queue(body) VALUES ($1) RETURNING id) "
                                        "SELECT pg_notify('documents', '') FROM stored";

/// One of the sender's connections: takes the next document until none is left.
void send(const Order &order, Ledger &ledger, std::atomic<int> &next)
{
    const Connection connection(order);
    const char *sql = order.notifiesApart ? Insert : InsertAndNotify;
    connection.check(Reply(PQprepare(connection.get(), "send", sql, 1, nullptr), &PQclear));
    std::string document = noise(order.size);
    for (int i = next++; i < order.count; i = next++) {
        number(document, i);
        const char *values[] = {document.data()};
        const int lengths[] = {static_cast<int>(document.size())};
        const int formats[] = {Binary};
        ledger.leaves(i);
        connection.check(
            Reply(PQexecPrepared(connection.get(), "send", 1, values, lengths, formats, Binary), &PQclear));
        ledger.accepted(i);
        if (order.notifiesApart)
            connection.run("NOTIFY documents");
        ledger.awaitTurnAfter(i);
    }
}

/// Takes documents in transactions of two trips each: look and lock, then delete and commit.
class Receiver
{
public:
    Receiver(const Order &order, Ledger &ledger)
        : m_ledger(ledger)
        , m_connection(order)
        , m_atOnce(std::clamp<std::size_t>(BytesAtOnce / order.size, 1, DocumentsAtOnce))
    {
        // Documents are not compressed: what is sealed cannot be.
        m_connection.run("CREATE TABLE IF NOT EXISTS queue(id bigserial PRIMARY KEY, body bytea NOT NULL)");
        m_connection.run("ALTER TABLE queue ALTER COLUMN body SET STORAGE EXTERNAL");
        m_connection.run("TRUNCATE queue");
        m_connection.run("LISTEN documents");
        const std::string look =
            "SELECT id, body FROM queue ORDER BY id FOR UPDATE SKIP LOCKED LIMIT " + std::to_string(m_atOnce);
        m_connection.check(Reply(PQprepare(m_connection.get(), "look", look.c_str(), 0, nullptr), &PQclear));
        m_connection.check(
            Reply(PQprepare(m_connection.get(), "delete", "DELETE FROM queue WHERE id = ANY($1::bigint[])", 1, nullptr),
                &PQclear));
        if (PQenterPipelineMode(m_connection.get()) != 1)
            fail(PQerrorMessage(m_connection.get()));
    }

    void receiveAll()
    {
        m_ledger.receiverIsReady();
        while (!m_ledger.allArrived()) {
            dropNotices(); // Before looking: what commits later calls again.
            if (takeSome() < m_atOnce && !m_ledger.allArrived())
                awaitNotice();
        }
    }

private:
    std::size_t takeSome()
    {
        queue(PQsendQueryParams(m_connection.get(), "BEGIN", 0, nullptr, nullptr, nullptr, nullptr, Binary));
        queue(PQsendQueryPrepared(m_connection.get(), "look", 0, nullptr, nullptr, nullptr, Binary));
        finish();
        if (m_taken.empty())
            queue(PQsendQueryParams(m_connection.get(), "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, Binary));
        else
            queueDeletion();
        const std::size_t taken = m_taken.size();
        finish();
        m_taken.clear();
        return taken;
    }

    void queueDeletion()
    {
        std::string list = "{";
        for (const std::uint64_t id : m_taken)
            list += (list.size() > 1 ? "," : "") + std::to_string(id);
        list += "}";
        const char *values[] = {list.c_str()};
        queue(PQsendQueryPrepared(m_connection.get(), "delete", 1, values, nullptr, nullptr, Binary));
        queue(PQsendQueryParams(m_connection.get(), "COMMIT", 0, nullptr, nullptr, nullptr, nullptr, Binary));
    }

    void queue(int sent) const
    {
        if (sent != 1)
            fail(PQerrorMessage(m_connection.get()));
    }

    /// Sends what is queued and takes all its results; documents among them have arrived.
    void finish()
    {
        if (PQpipelineSync(m_connection.get()) != 1)
            fail(PQerrorMessage(m_connection.get()));
        while (true) {
            const Reply reply(PQgetResult(m_connection.get()), &PQclear);
            if (!reply)
                continue; // The end of one statement's results.
            m_connection.check(reply);
            if (PQresultStatus(reply.get()) == PGRES_PIPELINE_SYNC)
                return;
            for (int row = 0; row < PQntuples(reply.get()); ++row)
                take(reply.get(), row);
        }
    }

    void take(const PGresult *rows, int row)
    {
        std::array<std::uint32_t, 2> halves{}; // Big-endian, as all of the protocol.
        std::memcpy(halves.data(), PQgetvalue(rows, row, 0), sizeof halves);
        m_taken.push_back(static_cast<std::uint64_t>(ntohl(halves[0])) << 32 | ntohl(halves[1]));
        const auto size = static_cast<std::size_t>(PQgetlength(rows, row, 1));
        m_ledger.arrived(numberOf(PQgetvalue(rows, row, 1), size), size);
    }

    bool dropNotices() const
    {
        bool any = false;
        while (PGnotify *notice = PQnotifies(m_connection.get())) {
            PQfreemem(notice);
            any = true;
        }
        return any;
    }

    void awaitNotice() const
    {
        if (dropNotices())
            return;
        pollfd socket{PQsocket(m_connection.get()), POLLIN, 0};
        ::poll(&socket, 1, Again);
        if (PQconsumeInput(m_connection.get()) != 1)
            fail(PQerrorMessage(m_connection.get()));
    }

    Ledger &m_ledger;
    Connection m_connection;
    const std::size_t m_atOnce;
    std::vector<std::uint64_t> m_taken; ///< Rows of the transaction that is under way.
};

} // namespace

} // namespace wenyi::peers

int main(int argc, char **argv)
{
    using namespace wenyi::peers;
    const Order order = orderFromArguments(argc, argv);
    Ledger ledger(order);
    std::thread receiver([&] { Receiver(order, ledger).receiveAll(); });
    ledger.awaitReceiver();
    std::atomic<int> next = 0;
    std::vector<std::thread> senders;
    for (int i = 0; i < std::min(order.window, order.connections); ++i)
        senders.emplace_back([&] { send(order, ledger, next); });
    for (std::thread &sender : senders)
        sender.join();
    receiver.join();
    ledger.print();
}
