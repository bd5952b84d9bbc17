// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/protocol/RawPeer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace wenyi::tests {

namespace {

sockaddr_in here(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool sendAll(int socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(socket, bytes.data(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

} // namespace

quint16 portOf(const QByteArray &endpoint)
{
    return endpoint.mid(endpoint.lastIndexOf(':') + 1).toUShort();
}

int connectTo(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = here(port);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return socket;
    if (socket >= 0)
        ::close(socket);
    return -1;
}

RawPeer::RawPeer(quint16 port)
    : m_socket(connectTo(port))
{
}

RawPeer::~RawPeer()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawPeer::say(QByteArrayView bytes)
{
    return sendAll(m_socket, bytes);
}

bool RawPeer::isEnded(std::chrono::milliseconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    std::array<char, 4096> part;
    while (std::chrono::steady_clock::now() < end) {
        pollfd polled{m_socket, POLLIN, 0};
        if (::poll(&polled, 1, 50) == 1 && ::recv(m_socket, part.data(), part.size(), 0) <= 0)
            return true;
    }
    return false;
}

} // namespace wenyi::tests
