// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Delivery.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace wenyi::exchange {

namespace {

struct StageOfReceipt
{
    ReceiptKind kind;
    DeliveryStage stage;
};

/// What shows first where several receipts are there. A return wants somebody's attention whatever else is known.
constexpr std::array<StageOfReceipt, 7> stages{{
    {ReceiptKind::Returned, DeliveryStage::Returned},
    {ReceiptKind::Concluded, DeliveryStage::Concluded},
    {ReceiptKind::Registered, DeliveryStage::Registered},
    {ReceiptKind::SignedFor, DeliveryStage::SignedFor},
    {ReceiptKind::Opened, DeliveryStage::Opened},
    {ReceiptKind::Delivered, DeliveryStage::Delivered},
    {ReceiptKind::Accepted, DeliveryStage::Accepted},
}};

constexpr std::array StageNames{"queued", "packed", "exported", "sending", "accepted", "delivered", "opened",
    "signed-for", "registered", "concluded", "returned", "recalled", "recalling",
    "failed"};

/// Which of two receipts of one kind counts: the earlier; of two of one moment always the same one.
bool isEarlier(const ReceiptFacts &a, const ReceiptFacts &b)
{
    const auto key = [](const ReceiptFacts &facts) {
        return std::tuple(facts.time, facts.member.toString(), facts.memberName, facts.reason,
            facts.directoryHead.bytes, facts.signer.bytes);
    };
    return key(a) < key(b);
}

/// From signing on the envelope is the recipient's, and a recall has no effect.
bool endsRecall(ReceiptKind kind)
{
    return kind >= ReceiptKind::SignedFor;
}

/// Applies one event to a copy of the delivery; a rule an event.
class Transition
{
public:
    explicit Transition(Delivery &next)
        : m_next(next)
    {
    }

    Result<void> operator()(const SendingProgressed &event)
    {
        if (event.total == 0 || event.done > event.total)
            return Error{ErrorCode::InvalidInput, "delivery.progress", QString::number(event.done)};
        return dispatched(DeliveryStage::Sending, [&] { m_next.progress = event; });
    }
    Result<void> operator()(const PackedIntoBundle &)
    {
        return dispatched(DeliveryStage::Packed, [] {});
    }
    Result<void> operator()(const BundleExported &event)
    {
        return dispatched(DeliveryStage::Exported, [&] { m_next.medium = event.medium; });
    }
    Result<void> operator()(const DeliveryFailed &event)
    {
        // A failure that is told after a receipt tells of an earlier attempt: the receipt proves more.
        if (m_next.receipts.isEmpty() && !m_next.recalled)
            m_next.failure = event.failure;
        return {};
    }
    Result<void> operator()(const SentAgain &)
    {
        return dispatched(DeliveryStage::Queued, [&] { m_next.progress = {}; });
    }
    Result<void> operator()(const RecallRequested &event)
    {
        if (m_next.isAnswered())
            return Error{ErrorCode::NotAllowed, "delivery.already-signed-for", m_next.recipient.toString()};
        if (!m_next.recalled)
            m_next.recalled = event.time;
        m_next.failure.reset();
        return {};
    }
    Result<void> operator()(const RulingArrived &event)
    {
        const RulingFacts &facts = event.facts;
        if (facts.envelope != m_next.envelope || facts.envelopeDigest != m_next.envelopeDigest
            || !facts.units.contains(m_next.recipient))
            return Error{ErrorCode::NotTrusted, "delivery.foreign-ruling", facts.envelope.toString()};
        // Two desktops may have recalled it: of several rulings the same one counts everywhere.
        const RuledDelivery ruled{facts.kind, facts.time, facts.successor};
        if (!m_next.ruled || std::tie(ruled.kind, ruled.time) < std::tie(m_next.ruled->kind, m_next.ruled->time))
            m_next.ruled = ruled;
        return {};
    }
    Result<void> operator()(const ReceiptArrived &event)
    {
        const ReceiptFacts &facts = event.facts;
        const UnitCode &issuer = facts.kind == ReceiptKind::Accepted ? m_next.sender : m_next.recipient;
        if (facts.envelope != m_next.envelope || facts.envelopeDigest != m_next.envelopeDigest || facts.unit != issuer)
            return Error{ErrorCode::NotTrusted, "delivery.foreign-receipt", facts.unit.toString()};
        const auto known = m_next.receipts.constFind(facts.kind);
        if (known == m_next.receipts.constEnd() || isEarlier(facts, *known))
            m_next.receipts.insert(facts.kind, facts);
        m_next.failure.reset();
        if (endsRecall(facts.kind))
            m_next.recalled.reset();
        return {};
    }

private:
    template<typename Change>
    Result<void> dispatched(DeliveryStage stage, Change change)
    {
        if (m_next.recalled || (m_next.ruled && m_next.ruled->kind == RulingKind::Recalled))
            return Error{ErrorCode::NotAllowed, "delivery.recalled", m_next.recipient.toString()};
        m_next.failure.reset();
        m_next.dispatch = stage;
        change();
        return {};
    }

