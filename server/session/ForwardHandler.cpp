// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/ForwardHandler.h"

#include "server/session/EnvelopeHandler.h"
#include "server/session/WithdrawnHandler.h"

#include <algorithm>

namespace wenyi::server {

namespace {

using exchange::EnvelopeHeader;
using exchange::HopList;

/// Headers of one answer, in bytes; a single header over it still goes.
constexpr qsizetype ForwardListBytes = limits::MiB;
constexpr qsizetype LongestReason = 100;

exchange::ServerOfDomain serversOf(const Domain &domain)
{
    return [&domain](const QString &name) { return domain.serverCertificate(name); };
}

/// Whether the sender is of the domain that it comes from, and what is answered goes back the way that it came.
bool comesItsWay(const Domain &domain, const UnitCode &sender, const UnitCode &link, const HopList &came)
{
    if (came.hops().isEmpty() || came.hops().constLast().domain != Domain::domainOfQueue(link))
        return false;
    const QString &from = came.hops().constFirst().domain;
    if (domain.directory().unit(sender))
        return domain.domainOf(sender) == from && domain.queueOf(sender) == link;
    // A unit that the domain has by now, and its card does not name yet.
    const auto &peers = domain.directory().peers();
    return std::any_of(peers.begin(), peers.end(),
        [&](const auto &known) { return known.name() == from && queueOfDomain(known.nextHop()) == link; });
}

/// Whether sender and servers signed with the certificates that the directory has. What they signed with others waits
/// at the other side for their card, and is not returned.
Result<void> checkSigners(Office &office, const EnvelopeHeader &header, const HopList &came)
{
    const Domain &domain = *office.domain;
    OutdatedCards &cards = office.outdatedCards;
    const auto hops = came.verify(header.digest(), serversOf(domain));
    for (const exchange::Hop &hop : came.hops()) {
        const OutdatedCards::Signed hopSigned{hop.domain, {}, hop.time};
        if (!hops && hops.error().reason == "envelope.hop-signer" && hop.domain == hops.error().detail)
            return cards.note(hopSigned, office.clock.now());
        if (hops && domain.serverCertificate(hop.domain))
            cards.noteHolding(hopSigned);
    }
    WENYI_CHECK(hops);
    const exchange::EnvelopeRouting &routing = header.routing();
    const OutdatedCards::Signed bySender{came.hops().constFirst().domain, routing.sender, routing.created};
    const auto certificate = domain.unitSigner(routing.sender, {routing.signer, routing.created});
    if (!certificate || certificate->fingerprint() != routing.signer)
        return cards.note(bySender, office.clock.now());
    WENYI_CHECK(header.verify(*certificate));
    if (domain.isPresentSigner(routing.sender, *certificate))
        cards.noteHolding(bySender);
    return {};
}

/// The acceptance of an envelope that was brought before, signed anew where the server's certificate was renewed since:
/// by then the other side knows this one, and the one of before no more.
Result<QByteArray> acceptanceOf(Office &office, const AcceptedEnvelope &envelope)
{
    if (envelope.receipt.isEmpty())
        return envelope.receipt; // Of this group: it is signed with the others.
    WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(envelope.receipt));
    if (receipt.facts().signer == office.signer.certificate().fingerprint())
        return envelope.receipt;
    WENYI_TRY(
        const auto renewed, exchange::Receipt::sign(receipt.facts(), office.signer, {}, office.domain->version()));
    return renewed.toBytes();
}

Result<void> checkRecipients(const EnvelopeHeader &header, const QList<UnitCode> &recipients)
{
    const bool areAllKnown = std::all_of(recipients.begin(), recipients.end(),
        [&header](const UnitCode &unit) { return header.routing().recipient(unit) != nullptr; });
    const bool areOnce = QSet<UnitCode>(recipients.begin(), recipients.end()).size() == recipients.size();
    if (recipients.isEmpty() || !areAllKnown || !areOnce)
        return Error{ErrorCode::InvalidInput, "envelope.recipients", header.routing().id.toString()};
    return {};
}

bool isReason(const QByteArray &text)
{
    return text.size() <= LongestReason && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    });
}

