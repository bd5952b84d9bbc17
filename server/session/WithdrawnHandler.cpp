// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/WithdrawnHandler.h"

#include "server/session/DirectiveHandler.h"

#include <QMap>

#include <algorithm>

namespace wenyi::server {

namespace {

using exchange::EnvelopeHeader;
using exchange::Ruling;
using exchange::RulingKind;

/// Whether the session is told what was taken from the unit: its own, or one that the link leads to.
bool mayHearOf(const Office &office, const Peer &peer, const UnitCode &unit)
{
    return unit == peer.unit || (peer.isLink && office.domain->queueOf(unit) == peer.unit);
}

/// By whose certificate the recall that is ruled on is to be verified; the unit's present one where there is none.
std::optional<crypto::Certificate> recallerOf(const Domain &domain, const Ruling &ruling, const UnitCode &sender)
{
    if (!ruling.directive())
        return domain.unitCertificate(sender);
    const exchange::DirectiveFacts &facts = ruling.directive()->facts();
    const auto recaller = domain.unitSigner(sender, {facts.signer, facts.time});
    return recaller && recaller->fingerprint() == facts.signer ? recaller : std::nullopt;
}

Result<void> checkWithdrawal(Office &office, const Peer &peer, const Ruling &ruling, const EnvelopeHeader &header)
{
    const Domain &domain = *office.domain;
    const UnitCode &sender = header.routing().sender;
    if (domain.queueOf(sender) != peer.unit)
        return Error{ErrorCode::NotAllowed, "envelope.impersonated", sender.toString()};
    if (ruling.facts().kind == RulingKind::TooLate)
        return Error{ErrorCode::NotAllowed, "ruling.kind", header.routing().id.toString()};
    const QString link = Domain::domainOfQueue(peer.unit);
    const auto server = domain.serverSigner(link, {ruling.facts().signer, ruling.facts().time});
    if (!server || server->fingerprint() != ruling.facts().signer)
        return office.outdatedCards.note({link, {}, ruling.facts().time}, office.clock.now());
    // Not noted as an old card: the header may as well be of before a renewal, which no new card helps.
    const exchange::EnvelopeRouting &routing = header.routing();
    const auto unit = domain.unitSigner(sender, {routing.signer, routing.created});
    const auto recaller = recallerOf(domain, ruling, sender);
    if (!unit || unit->fingerprint() != routing.signer || !recaller)
        return Error{ErrorCode::NotFound, OutdatedCards::Reason, domain.domainOf(sender)};
    WENYI_CHECK(header.verify(*unit));
    // What may not travel here leaves no header either.
    WENYI_CHECK(exchange::passSecrecyGate(office.secrecy, header.routing().secrecy, exchange::ContentClass::Document));
    return ruling.verify(header, *server, *recaller);
}

/// Whether the envelope is here for the unit, or for the domain that leads there.
Result<bool> hasCome(Office &office, const EnvelopeHeader &header, const UnitCode &unit, const UnitCode &queue)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    WENYI_TRY(const auto known, office.store.envelopes().find(routing.sender, routing.id, header.digest()));
    if (!known)
        return false;
    WENYI_TRY(const auto onward, office.store.forwards().onward(known->number, queue));
    return queue == unit ? office.store.envelopes().isFor(known->number, unit) : Result<bool>(onward.contains(unit));
}

/// Notes that the envelope does not come to the unit. Gives whether that is new, and the unit to be told.
Result<bool> noteTaken(Office &office, const Peer &peer, const EnvelopeHeader &header, const UnitCode &unit)
{
    const UnitCode queue = office.domain->queueOf(unit);
    if (!office.domain->receives(unit) || queue == peer.unit)
        return false;
    WENYI_TRY(const bool isHere, hasCome(office, header, unit, queue));
    if (isHere)
        return false;
    return office.store.forwards().noteWithdrawn(header.digest(), unit, header.toBytes());
}

/// One ruling for the units here, and one for each domain that leads to others.
Result<void> ruleAnew(Office &office, Group &group, const Ruling &ruling, const QList<UnitCode> &units)
{
    QMap<UnitCode, QList<UnitCode>> onward;
    QList<UnitCode> own;
    for (const UnitCode &unit : units) {
        const UnitCode queue = office.domain->queueOf(unit);
        (queue == unit ? own : onward[queue]).append(unit);
    }
    exchange::RulingFacts facts = ruling.facts();
    facts.time = office.clock.now();
    facts.units = own;
    if (!own.isEmpty())
        WENYI_CHECK(rule(office, facts, own, group.changed));
    for (auto queue = onward.cbegin(); queue != onward.cend(); ++queue) {
        facts.units = *queue;
        WENYI_CHECK(rule(office, facts, {queue.key()}, group.changed));
    }
    return {};
}

} // namespace

Result<protocol::Withdrawn> handle(Office &office, Group &, const Peer &peer, const protocol::AskWithdrawn &ask)
{
    WENYI_TRY(const auto elsewhere, office.store.forwards().withdrawn(ask.envelope));
    const auto isTold = [&](const UnitCode &unit) { return mayHearOf(office, peer, unit); };
    if (elsewhere && std::any_of(elsewhere->units.begin(), elsewhere->units.end(), isTold))
        return protocol::Withdrawn{elsewhere->header};
    WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byDigest(ask.envelope));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(envelope.header));
    for (const exchange::EnvelopeRecipient &recipient : header.routing().recipients) {
        if (!isTold(recipient.unit))
            continue;
        // A delivery that ended so is the unit's own: nobody else's is told from one that is not here.
        WENYI_TRY(const auto ending, office.store.directives().ending(envelope.number, recipient.unit));
        if (ending)
            return protocol::Withdrawn{envelope.header};
    }
    return Error{ErrorCode::NotFound, "envelope.unknown", QString::fromLatin1(ask.envelope.toHex())};
}

Result<protocol::Confirmed> handle(Office &office, Group &group, const Peer &peer, const protocol::TellWithdrawn &tell)
{
    WENYI_TRY(const auto ruling, Ruling::fromBytes(tell.ruling));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(tell.header));
    WENYI_CHECK(office.checkRoom());
    WENYI_CHECK(checkWithdrawal(office, peer, ruling, header));
    QList<UnitCode> units;
    for (const UnitCode &unit : ruling.facts().units) {
        WENYI_TRY(const bool isNew, noteTaken(office, peer, header, unit));
        if (isNew)
            units.append(unit);
    }
    WENYI_CHECK(ruleAnew(office, group, ruling, units));
    return protocol::Confirmed{header.routing().id};
}

Result<void> tellNotBrought(Office &office, QSet<UnitCode> &changed, quint64 number, const EnvelopeHeader &header,
    const UnitCode &queue, const QList<UnitCode> &recipients)
{
    if (!office.domain->receives(queue) || recipients.isEmpty())
        return {};
    for (const UnitCode &unit : recipients) {
        WENYI_TRY(const auto ending, office.store.directives().ending(number, unit));
        if (!ending)
            WENYI_CHECK(office.store.directives().end(number, unit, RulingKind::Undeliverable));
    }
    const exchange::RulingFacts facts{
        RulingKind::Undeliverable, header.routing().id, header.digest(), recipients, office.clock.now(), {}, {}, {}};
    WENYI_CHECK(rule(office, facts, {queue}, changed));
    return {};
}

} // namespace wenyi::server
