// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/ForwardHandler.h"

#include "server/session/EnvelopeHandler.h"

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

/// Whether this link may bring this, from that sender, over those domains; nothing is stored for it before.
Result<void> checkMayForward(const Office &office, const Peer &peer, const EnvelopeHeader &header, const HopList &came)
{
    const Domain &domain = *office.domain;
    const exchange::EnvelopeRouting &routing = header.routing();
    const Error impersonated{ErrorCode::NotAllowed, "envelope.impersonated", routing.sender.toString()};
    // What is answered goes back the way that it came.
    if (domain.queueOf(routing.sender) != peer.unit || came.hops().isEmpty())
        return impersonated;
    if (came.hops().constFirst().domain != domain.domainOf(routing.sender)
        || came.hops().constLast().domain != Domain::domainOfQueue(peer.unit))
        return impersonated;
    WENYI_CHECK(came.verify(header.digest(), serversOf(domain)));
    const auto certificate = domain.unitCertificate(routing.sender);
    if (!certificate)
        return Error{ErrorCode::NotTrusted, "envelope.signer", routing.sender.toString()};
    WENYI_CHECK(header.verify(*certificate));
    WENYI_CHECK(exchange::passSecrecyGate(office.secrecy, routing.secrecy, exchange::ContentClass::Document));
    return {};
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

bool isAboutAnEnvelope(const QByteArray &reason)
{
    return reason.size() <= LongestReason && (reason.startsWith("envelope.") || reason.startsWith("exchange."))
           && std::all_of(
               reason.begin(), reason.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '.' || c == '-'; });
}

/// Whether the server at the other end of the link accepted this envelope.
Result<void> checkAcceptance(
    const Office &office, const Peer &peer, const EnvelopeHeader &header, const QByteArray &bytes)
{
    WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(bytes));
    const auto certificate = office.domain->serverCertificate(Domain::domainOfQueue(peer.unit));
    if (!certificate || receipt.facts().kind != exchange::ReceiptKind::Accepted)
        return Error{ErrorCode::NotTrusted, "receipt.signer", peer.unit.toString()};
    return receipt.verify(header, *certificate);
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
    const UnitCode queue = office.domain->queueOf(header.routing().sender);
    WENYI_CHECK(office.store.receipts().add(queue, receipt.toBytes()));
    WENYI_CHECK(office.store.answers().take(number, recipient));
    changed.insert(queue);
    return {};
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
    WENYI_CHECK(checkMayForward(office, peer, header, came));
    WENYI_CHECK(checkRecipients(header, forward.recipients));
    const exchange::EnvelopeRouting &routing = header.routing();
    WENYI_TRY(const auto known, office.store.envelopes().find(routing.sender, routing.id, header.digest()));
    if (known)
        return protocol::EnvelopeState{{}, known->receipt};
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
    protocol::Forwards answer;
    WENYI_TRY(answer.receiptsTaken, table.receiptsTaken(peer.unit));
    if (fetch.receiptsTaken > answer.receiptsTaken) {
        WENYI_TRY(const quint64 last, office.store.receipts().last(peer.unit));
        if (fetch.receiptsTaken > last)
            return Error{ErrorCode::InvalidInput, "forward.receipts", QString::number(fetch.receiptsTaken)};
        WENYI_CHECK(table.noteReceiptsTaken(peer.unit, fetch.receiptsTaken));
        answer.receiptsTaken = fetch.receiptsTaken;
    }
    WENYI_TRY(const auto waiting, office.store.envelopes().waiting(peer.unit, fetch.limit, ForwardListBytes));
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
    if (isRefused != !confirm.reason.isEmpty() || (isRefused && !isAboutAnEnvelope(confirm.reason)))
        return Error{ErrorCode::InvalidInput, "forward.outcome", confirm.envelope.toString()};
    WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byDigest(confirm.digest));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(envelope.header));
    if (!isRefused)
        WENYI_CHECK(checkAcceptance(office, peer, header, confirm.receipt));
    // Fails where it is not for that domain.
    WENYI_CHECK(office.store.envelopes().confirm(peer.unit, confirm.envelope, confirm.digest, office.clock.now()));
    WENYI_TRY(const bool isNew,
        office.store.forwards().noteHandedOn(envelope.number, peer.unit, confirm.receipt, confirm.reason));
    if (isNew && isRefused) {
        WENYI_TRY(const QList<UnitCode> recipients, office.store.forwards().onward(envelope.number, peer.unit));
        for (const UnitCode &unit : recipients)
            WENYI_CHECK(returnToSender(office, group.changed, envelope.number, header, unit, confirm.reason));
    }
    return protocol::Confirmed{confirm.envelope};
}

} // namespace wenyi::server
