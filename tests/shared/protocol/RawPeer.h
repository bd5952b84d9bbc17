// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace wenyi::tests {

/// The port of an endpoint on this machine: tcp://127.0.0.1:PORT.
quint16 portOf(const QByteArray &endpoint);

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

/// Stands between one client and a server, byte by byte.
class RawRelay
{
public:
    explicit RawRelay(quint16 serverPort);
    ~RawRelay();
    RawRelay(const RawRelay &) = delete;
    RawRelay &operator=(const RawRelay &) = delete;

    quint16 port() const { return m_port; }
    /// From now on nothing goes through, and nobody is told.
    void swallow() { m_swallows = true; }
    /// What the first client said.
    QByteArray recorded() const;

private:
    void run();
    void serve(int client);
    bool pass(int from, int to, bool isRecorded);

    quint16 m_serverPort;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_swallows = false;
    std::atomic<bool> m_ends = false;
    mutable std::mutex m_mutex; ///< Guards m_recorded.
    QByteArray m_recorded;
    std::thread m_thread;
};

} // namespace wenyi::tests
