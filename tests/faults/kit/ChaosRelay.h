// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

namespace wenyi::faults {

/// What befalls the bytes of one connection that go one way.
///
/// Frames are ZMTP's, counted from 1 behind the greeting of 64 bytes; each way the first two are CURVE's handshake.
/// Behind it a frame is one encrypted message, of which an outsider knows the length alone.
struct Treatment
{
    enum class Act {
        Pass,
        Cut,       ///< The connection ends, so many bytes (`offset`, below zero too) behind the frame's end.
        HalfClose, ///< From there nothing more goes this way, and the receiver is told.
        Hold,      ///< From there nothing is read this way, and nobody is told: the sender's buffers fill up.
        Swallow,   ///< The same both ways: a black hole.
        Alter,     ///< The lowest bit of the frame's byte at `offset`; below zero counts from its end.
        Drop,      ///< The frame does not come.
        Copy,      ///< It comes twice.
        Swap       ///< It comes behind the next one.
    };
    Act act = Act::Pass;
    int frame = 1;
    qint64 offset = 0;
    std::chrono::milliseconds delay{0}; ///< Of everything that goes this way.
    qsizetype piece = 0;                ///< From `frame` on at most so many bytes at once; 0: as they come.
    std::chrono::milliseconds pause{0}; ///< Between two of those.
};

/// Both ways of one connection.
struct Fate
{
    Treatment up; ///< From the client to the server.
    Treatment down;
};

/// Stands between clients and a server on this machine, with a thread of its own, and does to each connection what its
/// plan says. It knows no key.
class ChaosRelay
{
public:
    /// The fate of the n-th connection, from 0; asked on the relay's thread. It decides by the number alone, so that
    /// the same plan does the same again.
    using Plan = std::function<Fate(int connection)>;

    explicit ChaosRelay(quint16 serverPort, Plan plan = {});
    /// Ends every connection.
    ~ChaosRelay();
    ChaosRelay(const ChaosRelay &) = delete;
    ChaosRelay &operator=(const ChaosRelay &) = delete;

    quint16 port() const { return m_port; }
    QByteArray endpoint() const { return "tcp://127.0.0.1:" + QByteArray::number(m_port); }
    /// For connections that come from now on. Their numbers begin anew.
    void setPlan(Plan plan);
    /// Where the server is from now on.
    void setServer(quint16 port) { m_serverPort = port; }
    /// Called on the relay's thread when something befell a connection, before anything else goes on. To be set before
    /// the first connection.
    void setOnFault(std::function<void()> onFault) { m_onFault = std::move(onFault); }
    /// From now on nothing goes through, and nobody is told.
    void swallow() { m_swallows = true; }
    /// Connections that came since the last plan.
    int connections() const { return m_connections; }
    /// Cuts, holds, altered frames and so on that took place.
    int faults() const { return m_faults; }
    /// What the very first client said; no more than the first megabyte.
    QByteArray recorded() const;

private:
    struct Lane;
    struct Link;
    class Loop;

    void accept(Loop &loop);
    void befell();
    void record(QByteArrayView bytes);

    std::atomic<quint16> m_serverPort;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<int> m_faults = 0;
    std::atomic<bool> m_swallows = false;
    std::atomic<bool> m_ends = false;
    std::function<void()> m_onFault;
    mutable std::mutex m_mutex; ///< Guards m_plan and m_recorded.
    Plan m_plan;
    QByteArray m_recorded;
    bool m_hasRecorded = false; ///< The first connection is there; the relay's thread only.
    std::thread m_thread;
};

} // namespace wenyi::faults