/// Whether it is said of the envelope itself, so that trying again gives the same.
bool isAboutAnEnvelope(const QByteArray &reason)
{
    return isReason(reason) && (reason.startsWith("envelope.") || reason.startsWith("exchange."));
}

/// Whether the server at the other end of the link accepted this envelope.
Result<void> checkAcceptance(Office &office, const Peer &peer, const EnvelopeHeader &header, const QByteArray &bytes)
{
    WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(bytes));
    const QString domain = Domain::domainOfQueue(peer.unit);
    if (receipt.facts().kind != exchange::ReceiptKind::Accepted)
        return Error{ErrorCode::NotTrusted, "receipt.signer", domain};
    const OutdatedCards::Signed byServer{domain, {}, receipt.facts().time};
    const exchange::ReceiptFacts &facts = receipt.facts();
    const auto certificate = office.domain->serverSigner(domain, {facts.signer, facts.time});
    if (!certificate || certificate->fingerprint() != facts.signer)
        return office.outdatedCards.note(byServer, office.clock.now());
    WENYI_CHECK(receipt.verify(header, *certificate));
    if (office.domain->isPresentServer(domain, *certificate))
        office.outdatedCards.noteHolding(byServer);
    return {};
}

/// What waits in a link's queue, and behind it what was tried and could not go: however much that is, the link sees
/// what is new.
Result<QList<AcceptedEnvelope>> waitingFor(Office &office, const UnitCode &queue, quint64 limit)
{
    QList<AcceptedEnvelope> some;
    qsizetype bytes = 0;
    const auto hasRoom = [&](qsizetype more) {
        return static_cast<quint64>(some.size()) < limit && (some.isEmpty() || bytes + more <= ForwardListBytes);
    };
    WENYI_TRY(const QList<Digest> tried, office.store.forwards().waits(queue));
    const auto take = [&](AcceptedEnvelope envelope) -> Result<bool> {
        const bool fits = hasRoom(envelope.header.size());
        if (fits) {
            bytes += envelope.header.size();
            some.append(std::move(envelope));
        }
        return fits;
    };
    const QSet<Digest> leftOut(tried.begin(), tried.end());
    WENYI_CHECK(office.store.envelopes().eachWaiting(queue, limit, leftOut, take));
    bool goesOn = true;
    for (qsizetype i = 0; goesOn && i < tried.size(); ++i) {
        WENYI_TRY(AcceptedEnvelope envelope, office.store.envelopes().byDigest(tried.at(i)));
        WENYI_TRY(goesOn, take(std::move(envelope)));
    }
    return some;
}

/// Whether a unit of this domain signed it by a certificate that counts here no more, not even as a former one, and
/// that the other domain will therefore never know: the unit has to send it anew.
bool isHopeless(const Office &office, const EnvelopeHeader &header, const QByteArray &reason)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    const auto certificate = office.domain->unitSigner(routing.sender, {routing.signer, routing.created});
    return reason == OutdatedCards::Reason && office.domain->domainOf(routing.sender) == office.domain->name()
           && certificate && certificate->fingerprint() != routing.signer;
}

/// The link could not carry the envelope for now. A hop that this server signed before its certificate was renewed
/// holds nowhere any more, once the others know the new one.
Result<void> noteWaiting(Office &office, const Peer &peer, quint64 envelope, const QByteArray &reason)
{
    ForwardTable &table = office.store.forwards();
    WENYI_TRY(const auto queues, office.store.envelopes().recipientsOf(envelope));
    if (!queues.contains(peer.unit))
        return Error{ErrorCode::NotFound, "envelope.unknown", QString::number(envelope)};
    WENYI_CHECK(table.noteWaiting(envelope, peer.unit, reason, office.clock.now()));
    WENYI_TRY(const QByteArray bytes, table.hops(envelope));
    WENYI_TRY(const HopList hops, HopList::fromBytes(bytes));
    WENYI_TRY(const HopList renewed, hops.signedAnew(office.signer));
    const QByteArray newer = renewed.toBytes();
    return newer == bytes ? Result<void>() : table.replaceHops(envelope, newer);
}

