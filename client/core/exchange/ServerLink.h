// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/protocol/ClientConnection.h"

#include <memory>
#include <mutex>
#include <vector>

namespace wenyi::core {

/// What the server says answers something else than was asked.
inline Error unexpectedAnswer()
{
    return {ErrorCode::Corrupt, "connection.unexpected-answer", {}};
}

/// Where requests to the exchange server go; called on the synchronising thread, and waits there.
class ServerLink
{
public:
    virtual ~ServerLink() = default;
    /// The answer, or the server's refusal as an Error; Unavailable where the server cannot be reached.
    virtual Result<protocol::Body> request(protocol::Body body) = 0;
    /// The answers to several, in their order. A link that can has them on their way at once; their senders keep to a
    /// few MiB. The server takes them in this order.
    virtual std::vector<Result<protocol::Body>> requestAll(QList<protocol::Body> bodies);

    template<typename Answer>
    Result<Answer> ask(protocol::Body body)
    {
        return protocol::answerAs<Answer>(request(std::move(body)));
    }
};

/// The link over a connection. Where the server says that this desktop asks too fast, it waits for as long as the
/// server said and asks again.
class ConnectionLink final : public ServerLink
{
public:
    explicit ConnectionLink(protocol::ClientConnection &connection,
        std::chrono::milliseconds timeout = protocol::ClientConnection::RequestTimeout)
        : m_connection(connection)
        , m_timeout(timeout)
    {
    }
    /// Fails also with Cancelled "sync.cancelled", and with the server's "session.too-fast" where waiting did not help.
    Result<protocol::Body> request(protocol::Body body) override;
    std::vector<Result<protocol::Body>> requestAll(QList<protocol::Body> bodies) override;
    /// From any thread: the requests that wait for their answers fail at once, and so does every later one.
    void cancel();

private:
    /// What the waiting thread, the connection's and the cancelling one share.
    struct Rendezvous;

    std::vector<Result<protocol::Body>> askOnce(const QList<protocol::Body> &bodies);
    /// Waits as long as the server says, where it does.
    void askAgain(Result<protocol::Body> &answer, const protocol::Body &body);
    /// Whether the time went by without a cancel().
    bool pause(std::chrono::milliseconds time);

    protocol::ClientConnection &m_connection;
    std::chrono::milliseconds m_timeout;
    std::mutex m_mutex;
    std::shared_ptr<Rendezvous> m_waiting; ///< Of the requests under way.
    bool m_isCancelled = false;
};

/// How this desktop reaches its server. Fails with NotAllowed "sync.standalone" on a standalone desktop, InvalidInput
/// "curve.key-size".
Result<protocol::ClientConnection::Settings> connectionSettings(Workspace &workspace);

} // namespace wenyi::core
