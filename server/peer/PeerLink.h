// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/EventLog.h"
#include "server/peer/ReceiptRow.h"
#include "server/peer/RotLook.h"
#include "shared/exchange/EnvelopeHeader.h"
#include "shared/protocol/ClientConnection.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace wenyi::server {

/// 对等链路: carries envelopes and receipts between this server and that of another domain, both ways, on a thread of
/// its own. It is a client of both: what is in a queue is taken from one, given to the other, and leaves the queue with
/// the other's acceptance. It keeps nothing itself, so that whoever dies, it begins again with what is in the queues.
///
/// What the other server cannot take for now (it has an old card of the signer's domain, or no room for it) stays in
/// the queue and holds up nothing behind it. It is tried again after pauses that double, and as soon as one of the two
/// servers has another directory.
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
    /// How many receipts wait, both ways, of those that are remembered. From any thread.
    quint64 receiptsHeld() const { return m_receiptsHeld; }

private:
    using Connection = protocol::ClientConnection;

    using Moment = std::chrono::steady_clock::time_point;

    /// What is known of the queue at one end since its session began.
    struct Progress
    {
        ReceiptRow receipts;
        HeldBack<Digest> envelopes;
        QSet<QByteArray> reasons;           ///< Why something waits, as far as the log was told.
        std::chrono::milliseconds pause{0}; ///< Before what waits is tried again.
        Moment due;                         ///< When it is.
        bool isTermTold = false;
        Moment looksAgain;                ///< When all receipts are looked at again that are not remembered.
        bool areManyReceiptsTold = false; ///< That some are not.
        RotLook rot;                      ///< What rotted at the other server.
        Moment looksForRot;               ///< Not before; from then on without a pause until nothing comes of it.
        quint64 rulingsAt = 0;            ///< Up to here the other server was told what does not come.
        bool tellsWithdrawn = true;       ///< Both servers know of that.

        bool isHolding() const { return !envelopes.isEmpty() || receipts.isHolding(); }
    };
    /// One way of the link.
    struct Way
    {
        Connection &from;
        Connection &to;
        Progress progress = {};
    };

    void connectEnds(Settings settings, RandomSource &random);
    void run();
    /// Waits for work; false when it is to end.
    bool waitForWork();
    /// Until what waits is tried again at the latest.
    std::chrono::milliseconds patience() const;
    void noteDirectory(const protocol::ClientConnection *end, quint64 version);
    bool isStopping();
    /// Carries all that waits in both queues; what fails in one does not hold up the other. Fails with the last
    /// failure.
    Result<void> carryAll();
    /// Lets what waits be tried once more in this round, where it is due.
    void beginTurn(Way &way);
    void endTurn(Way &way);
    /// Gives whether there may be more.
    Result<bool> carry(Way &way);
    /// Tells the queue, once a session, which of its domain's servers is at the other end: one that was put back to an
    /// earlier day lacks what was carried since.
    Result<void> tellTerm(Way &way);
    /// Gives whether it was its turn. Fails with what ends the round alone.
    Result<bool> tryEnvelope(Way &way, const protocol::ForwardEnvelope &forward);
    /// Tells the queue that an envelope stays in it for now, and why.
    Result<void> tellWaiting(Way &way, const exchange::EnvelopeHeader &header, const Error &error);
    /// Once for each reason, as long as anything waits.
    void logWaiting(Way &way, const char *event, const QByteArray &reason);
    Result<void> carryEnvelope(const Way &way, const protocol::ForwardEnvelope &forward);
    Result<QByteArray> handOver(const Way &way, const protocol::ForwardEnvelope &forward);
    Result<void> carryPart(const Way &way, const protocol::BlobState &missing, quint64 size);
    /// Puts again what was brought and rotted at the other server, as far as it is here still. Gives whether there may
    /// be more.
    Result<bool> restoreParts(Way &way);
    /// Fails with what ends the round alone.
    Result<void> restorePart(Way &way, const protocol::BlobState &part);
    /// Tells the other server what was to come and does not. Gives whether there may be more.
    Result<bool> carryWithdrawn(Way &way);
    /// Gives false where that server knows no such message.
    Result<bool> tellWithdrawn(Way &way, const QByteArray &ruling);
    Result<bool> carryReceipts(Way &way);
    Result<void> pushReceipts(Way &way, const protocol::PushReceipts &push, const QList<quint64> &numbers);
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
    bool m_isAnew = false;                               ///< An end has another session than before, or none.
    bool m_isHastened = false;                           ///< An end has another directory: what waits may go now.
    std::map<const Connection *, quint64> m_directories; ///< The version at each end.
    std::chrono::milliseconds m_pause{0};                ///< Before the next round; 0 after one that went well.
    bool m_wasUp = false;
    std::atomic<quint64> m_receiptsHeld = 0;
    // Behind what their signals use.
    std::unique_ptr<Connection> m_own;
    std::unique_ptr<Connection> m_other;
    std::unique_ptr<Way> m_outward;
    std::unique_ptr<Way> m_inward;
    std::thread m_thread;
};

} // namespace wenyi::server
