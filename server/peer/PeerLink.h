// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/EventLog.h"
#include "shared/protocol/ClientConnection.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace wenyi::server {

/// 对等链路: carries envelopes and receipts between this server and that of another domain, both ways, on a thread of
/// its own. It is a client of both: what is in a queue is taken from one, given to the other, and leaves the queue with
/// the other's acceptance. It keeps nothing itself, so that whoever dies, it begins again with what is in the queues.
class PeerLink
{
public:
    struct Settings
    {
        QString domain; ///< At the other end.
        protocol::ClientConnection::Settings own;
        protocol::ClientConnection::Settings other;
        /// Pauses after a round that failed double from first to longest.
        protocol::ClientConnection::BackOff backOff{
            std::chrono::milliseconds(1'000), std::chrono::milliseconds(60'000)};
    };

    /// Connects and begins. Random source and log outlive it.
    PeerLink(Settings settings, RandomSource &random, EventLog &log);
    /// Ends at once, in the middle of anything.
    ~PeerLink();

    const QString &domain() const { return m_domain; }
    /// Whether both ends are connected. From any thread.
    bool isUp() const;

private:
    using Connection = protocol::ClientConnection;

    /// One way of the link.
    struct Way
    {
        Connection &from;
        Connection &to;
        quint64 receiptsTaken = 0; ///< Of the queue at `from`, known to be at `to`.
        quint64 passedOver = 0;    ///< Envelopes that were not carried in the last round, and stay in the queue.
    };

    void connectEnds(Settings settings, RandomSource &random);
    void run();
    /// Waits for work; false when it is to end.
    bool waitForWork();
    bool isStopping();
    /// Carries all that waits in both queues; what fails in one does not hold up the other. Fails with the last
    /// failure.
    Result<void> carryAll();
    /// Gives whether there may be more.
    Result<bool> carry(Way &way);
    Result<void> carryEnvelope(const Way &way, const protocol::ForwardEnvelope &forward);
    Result<QByteArray> handOver(const Way &way, const protocol::ForwardEnvelope &forward);
    Result<void> carryPart(const Way &way, const protocol::BlobState &missing, quint64 size);
    Result<bool> carryReceipts(Way &way);
    Result<protocol::Body> request(Connection &connection, const protocol::Body &body);
    Result<protocol::Body> requestOnce(Connection &connection, const protocol::Body &body);
    template<typename Answer>
    Result<Answer> ask(Connection &connection, const protocol::Body &body)
    {
        return protocol::answerAs<Answer>(request(connection, body));
    }
    void noteState();

    const QString m_domain;
    const Connection::BackOff m_backOff;
    EventLog &m_log;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isStopping = false;
    bool m_hasNews = true;
    bool m_isAnew = false;                ///< An end has another session than before, or none.
    std::chrono::milliseconds m_pause{0}; ///< Before the next round; 0 after one that went well.
    bool m_wasUp = false;
    // Behind what their signals use.
    std::unique_ptr<Connection> m_own;
    std::unique_ptr<Connection> m_other;
    std::unique_ptr<Way> m_outward;
    std::unique_ptr<Way> m_inward;
    std::thread m_thread;
};

} // namespace wenyi::server
