// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/ResendService.h"

#include "client/core/exchange/ArrivalService.h"

#include <algorithm>

namespace wenyi::core {

namespace {

/// Whether nothing comes of a delivery any more, and nobody has it by it.
bool cameToNothing(const exchange::Delivery &delivery)
{
    const exchange::DeliveryStage stage = delivery.stage();
    return stage == exchange::DeliveryStage::Returned || stage == exchange::DeliveryStage::Recalled
           || (delivery.ruled && stage == exchange::DeliveryStage::Failed);
}

Error notKept(const DispatchedEnvelope &envelope, const QByteArray &why)
{
    return {ErrorCode::NotFound, "resend.not-kept",
        envelope.header.routing().id.toString() + u' ' + QString::fromLatin1(why)};
}

} // namespace

Result<void> ResendService::checkWho(const StreamId &stream, const ResendChoice &choice) const
{
    // Empty would stand for the document's own recipients.
    if (choice.recipients.isEmpty())
        return Error{ErrorCode::InvalidInput, "resend.nobody", {}};
    WENYI_TRY(const auto routes, DispatchService(m_workspace).routesOf(choice.recipients));
    WENYI_TRY(const auto tracking, ReceiptService(m_workspace).tracking(stream));
    QStringList had;
    for (const DispatchedEntry::Route &route : routes) {
        for (const TrackingLine &line : tracking.lines) {
            if (line.delivery.recipient != route.unit)
                continue;
            if (!cameToNothing(line.delivery))
                return Error{ErrorCode::AlreadyExists, "resend.has-it", line.unitName};
            had.append(line.unitName);
        }
    }
    if (!had.isEmpty() && choice.again == Again::Refuse)
        return Error{ErrorCode::NotAllowed, "resend.had-it", had.join(u' ')};
    return {};
}

Result<QList<UnitCode>> ResendService::successors(const StreamId &stream) const
{
    WENYI_TRY(const auto tracking, ReceiptService(m_workspace).tracking(stream));
    QList<UnitCode> units;
    for (const TrackingLine &line : tracking.lines) {
        const bool isUndeliverable =
            line.delivery.ruled && line.delivery.ruled->kind == exchange::RulingKind::Undeliverable;
        if (!line.successor || line.delivery.isAnswered() || !(isUndeliverable || line.willNotAnswer()))
            continue;
        const auto routes = DispatchService(m_workspace).routesOf({line.successor->toString()});
        if (!routes)
            continue; // Retired in its turn with nobody behind it, or this unit itself.
        const UnitCode unit = routes->constFirst().unit;
        const bool isThere = std::any_of(tracking.lines.begin(), tracking.lines.end(),
            [&unit](const TrackingLine &other) { return other.delivery.recipient == unit; });
        if (!isThere && !units.contains(unit))
            units.append(unit);
    }
    return units;
}

Result<QByteArray> ResendService::keptKey(const DispatchedEnvelope &envelope) const
{
    WENYI_TRY(const auto entries, m_workspace.journal().stream(envelope.stream));
    for (const auto &[stored, number, payload] : entries) {
        if (stored.entry.kind != entrykind::KeptKey || !payload)
            continue;
        const auto kept = KeptKeyEntry::fromBytes(*payload);
        if (kept && kept->envelope == envelope.header.digest())
            return kept->wrappedKey;
    }
    return notKept(envelope, "key");
}

Result<DispatchOrder> ResendService::orderOf(const QList<DispatchedEnvelope> &sent) const
{
    auto order = partsOf(sent.constFirst());
    // Each of them has the same parts: one whose content rotted, or whose key is not here, is not the only one.
    for (qsizetype i = 1; i < sent.size() && !order && order.error().reason == "resend.not-kept"; ++i) {
        if (auto other = partsOf(sent.at(i)))
            order = std::move(other);
    }
    if (!order)
        return order;
    const exchange::EnvelopeRouting &first = sent.constFirst().header.routing();
    order->urgency = first.urgency;
    order->printQuota = first.recipients.constFirst().printQuota;
    return order;
}

Result<DispatchOrder> ResendService::partsOf(const DispatchedEnvelope &envelope) const
{
    const UnitCode unit = m_workspace.profile().unit;
    const WorkspaceKeys &keys = m_workspace.keys();
    if (!keys.unitEncryption)
        return Error{ErrorCode::NotAllowed, "dispatch.no-unit-key", m_workspace.member().id.toString()};
    WENYI_TRY(const QByteArray key, keptKey(envelope));
    WENYI_TRY(const auto certificate, ArrivalService(m_workspace).senderCertificate(envelope.header.routing()));
    const exchange::EnvelopeReader reader(unit, *keys.unitEncryption);
    const auto source = [this](
                            const exchange::EnvelopePart &part) { return m_workspace.blobs().readStored(part.digest); };
    const auto opened = reader.openOwn(envelope.header, key, certificate, source);
    if (!opened)
        return notKept(envelope, opened.error().reason);
    DispatchOrder order;
    order.stream = envelope.stream;
    order.selfDescription = SelfDescription::Optional; // It was looked at when it went out first.
    for (const exchange::OpenedPart &part : opened->parts) {
        if (part.role == exchange::PartRole::Header) {
            WENYI_TRY(order.header, exchange::DocumentHeader::fromXml(part.content));
        } else if (part.role == exchange::PartRole::Document) {
            order.ofd = part.content;
        } else {
            order.attachments.append({part.name, part.content});
        }
    }
    return order;
}

Result<Dispatch> ResendService::send(const StreamId &stream, const ResendChoice &choice)
{
    WENYI_CHECK(DispatchService(m_workspace).checkMayDispatch());
    WENYI_TRY(const auto sent, ExchangeProjection::outbox(m_workspace.journal().database(), stream));
    if (sent.isEmpty())
        return Error{ErrorCode::NotFound, "resend.not-sent", stream.toString()};
    WENYI_CHECK(checkWho(stream, choice));
    WENYI_TRY(auto order, orderOf(sent));
    order.recipients = choice.recipients;
    order.notBefore = choice.notBefore;
    return DispatchService(m_workspace).dispatch(order);
}

} // namespace wenyi::core
