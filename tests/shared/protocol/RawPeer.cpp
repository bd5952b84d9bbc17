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

RawRelay::RawRelay(quint16 serverPort)
    : m_serverPort(serverPort)
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = here(0);
    socklen_t size = sizeof address;
    (void)::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), size);
    (void)::listen(m_listener, 8);
    (void)::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread(&RawRelay::run, this);
}

RawRelay::~RawRelay()
{
    m_ends = true;
    m_thread.join();
    ::close(m_listener);
}

QByteArray RawRelay::recorded() const
{
    const std::lock_guard lock(m_mutex);
    return m_recorded;
}

void RawRelay::run()
{
    while (!m_ends) {
        pollfd polled{m_listener, POLLIN, 0};
        if (::poll(&polled, 1, 20) != 1)
            continue;
        const int client = ::accept(m_listener, nullptr, nullptr);
        if (client < 0)
            continue;
        serve(client);
        ::close(client);
    }
}

void RawRelay::serve(int client)
{
    const int server = connectTo(m_serverPort);
    const bool isFirst = recorded().isEmpty();
    bool goesOn = server >= 0;
    while (goesOn && !m_ends) {
        std::array<pollfd, 2> polled{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (m_swallows || ::poll(polled.data(), polled.size(), 20) <= 0) {
            if (m_swallows)
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            continue;
        }
        if (polled[0].revents)
            goesOn = pass(client, server, isFirst);
        if (goesOn && polled[1].revents)
            goesOn = pass(server, client, false);
    }
    if (server >= 0)
        ::close(server);
}

bool RawRelay::pass(int from, int to, bool isRecorded)
{
    std::array<char, 16'384> part;
    const ssize_t got = ::recv(from, part.data(), part.size(), 0);
    if (got <= 0)
        return false;
    if (isRecorded) {
        const std::lock_guard lock(m_mutex);
        m_recorded.append(part.data(), got);
    }
    return sendAll(to, QByteArrayView(part.data(), got));
}

} // namespace wenyi::tests
