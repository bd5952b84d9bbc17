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
/// What others do breaks in on a large transfer this often at most; what is done here always does.
constexpr std::chrono::seconds BetweenNotices{1};
} // namespace

SyncWorker::SyncWorker(Workspace &workspace, Gate &gate, protocol::ClientConnection::Settings settings,
    const Environment &environment, const SyncRhythm &rhythm)
    : m_workspace(workspace)
    , m_gate(gate)
    , m_environment(environment)
    , m_rhythm(rhythm)
    , m_timers(workspace)
    , m_settings(std::move(settings))
    , m_next(this)
    , m_resume(this)
    , m_pause(rhythm.firstPause)
    , m_limit(rhythm.limit)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &SyncWorker::run);
    m_resume.setSingleShot(true);
    connect(&m_resume, &QTimer::timeout, this, [this] { pause(milliseconds(0)); });
}

SyncWorker::~SyncWorker()
{
    // Its thread may be calling us; what it finds here goes after it.
    m_timeStamps.reset();
    m_connection.reset();
}

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

void SyncWorker::nudge()
{
    const std::lock_guard lock(m_mutex);
    if (m_running)
        m_running->nudge();
}

void SyncWorker::want(const Digest &blob)
{
    const std::lock_guard lock(m_mutex);
    if (m_running)
        m_running->want(blob);
    else
        m_wanted.insert(blob);
}

void SyncWorker::limit(const BandwidthLimit &limit)
{
    const std::lock_guard lock(m_mutex);
    m_limit = limit;
    if (m_running)
        m_running->limit(limit);
}

void SyncWorker::reconnect()
{
    const std::lock_guard lock(m_mutex);
    if (m_connection)
        m_connection->reconnect();
}

void SyncWorker::takeNotice()
{
    QMetaObject::invokeMethod(
        this, [this] { plan(std::min(m_rhythm.afterChange, milliseconds(200))); }, Qt::QueuedConnection);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    if (!m_running || now - m_lastNotice < BetweenNotices)
        return;
    m_lastNotice = now;
    m_running->nudge();
}

void SyncWorker::takeWelcome(const protocol::Welcome &welcome)
{
    const milliseconds ahead = welcome.serverTime - m_environment.clock.now();
    QMetaObject::invokeMethod(
        this, [this, ahead] { m_status.serverAhead = ahead; }, Qt::QueuedConnection);
}

void SyncWorker::announce()
{
    const auto due = [this](const QTimer &timer) -> std::optional<Instant> {
        if (!timer.isActive())
            return {};
        return m_environment.clock.now() + milliseconds(timer.remainingTime());
    };
    m_status.pausedUntil = due(m_resume);
    m_status.nextRun = due(m_next);
    Q_EMIT statusChanged(m_status);
}

void SyncWorker::pause(milliseconds length)
{
    if (length > milliseconds(0)) {
        m_next.stop();
        m_resume.start(length);
        announce();
        return;
    }
    m_resume.stop();
    plan(milliseconds(0));
    countWaiting();
}

void SyncWorker::takeSleep(milliseconds length)
{
    if (m_resume.isActive())
        pause(std::max(milliseconds(0), milliseconds(m_resume.remainingTime()) - length));
}

void SyncWorker::begin()
{
    if (m_rhythm.pausedFor > milliseconds(0))
        pause(m_rhythm.pausedFor);
    m_settings->backOff.longest = m_rhythm.longestPause;
    auto connection = std::make_unique<protocol::ClientConnection>(std::move(*m_settings), m_environment.random);
    m_settings.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_connection = std::move(connection);
    }
    m_timeStamps = std::make_unique<ServerTimeStamps>(m_workspace.timeStamps(), *m_connection);
    connect(m_connection.get(), &protocol::ClientConnection::stateChanged, this, &SyncWorker::takeConnection);
    connect(m_connection.get(), &protocol::ClientConnection::refused, this, &SyncWorker::takeRefusal);
    // On its own thread: this one may be in the middle of a run, or the time would be late.
    connect(
        m_connection.get(), &protocol::ClientConnection::notified, this, &SyncWorker::takeNotice, Qt::DirectConnection);
    connect(m_connection.get(), &protocol::ClientConnection::welcomed, this, &SyncWorker::takeWelcome,
        Qt::DirectConnection);
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
        announce();
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
    announce();
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
    m_resume.stop();
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
    if (m_status.reach != SyncStatus::Reach::Online || m_resume.isActive())
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
        synchronizer.limit(m_limit);
        for (const Digest &blob : std::as_const(m_wanted))
            synchronizer.want(blob);
        m_wanted.clear();
    }
    m_sinceTold.invalidate();
    m_bytesTold = 0;
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
    const quint64 speed = m_status.running ? m_status.running->speed : 0;
    m_status.running = now;
    m_status.running->speed = speed;
    if (!isNewStep && m_sinceTold.isValid() && m_sinceTold.elapsed() < BetweenProgress)
        return;
    if (m_sinceTold.isValid() && m_sinceTold.elapsed() >= BetweenProgress) {
        const quint64 lately = (now.bytes - m_bytesTold) * 1000 / static_cast<quint64>(m_sinceTold.elapsed());
        m_status.running->speed = speed == 0 ? lately : (2 * speed + lately) / 3; // Figures that jump are not read.
    }
    m_bytesTold = now.bytes;
    m_sinceTold.start();
    announce();
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
    announce(); // It is over, whatever the lines below wait for.
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
    for (const Result<bool> &more : {openSeries(), elapseTimers()}) {
        if (more && *more)
            plan(milliseconds(0));
        else if (!more)
            tell(SyncEventKind::Stopped, more.error());
    }
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

Result<bool> SyncWorker::elapseTimers()
{
    WENYI_TRY(const qsizetype made, m_gate.ask([this] { return m_timers.elapseDue(); }));
    if (made > 0)
        Q_EMIT changed();
    return made > 0;
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
    announce();
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
