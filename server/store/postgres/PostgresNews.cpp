// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/PieceTable.h"
#include "server/store/postgres/PostgresConnection.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>

using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

/// Between two looks whether the database is back.
constexpr auto RetryPause = 250ms;
constexpr qsizetype LargestNotice = 4000; // PostgreSQL's own bound is 8,000 bytes.

struct FreeMemory
{
    void operator()(void *memory) const { PQfreemem(memory); }
};

class PostgresListener final : public NewsListener
{
public:
    PostgresListener(const QByteArray &settings, TakeNews take)
        : m_connection(settings, PostgresAccess::Read)
        , m_take(std::move(take))
        , m_wake(::eventfd(0, EFD_CLOEXEC))
        , m_thread([this] { run(); })
    {
    }
    ~PostgresListener() override
    {
        m_isStopping = true;
        ::eventfd_write(m_wake, 1);
        m_thread.join();
        ::close(m_wake);
    }
    PostgresListener(const PostgresListener &) = delete;
    PostgresListener &operator=(const PostgresListener &) = delete;

private:
    void run()
    {
        while (!m_isStopping) {
            m_isListening = m_isListening && m_connection.isAlive();
            if (!m_isListening && !begin())
                wait(-1, RetryPause);
            else if (!m_isStopping)
                hear();
        }
    }

    /// From here on nothing is missed; of what was before nobody knows.
    bool begin()
    {
        if (!m_connection.ensure())
            return false;
        const auto channel = m_connection.execute("SELECT quote_ident('wenyi_' || current_schema())");
        if (!channel || PQntuples(channel->get()) != 1)
            return false;
        if (!m_connection.execute(QByteArray("LISTEN ") + PQgetvalue(channel->get(), 0, 0)))
            return false;
        m_isListening = true;
        m_take(std::nullopt);
        return true;
    }

    void hear()
    {
        PGconn *connection = m_connection.get();
        // What came with the answer to LISTEN is read already.
        takeWhatCame();
        if (!wait(PQsocket(connection), -1ms))
            return;
        if (PQconsumeInput(connection) == 0)
            return; // Lost; the next round connects again.
        takeWhatCame();
    }

    void takeWhatCame()
    {
        while (const std::unique_ptr<PGnotify, FreeMemory> told{PQnotifies(m_connection.get())})
            m_take(QByteArray(told->extra));
    }

    /// Whether the socket has something, within the time or before the end of all. No time for ever.
    bool wait(int socket, std::chrono::milliseconds time) const
    {
        std::array<pollfd, 2> files{{{m_wake, POLLIN, 0}, {socket, POLLIN, 0}}};
        const int count = ::poll(files.data(), files.size(), static_cast<int>(time.count()));
        return count > 0 && files[1].revents != 0;
    }

    PostgresConnection m_connection;
    TakeNews m_take;
    int m_wake;
    bool m_isListening = false; ///< A connection alone hears nothing.
    std::atomic<bool> m_isStopping = false;
    std::thread m_thread; // Last: it uses all the others.
};

} // namespace

Result<std::unique_ptr<NewsListener>> listenToPostgres(const QByteArray &settings, TakeNews take)
{
    return std::unique_ptr<NewsListener>(std::make_unique<PostgresListener>(settings, std::move(take)));
}

Result<void> tellNews(journal::Database &database, const QByteArray &news)
{
    if (news.size() > LargestNotice)
        return Error{ErrorCode::TooLarge, "store.news", QString::number(news.size())};
    journal::Statement notify(database, "SELECT 1 FROM pg_notify('wenyi_' || current_schema(), ?)");
    return notify.run(QString::fromUtf8(news));
}

Result<std::unique_ptr<PieceStore>> openPieces(journal::Database &database, PostgresAccess access)
{
    WENYI_TRY(
        auto pieces, access == PostgresAccess::Write ? PieceTable::open(database) : PieceTable::openToRead(database));
    return std::unique_ptr<PieceStore>(std::move(pieces));
}

} // namespace wenyi::server
