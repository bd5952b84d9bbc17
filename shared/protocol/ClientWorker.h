// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/ClientConnection.h"
#include "shared/protocol/SocketMonitor.h"
#include "shared/protocol/WakeUp.h"

#include <QPromise>

#include <atomic>
#include <map>
#include <thread>

namespace wenyi::protocol {

/// The connection's thread and everything that only it touches.
class ClientConnection::Worker
{
public:
    Worker(ClientConnection &owner, Settings settings, RandomSource &random);
    ~Worker();

    QFuture<Result<Body>> request(Body body, std::chrono::milliseconds timeout, Answered answered);
    ConnectionState state() const { return m_state; }
    void retryNow();
    void reconnect();

private:
    using Deadline = std::chrono::steady_clock::time_point;

    struct Request
    {
        quint64 number;
        QByteArray bytes;
        Deadline deadline;
        QPromise<Result<Body>> promise;
        Answered answered; ///< May be empty.

        /// Ends it.
        void resolve(Result<Body> result);
    };

    /// One socket with its monitor, from an attempt to connect to its end.
    struct Link
    {
        Link(zmq::context_t &context, const Settings &settings, const QByteArray &endpoint);
        zmq::socket_t socket;
        SocketMonitor monitor;
    };

    void run();
    void step();
    void open();
    void close(ConnectionState next);
    void setState(ConnectionState state);
    void readEvents();
    void readMessages();
    void take(const Message &message);
    void takeHelloAnswer(const Body &body);
    void sendWaiting();
    bool send(const QByteArray &bytes);
    void expire(Deadline now);
    std::chrono::milliseconds pause();
    quint16 draw();
    std::chrono::milliseconds untilNextDeadline(Deadline now) const;

    ClientConnection &m_owner;
    Settings m_settings;
    RandomSource &m_random;
    zmq::context_t m_context;
    WakeUp m_wakeUp;
    QByteArrayList m_endpoints;
    qsizetype m_endpoint = 0; ///< Which of them is connected to, or is next.
    std::unique_ptr<Link> m_link;
    Deadline m_nextStep; ///< Of the next attempt without a link; of giving up the handshake with one.
    std::chrono::milliseconds m_backOff;
    std::atomic<quint64> m_lastNumber = 0;
    quint64 m_helloNumber = 0;
    std::map<quint64, Request> m_sent;
    std::map<quint64, Request> m_waiting; ///< In the order made.

    std::mutex m_mutex; ///< Guards m_posted.
    std::vector<Request> m_posted;
    std::atomic<bool> m_retriesNow = false;
    std::atomic<bool> m_reconnects = false;
    std::atomic<ConnectionState> m_state = ConnectionState::Disconnected;
    std::atomic<std::size_t> m_open = 0;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace wenyi::protocol