/// Why an envelope is still in a linked domain's queue; nothing where it goes its way.
Result<std::optional<protocol::EnvelopeWait>> waitOf(
    Office &office, quint64 number, const Digest &envelope, const UnitCode &queue)
{
    const QString domain = Domain::domainOfQueue(queue);
    WENYI_TRY(const auto wait, office.store.forwards().waitOf(number, queue));
    if (wait)
        return std::optional(protocol::EnvelopeWait{envelope, domain, wait->reason, wait->since});
    // Of several servers on one database the link comes to one.
    std::optional<Instant> elsewhere;
    if (office.store.isShared()) {
        WENYI_TRY(elsewhere, office.store.forwards().heard(queue));
    }
    const auto silent = office.links.silentSince(queue, office.clock.now(), elsewhere);
    if (!silent)
        return std::optional<protocol::EnvelopeWait>();
    return std::optional(protocol::EnvelopeWait{envelope, domain, "link.down", *silent});
}

} // namespace

Way wayOf(const Domain &domain, const QList<UnitCode> &recipients, const HopList &came)
{
    Way way;
    QSet<UnitCode> queues;
    const auto enter = [&](const UnitCode &queue) {
        if (!queues.contains(queue))
            way.queues.append(queue);
        queues.insert(queue);
    };
    for (const UnitCode &unit : recipients) {
        const UnitCode queue = domain.queueOf(unit);
        const bool isHere = queue == unit;
        if (!domain.receives(unit)) {
            way.undelivered.append({unit, "envelope.recipient-unknown"});
        } else if (!isHere && came.passed(Domain::domainOfQueue(queue))) {
            way.undelivered.append({unit, "envelope.loop"});
        } else if (!isHere && came.hops().size() >= HopList::Most) {
            way.undelivered.append({unit, "envelope.too-many-hops"});
        } else {
            enter(queue);
            if (!isHere)
                way.onward.append({queue, unit});
            // In between two domains nobody waits for the answer.
            if (isHere || came.hops().isEmpty())
                way.awaited.append(unit);
        }
    }
    return way;
}

Result<void> sendOnward(
    Office &office, Group &group, quint64 number, const EnvelopeHeader &header, const Way &way, const HopList &came)
{
    if (!way.onward.isEmpty()) {
        WENYI_TRY(const HopList hops,
            came.followedBy(office.domain->name(), header.digest(), office.clock.now(), office.signer));
        WENYI_CHECK(office.store.forwards().keepHops(number, hops.toBytes()));
    }
    for (const auto &[queue, unit] : way.onward)
        WENYI_CHECK(office.store.forwards().addOnward(number, queue, unit));
    for (const auto &[unit, reason] : way.undelivered)
        WENYI_CHECK(returnToSender(office, group.changed, number, header, unit, reason));
    return {};
}

Result<void> returnToSender(Office &office, QSet<UnitCode> &changed, quint64 number, const EnvelopeHeader &header,
    const UnitCode &recipient, const QByteArray &reason)
{
    // Another domain's server may say anything.
    const QByteArray stable = isAboutAnEnvelope(reason) ? reason : QByteArray("envelope.refused");
    WENYI_TRY(const bool isNew, office.store.forwards().noteUndelivered(number, recipient, stable));
    if (!isNew)
        return {};
    exchange::ReceiptFacts facts;
    facts.envelope = header.routing().id;
    facts.envelopeDigest = header.digest();
    facts.unit = recipient;
    facts.kind = exchange::ReceiptKind::Returned;
    facts.time = office.clock.now();
    facts.reason = QString::fromLatin1(stable);
    facts.directoryHead = office.domain->digest();
    WENYI_TRY(const auto receipt, exchange::Receipt::sign(facts, office.signer, {}, office.domain->version()));
    WENYI_TRY(const UnitCode queue, answerQueueOf(office, number, header));
    WENYI_CHECK(office.store.receipts().add(queue, receipt.toBytes()));
    WENYI_CHECK(office.store.answers().take(number, recipient));
    changed.insert(queue);
    return {};
}

