// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncKeeper.h"

namespace wenyi::core {

namespace {
/// Shorter sleeps break no connection.
constexpr std::chrono::seconds Nap{5};
} // namespace

SyncKeeper::SyncKeeper(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
    const Environment &environment, const SyncRhythm &rhythm, QObject *parent)
    : QObject(parent)
    , m_surroundings(rhythm.surroundings)
    , m_asleep(m_surroundings.asleep())
    , m_network(m_surroundings.network())
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
    connect(&m_looks, &QTimer::timeout, this, &SyncKeeper::lookAround);
    m_looks.start(m_surroundings.every);
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
    m_worker->nudge(); // The thread itself may be in the middle of a large transfer.
    QMetaObject::invokeMethod(m_worker, &SyncWorker::noteChange);
}

void SyncKeeper::want(const Digest &blob)
{
    m_worker->want(blob);
    QMetaObject::invokeMethod(m_worker, &SyncWorker::noteChange);
}

void SyncKeeper::pause(std::chrono::milliseconds length)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, length] { worker->pause(length); });
    m_worker->cancel();
}

void SyncKeeper::resume()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->pause(std::chrono::milliseconds(0)); });
}

void SyncKeeper::limit(const BandwidthLimit &limit)
{
    m_worker->limit(limit);
}

void SyncKeeper::lookAround()
{
    const auto slept = m_surroundings.asleep() - m_asleep;
    m_asleep += slept;
    const QByteArray network = m_surroundings.network();
    if (slept < Nap && network == m_network)
        return;
    m_network = network;
    m_worker->reconnect();
    if (slept >= Nap)
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, slept] { worker->takeSleep(slept); });
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
