// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Error.h"

/// What a link makes of what a server refuses. Pure.
namespace wenyi::server {

/// Whether the other server judged the envelope itself, so that trying again gives the same: not the session, the
/// network, a full disk or a quota. Nor is it a verdict that the other one does not trust what the queue's server does:
/// then one of the two has an old card.
bool isVerdict(const Error &error);

/// Whether a server of before says so, which does not know terms between domains.
bool isOlderServers(const Error &error);

/// Why an envelope waits, as its queue is told.
QByteArray waitingBecause(const Error &error);

/// Whether a receipt may be taken later: its signer's card is old there (servers of before say "receipt.signer"), or
/// the server was put back to an earlier day, and its desktops have yet to offer it the envelope again.
bool mayBeTakenLater(const QByteArray &reason);

/// Whether nothing else would go over the link either.
bool endsTheRound(const Error &error);

} // namespace wenyi::server
