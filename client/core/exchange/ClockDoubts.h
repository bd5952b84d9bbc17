// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 时钟有误: receipts, rulings and urges that were refused because this desktop's clock said that a certificate is not
/// valid yet, or no more. They are passed over like all that is refused; but here the clock may be what is wrong, so
/// they are pulled once more when it was set, and else after an hour, then two, four, up to a week (fault F10).
class ClockDoubts
{
public:
    explicit ClockDoubts(Workspace &workspace)
        : m_workspace(workspace)
        , m_marks(workspace.journal().database())
    {
    }

    /// Notes what was passed over; does nothing where the refusal says something about the thing and not the moment.
    Result<void> note(PulledRow row, quint64 number, const Error &refusal);
    /// Sets the rows back to before the first that was noted, where it is time.
    Result<void> pullAgain();

private:
    /// How far the server's clock was ahead when it was last heard; nought where never.
    Result<std::chrono::milliseconds> ahead();

    Workspace &m_workspace;
    DesktopMarks m_marks;
};

} // namespace wenyi::core
