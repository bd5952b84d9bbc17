// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/Sessions.h"

#include <algorithm>

namespace wenyi::server {

Result<void> Sessions::checkOrder(const protocol::ConnectionId &connection, protocol::MessageType type) const
{
    if (!protocol::isRequest(type))
        return Error{ErrorCode::NotAllowed, "session.not-a-request", QString::number(static_cast<int>(type))};
    const bool opened = m_byConnection.contains(connection);
    if (opened && type == protocol::MessageType::Hello)
        return Error{ErrorCode::NotAllowed, "session.hello-again", {}};
    if (!opened && type != protocol::MessageType::Hello)
        return Error{ErrorCode::NotAllowed, "session.hello-missing", {}};
    return {};
}

void Sessions::open(const protocol::ConnectionId &connection, const DesktopId &desktop, Instant at, quint64 directory)
{
    m_byConnection.insert(connection, {desktop}); // First: by it forget() finds what there was no memory to complete.
    DesktopStanding &standing = m_standings[desktop];
    standing.since = at;
    standing.directory = directory;
    QList<protocol::ConnectionId> &connections = m_byDesktop[desktop];
    if (connections.size() >= PerDesktop)
        m_byConnection.remove(connections.takeFirst());
    connections.append(connection);
}

void Sessions::forget(const protocol::ConnectionId &connection)
{
    const auto found = m_byConnection.find(connection);
    if (found == m_byConnection.end())
        return;
    if (const auto desktop = m_byDesktop.find(found->desktop); desktop != m_byDesktop.end())
        desktop->removeAll(connection);
    m_byConnection.erase(found);
}

qsizetype Sessions::heardSince(std::chrono::steady_clock::time_point at) const
{
    return std::count_if(
        m_standings.begin(), m_standings.end(), [at](const DesktopStanding &standing) { return standing.heard >= at; });
}

void Sessions::close(const DesktopId &desktop)
{
    m_standings.remove(desktop);
    for (const protocol::ConnectionId &connection : m_byDesktop.take(desktop))
        m_byConnection.remove(connection);
}

} // namespace wenyi::server
