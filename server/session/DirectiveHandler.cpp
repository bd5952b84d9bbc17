// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/DirectiveHandler.h"

#include "shared/exchange/WorkingTime.h"

namespace wenyi::server {

using exchange::Directive;
using exchange::RulingKind;

namespace {

/// How a recall ends for each of those that it names.
struct Recalled
{
    QList<UnitCode> now;     ///< By this directive.
    QList<UnitCode> before;  ///< By another one.
    QList<UnitCode> tooLate; ///< They had answered, or are in another domain.
};

/// Out of the unit's queue, or out of that of the domain which leads to it, where nobody else there gets it.
Result<void> takeOut(Office &office, quint64 envelope, const UnitCode &unit, bool isElsewhere)
{
    UnitCode queue = unit;
    if (isElsewhere) {
        WENYI_TRY(const auto emptied, office.store.forwards().takeBack(envelope, unit));
        if (!emptied)
            return {};
        queue = *emptied;
    }
    return office.store.envelopes().takeOut(envelope, queue, office.clock.now());
}

Result<void> takeBack(Office &office, const AcceptedEnvelope &envelope, const UnitCode &unit, Recalled &recalled)
{
    DirectiveTable &directives = office.store.directives();
    WENYI_TRY(const auto ending, directives.ending(envelope.number, unit));
    if (ending == RulingKind::Recalled)
        recalled.before.append(unit);
    if (ending)
        return {}; // Of what was undeliverable the sender has been told.
    // What went to another domain is not taken back there; what is held has not gone.
    const bool isElsewhere = office.domain->queueOf(unit) != unit;
    WENYI_TRY(const bool isHeld, directives.isHeld(envelope.number));
    if (isElsewhere && !isHeld) {
        recalled.tooLate.append(unit);
        return {};
    }
    WENYI_TRY(const bool isOpen, office.store.answers().isOutstanding(envelope.number, unit));
    if (!isOpen) {
        recalled.tooLate.append(unit);
        return {};
    }
    WENYI_CHECK(office.store.answers().take(envelope.number, unit));
    WENYI_CHECK(takeOut(office, envelope.number, unit, isElsewhere));
    WENYI_CHECK(directives.end(envelope.number, unit, RulingKind::Recalled));
    recalled.now.append(unit);
    return {};
}

/// Each once: of units of other domains those of the domains that lead there, which pass it on.
QList<UnitCode> queuesOf(const Domain &domain, const QList<UnitCode> &units)
{
    QList<UnitCode> queues;
    for (const UnitCode &unit : units) {
        const UnitCode queue = domain.queueOf(unit);
        if (!queues.contains(queue))
            queues.append(queue);
    }
    return queues;
}

/// The envelope that a directive is about, which is its unit's own.
Result<AcceptedEnvelope> envelopeOf(Office &office, const Directive &directive)
{
    const exchange::DirectiveFacts &facts = directive.facts();
    WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byDigest(facts.envelopeDigest));
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
    if (header.routing().sender != facts.unit)
        return Error{ErrorCode::NotAllowed, "directive.foreign-envelope", facts.envelope.toString()};
    const auto certificate = office.domain->unitSigner(facts.unit, {facts.signer, facts.time});
    if (!certificate)
        return Error{ErrorCode::NotTrusted, "directive.signer", facts.unit.toString()};
    WENYI_CHECK(directive.verify(header, *certificate));
    return envelope;
}

Result<void> urge(Office &office, Group &group, const Directive &directive)
{
    WENYI_TRY(const AcceptedEnvelope envelope, envelopeOf(office, directive));
    DirectiveTable &directives = office.store.directives();
    WENYI_TRY(const bool isHeld, directives.isHeld(envelope.number));
    const Instant now = office.clock.now();
    bool isAnybody = false;
    for (const UnitCode &unit : directive.facts().recipients) {
        WENYI_TRY(const bool isOpen, office.store.answers().isOutstanding(envelope.number, unit));
        WENYI_TRY(const auto last, directives.lastUrged(envelope.number, unit));
        // A unit of another domain asks its own server, which is not told.
        const bool isElsewhere = office.domain->queueOf(unit) != unit;
        if (isHeld || isElsewhere || !isOpen || (last && !exchange::mayUrgeAgain(*last, now)))
            continue;
        WENYI_CHECK(directives.urge(envelope.number, unit, directive.digest(), now));
        group.changed.insert(unit);
        isAnybody = true;
    }
    if (!isAnybody)
        return Error{ErrorCode::NotAllowed, "directive.nobody-to-urge", directive.facts().envelope.toString()};
    return {};
}

Result<QList<QByteArray>> recall(Office &office, Group &group, const Directive &directive)
{
    const exchange::DirectiveFacts &facts = directive.facts();
    WENYI_TRY(const AcceptedEnvelope envelope, envelopeOf(office, directive));
    Recalled recalled;
    for (const UnitCode &unit : facts.recipients)
        WENYI_CHECK(takeBack(office, envelope, unit, recalled));
    QList<QByteArray> rulings;
    const auto add = [&](RulingKind kind, const QList<UnitCode> &units, const QList<UnitCode> &told) -> Result<void> {
        if (units.isEmpty())
            return {};
        const exchange::RulingFacts ruled{
            kind, facts.envelope, facts.envelopeDigest, units, office.clock.now(), {}, directive.toBytes(), {}};
        WENYI_TRY(const auto ruling, rule(office, ruled, told, group.changed));
        rulings.append(ruling.toBytes());
        return {};
    };
    const QList<UnitCode> sender{facts.unit};
    const QList<UnitCode> queues = queuesOf(*office.domain, recalled.now);
    const auto taken = add(RulingKind::Recalled, recalled.now + recalled.before, sender + queues);
    if (!taken)
        return taken.error();
    const auto late = add(RulingKind::TooLate, recalled.tooLate, sender);
    if (!late)
        return late.error();
    return rulings;
}

/// Only before it is accepted: what is in a queue may be on its way to somebody.
Result<void> hold(Office &office, const exchange::DirectiveFacts &facts)
{
    const auto known = office.store.envelopes().byDigest(facts.envelopeDigest);
    if (known)
        return Error{ErrorCode::NotAllowed, "directive.too-late", facts.envelope.toString()};
    if (known.error().code != ErrorCode::NotFound)
        return known.error();
    return office.store.directives().hold(facts.unit, facts.envelopeDigest, *facts.until, office.clock.now());
}

} // namespace

