// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/exchange/Receipt.h"

namespace wenyi::core {

/// Holds the directory that another unit or the server goes by, as a receipt of theirs names it, against ours (threat
/// T05). Only directories of one domain and one version are compared: whoever was away has an older one. The receipt
/// is one that was taken. Fails with NotTrusted "directory.equivocation" (`detail`: the unit, or "server"), which
/// stands in the audit log once for each such directory; the receipt counts all the same.
Result<void> compareDirectories(Workspace &workspace, const exchange::Receipt &receipt);

/// Whether somebody of our domain has gone by a newer directory for an hour, as a receipt of theirs says, than the
/// server has shown us in the present synchronisation: then it keeps us at an older one. To be asked of a receipt that
/// was taken behind the directory, and not of one that a stick brought, since who was away is behind. Fails with
/// NotTrusted "directory.kept-back", as above.
Result<void> checkNotKeptBack(Workspace &workspace, const exchange::Receipt &receipt);

} // namespace wenyi::core
