// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/ServiceManager.h"

#include <QDebug>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace wenyi::server {

ServiceManager::ServiceManager(QByteArray socketPath, const QByteArray &watchdogMicroseconds)
    : m_socketPath(std::move(socketPath))
{
    // Twice in the time that systemd waits, as its manual advises.
    const std::chrono::microseconds watchdog(watchdogMicroseconds.toLongLong());
    if (watchdog.count() > 0)
        m_beat = std::clamp(
            std::chrono::duration_cast<std::chrono::milliseconds>(watchdog / 2), std::chrono::milliseconds(10), m_beat);
}

void ServiceManager::tellReady(const QByteArray &status) const
{
    tell("READY=1\nSTATUS=" + status);
}

void ServiceManager::tellStopping() const
{
    tell("STOPPING=1\nSTATUS=answering what is in");
}

void ServiceManager::tellAlive() const
{
    tell("WATCHDOG=1");
}

void ServiceManager::tell(const QByteArray &state) const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (m_socketPath.isEmpty() || m_socketPath.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return;
    std::memcpy(address.sun_path, m_socketPath.constData(), static_cast<std::size_t>(m_socketPath.size()));
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0'; // A name that is no file.
    const auto size =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(m_socketPath.size()));
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return;
    const ssize_t sent = ::sendto(socket, state.constData(), static_cast<std::size_t>(state.size()), MSG_NOSIGNAL,
        reinterpret_cast<const sockaddr *>(&address), size);
    if (sent < 0)
        qWarning("systemd was not told: %s", std::strerror(errno));
    ::close(socket);
}

} // namespace wenyi::server
