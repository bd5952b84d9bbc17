// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Synchronizer.h"

namespace wenyi::cli {

/// Connects a desktop to its server and synchronises once.
Result<core::SyncReport> synchroniseDesk(core::Workspace &workspace);

} // namespace wenyi::cli
