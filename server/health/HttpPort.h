// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>

namespace wenyi::server {

/// What a page answers.
struct HttpAnswer
{
    unsigned status = 200;
    QByteArray type = "text/plain; charset=utf-8";
    QByteArray body;
};

/// A few pages over HTTP for tools of the machine, by libmicrohttpd on a thread of its own. One request a connection,
/// GET and HEAD only, nothing of a body is read; a client that is slow or greedy is cut off and holds up nobody but
/// itself.
class HttpPort
{
public:
    struct Limits
    {
        unsigned connections = 16; ///< More wait in the system's queue.
        unsigned idleSeconds = 5;
        std::chrono::milliseconds longestConnection{10'000}; ///< Whatever it does.
        std::size_t connectionBytes = 16 * 1024;             ///< Of a request's line and headers.
    };
    /// Called on the port's thread with a path without its query; null where there is no such page.
    using Pages = std::function<std::unique_ptr<HttpAnswer>(const QByteArray &path)>;

    /// Fails with InvalidInput "health.address", Unavailable "health.bind".
    static Result<std::unique_ptr<HttpPort>> open(const QByteArray &address, Pages pages, const Limits &limits);
    ~HttpPort();

    /// The address with its real port.
    const QByteArray &address() const;

private:
    struct Private;
    explicit HttpPort(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace wenyi::server
