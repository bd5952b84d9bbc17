// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/EnvelopeHandler.h"

#include "server/session/Examination.h"
#include "server/session/ForwardHandler.h"

namespace wenyi::server {

namespace {

/// Headers of one answer, in bytes; a single header over it still goes.
constexpr qsizetype ListBytes = limits::MiB;
/// Acceptances; no more than an eighth of what Receipt::signAll() takes, since each stands in a block of eight with the
/// audit head and the directory's version.
constexpr qsizetype UnderOneSignature = 8'000;

/// What the sender is told of the server's own audit log; its owner is the server.
std::optional<exchange::CarriedHead> auditHead(Office &office)
{
    // A log that cannot be read holds no acceptance up: that is for `verify` to tell.
    const auto head = office.store.audit().head();
    if (!head || head->number == 0)
        return {};
    return exchange::CarriedHead{{}, head->number, head->hash};
}

/// Whether the session's desktop may send this now; nothing is stored for it before. `verifiedBy`: the certificate by
/// which the header was found to be signed, where somebody looked.
Result<void> checkMaySend(const Office &office, const Peer &peer, const exchange::EnvelopeHeader &header,
    const std::optional<Digest> &verifiedBy)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    if (routing.sender != peer.unit || routing.desktop != peer.desktop)
        return Error{ErrorCode::NotAllowed, "envelope.impersonated", routing.sender.toString()};
    const auto certificate = office.domain->unitSigner(routing.sender, {routing.signer, routing.created});
    if (!certificate)
        return Error{ErrorCode::NotTrusted, "envelope.signer", routing.sender.toString()};
    if (verifiedBy != certificate->fingerprint())
        WENYI_CHECK(header.verify(*certificate));
    // What is inside is not the server's to know: the declared class is what the gate has.
    WENYI_CHECK(exchange::passSecrecyGate(office.secrecy, routing.secrecy, exchange::ContentClass::Document));
    for (const exchange::EnvelopeRecipient &recipient : routing.recipients) {
        if (!office.domain->receives(recipient.unit))
            return Error{ErrorCode::NotFound, "envelope.recipient-unknown", recipient.unit.toString()};
    }
    return {};
}

/// How much of a part is here; all when it is whole.
Result<quint64> partHere(Office &office, const UnitCode &owner, const exchange::EnvelopePart &part)
{
    WENYI_TRY(const auto known, office.store.blobs().find(owner, part.digest));
    if (known && known->size != static_cast<quint64>(part.size))
        return Error{ErrorCode::Corrupt, "envelope.part-size", QString::fromLatin1(part.digest.toHex())};
    return known ? known->received : 0;
}

} // namespace

Result<QList<protocol::BlobState>> missingParts(
    Office &office, const UnitCode &owner, const exchange::EnvelopeRouting &routing)
{
    QList<protocol::BlobState> missing;
    for (const exchange::EnvelopePart &part : routing.parts) {
        WENYI_TRY(const quint64 here, partHere(office, owner, part));
        if (here != static_cast<quint64>(part.size))
            missing.append({part.digest, here});
    }
    return missing;
}

Result<quint64> acceptEnvelope(Office &office, Group &group, const exchange::EnvelopeHeader &header, const Way &way)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    const Instant now = office.clock.now();
    WENYI_TRY(const quint64 number, office.store.envelopes().accept(header, way.queues, now));
    WENYI_CHECK(office.store.answers().expect(number, way.awaited));
    WENYI_TRY(const bool held, office.store.directives().holdAccepted(number, routing.sender, header.digest(), now));
    exchange::ReceiptFacts facts;
    facts.envelope = routing.id;
    facts.envelopeDigest = header.digest();
    facts.unit = routing.sender;
    facts.kind = exchange::ReceiptKind::Accepted;
    facts.time = now;
    facts.directoryHead = office.domain->digest();
    quint64 bytes = 0;
    for (const exchange::EnvelopePart &part : routing.parts)
        bytes += static_cast<quint64>(part.size);
    group.acceptances.insert(facts.envelopeDigest, {number, facts, bytes});
    for (qsizetype i = 0; !held && i < way.queues.size(); ++i)
        group.changed.insert(way.queues.at(i));
    return number;
}