Result<UnitCode> answerQueueOf(Office &office, quint64 number, const EnvelopeHeader &header)
{
    const UnitCode &sender = header.routing().sender;
    const UnitCode queue = office.domain->queueOf(sender);
    if (queue == sender && office.domain->directory().unit(sender))
        return queue;
    WENYI_TRY(const auto bringer, office.store.forwards().bringerOf(number));
    return bringer.value_or(queue);
}

Result<QList<UnitCode>> stillAwaited(
    Office &office, quint64 number, const EnvelopeHeader &header, const QList<UnitCode> &recipients)
{
    const UnitCode &sender = header.routing().sender;
    if (office.domain->queueOf(sender) != sender)
        return recipients;
    QList<UnitCode> awaited;
    for (const UnitCode &unit : recipients) {
        WENYI_TRY(const bool isOutstanding, office.store.answers().isOutstanding(number, unit));
        if (isOutstanding)
            awaited.append(unit);
    }
    return awaited;
}

Result<protocol::EnvelopeState> handle(
    Office &office, Group &group, const Peer &peer, const protocol::ForwardEnvelope &forward)
{
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(forward.header));
    WENYI_TRY(const auto came, HopList::fromBytes(forward.hops));
    group.answered = header.digest();
    // Before it is looked for: an envelope that comes back is here already.
    if (came.passed(office.domain->name()))
        return Error{ErrorCode::NotAllowed, "envelope.loop", header.routing().id.toString()};
    const exchange::EnvelopeRouting &routing = header.routing();
    if (!comesItsWay(*office.domain, routing.sender, peer.unit, came))
        return Error{ErrorCode::NotAllowed, "envelope.impersonated", routing.sender.toString()};
    WENYI_CHECK(checkRecipients(header, forward.recipients));
    // Again, whatever certificates were renewed since.
    WENYI_TRY(const auto known, office.store.envelopes().find(routing.sender, routing.id, header.digest()));
    if (known) {
        WENYI_TRY(const QByteArray receipt, acceptanceOf(office, *known));
        return protocol::EnvelopeState{{}, receipt};
    }
    WENYI_CHECK(checkSigners(office, header, came));
    WENYI_CHECK(exchange::passSecrecyGate(office.secrecy, routing.secrecy, exchange::ContentClass::Document));
    WENYI_CHECK(office.checkRoom());
    WENYI_TRY(QList<protocol::BlobState> missing, missingParts(office, peer.unit, routing));
    if (!missing.isEmpty())
        return protocol::EnvelopeState{std::move(missing), std::nullopt};
    const Way way = wayOf(*office.domain, forward.recipients, came);
    WENYI_TRY(const quint64 number, acceptEnvelope(office, group, header, way));
    WENYI_CHECK(office.store.forwards().noteBrought(number, peer.unit));
    WENYI_CHECK(sendOnward(office, group, number, header, way, came));
    return protocol::EnvelopeState{{}, QByteArray()};
}

Result<protocol::Forwards> handle(Office &office, Group &, const Peer &peer, const protocol::FetchForwards &fetch)
{
    ForwardTable &table = office.store.forwards();
    // A link asks this, whatever else it has to do.
    if (office.store.isShared() && office.links.isToTell(peer.unit, office.clock.now()))
        WENYI_CHECK(table.noteHeard(peer.unit, office.clock.now()));
    protocol::Forwards answer;
    WENYI_TRY(answer.receiptsTaken, table.receiptsTaken(peer.unit));
    if (fetch.receiptsTaken > answer.receiptsTaken) {
        WENYI_TRY(const quint64 last, office.store.receipts().last(peer.unit));
        if (fetch.receiptsTaken > last)
            return Error{ErrorCode::InvalidInput, "forward.receipts", QString::number(fetch.receiptsTaken)};
        WENYI_CHECK(table.noteReceiptsTaken(peer.unit, fetch.receiptsTaken));
        answer.receiptsTaken = fetch.receiptsTaken;
    }
    WENYI_TRY(const auto waiting, waitingFor(office, peer.unit, fetch.limit));
    for (const AcceptedEnvelope &envelope : waiting) {
        WENYI_TRY(const QByteArray hops, table.hops(envelope.number));
        WENYI_TRY(const QList<UnitCode> recipients, table.onward(envelope.number, peer.unit));
        answer.forwards.append({envelope.header, hops, recipients});
    }
    return answer;
}

