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

    /// As soon as possible, whatever the rhythm says.
    void synchroniseNow();
    /// Something was written here that the server is to have.
    void noteChange();
    /// Ends the run under way; later ones follow by the rhythm.
    void cancel();

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

    static constexpr qsizetype LongestLog = 500;

    SyncStatus m_status;
    QList<SyncEvent> m_log;
    SyncWorker *m_worker; ///< Lives on the thread and ends with it.
    QThread m_thread;
};

} // namespace wenyi::core
