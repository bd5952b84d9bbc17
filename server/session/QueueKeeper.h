// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Office.h"

namespace wenyi::server {

/// What keepQueues() did.
struct KeptQueues
{
    quint64 released = 0;      ///< Envelopes whose time had come.
    quint64 undeliverable = 0; ///< Deliveries that were ended.
    quint64 rerouted = 0;      ///< Envelopes that wait for another domain than before on their way.
    QSet<UnitCode> changed;    ///< Units whose desktops are to be notified.
    bool isAllDone = true;     ///< Nothing is left that waits for a unit which receives no more.
};

/// Lets go what was held until now, by the server's own clock; returns what another domain has not taken for 30 days
/// since it has an old card ("envelope.card-outdated"); and, where asked, ends what waits for units that
/// receive no more, each with a ruling for its sender which names the successor. The content is under the old unit's
/// key: nobody but its sender can send it on. In a transaction of its own, a bounded piece of work at a time.
Result<KeptQueues> keepQueues(Office &office, bool endsUndeliverable);

} // namespace wenyi::server
