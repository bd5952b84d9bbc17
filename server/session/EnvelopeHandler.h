// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

#include <functional>

/// Envelopes from unit to unit.
namespace wenyi::server {

/// Checks the header, asks for the parts that are missing, and stores the envelope when all are there. The receipt of
/// an envelope stored in this group is empty until signAcceptances(); one stored before comes with its first receipt.
/// Fails as EnvelopeHeader::fromBytes() and verify() do, and with NotAllowed "envelope.impersonated" (not the session's
/// unit and desktop), "exchange.secrecy-refused", NotFound "envelope.recipient-unknown", AlreadyExists
/// "envelope.id-reused", Corrupt "envelope.part-size".
Result<protocol::EnvelopeState> handle(Office &, Group &, const Peer &, const protocol::SendEnvelope &);
/// Stores the parts that came along, all of them; called once the envelope may be sent.
using TakeParts = std::function<Result<void>(const exchange::EnvelopeRouting &)>;
/// The same for a header whose parts may come along.
Result<protocol::EnvelopeState> takeEnvelope(
    Office &, Group &, const Peer &, QByteArrayView header, const TakeParts &takeParts);
Result<protocol::Deliveries> handle(Office &, Group &, const Peer &, const protocol::FetchDeliveries &);
/// Fails with NotFound "envelope.unknown" also where it is not for the unit.
Result<protocol::Confirmed> handle(Office &, Group &, const Peer &, const protocol::ConfirmDelivery &);

struct Way;

/// Stores an envelope whose parts are all here, into the queues of its way, and has its receipt signed with the
/// group's. Gives its number.
Result<quint64> acceptEnvelope(Office &office, Group &group, const exchange::EnvelopeHeader &header, const Way &way);
/// The parts that the owner has not stored whole, and how much of each is here. Fails with Corrupt
/// "envelope.part-size".
Result<QList<protocol::BlobState>> missingParts(
    Office &office, const UnitCode &owner, const exchange::EnvelopeRouting &routing);

/// One signature for all that the group accepted. Gives each receipt by the digest of its envelope.
Result<QHash<Digest, QByteArray>> signAcceptances(Office &office, const Group &group);

} // namespace wenyi::server
