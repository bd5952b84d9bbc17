// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/ReceiptHandler.h"

#include "server/session/ForwardHandler.h"

namespace wenyi::server {

namespace {

/// What states that the unit has taken the document as its own, or given it back.
bool isAnswer(exchange::ReceiptKind kind)
{
    return kind >= exchange::ReceiptKind::SignedFor;
}

/// Whose certificate has to have signed a receipt that came in. That something could not be brought to a unit is said
/// by the server at the other end of the link, and by nobody else.
std::optional<crypto::Certificate> signerOf(const Office &office, const Peer &peer, const exchange::ReceiptFacts &facts)
{
    if (!facts.isByServer())
        return office.domain->unitSigner(facts.unit, {facts.signer, facts.time});
    if (!peer.isLink)
        return {};
    return office.domain->serverSigner(Domain::domainOfQueue(peer.unit), {facts.signer, facts.time});
}

/// What a link brings by a certificate that is not known here waits there for the signer's card.
Result<void> checkSigner(
    Office &office, const Peer &peer, const exchange::Receipt &receipt, const exchange::EnvelopeHeader &header)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    const auto certificate = signerOf(office, peer, facts);
    const Result<void> holds = certificate ? receipt.verify(header, *certificate)
                                           : Error{ErrorCode::NotTrusted, "receipt.signer", facts.unit.toString()};
    if (!peer.isLink || (!holds && holds.error().reason != "receipt.signer"))
        return holds;
    const OutdatedCards::Signed signer =
        facts.isByServer() ? OutdatedCards::Signed{Domain::domainOfQueue(peer.unit), {}, facts.time}
                           : OutdatedCards::Signed{office.domain->domainOf(facts.unit), facts.unit, facts.time};
    if (!holds)
        return office.outdatedCards.note(signer, office.clock.now());
    // A former certificate says nothing of whether the card has the present one.
    const bool isPresent = facts.isByServer() ? office.domain->isPresentServer(signer.domain, *certificate)
                                              : office.domain->isPresentSigner(facts.unit, *certificate);
    if (isPresent)
        office.outdatedCards.noteHolding(signer);
    return {};
}

/// Whether it was taken before: again it changes nothing, whatever certificates were renewed since.
Result<bool> isTaken(Office &office, quint64 envelope, const UnitCode &queue, const exchange::Receipt &receipt)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    if (facts.isByServer())
        return office.store.forwards().isUndelivered(envelope, facts.unit);
    return office.store.receipts().has(queue, receipt.toBytes());
}

/// Whether the receipt comes by the way to its unit, or by the one on which the envelope went there before directories
/// told of another: the two domains do not change them in the same moment.
Result<bool> comesItsWay(Office &office, const Peer &peer, quint64 envelope, const exchange::ReceiptFacts &facts)
{
    if (office.domain->queueOf(facts.unit) == peer.unit)
        return true;
    WENYI_TRY(const QList<UnitCode> onward, office.store.forwards().onward(envelope, peer.unit));
    return onward.contains(facts.unit);
}

/// Stores the receipt for the unit that sent the envelope. Gives the queue that it went to.
Result<UnitCode> takeReceipt(Office &office, Group &group, const Peer &peer, const QByteArray &bytes)
{
    WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(bytes));
    const exchange::ReceiptFacts &facts = receipt.facts();
    const Error impersonated{ErrorCode::NotAllowed, "receipt.impersonated", facts.unit.toString()};
    const bool isElsewhere = office.domain->queueOf(facts.unit) != facts.unit;
    if (facts.kind == exchange::ReceiptKind::Accepted || isElsewhere != peer.isLink
        || (!peer.isLink && facts.unit != peer.unit))
        return impersonated;
    WENYI_TRY(const AcceptedEnvelope envelope, office.store.envelopes().byDigest(facts.envelopeDigest));
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
    WENYI_TRY(const bool isItsWay, comesItsWay(office, peer, envelope.number, facts));
    WENYI_TRY(const UnitCode queue, answerQueueOf(office, envelope.number, header));
    if (!isItsWay || (queue == peer.unit && peer.isLink))
        return impersonated;
    WENYI_TRY(const bool isKnown, isTaken(office, envelope.number, queue, receipt));
    if (isKnown)
        return queue;
    WENYI_CHECK(checkSigner(office, peer, receipt, header));
    if (facts.isByServer()) {
        // The sender's desktops know their own server, and no other.
        WENYI_TRY(const auto awaited, stillAwaited(office, envelope.number, header, {facts.unit}));
        for (const UnitCode &unit : awaited)
            WENYI_CHECK(returnToSender(office, group.changed, envelope.number, header, unit, facts.reason.toLatin1()));
        return queue;
    }
    // What came first here counts: a recall that is ruled on is not undone by signing for it afterwards.
    WENYI_TRY(const auto ending, office.store.directives().ending(envelope.number, facts.unit));
    if (ending == exchange::RulingKind::Recalled && isAnswer(facts.kind))
        return Error{ErrorCode::NotAllowed, "receipt.recalled", facts.envelope.toString()};
    WENYI_CHECK(office.store.receipts().add(queue, bytes));
    if (facts.kind == exchange::ReceiptKind::SignedFor || facts.kind == exchange::ReceiptKind::Returned)
        WENYI_CHECK(office.store.answers().take(envelope.number, facts.unit));
    return queue;
}

} // namespace

Result<protocol::ReceiptStates> handle(
    Office &office, Group &group, const Peer &peer, const protocol::PushReceipts &push)
{
    WENYI_CHECK(office.checkRoom());
    protocol::ReceiptStates states;
    for (const QByteArray &bytes : push.receipts) {
        const Result<UnitCode> sender = takeReceipt(office, group, peer, bytes);
        if (!sender && sender.error().code == ErrorCode::StorageFailure)
            return sender.error();
        states.reasons.append(sender ? QByteArray() : sender.error().reason);
        if (sender)
            group.changed.insert(*sender);
    }
    return states;
}

Result<protocol::Receipts> handle(Office &office, Group &, const Peer &peer, const protocol::PullReceipts &pull)
{
    protocol::Receipts receipts;
    WENYI_TRY(receipts.receipts, office.store.receipts().after(peer.unit, pull.after, pull.limit));
    return receipts;
}

} // namespace wenyi::server