Result<protocol::Confirmed> handle(
    Office &office, Group &group, const Peer &peer, const protocol::ConfirmForward &confirm)
{
    const bool isRefused = confirm.receipt.isEmpty();
    if (isRefused != !confirm.reason.isEmpty() || (isRefused && !isReason(confirm.reason)))
        return Error{ErrorCode::InvalidInput, "forward.outcome", confirm.envelope.toString()};
    WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byDigest(confirm.digest));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(envelope.header));
    const QByteArray reason =
        isHopeless(office, header, confirm.reason) ? QByteArray("envelope.signer") : confirm.reason;
    if (isRefused && !isAboutAnEnvelope(reason)) {
        WENYI_CHECK(noteWaiting(office, peer, envelope.number, reason));
        return protocol::Confirmed{confirm.envelope};
    }
    if (!isRefused)
        WENYI_CHECK(checkAcceptance(office, peer, header, confirm.receipt));
    WENYI_TRY(const auto waiting, office.store.envelopes().recipientsOf(envelope.number));
    // Fails where it is not for that domain.
    WENYI_CHECK(office.store.envelopes().confirm(peer.unit, confirm.envelope, confirm.digest, office.clock.now()));
    if (isRefused && !waiting.contains(peer.unit))
        return protocol::Confirmed{confirm.envelope}; // Again.
    WENYI_TRY(
        const bool isNew, office.store.forwards().noteHandedOn(envelope.number, peer.unit, confirm.receipt, reason));
    if (isNew && isRefused) {
        WENYI_TRY(const QList<UnitCode> onward, office.store.forwards().onward(envelope.number, peer.unit));
        WENYI_TRY(const QList<UnitCode> recipients, stillAwaited(office, envelope.number, header, onward));
        for (const UnitCode &unit : recipients)
            WENYI_CHECK(returnToSender(office, group.changed, envelope.number, header, unit, reason));
        WENYI_CHECK(tellNotBrought(office, group.changed, envelope.number, header, peer.unit, recipients));
    }
    return protocol::Confirmed{confirm.envelope};
}

Result<protocol::Waits> handle(Office &office, Group &, const Peer &peer, const protocol::AskWaits &ask)
{
    protocol::Waits answer;
    for (const Digest &digest : ask.envelopes) {
        const auto envelope = office.store.envelopes().byDigest(digest);
        if (!envelope && envelope.error().code == ErrorCode::NotFound)
            continue;
        WENYI_CHECK(envelope);
        WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(envelope->header));
        if (header.routing().sender != peer.unit)
            continue;
        WENYI_TRY(const QList<UnitCode> queues, office.store.envelopes().recipientsOf(envelope->number));
        for (const UnitCode &queue : queues) {
            if (!Domain::isQueueOfDomain(queue))
                continue;
            WENYI_TRY(const auto wait, waitOf(office, envelope->number, digest, queue));
            if (wait)
                answer.waits.append(*wait);
        }
    }
    return answer;
}

Result<protocol::EnvelopeState> handle(Office &office, Group &, const Peer &peer, const protocol::AskLacking &ask)
{
    WENYI_TRY(const auto parts, office.store.forwards().lackingParts(peer.unit, ask.limit));
    protocol::EnvelopeState state;
    for (const auto &[digest, have] : parts)
        state.missing.append({digest, have});
    return state;
}

} // namespace wenyi::server
