// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/TimeStampSource.h"
#include "shared/protocol/ClientConnection.h"

namespace wenyi::core {

/// The workspace's time stamps come over this connection as long as this lives; the connection outlives it.
class ServerTimeStamps
{
public:
    /// How long somebody who seals waits for a stamp at most.
    static constexpr std::chrono::milliseconds Patience{3'000};

    ServerTimeStamps(TimeStampSource &source, protocol::ClientConnection &connection);
    ~ServerTimeStamps();
    ServerTimeStamps(const ServerTimeStamps &) = delete;
    ServerTimeStamps &operator=(const ServerTimeStamps &) = delete;

private:
    TimeStampSource &m_source;
};

} // namespace wenyi::core
