// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/protocol/CurveKeyPair.h"
#include "shared/protocol/Messages.h"
#include "shared/protocol/SocketLimits.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace wenyi::protocol {

enum class ConnectionState {
    Disconnected, ///< Waiting for the next attempt.
    Connecting,   ///< Handshake or Hello under way.
    Connected,    ///< Welcomed; requests flow.
    Refused       ///< The server does not admit this desktop; it is tried again, slowly.
};

/// A desktop's end: a DEALER socket under CURVE with a thread of its own, which connects, says Hello, notices within
/// SocketLimits::heartbeat and silence when the server is gone, and connects again by itself.
///
/// Requests made while there is no connection wait for one until their time is up. When a connection breaks, what was
/// sent over it fails with Unavailable "connection.lost": every request may be sent again without harm. No event loop
/// is needed; signals come on the connection's thread, so connect them with a context object.
class ClientConnection : public QObject
{
    Q_OBJECT

public:
    /// Pauses between attempts double from first to longest; each is shortened at random by up to half, so that the
    /// desktops of a restarted server do not come all at once.
    struct BackOff
    {
        std::chrono::milliseconds first{250};
        std::chrono::milliseconds longest{30'000};
    };
    struct Settings
    {
        /// For example tcp://10.1.2.3:7301. Several, parted by spaces, of servers that share one store and one key: the
        /// first is chosen at random, so that desktops spread over them, and the next is tried where one is not to be
        /// had.
        QByteArray endpoint;
        CurvePublicKey serverKey;
        CurveKeyPair keys;
        /// Asked on the connection's thread, each time a session is opened.
        std::function<Hello()> hello;
        SocketLimits limits;
        BackOff backOff;
    };
    static constexpr std::chrono::milliseconds RequestTimeout{30'000};
    static constexpr std::size_t RequestsWaiting = 1024;

    /// Starts to connect at once. `random` is used on the connection's thread until the connection goes.
    ClientConnection(Settings settings, RandomSource &random);
    /// What is unanswered fails with Cancelled "connection.closed".
    ~ClientConnection() override;

    /// Told once what became of a request, on the connection's thread (on the caller's, where it could not be made).
    using Answered = std::function<void(const Result<Body> &)>;

    /// The answer, or the server's refusal as an Error. Fails with Unavailable "connection.timeout",
    /// "connection.lost", "connection.too-many-requests"; cancelling the future forgets the request. `answered` hears
    /// of it before whoever waits for the future. Nothing is to be attached to the future itself: Qt 6.4 runs a
    /// continuation twice, the second time without a promise, that comes in the moment in which the future ends.
    QFuture<Result<Body>> request(
        Body body, std::chrono::milliseconds timeout = RequestTimeout, Answered answered = {});
    ConnectionState state() const;
    /// Ends the pause before the next attempt, for somebody who does not want to wait.
    void retryNow();
    /// Gives up the connection there is, as after a sleep or on another network, and makes another one at once. From
    /// any thread, as retryNow().
    void reconnect();

Q_SIGNALS:
    void stateChanged(wenyi::protocol::ConnectionState state);
    void welcomed(const wenyi::protocol::Welcome &welcome);
    void notified(const wenyi::protocol::Notify &notify);
    /// Why the server does not take this desktop: not admitted, or which side must be updated.
    void refused(const wenyi::Error &error);

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

/// The answer as the one type that fits; Corrupt "connection.unexpected-answer" for any other.
template<typename Answer>
Result<Answer> answerAs(Result<Body> result)
{
    if (!result)
        return std::move(result).error();
    if (auto *answer = std::get_if<Answer>(&*result))
        return std::move(*answer);
    return Error{ErrorCode::Corrupt, "connection.unexpected-answer", {}};
}

} // namespace wenyi::protocol
