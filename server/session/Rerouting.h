// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"

/// What waits for a linked domain that is reached by way of another one from now on.
namespace wenyi::server {

/// Puts the envelope into the queues that lead to its recipients now, out of the queue of a domain that is linked no
/// more. A recipient stays in that one where nothing else leads there, the domain on the way has handed the envelope on
/// before, or it waits or waited there for others. Notes whose queues changed. Gives whether nobody stayed.
Result<bool> reroute(Office &office, QSet<UnitCode> &changed, const AcceptedEnvelope &envelope, const UnitCode &queue);

} // namespace wenyi::server
