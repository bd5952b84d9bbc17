// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// Draws a unit's content key and hands it to its members.
class KeyGrantService
{
public:
    explicit KeyGrantService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Draws the unit's next content key and grants it to every member of the unit in the directory. Only the system
    /// administrator may: NotAllowed "key-grant.role". Gives the number of grants.
    Result<qsizetype> renewContentKey();

private:
    Workspace &m_workspace;
};

} // namespace wenyi::core
