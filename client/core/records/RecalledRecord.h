// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Entry.h"

namespace wenyi::core {

namespace entrykind {
inline constexpr QStringView Directive = u"exchange.directive"; ///< Payload: exchange::Directive
inline constexpr QStringView Ruling = u"exchange.ruling";       ///< Payload: exchange::Ruling
} // namespace entrykind

/// Whether an entry ends its record because the sender took the document back. The server's order counts, not the
/// entry's place: also what was done to the record before it is without effect for the sender.
bool endsRecalled(const journal::Entry &entry, const QByteArray &payload);
/// Whether an entry urges the unit to sign for what the record began with.
bool urgesToSign(const journal::Entry &entry, const QByteArray &payload);

} // namespace wenyi::core
