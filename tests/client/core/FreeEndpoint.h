// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wenyi::core::tests {

/// A port of this machine at which connections are taken and never answered.
class SilentPort
{
public:
    SilentPort()
        : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 8) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("no port is free");
        m_endpoint = "tcp://127.0.0.1:" + QByteArray::number(ntohs(address.sin_port));
    }
    ~SilentPort() { ::close(m_listener); }
    SilentPort(const SilentPort &) = delete;
    SilentPort &operator=(const SilentPort &) = delete;

    const QByteArray &endpoint() const { return m_endpoint; }

private:
    int m_listener;
    QByteArray m_endpoint;
};

/// A port that is free at this moment: a server that goes and comes back has to keep its port.
inline QByteArray freeEndpoint()
{
    return SilentPort().endpoint();
}

} // namespace wenyi::core::tests
