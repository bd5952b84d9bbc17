// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/protocol/AdmissionList.h"
#include "shared/protocol/CurveKeyPair.h"
#include "shared/protocol/Messages.h"
#include "shared/protocol/SocketCounts.h"
#include "shared/protocol/SocketLimits.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <vector>

namespace wenyi::protocol {

/// Names one connection for as long as it lasts; a desktop that connects anew gets a new one.
using ConnectionId = QByteArray;

/// What came in from an admitted desktop: a message, or why its bytes are none.
struct Arrival
{
    ConnectionId connection;
    DesktopId desktop;
    Result<Message> message;
    qsizetype size = 0; ///< Of the message on the wire, in bytes.
    /// Of whoever takes arrivals: what it has begun to find out of this one before its turn; nothing to the socket.
    std::shared_ptr<void> examination = {};
};

/// What shall go out over one connection; if that is gone meanwhile, it is dropped.
struct Departure
{
    ConnectionId connection;
    Message message;
};

/// The server's end: a ROUTER socket under CURVE with a thread of its own, and the admission of desktops by key.
///
/// Every message's key is looked up anew, so a desktop that is taken off the list is out at once, connected or not.
/// A connection may have RequestsInFlight unanswered requests; what comes beyond is refused here. While the unanswered
/// requests of all together hold over BytesInFlight, nothing is read: ZeroMQ then holds the senders back.
class ServerSocket
{
public:
    static constexpr int RequestsInFlight = 64;
    static constexpr qsizetype BytesInFlight = 256 * limits::MiB;

    struct Settings
    {
        QByteArray endpoint; ///< For example tcp://*:7301; port * takes a free one.
        CurveKeyPair keys;
        SocketLimits limits;
    };
    /// Called on the socket's thread with all that waited; it must not block. May send() at once. Where it ends with
    /// std::bad_alloc, what it left in the list counts as unanswered no more, and is refused if there is memory for
    /// that.
    using ArrivalHandler = std::function<void(ServerSocket &, std::vector<Arrival> &&)>;

    /// Fails with Unavailable "socket.bind", InvalidInput "socket.limits".
    static Result<std::unique_ptr<ServerSocket>> open(
        Settings settings, std::shared_ptr<const AdmissionList> admission, ArrivalHandler handler);
    /// Closes the connections; answers that were sent before still go out if that takes no longer than half a second.
    ~ServerSocket();

    /// The endpoint with its real port.
    QByteArray endpoint() const;
    SocketLimits limitsInForce() const;
    /// From any thread.
    void send(std::vector<Departure> departures);
    /// Ends the admission thread: who is in stays, nobody new comes in.
    void closeAdmission();
    /// Nothing more is read; when this returns the handler has been called for the last time. Answers still go out.
    void takeNoMore();
    /// What the socket saw of its peers. From any thread.
    SocketCounts counts() const;

private:
    struct Private;
    explicit ServerSocket(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace wenyi::protocol
