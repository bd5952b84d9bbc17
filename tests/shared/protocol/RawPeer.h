// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <utility>

namespace wenyi::tests {

/// The port of an endpoint on this machine: tcp://127.0.0.1:PORT.
quint16 portOf(const QByteArray &endpoint);
/// A connected socket of this machine, which closes when a program is started; below zero where nobody listens.
int connectTo(quint16 port);

/// A TCP connection to this machine that says what a test likes.
class RawPeer
{
public:
    explicit RawPeer(quint16 port);
    ~RawPeer();
    RawPeer(RawPeer &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
    {
    }
    RawPeer(const RawPeer &) = delete;
    RawPeer &operator=(const RawPeer &) = delete;
    RawPeer &operator=(RawPeer &&) = delete;

    bool isOpen() const { return m_socket >= 0; }
    /// Whether all of it went out.
    bool say(QByteArrayView bytes);
    /// Whether the other side ends the connection within this time; what it says before is read away.
    bool isEnded(std::chrono::milliseconds patience);

private:
    int m_socket = -1;
};

} // namespace wenyi::tests
