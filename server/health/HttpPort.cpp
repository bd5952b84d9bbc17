// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/HttpPort.h"

#include "server/health/LocalAddress.h"

#include <microhttpd.h>

#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <thread>

namespace wenyi::server {

namespace {

using Steady = std::chrono::steady_clock;

struct DaemonStop
{
    void operator()(MHD_Daemon *daemon) const { MHD_stop_daemon(daemon); }
};

/// A library's messages about its clients are no news: whoever talks nonsense is cut off.
void ignore(void *, const char *, va_list) {}

MHD_Result reply(MHD_Connection *connection, const HttpAnswer &answer)
{
    MHD_Response *response = MHD_create_response_from_buffer(static_cast<std::size_t>(answer.body.size()),
        const_cast<char *>(answer.body.constData()), MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.type.constData());
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    const MHD_Result queued = MHD_queue_response(connection, answer.status, response);
    MHD_destroy_response(response);
    return queued;
}

} // namespace

struct HttpPort::Private
{
    Private(Pages answering, const Limits &bounds)
        : pages(std::move(answering))
        , limits(bounds)
    {
    }

    void note(MHD_Connection *connection, MHD_ConnectionNotificationCode code);
    /// Ends connections whose time is up; the library's own limit is for silent ones.
    void watch();

    Pages pages;
    Limits limits;
    QByteArray address;
    std::mutex mutex; ///< Guards what follows.
    std::condition_variable changed;
    std::map<MHD_socket, Steady::time_point> since;
    bool stopping = false;
    std::thread watcher;
    std::unique_ptr<MHD_Daemon, DaemonStop> daemon;
};

void HttpPort::Private::note(MHD_Connection *connection, MHD_ConnectionNotificationCode code)
{
    const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (!info)
        return;
    {
        const std::lock_guard lock(mutex);
        if (code == MHD_CONNECTION_NOTIFY_STARTED)
            since.insert_or_assign(info->connect_fd, Steady::now());
        else
            since.erase(info->connect_fd); // Still open: the number is not another's yet.
    }
    changed.notify_all();
}

void HttpPort::Private::watch()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        if (since.empty()) {
            changed.wait(lock);
            continue;
        }
        changed.wait_for(lock, limits.longestConnection / 4);
        const auto limit = Steady::now() - limits.longestConnection;
        for (const auto &[socket, begun] : since) {
            if (begun <= limit)
                ::shutdown(socket, SHUT_RDWR);
        }
    }
}

HttpPort::HttpPort(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

Result<std::unique_ptr<HttpPort>> HttpPort::open(const QByteArray &address, Pages pages, const Limits &limits)
{
    WENYI_TRY(const LocalAddress local, LocalAddress::parse(address));
    auto d = std::make_unique<Private>(std::move(pages), limits);
    const auto note = [](void *self, MHD_Connection *connection, void **, MHD_ConnectionNotificationCode code) {
        static_cast<Private *>(self)->note(connection, code);
    };
    const auto answer = [](void *self, MHD_Connection *connection, const char *url, const char *method, const char *,
                            const char *, std::size_t *, void **) -> MHD_Result {
        const bool reads = std::strcmp(method, MHD_HTTP_METHOD_GET) == 0 || std::strcmp(method, "HEAD") == 0;
        if (!reads)
            return reply(connection, {MHD_HTTP_METHOD_NOT_ALLOWED, "text/plain", "only GET and HEAD\n"});
        try {
            const auto page = static_cast<Private *>(self)->pages(url);
            return reply(connection, page ? *page : HttpAnswer{MHD_HTTP_NOT_FOUND, "text/plain", "no such page\n"});
        } catch (const std::bad_alloc &) {
            return MHD_NO; // The library is C, and no exception goes through it. The connection ends.
        }
    };
    const unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_USE_ERROR_LOG
                           | (local.isIpv6() ? unsigned(MHD_USE_IPv6) : 0U);
    // The logger first: what follows may already have something to say.
    d->daemon.reset(MHD_start_daemon(flags, 0, nullptr, nullptr, static_cast<MHD_AccessHandlerCallback>(answer),
        d.get(), MHD_OPTION_EXTERNAL_LOGGER, &ignore, nullptr, MHD_OPTION_SOCK_ADDR, local.socketAddress(),
        MHD_OPTION_CONNECTION_LIMIT, limits.connections, MHD_OPTION_CONNECTION_TIMEOUT, limits.idleSeconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.connectionBytes, MHD_OPTION_NOTIFY_CONNECTION,
        static_cast<MHD_NotifyConnectionCallback>(note), d.get(), MHD_OPTION_END));
    if (!d->daemon)
        return Error{ErrorCode::Unavailable, "health.bind", QString::fromUtf8(address)};
    const auto *port = MHD_get_daemon_info(d->daemon.get(), MHD_DAEMON_INFO_BIND_PORT);
    d->address = local.withPort(port ? port->port : quint16(0));
    d->watcher = std::thread(&Private::watch, d.get());
    return std::unique_ptr<HttpPort>(new HttpPort(std::move(d)));
}

HttpPort::~HttpPort()
{
    m_d->daemon.reset();
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->stopping = true;
    }
    m_d->changed.notify_all();
    m_d->watcher.join();
}

const QByteArray &HttpPort::address() const
{
    return m_d->address;
}

} // namespace wenyi::server
