// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Entry.h"

namespace wenyi::core {

namespace entrykind {
inline constexpr QStringView Ruling = u"exchange.ruling"; ///< Payload: exchange::Ruling
} // namespace entrykind

/// Whether an entry ends its record because the sender took the document back. The server's order counts, not the
/// entry's place: also what was done to the record before it is without effect for the sender.
bool endsRecalled(const journal::Entry &entry, const QByteArray &payload);

} // namespace wenyi::core
