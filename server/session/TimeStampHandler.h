// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Time stamps (RFC 3161).
namespace wenyi::server {

/// The authority's answer. A token that goes out stands in the register of time stamps first. Fails with Unsupported
/// "time-stamp.none" where the server gives none, Unavailable "time-stamp.too-many", "time-stamp.out-of-order" (the
/// authority's certificate does not hold: its holder must see to it, the desktop can do nothing), "store.full".
Result<protocol::TimeStampAnswer> handle(Office &, Group &, const Peer &, const protocol::RequestTimeStamp &);

} // namespace wenyi::server
