// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncWorker.h"

#include <QThread>

namespace wenyi::core {

/// 保持同步: keeps a desktop and its server together while somebody is at work, on a thread of its own: at the
/// beginning, soon after each change, when the server has news, now and then, and when asked.
class SyncKeeper final : public QObject
{
    Q_OBJECT

public:
    /// Begins at once. The workspace is asked through the gate only; both outlive the keeper.
    SyncKeeper(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
        const Environment &environment, const SyncRhythm &rhythm = {}, QObject *parent = nullptr);
    /// Cancels the run under way and waits for its end. The gate has to be open until then, so this is not called on
    /// the gate's own thread.
    ~SyncKeeper() override;

    /// As soon as possible, whatever the rhythm says; ends a pause.
    void synchroniseNow();
    /// Something was written here that the server is to have.
    void noteChange();
    /// Somebody waits for this content: it comes before any other.
    void want(const Digest &blob);
    /// Ends the run under way; later ones follow by the rhythm.
    void cancel();
    /// 暂停: ends the run under way, and nothing goes or comes until the time is up.
    void pause(std::chrono::milliseconds length);
    /// 继续 before the time is up.
    void resume();
    void limit(const BandwidthLimit &limit);

    const SyncStatus &status() const { return m_status; }
    /// The newest lines of the log, the oldest first.
    const QList<SyncEvent> &log() const { return m_log; }

Q_SIGNALS:
    void statusChanged(const wenyi::core::SyncStatus &status);
    /// New lines stand at the log's end.
    void logged(qsizetype lines);
    /// A run wrote into the store what lists may show.
    void changed();

private:
    void keep(const QList<SyncEvent> &events);
    /// Whether the machine slept or is on another network.
    void lookAround();

    static constexpr qsizetype LongestLog = 500;

    SyncStatus m_status;
    QList<SyncEvent> m_log;
    Surroundings m_surroundings;
    std::chrono::milliseconds m_asleep; ///< When it was last asked.
    QByteArray m_network;
    QTimer m_looks;       ///< On this thread: the other one may be waiting for an answer that will not come.
    SyncWorker *m_worker; ///< Lives on the thread and ends with it.
    QThread m_thread;
};

} // namespace wenyi::core