    Delivery &m_next;
};

bool reached(const Delivery &delivery, ReceiptKind from)
{
    const auto kinds = delivery.receipts.keys();
    return std::any_of(kinds.begin(), kinds.end(), [from](ReceiptKind kind) { return kind >= from; });
}

} // namespace

QByteArray stageName(DeliveryStage stage)
{
    return StageNames.at(static_cast<size_t>(stage));
}

Delivery Delivery::begin(const EnvelopeHeader &envelope, const UnitCode &recipient)
{
    Delivery delivery;
    delivery.envelope = envelope.routing().id;
    delivery.envelopeDigest = envelope.digest();
    delivery.sender = envelope.routing().sender;
    delivery.recipient = recipient;
    return delivery;
}

DeliveryStage Delivery::stage() const
{
    const bool wasTooLate = ruled && ruled->kind == RulingKind::TooLate;
    if (!isAnswered() && ruled && !wasTooLate)
        return ruled->kind == RulingKind::Recalled ? DeliveryStage::Recalled : DeliveryStage::Failed;
    // What no receipt tells of never left this unit. Where it was too late, the answer is on its way here.
    if (recalled && !wasTooLate)
        return receipts.isEmpty() ? DeliveryStage::Recalled : DeliveryStage::Recalling;
    if (failure)
        return DeliveryStage::Failed;
    const auto shown = std::find_if(
        stages.begin(), stages.end(), [this](const StageOfReceipt &stage) { return receipts.contains(stage.kind); });
    return shown == stages.end() ? dispatch : shown->stage;
}

bool Delivery::isSignedFor() const
{
    return receipts.contains(ReceiptKind::SignedFor) || receipts.contains(ReceiptKind::Registered)
           || receipts.contains(ReceiptKind::Concluded);
}

bool Delivery::isAnswered() const
{
    return isSignedFor() || receipts.contains(ReceiptKind::Returned);
}

Result<Delivery> Delivery::apply(const DeliveryEvent &event) const
{
    Delivery next = *this;
    WENYI_CHECK(std::visit(Transition(next), event));
    return next;
}

DeliverySummary summarize(const QList<Delivery> &deliveries)
{
    DeliverySummary summary;
    summary.total = deliveries.size();
    for (const Delivery &delivery : deliveries) {
        const DeliveryStage stage = delivery.stage();
        summary.accepted += reached(delivery, ReceiptKind::Accepted);
        summary.delivered += reached(delivery, ReceiptKind::Delivered);
        summary.signedFor += delivery.isSignedFor();
        summary.registered +=
            delivery.receipts.contains(ReceiptKind::Registered) || delivery.receipts.contains(ReceiptKind::Concluded);
        summary.concluded += stage == DeliveryStage::Concluded;
        summary.returned += stage == DeliveryStage::Returned;
        summary.recalled += stage == DeliveryStage::Recalled;
        summary.failed += stage == DeliveryStage::Failed;
        if (!delivery.isAnswered() && stage != DeliveryStage::Recalled && stage != DeliveryStage::Recalling)
            summary.notSignedFor.append(delivery.recipient);
    }
    return summary;
}

} // namespace wenyi::exchange
