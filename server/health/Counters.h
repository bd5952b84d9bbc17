// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Histogram.h"
#include "shared/protocol/Messages.h"

#include <QByteArrayView>
#include <QMap>

#include <chrono>
#include <mutex>

namespace wenyi::server {

/// What became of a request.
enum class Outcome {
    Done,
    Refused, ///< With a reason; nothing was changed.
    Failed   ///< The store failed, and with it the whole group.
};
inline constexpr std::size_t OutcomeCount = 3;

/// The name of a request's type, as in docs/PROTOCOL.md: "push-entries"; "other" for what is none.
QByteArrayView requestName(protocol::MessageType type);

/// 计数: what a running server did since it started. Any thread may count and read, and no count is ever held up: what
/// is counted for each request is one atomic addition.
class Counters
{
public:
    /// A reading; what belongs together was not necessarily read at the same moment.
    struct Reading
    {
        /// By name of the request's type, in the order of Outcome.
        QMap<QByteArray, std::array<quint64, OutcomeCount>> requests;
        QMap<QByteArray, quint64> refusals; ///< By reason; "other" for what came after MostReasons.
        quint64 envelopes = 0;
        quint64 envelopeBytes = 0;
        HistogramReading groupSizes;
        HistogramReading commitTimes; ///< In microseconds.
    };
    /// Reasons are the program's own words, so there are never many; this keeps it so.
    static constexpr qsizetype MostReasons = 64;

    Counters();
    void countRequest(protocol::MessageType type, Outcome outcome);
    void countRefusal(const QByteArray &reason);
    /// An envelope was accepted, whose parts have this many bytes together.
    void countEnvelope(quint64 bytes);
    /// A group of so many requests was committed, and how long the store took for that.
    void countGroup(std::size_t requests, std::chrono::microseconds commit);
    Reading read() const;

private:
    /// By the number of the type on the wire; 0 for what is no request.
    static constexpr std::size_t Types = 64;

    std::array<std::array<std::atomic<quint64>, OutcomeCount>, Types> m_requests{};
    std::atomic<quint64> m_envelopes = 0;
    std::atomic<quint64> m_envelopeBytes = 0;
    Histogram<10> m_groupSizes;
    Histogram<12> m_commitTimes;
    mutable std::mutex m_mutex; ///< Guards m_refusals.
    QMap<QByteArray, quint64> m_refusals;
};

} // namespace wenyi::server
