// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Receipts from the units that received to those that sent.
namespace wenyi::server {

/// Takes each receipt that the session's unit signed about an envelope that was sent to it; the others are refused one
/// by one, with the reasons of Receipt::fromBytes() and verify(), "receipt.impersonated", "envelope.unknown", and
/// "receipt.recalled" for one that answers what was recalled before. A link is told "card.outdated" of what was signed
/// by a certificate that the directory does not know: it is to come again.
Result<protocol::ReceiptStates> handle(Office &, Group &, const Peer &, const protocol::PushReceipts &);
Result<protocol::Receipts> handle(Office &, Group &, const Peer &, const protocol::PullReceipts &);

} // namespace wenyi::server
