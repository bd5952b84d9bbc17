// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/protocol/Messages.h"

#include <chrono>
#include <vector>

namespace wenyi::core {

/// 数据核对: asks the server, some at a time, whether it still has the content that this desktop has too. What it had
/// to set aside, since it rotted there, is owed to it again.
class ContentInquiry
{
public:
    /// So many at a time, and so long between two times.
    static constexpr int AtOnce = 256;
    static constexpr std::chrono::hours Pause{1};

    explicit ContentInquiry(Workspace &workspace)
        : m_workspace(workspace)
    {
    }
    /// The next to ask for; none before the pause is over. A desktop begins an hour after its first synchronisation.
    Result<QList<Digest>> next();
    /// One octet of each is asked for, which an older server understands too.
    static QList<protocol::Body> requestsFor(const QList<Digest> &blobs);
    /// Notes what is missing as owed; gives how many that are. What the server dropped by its rules is not missing.
    Result<qsizetype> take(const QList<Digest> &blobs, const std::vector<Result<protocol::Body>> &answers);

private:
    Workspace &m_workspace;
};

} // namespace wenyi::core
