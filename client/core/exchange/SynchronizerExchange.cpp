// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Synchronizer.h"

#include "client/core/exchange/DirectoryWitness.h"
#include "client/core/exchange/RecallService.h"

#include <algorithm>
#include <utility>

namespace wenyi::core {

namespace {

constexpr quint64 DeliveriesAtOnce = 50;

quint64 partsSize(const DispatchedEnvelope &envelope)
{
    quint64 size = 0;
    for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
        size += static_cast<quint64>(part.size);
    return size;
}

/// The more urgent first, of one urgency the small before the large; else as they were closed.
void sortByUrgency(QList<DispatchedEnvelope> &envelopes)
{
    const auto rank = [](const DispatchedEnvelope &envelope) {
        return std::pair(
            -static_cast<int>(envelope.header.routing().urgency), partsSize(envelope) > Synchronizer::Bulk);
    };
    std::stable_sort(envelopes.begin(), envelopes.end(),
        [&rank](const DispatchedEnvelope &one, const DispatchedEnvelope &other) { return rank(one) < rank(other); });
}

} // namespace

Result<void> Synchronizer::takeAcceptance(const DispatchedEnvelope &envelope, const Result<QByteArray> &receipt)
{
    if (!receipt)
        return receipt.error();
    WENYI_CHECK(m_gate.ask([&] { return ReceiptService(m_workspace).take(*receipt); }));
    m_report.sent.append(envelope.stream);
    WENYI_CHECK(lookAtDirectory(*receipt));
    return tell(SyncStep::Outbox, m_report.sent.size());
}

Result<void> Synchronizer::lookAtDirectory(const QByteArray &receipt)
{
    WENYI_TRY(const auto read, exchange::Receipt::fromBytes(receipt));
    const auto same = m_gate.ask([&]() -> Result<void> {
        WENYI_CHECK(compareDirectories(m_workspace, read));
        return checkNotKeptBack(m_workspace, read);
    });
    return same ? Result<void>() : noteRefusal(same.error().detail, same.error());
}

Result<QList<DispatchedEnvelope>> Synchronizer::readyToGo()
{
    WENYI_TRY(auto waiting, m_gate.ask([this] { return RecallService(m_workspace).envelopesToSend(); }));
    sortByUrgency(waiting);
    QList<DispatchedEnvelope> ready;
    for (const DispatchedEnvelope &envelope : std::as_const(waiting)) {
        const auto mayGo = m_offer.giveHold(envelope.header);
        if (!mayGo)
            WENYI_CHECK(noteRefusal(envelope.header.routing().id.toString(), mayGo.error()));
        else if (*mayGo)
            ready.append(envelope);
    }
    return ready;
}

Result<void> Synchronizer::sendOutbox()
{
    WENYI_CHECK(tell(SyncStep::Outbox, 0));
    WENYI_TRY(const auto waiting, readyToGo());
    m_now.left = 0;
    for (const DispatchedEnvelope &envelope : waiting)
        m_now.left += partsSize(envelope);
    for (qsizetype at = 0; at < waiting.size();) {
        // They are paid for when they have gone: few at once where that is to hold back what follows.
        const auto pace = m_tempo.isLimited(Tempo::Way::Up) ? WholeTransfer::Pace::One : WholeTransfer::Pace::Many;
        auto receipts = m_whole.send(waiting, at, pace);
        const bool isWhole = !receipts.empty();
        if (!isWhole)
            receipts.push_back(m_offer.send(waiting[at].header, [this](const Digest &part) { return put(part); }));
        quint64 moved = 0;
        for (const Result<QByteArray> &receipt : receipts) {
            const DispatchedEnvelope &envelope = waiting[at++];
            moved += isWhole ? partsSize(envelope) : 0;
            if (const auto sent = takeAcceptance(envelope, receipt); !sent)
                WENYI_CHECK(noteRefusal(envelope.header.routing().id.toString(), sent.error()));
        }
        m_way = Tempo::Way::Up;
        if (isWhole && !goesOn(static_cast<qsizetype>(moved)))
            return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
    }
    return {};
}

Result<exchange::EnvelopeHeader> Synchronizer::takeDelivery(
    const protocol::Delivery &delivery, const QList<QByteArray> &parts)
{
    WENYI_TRY(auto header, exchange::EnvelopeHeader::fromBytes(delivery.header));
    // Before anything is fetched: a header that nobody signed fills no disk.
    WENYI_CHECK(m_gate.ask([&] { return ArrivalService(m_workspace).examine(delivery.header); }));
    const QList<exchange::EnvelopePart> &named = header.routing().parts;
    const bool isWhole = parts.size() == named.size();
    m_now.left = 0;
    for (const exchange::EnvelopePart &part : named)
        m_now.left += static_cast<quint64>(part.size);
    for (qsizetype i = 0; !isWhole && i < named.size(); ++i)
        WENYI_CHECK(get(named[i].digest, static_cast<quint64>(named[i].size)));
    const auto source = [&](const exchange::EnvelopePart &part) -> Result<QByteArray> {
        // Whoever reads it compares size and digest.
        return isWhole ? Result<QByteArray>(parts.at(named.indexOf(part)))
                       : m_workspace.blobs().readStored(part.digest);
    };
    WENYI_TRY(const auto outcome,
        m_gate.ask([&] { return ArrivalService(m_workspace).take(delivery.header, Channel::Server, source); }));
    if (outcome.novelty == Novelty::New)
        m_report.arrivals.append(outcome);
    else
        WENYI_CHECK(m_repeats.useless());
    return header;
}

Result<void> Synchronizer::takeDeliveries()
{
    WENYI_CHECK(tell(SyncStep::Deliveries, 0));
    for (bool isOver = false; !isOver;) {
        WENYI_TRY(const auto waiting, m_whole.fetch(DeliveriesAtOnce));
        if (!waiting)
            return takeDeliveriesInPieces();
        isOver = true;
        for (const protocol::WholeDelivery &whole : *waiting) {
            const auto taken = takeDelivery(whole.delivery, whole.parts);
            if (taken)
                m_whole.confirm(*taken);
            else
                WENYI_CHECK(noteRefusal(QString::number(whole.delivery.number), taken.error()));
            // What is refused stays with the server, and what cannot even be named would come again and again.
            if (taken || m_whole.hold(whole.delivery.header))
                isOver = false;
            qsizetype bytes = 0;
            for (const QByteArray &part : whole.parts)
                bytes += part.size();
            m_way = Tempo::Way::Down;
            m_now.done = m_report.arrivals.size();
            if (!goesOn(bytes))
                return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
        }
    }
    return {};
}

Result<void> Synchronizer::takeDeliveriesInPieces()
{
    bool goesOn = true;
    while (goesOn) {
        WENYI_TRY(const auto waiting, m_link.ask<protocol::Deliveries>(protocol::FetchDeliveries{DeliveriesAtOnce}));
        // What is refused stays with the server; without one that is taken the same ones would come again.
        goesOn = false;
        for (const protocol::Delivery &delivery : waiting.deliveries) {
            auto taken = takeDelivery(delivery, {});
            if (taken) {
                // Only now, with the envelope on this desktop's disk.
                const protocol::ConfirmDelivery confirm{taken->routing().id, taken->digest()};
                if (const auto confirmed = m_link.ask<protocol::Confirmed>(confirm); !confirmed)
                    taken = confirmed.error();
            }
            goesOn = goesOn || taken;
            if (!taken)
                WENYI_CHECK(noteRefusal(QString::number(delivery.number), taken.error()));
            WENYI_CHECK(tell(SyncStep::Deliveries, m_report.arrivals.size()));
        }
    }
    return {};
}

} // namespace wenyi::core
