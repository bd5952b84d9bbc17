// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// The server's status, for its administrator.
namespace wenyi::server {

/// Gives a challenge, or opens the status for a ticket. Fails as StatusDesk::open() does.
Result<protocol::StatusOpening> handle(Office &, Group &, const Peer &, const protocol::OpenStatus &);
/// Fails as StatusDesk::report() does.
Result<protocol::ServerStatus> handle(Office &, Group &, const Peer &, const protocol::AskStatus &);

} // namespace wenyi::server
