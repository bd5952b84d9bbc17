// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SyncOnce.h"

namespace wenyi::cli {

Result<core::SyncReport> synchroniseDesk(core::Workspace &workspace)
{
    WENYI_TRY(auto settings, core::connectionSettings(workspace));
    protocol::ClientConnection connection(std::move(settings), workspace.environment().random);
    core::ConnectionLink link(connection);
    core::DirectGate gate;
    return core::Synchronizer(workspace, gate, link).run();
}

} // namespace wenyi::cli
