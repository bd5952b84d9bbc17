// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace wenyi::core::tests {

/// Stands between desktops and a server on this machine. What goes over it can be swallowed, so that both ends hold a
/// connection on which nothing comes any more.
class Relay
{
public:
    /// To a port of this machine.
    explicit Relay(quint16 target)
        : m_target(target)
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = at(0);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 8) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("no port is free");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~Relay()
    {
        m_ends = true;
        m_thread.join();
        for (const Pair &pair : m_pairs) {
            ::close(pair.near);
            ::close(pair.far);
        }
        ::close(m_listener);
    }
    Relay(const Relay &) = delete;
    Relay &operator=(const Relay &) = delete;

    /// How many connections it carries.
    int carried() const { return m_carried; }
    /// The address is gone: what comes and came is taken, and nothing is ever heard of it.
    void vanish()
    {
        m_isGone = true;
        swallow();
    }
    QByteArray endpoint() const { return "tcp://127.0.0.1:" + QByteArray::number(m_port); }
    /// The connections there are carry nothing from now on; later ones do. Comes back when that is so.
    void swallow()
    {
        m_swallows = true;
        while (m_swallows)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

private:
    struct Pair
    {
        int near;
        int far;
        bool isMute = false;
    };

    static sockaddr_in at(quint16 port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        return address;
    }

    void run()
    {
        while (!m_ends) {
            if (m_swallows) {
                for (Pair &pair : m_pairs)
                    pair.isMute = true;
                m_swallows = false; // Last: whoever waits for it goes on.
            }
            std::vector<pollfd> watched{{m_listener, POLLIN, 0}};
            for (const Pair &pair : m_pairs) {
                watched.push_back({pair.near, POLLIN, 0});
                watched.push_back({pair.far, POLLIN, 0});
            }
            if (::poll(watched.data(), watched.size(), 20) <= 0)
                continue;
            // From behind, since pairs that ended go.
            for (std::size_t i = m_pairs.size(); i-- > 0;) {
                const Pair pair = m_pairs[i];
                const bool lives = (!watched[1 + 2 * i].revents || pass(pair.near, pair.far, pair.isMute))
                                   && (!watched[2 + 2 * i].revents || pass(pair.far, pair.near, pair.isMute));
                if (lives)
                    continue;
                ::close(pair.near);
                ::close(pair.far);
                m_pairs.erase(m_pairs.begin() + static_cast<std::ptrdiff_t>(i));
                m_carried = static_cast<int>(m_pairs.size());
            }
            if (watched[0].revents)
                accept();
        }
    }

    void accept()
    {
        const int near = ::accept(m_listener, nullptr, nullptr);
        const int far = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = at(m_target);
        if (near >= 0 && ::connect(far, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
            m_pairs.push_back({near, far, m_isGone.load()});
            m_carried = static_cast<int>(m_pairs.size());
            return;
        }
        if (near >= 0)
            ::close(near);
        ::close(far);
    }

    static bool pass(int from, int to, bool isMute)
    {
        std::array<char, 65536> bytes;
        const ssize_t count = ::recv(from, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            return false;
        for (ssize_t done = 0; !isMute && done < count;) {
            const ssize_t sent = ::send(to, bytes.data() + done, static_cast<std::size_t>(count - done), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            done += sent;
        }
        return true;
    }

    quint16 m_target;
    int m_listener;
    quint16 m_port = 0;
    std::vector<Pair> m_pairs; ///< The thread's.
    std::atomic<int> m_carried = 0;
    std::atomic<bool> m_isGone = false;
    std::atomic<bool> m_swallows = false;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
};

} // namespace wenyi::core::tests
