// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerTimeStamps.h"
#include "client/core/exchange/Surroundings.h"
#include "client/core/exchange/SyncEvent.h"
#include "client/core/records/TimerService.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace wenyi::core {

/// When a desktop synchronises by itself, and how fast. All by monotonic time: a clock that is set changes nothing.
struct SyncRhythm
{
    std::chrono::milliseconds afterChange{500};
    std::chrono::milliseconds every{30'000};         ///< While the server is there.
    std::chrono::milliseconds firstPause{5'000};     ///< After a run that failed; doubles …
    std::chrono::milliseconds longestPause{300'000}; ///< … up to this. Also between attempts to connect.
    std::chrono::milliseconds pausedFor{0};          ///< 暂停 from the beginning on, by somebody's choice.
    BandwidthLimit limit;
    Surroundings surroundings;
};

/// How a desktop stands to its server.
struct SyncStatus
{
    enum class Reach { Connecting, Online, Offline };
    Reach reach = Reach::Connecting;
    std::optional<SyncProgress> running; ///< Of the run under way.
    std::optional<Instant> lastWhole;    ///< When the newest whole run ended.
    qsizetype waiting = 0;               ///< Records of which something waits to go.
    qsizetype refusals = 0;              ///< Of the newest whole run.
    std::optional<Instant> directoryDue; ///< Since when a newer directory is overdue.
    std::optional<Error> fault;          ///< Why the newest run stopped, where it was neither the network nor a person.
    std::optional<Instant> pausedUntil;  ///< 暂停: nothing goes and nothing comes until then.
    std::optional<Instant> nextRun;      ///< When the next run is due, where one is planned.
    std::chrono::milliseconds serverAhead{0}; ///< Of its clock before ours, when it welcomed us; for display alone.

    bool needsAttention() const { return refusals > 0 || fault; }
};

/// The synchronising thread's side of SyncKeeper: the connection, the timer and one run after another.
class SyncWorker final : public QObject
{
    Q_OBJECT

public:
    SyncWorker(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
        const Environment &environment, const SyncRhythm &rhythm);
    ~SyncWorker() override;

    /// On any thread.
    void cancel();
    /// On any thread: cancels, and no other run begins.
    void stop();
    /// On any thread: something small came up, for which a large transfer gives way.
    void nudge();
    /// On any thread: this content before any other.
    void want(const Digest &blob);
    /// On any thread.
    void limit(const BandwidthLimit &limit);
    /// On any thread: the connection is given up for a new one.
    void reconnect();

    void begin();
    /// Ends a pause.
    void synchroniseNow();
    void noteChange();
    /// 暂停: nothing goes until the time is up or somebody ends it; 0 ends it.
    void pause(std::chrono::milliseconds length);
    /// The machine slept for so long, in which no timer ran.
    void takeSleep(std::chrono::milliseconds length);

Q_SIGNALS:
    void statusChanged(const wenyi::core::SyncStatus &status);
    void happened(const QList<wenyi::core::SyncEvent> &events);
    void changed();

private:
    void takeConnection(protocol::ConnectionState state);
    /// On the connection's thread.
    void takeNotice();
    void takeWelcome(const protocol::Welcome &welcome);
    /// Tells the status, with the times as they are now.
    void announce();
    void goOffline(const Error &error);
    void takeRefusal(const Error &error);
    /// At the latest in so long; an earlier run that is planned stays.
    void plan(std::chrono::milliseconds pause);
    void run();
    Result<SyncReport> synchronise(SyncReport &done);
    void progress(const SyncProgress &progress);
    void conclude(const Result<SyncReport> &whole, const SyncReport &done);
    void planAfter(const Result<SyncReport> &whole);
    QList<SyncEvent> newEvents(const SyncReport &done);
    Result<bool> openSeries();
    /// Tells of timers that have come; true where there was one.
    Result<bool> elapseTimers();
    void countWaiting();
    void tell(SyncEventKind kind, const std::optional<Error> &error = {});
    std::chrono::milliseconds jittered(std::chrono::milliseconds pause);

    Workspace &m_workspace;
    Gate &m_gate;
    Environment m_environment;
    SyncRhythm m_rhythm;
    TimerService m_timers;                                          ///< Used within the gate alone.
    std::optional<protocol::ClientConnection::Settings> m_settings; ///< Until the connection takes them.
    std::unique_ptr<protocol::ClientConnection> m_connection;
    std::unique_ptr<ServerTimeStamps> m_timeStamps; ///< Over that connection.
    QTimer m_next;
    QTimer m_resume; ///< Runs while paused.
    std::chrono::milliseconds m_pause;
    SyncStatus m_status;
    bool m_wasLost = false;     ///< The log says that the server is out of reach.
    QSet<QByteArray> m_refused; ///< Refusals of the run before: the log has them already.
    QElapsedTimer m_sinceTold;
    quint64 m_bytesTold = 0;

    std::mutex m_mutex; ///< Over what follows.
    Synchronizer *m_running = nullptr;
    ConnectionLink *m_link = nullptr;
    BandwidthLimit m_limit;
    QSet<Digest> m_wanted; ///< Until a run takes them.
    std::chrono::steady_clock::time_point m_lastNotice{};
    bool m_isStopped = false;
};

} // namespace wenyi::core