Result<protocol::EnvelopeState> handle(
    Office &office, Group &group, const Peer &peer, const protocol::SendEnvelope &send)
{
    return takeEnvelope(office, group, peer, send.header, {});
}

Result<protocol::EnvelopeState> takeEnvelope(
    Office &office, Group &group, const Peer &peer, QByteArrayView headerBytes, const TakeParts &takeParts)
{
    const Examination::Findings *found = group.examination ? &group.examination->findings() : nullptr;
    WENYI_TRY(const auto header, found ? found->header : exchange::EnvelopeHeader::fromBytes(headerBytes));
    const exchange::EnvelopeRouting &routing = header.routing();
    const Digest digest = header.digest();
    group.answered = digest;
    EnvelopeTable &envelopes = office.store.envelopes();
    // The unit's own envelope again, be it by another of its desktops: the first receipt, whatever changed since.
    WENYI_TRY(const auto known, envelopes.find(peer.unit, routing.id, digest));
    if (known)
        return protocol::EnvelopeState{{}, known->receipt};
    WENYI_CHECK(checkMaySend(office, peer, header, found ? found->signer : std::nullopt));
    WENYI_CHECK(office.checkRoom());
    if (takeParts) {
        WENYI_CHECK(takeParts(routing)); // All of them, or it fails.
    } else {
        WENYI_TRY(QList<protocol::BlobState> missing, missingParts(office, peer.unit, routing));
        if (!missing.isEmpty())
            return protocol::EnvelopeState{std::move(missing), std::nullopt};
    }
    QList<UnitCode> recipients;
    for (const exchange::EnvelopeRecipient &recipient : routing.recipients)
        recipients.append(recipient.unit);
    const Way way = wayOf(*office.domain, recipients, {});
    WENYI_TRY(const quint64 number, acceptEnvelope(office, group, header, way));
    WENYI_CHECK(sendOnward(office, group, number, header, way, {}));
    return protocol::EnvelopeState{{}, QByteArray()};
}

Result<QHash<Digest, QByteArray>> signAcceptances(Office &office, const Group &group)
{
    QHash<Digest, QByteArray> signedReceipts;
    if (group.acceptances.isEmpty())
        return signedReceipts;
    QList<exchange::ReceiptFacts> facts;
    for (const Acceptance &acceptance : group.acceptances)
        facts.append(acceptance.facts);
    const auto head = auditHead(office);
    for (qsizetype from = 0; from < facts.size(); from += UnderOneSignature) {
        WENYI_TRY(
            const QList<exchange::Receipt> receipts, exchange::Receipt::signAll(facts.mid(from, UnderOneSignature),
                                                         office.signer, head, office.domain->version()));
        for (const exchange::Receipt &receipt : receipts) {
            const Digest &digest = receipt.facts().envelopeDigest;
            signedReceipts.insert(digest, receipt.toBytes());
            WENYI_CHECK(office.store.envelopes().keepReceipt(
                group.acceptances.value(digest).number, signedReceipts.value(digest)));
        }
    }
    return signedReceipts;
}

Result<protocol::Deliveries> handle(Office &office, Group &, const Peer &peer, const protocol::FetchDeliveries &fetch)
{
    protocol::Deliveries deliveries;
    WENYI_TRY(const auto waiting, office.store.envelopes().waiting(peer.unit, fetch.limit, ListBytes));
    for (const AcceptedEnvelope &envelope : waiting)
        deliveries.deliveries.append({envelope.number, envelope.acceptedAt, envelope.header});
    return deliveries;
}

Result<protocol::Confirmed> handle(
    Office &office, Group &group, const Peer &peer, const protocol::ConfirmDelivery &confirm)
{
    WENYI_CHECK(office.store.envelopes().confirm(peer.unit, confirm.envelope, confirm.digest, office.clock.now()));
    group.changed.insert(peer.unit);
    return protocol::Confirmed{confirm.envelope};
}

} // namespace wenyi::server
