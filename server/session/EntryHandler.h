// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"
#include "shared/protocol/Messages.h"

/// Entries of the units' journals, in and out.
namespace wenyi::server {

/// Verifies the run and appends it to the unit's log. Fails as journal::verifyRun() does, and with TooLarge
/// "journal.run-size".
Result<protocol::Accepted> handle(Office &, Group &, const Peer &, const protocol::PushEntries &);
/// Fails with NotFound "journal.log-number" for a number that the log has not reached.
Result<protocol::Entries> handle(Office &, Group &, const Peer &, const protocol::PullEntries &);

} // namespace wenyi::server
