// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Opening a session, the directory, and number series.
namespace wenyi::server {

/// Fails with Unsupported "session.version", NotAllowed "session.desktop" where the key is another desktop's.
Result<protocol::Welcome> handle(Office &, Group &, const Peer &, const protocol::Hello &);
/// A piece of the directory in force. Fails with InvalidInput "directory.offset".
Result<protocol::DirectoryChunk> directoryChunk(const Domain &domain, const protocol::GetDirectory &get);
/// The same.
Result<protocol::DirectoryChunk> handle(Office &, Group &, const Peer &, const protocol::GetDirectory &);
/// Fails with InvalidInput "lease.form", AlreadyExists "lease.token-reused".
Result<protocol::Lease> handle(Office &, Group &, const Peer &, const protocol::LeaseNumbers &);
/// Its term, signed. A desktop that shows a higher one of this server's key ends this server's: fails with Unavailable
/// "server.superseded" then, which Office::superseded says from then on. Fails also as journal::ServerTerm does.
Result<protocol::Term> handle(Office &, Group &, const Peer &, const protocol::AskTerm &);

/// What a unit's desktops are told when something of theirs changed.
Result<protocol::Notify> stateOf(Office &office, const UnitCode &unit);

} // namespace wenyi::server
