// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/exchange/HopList.h"
#include "shared/protocol/Messages.h"

/// Envelopes between domains (decision 40).
namespace wenyi::server {

/// Where an envelope goes from here.
struct Way
{
    QList<UnitCode> queues;                             ///< Each once: of units here, and of linked domains.
    QList<UnitCode> awaited;                            ///< Recipients whose answer is counted here.
    QList<std::pair<UnitCode, UnitCode>> onward;        ///< A linked domain's queue, and a recipient it leads to.
    QList<std::pair<UnitCode, QByteArray>> undelivered; ///< Recipients that are not reached, and why.
};

/// Pure. Of a recipient whose next domain has had the envelope before, the way is a loop ("envelope.loop"); others are
/// not reached since nobody knows them ("envelope.recipient-unknown") or the way is too long
/// ("envelope.too-many-hops").
Way wayOf(const Domain &domain, const QList<UnitCode> &recipients, const exchange::HopList &came);

/// Notes what goes on to other domains, and returns what goes nowhere to the sender.
Result<void> sendOnward(Office &office, Group &group, quint64 number, const exchange::EnvelopeHeader &header,
    const Way &way, const exchange::HopList &came);
/// Tells the sender, by a receipt of this server, that a recipient is not reached, and notes whose queue changed; again
/// does nothing.
Result<void> returnToSender(Office &office, QSet<UnitCode> &changed, quint64 number,
    const exchange::EnvelopeHeader &header, const UnitCode &recipient, const QByteArray &reason);

/// The queue to which an answer goes: the sender's own, or that of the link which brought the envelope, whatever way
/// leads to the sender's domain by now, or none. On another one nobody would know what it is about.
Result<UnitCode> answerQueueOf(Office &office, quint64 number, const exchange::EnvelopeHeader &header);

/// Of these recipients those whose answer the sender may still wait for: of a sender in another domain its server
/// knows. Who answered has it, though a server that was put back to an earlier day does not take it again.
Result<QList<UnitCode>> stillAwaited(
    Office &office, quint64 number, const exchange::EnvelopeHeader &header, const QList<UnitCode> &recipients);

/// Stores an envelope of another domain when all its parts are here, as SendEnvelope does for a desktop. Fails as
/// EnvelopeHeader::fromBytes(), HopList::fromBytes() and both verify() do, and with NotAllowed "envelope.loop" (this
/// domain handed it on already), "envelope.impersonated" (the sender is reached by another link, or the hops are not
/// from its domain to the link's), "exchange.secrecy-refused", InvalidInput "envelope.recipients", AlreadyExists
/// "envelope.id-reused", Corrupt "envelope.part-size"; and with NotFound "card.outdated" where a server or the sender
/// signed by a certificate that the directory does not know, or the sender is not known yet.
Result<protocol::EnvelopeState> handle(Office &, Group &, const Peer &, const protocol::ForwardEnvelope &);
/// Fails with InvalidInput "forward.receipts" for receipts that there are not.
Result<protocol::Forwards> handle(Office &, Group &, const Peer &, const protocol::FetchForwards &);
/// Takes the other server's acceptance; returns the envelope to its sender with the reason, where that is one about the
/// envelope; or notes that it waits, with any other. Fails as exchange::Receipt::fromBytes() and verify() do, and with
/// NotFound "envelope.unknown", "card.outdated", NotTrusted "receipt.signer", InvalidInput "forward.outcome" (neither
/// of the two, or no reason).
Result<protocol::Confirmed> handle(Office &, Group &, const Peer &, const protocol::ConfirmForward &);
/// Why envelopes of the unit wait in the queues of linked domains: what was said when they could not go, or "link.down"
/// where nothing is heard of the link, which one of several servers does not know. Of others' envelopes nothing.
Result<protocol::Waits> handle(Office &, Group &, const Peer &, const protocol::AskWaits &);
/// Names parts that the link brought and that were set aside since, as damaged.
Result<protocol::EnvelopeState> handle(Office &, Group &, const Peer &, const protocol::AskLacking &);

} // namespace wenyi::server
