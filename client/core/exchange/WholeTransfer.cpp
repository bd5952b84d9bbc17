// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/WholeTransfer.h"

#include <QElapsedTimer>

#include <algorithm>

namespace wenyi::core {

using protocol::Body;

namespace {

/// Sent before the first answer is awaited: what fits into the server's queue for one connection with room for others.
constexpr qsizetype EnvelopesAtOnce = 24;
/// What the server takes as a list.
constexpr qsizetype MostHeld = 10'000;

qint64 sizeOfParts(const DispatchedEnvelope &envelope)
{
    qint64 size = 0;
    for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
        size += part.size;
    return size;
}

qint64 sizeOf(const QList<Body> &bodies)
{
    qint64 size = 0;
    for (const Body &body : bodies) {
        const auto *whole = std::get_if<protocol::SendWhole>(&body);
        size += whole ? whole->header.size() : 0;
        for (qsizetype i = 0; whole && i < whole->parts.size(); ++i)
            size += whole->parts[i].size();
    }
    return size;
}

bool isUnknownMessage(const Error &error)
{
    return error.code == ErrorCode::Unsupported && error.reason == "message.type";
}

} // namespace

void WholeTransfer::noteAnswer(const Result<Body> &answer)
{
    if (answer)
        m_server = Server::KnowsIt;
    else if (isUnknownMessage(answer.error()))
        m_server = Server::DoesNotKnowIt;
}

QList<Body> WholeTransfer::messages(const QList<DispatchedEnvelope> &envelopes, qsizetype first, Pace pace)
{
    QList<Body> bodies;
    // A server of which nothing is known is asked with one, not with all.
    const qsizetype most = m_server == Server::KnowsIt && pace == Pace::Many ? EnvelopesAtOnce : 1;
    const qint64 mostBytes = pace == Pace::Many ? m_wire.atOnce() : limits::BlobChunk;
    qint64 bytes = 0;
    for (qsizetype i = first; i < envelopes.size() && bodies.size() < most; ++i) {
        const exchange::EnvelopeHeader &header = envelopes[i].header;
        protocol::SendWhole message{header.toBytes(), {}};
        const qint64 size = sizeOfParts(envelopes[i]) + message.header.size();
        bytes += size;
        if (size > LargestSent || bytes > mostBytes)
            break;
        for (const exchange::EnvelopePart &part : header.routing().parts) {
            auto stored = m_gate.ask([&] { return m_workspace.blobs().readStored(part.digest); });
            if (!stored)
                return bodies; // In pieces it may still go: the server may have the part. Others do not wait for it.
            message.parts.append(std::move(*stored));
        }
        bodies.append(std::move(message));
    }
    return bodies;
}

std::vector<Result<QByteArray>> WholeTransfer::send(
    const QList<DispatchedEnvelope> &envelopes, qsizetype first, Pace pace)
{
    std::vector<Result<QByteArray>> receipts;
    if (m_server == Server::DoesNotKnowIt)
        return receipts;
    QList<Body> bodies = messages(envelopes, first, pace);
    if (bodies.isEmpty())
        return receipts;
    const qint64 sent = sizeOf(bodies);
    QElapsedTimer turn;
    turn.start();
    std::vector<Result<Body>> answers = m_link.requestAll(std::move(bodies));
    const bool isCarried = std::none_of(answers.begin(), answers.end(),
        [](const Result<Body> &answer) { return !answer && answer.error().code == ErrorCode::Unavailable; });
    // What broke off at once carried nothing; what broke off after a while was too much.
    m_wire.carried(isCarried ? sent : 0, std::chrono::milliseconds(turn.elapsed()));
    for (Result<Body> &answer : answers) {
        noteAnswer(answer);
        if (m_server == Server::DoesNotKnowIt)
            break;
        auto state = protocol::answerAs<protocol::EnvelopeState>(std::move(answer));
        if (!state)
            receipts.emplace_back(std::move(state).error());
        else if (!state->receipt)
            receipts.emplace_back(unexpectedAnswer());
        else
            receipts.emplace_back(std::move(*state->receipt));
    }
    return receipts;
}

void WholeTransfer::confirm(const exchange::EnvelopeHeader &header)
{
    m_confirmed.append({header.routing().id, header.digest()});
}

bool WholeTransfer::hold(const QByteArray &header)
{
    const auto read = exchange::EnvelopeHeader::fromBytes(header);
    if (!read || m_held.size() == MostHeld)
        return false;
    m_held.append(read->digest());
    return true;
}

Result<std::optional<QList<protocol::WholeDelivery>>> WholeTransfer::fetch(quint64 limit)
{
    using Deliveries = std::optional<QList<protocol::WholeDelivery>>;
    if (m_server == Server::DoesNotKnowIt)
        return Deliveries();
    Result<Body> answer = m_link.request(protocol::FetchWhole{limit, m_confirmed, m_held});
    noteAnswer(answer);
    if (m_server == Server::DoesNotKnowIt)
        return Deliveries();
    WENYI_TRY(auto whole, protocol::answerAs<protocol::WholeDeliveries>(std::move(answer)));
    m_confirmed.clear();
    return Deliveries(std::move(whole.deliveries));
}

} // namespace wenyi::core
