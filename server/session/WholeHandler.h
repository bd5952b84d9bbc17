// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Small envelopes with their parts in one message.
namespace wenyi::server {

/// Stores the parts and the envelope, or nothing. Fails as SendEnvelope and PutBlob do, and with Corrupt
/// "envelope.part-size" (parts are missing, or larger or smaller than the header says), "blob.damaged" (another
/// digest).
Result<protocol::EnvelopeState> handle(Office &, Group &, const Peer &, const protocol::SendWhole &);
/// Fails as ConfirmDelivery does; then nothing is confirmed.
Result<protocol::WholeDeliveries> handle(Office &, Group &, const Peer &, const protocol::FetchWhole &);

} // namespace wenyi::server
