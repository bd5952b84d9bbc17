// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncKeeper.h"

namespace wenyi::core {

SyncKeeper::SyncKeeper(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
    const Environment &environment, const SyncRhythm &rhythm, QObject *parent)
    : QObject(parent)
    , m_worker(new SyncWorker(workspace, gate, std::move(settings), environment, rhythm))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &SyncWorker::statusChanged, this, [this](const SyncStatus &status) {
        m_status = status;
        Q_EMIT statusChanged(m_status);
    });
    connect(m_worker, &SyncWorker::happened, this, &SyncKeeper::keep);
    connect(m_worker, &SyncWorker::changed, this, &SyncKeeper::changed);
    m_thread.setObjectName(QStringLiteral("synchronising"));
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &SyncWorker::begin);
}

SyncKeeper::~SyncKeeper()
{
    m_worker->stop();
    m_thread.quit();
    m_thread.wait();
}

void SyncKeeper::synchroniseNow()
{
    QMetaObject::invokeMethod(m_worker, &SyncWorker::synchroniseNow);
}

void SyncKeeper::noteChange()
{
    QMetaObject::invokeMethod(m_worker, &SyncWorker::noteChange);
}

void SyncKeeper::cancel()
{
    m_worker->cancel();
}

void SyncKeeper::keep(const QList<SyncEvent> &events)
{
    m_log.append(events);
    if (m_log.size() > LongestLog)
        m_log.remove(0, m_log.size() - LongestLog);
    Q_EMIT logged(events.size());
}

} // namespace wenyi::core
