// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// What senders decide about their envelopes, and what is ruled.
namespace wenyi::server {

/// Stores a directive of the session's unit, and rules on a recall: from those who have not answered the envelope is
/// taken back at once. The same directive again gives the first rulings. Fails as exchange::Directive::fromBytes() and
/// verify() do, and with NotAllowed "directive.impersonated" (not the session's unit), "directive.foreign-envelope"
/// (another unit's envelope), "directive.too-late" (to be held, but accepted already), NotFound "envelope.unknown" (to
/// be recalled), NotTrusted "directive.signer", NotAllowed "directive.too-many".
/// An urge goes to those of this domain who have not answered and were not urged within a working hour: NotAllowed
/// "directive.nobody-to-urge" where that is nobody, or where the envelope is held.
Result<protocol::DirectiveState> handle(Office &, Group &, const Peer &, const protocol::GiveDirective &);
Result<protocol::Rulings> handle(Office &, Group &, const Peer &, const protocol::PullRulings &);

Result<protocol::Urges> handle(Office &, Group &, const Peer &, const protocol::PullUrges &);

/// Signs a ruling, keeps it, and has these units told of it.
Result<exchange::Ruling> rule(
    Office &office, exchange::RulingFacts facts, const QList<UnitCode> &told, QSet<UnitCode> &changed);

} // namespace wenyi::server