Result<exchange::Ruling> rule(
    Office &office, exchange::RulingFacts facts, const QList<UnitCode> &told, QSet<UnitCode> &changed)
{
    WENYI_TRY(auto ruling, exchange::Ruling::sign(std::move(facts), office.signer));
    WENYI_CHECK(office.store.rulings().add(ruling, told));
    for (const UnitCode &unit : told)
        changed.insert(unit);
    return ruling;
}

Result<protocol::DirectiveState> handle(
    Office &office, Group &group, const Peer &peer, const protocol::GiveDirective &give)
{
    WENYI_TRY(const auto directive, Directive::fromBytes(give.directive));
    const exchange::DirectiveFacts &facts = directive.facts();
    if (facts.unit != peer.unit)
        return Error{ErrorCode::NotAllowed, "directive.impersonated", facts.unit.toString()};
    const auto certificate = office.domain->unitSigner(peer.unit, {facts.signer, facts.time});
    if (!certificate)
        return Error{ErrorCode::NotTrusted, "directive.signer", peer.unit.toString()};
    WENYI_CHECK(directive.verifySignature(*certificate));
    WENYI_TRY(const bool isKnown, office.store.directives().isKnown(directive.digest()));
    protocol::DirectiveState state;
    if (isKnown) {
        WENYI_TRY(state.rulings, office.store.rulings().on(directive.digest()));
        return state;
    }
    WENYI_CHECK(office.checkRoom());
    if (facts.kind == exchange::DirectiveKind::Hold) {
        WENYI_CHECK(hold(office, facts));
    } else if (facts.kind == exchange::DirectiveKind::Urge) {
        WENYI_CHECK(urge(office, group, directive));
    } else {
        WENYI_TRY(state.rulings, recall(office, group, directive));
    }
    WENYI_CHECK(office.store.directives().keep(directive, office.clock.now()));
    return state;
}

Result<protocol::Rulings> handle(Office &office, Group &, const Peer &peer, const protocol::PullRulings &pull)
{
    protocol::Rulings rulings;
    WENYI_TRY(rulings.rulings, office.store.rulings().after(peer.unit, pull.after, pull.limit));
    return rulings;
}

Result<protocol::Urges> handle(Office &office, Group &, const Peer &peer, const protocol::PullUrges &pull)
{
    protocol::Urges urges;
    WENYI_TRY(urges.urges, office.store.directives().urgesAfter(peer.unit, pull.after, pull.limit));
    return urges;
}

} // namespace wenyi::server
