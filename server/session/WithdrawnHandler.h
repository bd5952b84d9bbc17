// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// What was taken from a recipient before it came: its place in the row from its sender.
namespace wenyi::server {

/// The header of an envelope that a ruling took from the unit, or from one that the link leads to. Fails with NotFound
/// "envelope.unknown": none such is here, or none was taken from it.
Result<protocol::Withdrawn> handle(Office &, Group &, const Peer &, const protocol::AskWithdrawn &);

/// Takes the word of a linked domain's server that an envelope does not come to units that it was on its way to, and
/// tells them by rulings of this server, or the next domain. What is here for a unit is not taken from it so. Fails as
/// exchange::EnvelopeHeader and exchange::Ruling do, and with NotAllowed "envelope.impersonated" (the sender is reached
/// by another link), "ruling.kind" (it is no such ruling), "exchange.secrecy-refused", NotFound "card.outdated".
Result<protocol::Confirmed> handle(Office &, Group &, const Peer &, const protocol::TellWithdrawn &);

/// Has a linked domain told that these recipients there do not get an envelope which was in its queue.
Result<void> tellNotBrought(Office &office, QSet<UnitCode> &changed, quint64 number,
    const exchange::EnvelopeHeader &header, const UnitCode &queue, const QList<UnitCode> &recipients);

} // namespace wenyi::server
