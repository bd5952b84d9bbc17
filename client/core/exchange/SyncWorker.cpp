// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/SyncWorker.h"

#include "client/core/records/NumberService.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace wenyi::core {

using protocol::ConnectionState;
using std::chrono::milliseconds;

namespace {
constexpr qint64 BetweenProgress = 100; ///< ms
} // namespace

SyncWorker::SyncWorker(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
    const Environment &environment, const SyncRhythm &rhythm)
    : m_workspace(workspace)
    , m_gate(gate)
    , m_environment(environment)
    , m_rhythm(rhythm)
    , m_settings(std::move(settings))
    , m_next(this)
    , m_pause(rhythm.firstPause)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &SyncWorker::run);
}

SyncWorker::~SyncWorker() = default;

void SyncWorker::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_running) {
        m_running->cancel();
        m_link->cancel();
    }
}

void SyncWorker::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    cancel();
}

void SyncWorker::begin()
{
    m_settings->backOff.longest = m_rhythm.longestPause;
    m_connection = std::make_unique<protocol::ClientConnection>(std::move(*m_settings), m_environment.random);
    m_settings.reset();
    m_timeStamps = std::make_unique<ServerTimeStamps>(m_workspace.timeStamps(), *m_connection);
    connect(m_connection.get(), &protocol::ClientConnection::stateChanged, this, &SyncWorker::takeConnection);
    connect(m_connection.get(), &protocol::ClientConnection::refused, this, &SyncWorker::takeRefusal);
    connect(m_connection.get(), &protocol::ClientConnection::notified, this,
        [this] { plan(std::min(m_rhythm.afterChange, milliseconds(200))); });
    // It may have been quicker than the lines above.
    if (m_connection->state() == ConnectionState::Connected)
        takeConnection(ConnectionState::Connected);
}

void SyncWorker::takeConnection(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connecting:
        return;
    case ConnectionState::Connected:
        if (std::exchange(m_wasLost, false))
            tell(SyncEventKind::ConnectionRestored);
        m_status.reach = SyncStatus::Reach::Online;
        m_status.fault.reset();
        Q_EMIT statusChanged(m_status);
        plan(milliseconds(0));
        return;
    case ConnectionState::Disconnected:
        goOffline({ErrorCode::Unavailable, "connection.lost", {}});
        return;
    case ConnectionState::Refused:
        goOffline(m_status.fault.value_or(Error{ErrorCode::NotTrusted, "connection.refused", {}}));
        return;
    }
}

void SyncWorker::takeRefusal(const Error &error)
{
    m_status.fault = error;
    Q_EMIT statusChanged(m_status);
}

void SyncWorker::goOffline(const Error &error)
{
    m_next.stop();
    const bool isNew = m_status.reach != SyncStatus::Reach::Offline;
    m_status.reach = SyncStatus::Reach::Offline;
    m_wasLost = true;
    if (isNew)
        tell(SyncEventKind::ConnectionLost, error);
    countWaiting();
}

void SyncWorker::synchroniseNow()
{
    if (m_status.reach == SyncStatus::Reach::Online) {
        plan(milliseconds(0));
        return;
    }
    m_status.reach = SyncStatus::Reach::Connecting;
    m_connection->retryNow();
    countWaiting();
}

void SyncWorker::noteChange()
{
    if (m_status.reach == SyncStatus::Reach::Online)
        plan(m_rhythm.afterChange);
    countWaiting();
}

void SyncWorker::plan(milliseconds pause)
{
    if (m_status.reach != SyncStatus::Reach::Online)
        return;
    if (!m_next.isActive() || milliseconds(m_next.remainingTime()) > pause)
        m_next.start(pause);
}

void SyncWorker::run()
{
    if (m_connection->state() != ConnectionState::Connected)
        return; // It begins anew with the connection.
    SyncReport done;
    const auto whole = synchronise(done);
    conclude(whole, done);
    planAfter(whole);
}

Result<SyncReport> SyncWorker::synchronise(SyncReport &done)
{
    ConnectionLink link(*m_connection);
    Synchronizer synchronizer(m_workspace, m_gate, link, [this](const SyncProgress &now) { progress(now); });
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopped)
            return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
        m_running = &synchronizer;
        m_link = &link;
    }
    m_sinceTold.invalidate();
    auto whole = synchronizer.run();
    {
        const std::lock_guard lock(m_mutex);
        m_running = nullptr;
        m_link = nullptr;
    }
    m_status.running.reset();
    done = synchronizer.report();
    return whole;
}

