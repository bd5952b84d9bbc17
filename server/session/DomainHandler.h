// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Opening a session, the directory, and number series.
namespace wenyi::server {

/// Fails with Unsupported "session.version", NotAllowed "session.desktop" where the key is another desktop's.
Result<protocol::Welcome> handle(Office &, Group &, const Peer &, const protocol::Hello &);
/// Fails with InvalidInput "directory.offset".
Result<protocol::DirectoryChunk> handle(Office &, Group &, const Peer &, const protocol::GetDirectory &);
/// Fails with InvalidInput "lease.form", AlreadyExists "lease.token-reused".
Result<protocol::Lease> handle(Office &, Group &, const Peer &, const protocol::LeaseNumbers &);

/// What a unit's desktops are told when something of theirs changed.
Result<protocol::Notify> stateOf(Office &office, const UnitCode &unit);

} // namespace wenyi::server
