// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/Counters.h"

namespace wenyi::server {

using protocol::MessageType;

QByteArrayView requestName(MessageType type)
{
    switch (type) {
    case MessageType::Hello:
        return "hello";
    case MessageType::PushEntries:
        return "push-entries";
    case MessageType::PullEntries:
        return "pull-entries";
    case MessageType::PutBlob:
        return "put-blob";
    case MessageType::GetBlob:
        return "get-blob";
    case MessageType::SendEnvelope:
        return "send-envelope";
    case MessageType::FetchDeliveries:
        return "fetch-deliveries";
    case MessageType::ConfirmDelivery:
        return "confirm-delivery";
    case MessageType::PushReceipts:
        return "push-receipts";
    case MessageType::PullReceipts:
        return "pull-receipts";
    case MessageType::GetDirectory:
        return "get-directory";
    case MessageType::LeaseNumbers:
        return "lease-numbers";
    case MessageType::RequestTimeStamp:
        return "request-time-stamp";
    case MessageType::SendWhole:
        return "send-whole";
    case MessageType::FetchWhole:
        return "fetch-whole";
    case MessageType::GiveDirective:
        return "give-directive";
    case MessageType::PullRulings:
        return "pull-rulings";
    case MessageType::OpenStatus:
        return "open-status";
    case MessageType::AskStatus:
        return "ask-status";
    case MessageType::FollowLog:
        return "follow-log";
    case MessageType::AskTerm:
        return "ask-term";
    case MessageType::ForwardEnvelope:
        return "forward-envelope";
    case MessageType::FetchForwards:
        return "fetch-forwards";
    case MessageType::ConfirmForward:
        return "confirm-forward";
    case MessageType::TellTerm:
        return "tell-term";
    case MessageType::AskLacking:
        return "ask-lacking";
    case MessageType::TellWithdrawn:
        return "tell-withdrawn";
    case MessageType::AskWithdrawn:
        return "ask-withdrawn";
    case MessageType::PullUrges:
        return "pull-urges";
    case MessageType::AskWaits:
        return "ask-waits";
    default:
        return "other";
    }
}

Counters::Counters()
    : m_groupSizes({1, 2, 4, 8, 16, 32, 64, 128, 256, 512})
    , m_commitTimes({250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000})
{
}

void Counters::countRequest(MessageType type, Outcome outcome)
{
    const auto number = static_cast<std::size_t>(type);
    m_requests[number < Types ? number : 0][static_cast<std::size_t>(outcome)].fetch_add(1, std::memory_order_relaxed);
}

void Counters::countRefusal(const QByteArray &reason)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_refusals.find(reason);
    if (known != m_refusals.end())
        ++*known;
    else
        ++m_refusals[m_refusals.size() < MostReasons ? reason : QByteArray("other")];
}

void Counters::countEnvelope(quint64 bytes)
{
    m_envelopes.fetch_add(1, std::memory_order_relaxed);
    m_envelopeBytes.fetch_add(bytes, std::memory_order_relaxed);
}

void Counters::countGroup(std::size_t requests, std::chrono::microseconds commit)
{
    m_groupSizes.add(requests);
    m_commitTimes.add(static_cast<quint64>(commit.count()));
}

Counters::Reading Counters::read() const
{
    Reading reading;
    for (std::size_t type = 0; type < Types; ++type) {
        const QByteArray name = requestName(static_cast<MessageType>(type)).toByteArray();
        for (std::size_t outcome = 0; outcome < OutcomeCount; ++outcome) {
            // Each known type is told from the start, so that its first count is seen to rise.
            const quint64 count = m_requests[type][outcome].load(std::memory_order_relaxed);
            reading.requests[name][outcome] += count;
        }
    }
    {
        const std::lock_guard lock(m_mutex);
        reading.refusals = m_refusals;
    }
    reading.envelopes = m_envelopes.load(std::memory_order_relaxed);
    reading.envelopeBytes = m_envelopeBytes.load(std::memory_order_relaxed);
    reading.groupSizes = m_groupSizes.read();
    reading.commitTimes = m_commitTimes.read();
    return reading;
}

} // namespace wenyi::server