void SyncWorker::progress(const SyncProgress &now)
{
    const bool isNewStep = !m_status.running || m_status.running->step != now.step;
    m_status.running = now;
    if (!isNewStep && m_sinceTold.isValid() && m_sinceTold.elapsed() < BetweenProgress)
        return;
    m_sinceTold.start();
    Q_EMIT statusChanged(m_status);
}

QList<SyncEvent> SyncWorker::newEvents(const SyncReport &done)
{
    QList<SyncEvent> events = m_gate.ask([&] { return describeRun(m_workspace, done); });
    QSet<QByteArray> refused;
    events.removeIf([&](const SyncEvent &event) {
        if (event.kind != SyncEventKind::Refused)
            return false;
        const QByteArray key = event.subject.toUtf8() + ' ' + event.error->reason;
        refused.insert(key);
        return m_refused.contains(key); // What stays refused is told once.
    });
    m_refused = refused;
    return events;
}

void SyncWorker::conclude(const Result<SyncReport> &whole, const SyncReport &done)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopped)
            return; // Nobody is there any more to be told.
    }
    Q_EMIT statusChanged(m_status); // It is over, whatever the lines below wait for.
    if (const auto events = newEvents(done); !events.isEmpty())
        Q_EMIT happened(events);
    if (whole) {
        m_status.lastWhole = m_environment.clock.now();
        m_status.refusals = done.refused.size();
        m_status.fault.reset();
    } else if (whole.error().code == ErrorCode::Cancelled) {
        tell(SyncEventKind::Stopped, whole.error());
    } else if (m_connection->state() == ConnectionState::Connected) {
        // Without the connection it is told by goOffline().
        if (!m_status.fault || m_status.fault->reason != whole.error().reason)
            tell(SyncEventKind::Stopped, whole.error());
        m_status.fault = whole.error();
    }
    countWaiting();
    if (done.changedAnything())
        Q_EMIT changed();
}

void SyncWorker::planAfter(const Result<SyncReport> &whole)
{
    const bool failed = !whole && whole.error().code != ErrorCode::Cancelled;
    if (failed) {
        plan(jittered(m_pause));
        m_pause = std::min(2 * m_pause, m_rhythm.longestPause);
        return;
    }
    m_pause = m_rhythm.firstPause;
    plan(jittered(m_rhythm.every));
    if (!whole)
        return;
    const auto opened = openSeries();
    if (opened && *opened)
        plan(milliseconds(0));
    else if (!opened)
        tell(SyncEventKind::Stopped, opened.error());
}

Result<bool> SyncWorker::openSeries()
{
    return m_gate.ask([this]() -> Result<bool> {
        if (!m_workspace.member().has(directory::Role::Registrar) || !m_workspace.contentKey())
            return false;
        WENYI_TRY(const quint64 before, m_workspace.journal().unsentCount());
        WENYI_CHECK(NumberService(m_workspace).openAll());
        WENYI_TRY(const quint64 after, m_workspace.journal().unsentCount());
        return after > before;
    });
}

void SyncWorker::countWaiting()
{
    const auto [waiting, isCurrent, due] = m_gate.ask([this] {
        const directory::Directory &directory = m_workspace.directory();
        return std::tuple(recordsWaiting(m_workspace), directory.checkCurrent(m_environment.clock.now()).has_value(),
            directory.content().nextUpdate);
    });
    m_status.directoryDue = isCurrent ? std::nullopt : std::optional(due);
    if (waiting)
        m_status.waiting = *waiting;
    else
        m_status.fault = waiting.error();
    Q_EMIT statusChanged(m_status);
}

void SyncWorker::tell(SyncEventKind kind, const std::optional<Error> &error)
{
    SyncEvent event;
    event.at = m_environment.clock.now();
    event.kind = kind;
    event.step = m_status.running ? m_status.running->step : SyncStep::Directory;
    event.error = error;
    Q_EMIT happened({event});
}

milliseconds SyncWorker::jittered(milliseconds pause)
{
    // Desktops that were switched on together do not ask together for ever.
    quint16 drawn = 0;
    m_environment.random.fill(reinterpret_cast<char *>(&drawn), sizeof drawn);
    return pause - milliseconds(pause.count() / 4 * drawn / 0xffff);
}

} // namespace wenyi::core
