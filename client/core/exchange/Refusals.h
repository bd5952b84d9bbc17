// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// What from outside was turned down: once for the same thing and reason, in the audit log.
struct RefusedThing
{
    QString from;    ///< Who it came from, as far as known.
    QString what;    ///< "envelope.take", "receipt.take", "bundle.import"
    Digest digest;   ///< SM3 of the bytes.
    QString subject; ///< An id; never a title or a name.
};

/// Writes the refusal into the audit log unless it stands there. Gives the refusal back, or why it cannot be kept.
Error refuse(Workspace &workspace, const RefusedThing &thing, const Error &error);

/// Whether a failure says something about what came from outside, and not about this machine or the moment.
bool isRefusal(const Error &error);

} // namespace wenyi::core
