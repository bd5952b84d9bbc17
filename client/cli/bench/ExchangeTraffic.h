// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/bench/Figures.h"
#include "client/core/profile/Workspace.h"
#include "shared/exchange/EnvelopeBuilder.h"
#include "shared/exchange/PairSequence.h"
#include "shared/protocol/ClientConnection.h"

#include <QByteArrayList>
#include <QHash>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace wenyi::cli {

/// Closes envelopes as a unit's desktop that has the unit's key, each behind the one before in its row.
class BenchEnvelopes
{
public:
    /// Both outlive it.
    BenchEnvelopes(core::Workspace &workspace, const core::Environment &environment);
    /// For a unit, each with a document of so many random bytes.
    Result<QList<exchange::Envelope>> prepare(const UnitCode &recipient, int count, qsizetype size);

private:
    core::Workspace &m_workspace;
    core::Environment m_environment;
    QHash<UnitCode, exchange::PairSequence> m_positions;
};

/// A unit's connected desktop that sends documents, several on their way at once.
class BenchSender
{
public:
    /// The member's desktop has its unit's key. Both outlive the sender. Its connections go to these servers in turn,
    /// or to the one that the desktop knows.
    static Result<std::unique_ptr<BenchSender>> open(
        core::Workspace &workspace, const core::Environment &environment, const QByteArrayList &endpoints = {});

    /// As BenchEnvelopes.
    Result<QList<exchange::Envelope>> prepare(const UnitCode &recipient, int count, qsizetype size)
    {
        return m_envelopes.prepare(recipient, count, size);
    }
    /// Sends them, at most `window` unanswered at a time, and waits for all acceptances. Gives milliseconds from the
    /// sender's hand to the server's signed acceptance, each.
    Result<QList<double>> send(const QList<exchange::Envelope> &envelopes, int window);

    /// Milliseconds since the envelope left; nothing for one that another sent.
    std::optional<double> since(const EnvelopeId &id) const;

private:
    struct OnItsWay;
    BenchSender(core::Workspace &workspace, const core::Environment &environment);
    OnItsWay start(const exchange::Envelope &envelope);

    BenchEnvelopes m_envelopes;
    /// Several, since one has a bound on its unanswered requests that is lower than what is to be on its way.
    std::vector<std::unique_ptr<protocol::ClientConnection>> m_connections;
    std::size_t m_turn = 0;
    QElapsedTimer m_clock;
    mutable std::mutex m_mutex;
    QHash<EnvelopeId, qint64> m_leftAt; ///< Nanoseconds on m_clock.
};

/// A unit's connected desktop that takes what comes, on a thread of its own: fetches, reads every part, compares the
/// digests, confirms.
class BenchReceiver
{
public:
    /// At this server, or at the one that the desktop knows.
    static Result<std::unique_ptr<BenchReceiver>> open(core::Workspace &workspace, const BenchSender &sender,
        const core::Environment &environment, const QByteArray &endpoint = {});
    ~BenchReceiver();

    /// Waits until so many documents are here. Gives milliseconds from the sender's hand, each. Fails with what went
    /// wrong on the thread, Unavailable "bench.timeout".
    Result<QList<double>> wait(qsizetype documents);

private:
    explicit BenchReceiver(const BenchSender &sender);
    void run();
    Result<void> takeAll();
    /// Of an envelope that is too large to come whole.
    Result<void> fetchParts(const exchange::EnvelopeHeader &header);
    void noteArrival(const EnvelopeId &id);

    const BenchSender &m_sender;
    std::unique_ptr<protocol::ClientConnection> m_connection;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_hasNews = true; ///< At first nobody knows.
    bool m_stopped = false;
    QList<double> m_times;
    std::optional<Error> m_fault;
    std::thread m_thread;
};

} // namespace wenyi::cli
