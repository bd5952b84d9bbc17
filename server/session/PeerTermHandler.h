// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// What a linked domain's server says of itself (decision 40).
namespace wenyi::server {

/// Notes the term of the other domain's server. Where it was restored or taken over since it was heard of last, what it
/// had accepted waits for it anew, and its receipts are given again; the audit log says so. Fails as
/// journal::ServerTerm::fromBytes() does, and with NotFound "card.outdated" where its certificate is another than the
/// directory's.
Result<protocol::Forwards> handle(Office &, Group &, const Peer &, const protocol::TellTerm &);

} // namespace wenyi::server
