// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/QueueKeeper.h"

#include "server/session/DirectiveHandler.h"
#include "server/session/ForwardHandler.h"
#include "server/session/Rerouting.h"
#include "server/session/WithdrawnHandler.h"

#include <algorithm>

namespace wenyi::server {

namespace {

/// Deliveries that are ended in one go; each takes a signature.
constexpr quint64 EndedAtOnce = 200;
/// Why what went to another domain, or came from one, is returned.
constexpr auto NobodyThere = "envelope.recipient-unknown";
constexpr auto CardTooOld = "envelope.card-outdated";
constexpr auto NotTaken = "envelope.not-taken";
/// How long an envelope waits since another domain could not take it first, whatever reasons it has from then on: its
/// administrators had a month for a newer card, or for what else it takes.
constexpr std::chrono::days LongestForward{30};

Result<void> release(Office &office, KeptQueues &kept)
{
    WENYI_TRY(const auto due, office.store.directives().due(office.clock.now()));
    for (const quint64 number : due) {
        WENYI_CHECK(office.store.directives().release(number));
        WENYI_TRY(const auto recipients, office.store.envelopes().recipientsOf(number));
        for (const UnitCode &unit : recipients)
            kept.changed.insert(unit);
        ++kept.released;
    }
    return {};
}

Result<void> endDelivery(Office &office, const AcceptedEnvelope &envelope, const directory::Unit *unit,
    const UnitCode &code, KeptQueues &kept)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
    WENYI_CHECK(office.store.answers().take(envelope.number, code));
    WENYI_CHECK(office.store.envelopes().takeOut(envelope.number, code, office.clock.now()));
    WENYI_CHECK(office.store.directives().end(envelope.number, code, exchange::RulingKind::Undeliverable));
    exchange::RulingFacts facts;
    facts.kind = exchange::RulingKind::Undeliverable;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.units = {code};
    facts.time = office.clock.now();
    if (unit)
        facts.successor = unit->successor;
    const UnitCode &sender = header.routing().sender;
    const bool isElsewhere = office.domain->queueOf(sender) != sender;
    // Should the unit receive again one day, it learns what its row from the sender lacks.
    const QList<UnitCode> told = isElsewhere ? QList<UnitCode>{code} : QList<UnitCode>{sender, code};
    WENYI_CHECK(rule(office, facts, told, kept.changed));
    // A sender in another domain is told no rulings, its server takes returns.
    if (isElsewhere)
        WENYI_CHECK(returnToSender(office, kept.changed, envelope.number, header, code, NobodyThere));
    ++kept.undeliverable;
    return {};
}

/// It does not go on to that domain: its sender is told for each recipient there.
Result<void> endForward(
    Office &office, const AcceptedEnvelope &envelope, const UnitCode &queue, const QByteArray &reason, KeptQueues &kept)
{
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
    WENYI_TRY(const QList<UnitCode> onward, office.store.forwards().onward(envelope.number, queue));
    WENYI_TRY(const QList<UnitCode> recipients, stillAwaited(office, envelope.number, header, onward));
    WENYI_CHECK(office.store.envelopes().takeOut(envelope.number, queue, office.clock.now()));
    WENYI_CHECK(office.store.forwards().noteHandedOn(envelope.number, queue, {}, reason));
    WENYI_CHECK(tellNotBrought(office, kept.changed, envelope.number, header, queue, recipients));
    for (const UnitCode &unit : recipients)
        WENYI_CHECK(returnToSender(office, kept.changed, envelope.number, header, unit, reason));
    ++kept.undeliverable;
    return {};
}

/// That domain is linked no more: what it led to may be reached by way of another one.
Result<void> moveOrEnd(Office &office, const AcceptedEnvelope &envelope, const UnitCode &queue, KeptQueues &kept)
{
    WENYI_TRY(const bool isMoved, reroute(office, kept.changed, envelope, queue));
    kept.rerouted += isMoved ? 1 : 0;
    return isMoved ? Result<void>() : endForward(office, envelope, queue, NobodyThere, kept);
}

Result<void> endUndeliverable(Office &office, KeptQueues &kept)
{
    UnitCode last;
    for (;;) {
        WENYI_TRY(const auto next, office.store.envelopes().waitingUnitAfter(last));
        if (!next)
            return {};
        last = *next;
        if (office.domain->receives(last))
            continue;
        const quint64 done = kept.undeliverable + kept.rerouted;
        WENYI_TRY(
            const auto waiting, office.store.envelopes().inQueueOf(last, EndedAtOnce - std::min(done, EndedAtOnce)));
        const bool isForward = Domain::isQueueOfDomain(last);
        for (const AcceptedEnvelope &envelope : waiting) {
            const auto ended = isForward
                                   ? moveOrEnd(office, envelope, last, kept)
                                   : endDelivery(office, envelope, office.domain->directory().unit(last), last, kept);
            WENYI_CHECK(ended);
        }
        if (kept.undeliverable + kept.rerouted >= EndedAtOnce) {
            kept.isAllDone = false; // Perhaps: the next look tells.
            return {};
        }
    }
}

Result<std::optional<ForwardTable::Waiting>> waitingTooLong(Office &office)
{
    return office.store.forwards().waitingLongest(office.clock.now() - LongestForward);
}

Result<void> endWaits(Office &office, KeptQueues &kept)
{
    for (quint64 ended = 0; ended < EndedAtOnce; ++ended) {
        WENYI_TRY(const auto next, waitingTooLong(office));
        if (!next)
            return {};
        WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byNumber(next->envelope));
        const QByteArray reason = next->reason == OutdatedCards::Reason ? CardTooOld : NotTaken;
        WENYI_CHECK(endForward(office, envelope, next->queue, reason, kept));
    }
    return {};
}

} // namespace

Result<KeptQueues> keepQueues(Office &office, bool endsUndeliverable)
{
    KeptQueues kept;
    WENYI_TRY(const auto due, office.store.directives().due(office.clock.now()));
    WENYI_TRY(const auto late, waitingTooLong(office));
    if (due.isEmpty() && !late && !endsUndeliverable)
        return kept; // As nearly always: no transaction for nothing.
    WENYI_TRY(const auto transaction, journal::Transaction::begin(office.store.database()));
    WENYI_CHECK(release(office, kept));
    WENYI_CHECK(endWaits(office, kept));
    if (endsUndeliverable)
        WENYI_CHECK(endUndeliverable(office, kept));
    if (kept.released + kept.undeliverable + kept.rerouted == 0)
        return kept;
    WENYI_CHECK(office.store.tellOthers(kept.changed));
    WENYI_CHECK(transaction->commit());
    return kept;
}

} // namespace wenyi::server
