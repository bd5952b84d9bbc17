// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 年份: which year it is for number series: by the server's clock where this desktop has heard of it, else by its own.
/// The whole country keeps one time, UTC+8.
class OfficeClock
{
public:
    explicit OfficeClock(Workspace &workspace)
        : m_workspace(workspace)
    {
    }
    /// The server told its time just now. Kept where it says something new, and is a moment from 1970 to 9999.
    Result<void> hear(Instant serverTime);
    /// Fails with Unavailable "number.clock" (`detail`: when the server was last heard of) where this desktop's clock
    /// was moved since, so that the year cannot be told.
    Result<int> year();

private:
    Workspace &m_workspace;
};

/// The year in China.
int yearInChina(Instant at);

} // namespace wenyi::core
