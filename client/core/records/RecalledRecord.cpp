// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecalledRecord.h"

#include "client/core/exchange/ExchangeEntries.h"
#include "shared/exchange/Ruling.h"

namespace wenyi::core {

bool endsRecalled(const journal::Entry &entry, const QByteArray &payload)
{
    // In a sender's own stream a ruling is about its recipients.
    if (entry.kind != entrykind::Ruling || entry.streamType != u"incoming")
        return false;
    const auto ruling = exchange::Ruling::fromBytes(payload);
    // Of this very envelope, and from the unit whose journal this is: its key is the one that it is sealed for.
    return ruling && ruling->facts().kind == exchange::RulingKind::Recalled
           && incomingStream(ruling->facts().envelope) == entry.stream
           && ruling->facts().units.contains(UnitCode(entry.audience.group));
}

bool urgesToSign(const journal::Entry &entry, const QByteArray &payload)
{
    // In a sender's own stream it is about its recipients.
    if (entry.kind != entrykind::Directive || entry.streamType != u"incoming")
        return false;
    const auto directive = exchange::Directive::fromBytes(payload);
    return directive && directive->facts().kind == exchange::DirectiveKind::Urge;
}

} // namespace wenyi::core
