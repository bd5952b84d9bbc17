// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Server.h"

#include "server/admin/OpenedStore.h"
#include "server/admin/RunningMark.h"
#include "server/health/FiguresReader.h"
#include "server/standby/StandbyMark.h"

#include <QCoreApplication>

#include <new>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr auto UpdateInterval = 1s;
/// Certificates come into force and expire without any file changing.
constexpr auto JudgementLasts = 1h;
constexpr auto ActiveWithin = 5min;
/// However many strangers knock, they are told of once in this time.
constexpr auto StrangersToldEach = 1min;

} // namespace

Server::Server(const ServerFolder &folder, const Clock &clock)
    : m_folder(folder)
    , m_clock(clock)
    , m_lock(writersLock(folder))
    , m_board([this] { m_queue.wake(); })
{
}

Result<std::unique_ptr<Server>> Server::start(const ServerFolder &folder, const Clock &clock)
{
    std::unique_ptr<Server> server(new Server(folder, clock));
    WENYI_CHECK(server->prepare());
    server->m_thread = std::thread(&Server::run, server.get());
    return server;
}

Result<void> Server::prepare()
{
    if (!m_lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", m_folder.path()};
    WENYI_CHECK(checkServes(m_folder.path()));
    const Instant now = m_clock.now();
    m_configurationMark = m_folder.configurationMark();
    WENYI_TRY(const Configuration configuration, m_folder.configuration());
    WENYI_TRY(m_log, EventLog::open(configuration.log, m_folder.path(), m_clock));
    WENYI_TRY(protocol::CurveKeyPair keys, m_folder.curveKeys());
    WENYI_TRY(m_signer, m_folder.signer());
    m_updateMark = m_folder.updateMark();
    m_judgedAt = now;
    WENYI_TRY(const auto domain, m_folder.domain(now));
    WENYI_CHECK(m_folder.checkListed(*domain));
    WENYI_TRY(m_store, openForWriting(m_folder, configuration, m_clock));
    if (const auto opened = openTimeStamps(configuration.timeStampsPerMinute); !opened)
        m_log->writeError("time-stamps.none", opened.error());
    m_standby = std::make_unique<StandbyDesk>(
        configuration.standby, m_store->keptSets(), *m_log, std::chrono::steady_clock::now());
    m_status = std::make_unique<StatusDesk>(
        StatusDesk::Sources{m_clock, m_counters, m_board, [this] { return m_socket->counts(); }, now}, m_random, *m_log,
        std::chrono::steady_clock::now());
    Office office{*m_store, domain, *m_signer, m_clock, configuration, {}, m_timeStamps.get(), m_standby.get()};
    office.status = m_status.get();
    m_examiner = std::make_unique<Examiner>(domain);
    office.examiner = m_examiner.get();
    m_dispatcher = std::make_unique<Dispatcher>(std::move(office), m_counters, *m_log);
    m_backups = std::make_unique<BackupKeeper>(m_folder, configuration.backup, m_clock, *m_log);
    m_upkeep = std::make_unique<Upkeep>(*m_store, m_clock, *m_log, [this] { return m_standby->neededFrom(); });
    judgeCertificate();
    m_board.beat(standing());
    m_admission->replace(StandbyDesk::admitted(*domain, configuration.standby));
    protocol::CurveKeyPair keysOfLinks = keys.clone();
    WENYI_CHECK(openSocket(configuration, std::move(keys)));
    WENYI_CHECK(listen(configuration.postgres));
    openHealth(configuration.metrics);
    m_links = std::make_unique<PeerLinks>(m_endpoint, std::move(keysOfLinks), *m_log);
    followLinks();
    const RunningMark mark{QCoreApplication::applicationPid(), m_endpoint, healthAddress(), now};
    if (const auto marked = mark.write(m_folder.path()); !marked)
        m_log->writeError("server.not-marked", marked.error());
    m_log->write(LogLevel::Info, "server.started",
        {{"endpoint", m_endpoint}, {"health", healthAddress()}, {"directory", domain->version()},
            {"desktops", domain->peerCount()}});
    return {};
}

Result<void> Server::openSocket(const Configuration &configuration, protocol::CurveKeyPair keys)
{
    protocol::ServerSocket::Settings settings{
        configuration.endpoint, std::move(keys), protocol::SocketLimits::ofServer()};
    WENYI_TRY(m_socket, protocol::ServerSocket::open(std::move(settings), m_admission,
                            [this](protocol::ServerSocket &, std::vector<protocol::Arrival> &&arrivals) {
                                // A single one that nobody stands before comes to its turn at once.
                                if (arrivals.size() > 1 || !m_queue.isAwaited())
                                    m_examiner->begin(arrivals);
                                m_queue.add(std::move(arrivals));
                            }));
    m_endpoint = m_socket->endpoint();
    return {};
}

Result<void> Server::openTimeStamps(qint64 perMinute)
{
    WENYI_TRY(auto stamping, m_folder.timeStampSigner());
    if (stamping) {
        WENYI_TRY(m_timeStamps, TimeStampDesk::open(std::move(stamping), m_clock, static_cast<int>(perMinute)));
    }
    return {};
}

Result<void> Server::listen(const QByteArray &postgres)
{
    if (!m_store->isShared())
        return {};
    WENYI_TRY(m_listener, listenToPostgres(postgres, [this](const std::optional<QByteArray> &news) {
        m_news.add(m_store->news().hear(news));
        m_queue.wake();
    }));
    return {};
}

void Server::followLinks()
{
    const Domain &domain = m_dispatcher->domain();
    m_links->follow(domain, m_dispatcher->configuration().peerLinks);
    admit(domain);
}

void Server::admit(const Domain &domain)
{
    auto admitted = StandbyDesk::admitted(domain, m_dispatcher->configuration().standby);
    admitted.insert(m_links->keys());
    m_admission->replace(std::move(admitted));
}

void Server::passNewsOn()
{
    const ChangedUnits changed = m_news.take();
    if (!changed || !changed->isEmpty())
        m_socket->send(m_dispatcher->tellOf(changed));
}

void Server::openHealth(const QByteArray &address)
{
    if (address.isEmpty())
        return;
    HealthDesk::Sources sources{m_clock, m_counters, m_board, [this] { return m_socket->counts(); }, m_clock.now()};
    auto opened = HealthDesk::open(address, std::move(sources));
    if (opened)
        m_health = std::move(*opened);
    else
        m_log->writeError("health.none", opened.error());
}

Server::~Server()
{
    stop(0ms);
}

bool Server::stop(std::chrono::milliseconds patience)
{
    if (!m_socket)
        return m_isDrained;
    m_log->write(LogLevel::Info, "server.stopping");
    m_stopLimit = std::chrono::steady_clock::now() + patience;
    m_socket->takeNoMore();
    m_queue.stop();
    if (m_thread.joinable())
        m_thread.join();
    m_links.reset(); // After the store's thread, which makes and ends them.
    m_board.close();
    m_health.reset(); // It asks the socket.
    m_socket.reset(); // Before the queue that it fills; what was answered goes out.
    m_upkeep.reset();
    m_dispatcher.reset();
    m_examiner.reset();
    m_status.reset();
    m_listener.reset(); // It asks the store what news mean.
    m_standby.reset();
    m_store.reset();
    RunningMark::remove(m_folder.path());
    m_backups.reset(); // Last: it may be at work, and nobody waits for it any more.
    m_log->write(m_isDrained ? LogLevel::Info : LogLevel::Warning, "server.stopped", {{"answered-all", m_isDrained}});
    m_lock->unlock();
    return m_isDrained;
}

void Server::followNow()
{
    m_followsNow = true;
    m_queue.wake();
}

void Server::run()
{
    m_lastLook = std::chrono::steady_clock::now();
    while (!m_queue.stopped()) {
        try {
            turn();
        } catch (const std::bad_alloc &) {
            // Whatever was to be looked at is looked at anew. Where no memory comes nobody beats, and systemd sees it.
            m_followsNow = true;
        }
    }
    try {
        m_isDrained = drain();
    } catch (const std::bad_alloc &) {
        m_isDrained = false;
    }
}

void Server::turn()
{
    // A server that another one has replaced changes nothing any more.
    const bool mayWrite =
        !m_dispatcher->readOnly() && !m_dispatcher->isStoreAway() && m_dispatcher->superseded().isEmpty();
    if (m_taken.empty())
        m_taken = m_queue.take(mayWrite ? m_upkeep->patience(UpdateInterval) : UpdateInterval);
    serve(m_taken);
    passNewsOn();
    if (mayWrite)
        m_upkeep->work(m_dispatcher->configuration());
    else
        m_upkeep->letReadersIn();
    if (m_board.wantsFigures())
        publishFigures();
    if (m_followsNow || std::chrono::steady_clock::now() - m_lastLook >= UpdateInterval) {
        followFolder();
        m_lastLook = std::chrono::steady_clock::now();
    }
}

bool Server::drain()
{
    while (true) {
        if (m_taken.empty())
            m_taken = m_queue.take(0ms);
        // What the standby does not have is not acknowledged: nobody reads any more what it says.
        if (m_taken.empty())
            return !m_standby->isHolding();
        if (std::chrono::steady_clock::now() >= m_stopLimit)
            return false;
        serve(m_taken);
    }
}

void Server::serve(std::vector<protocol::Arrival> &arrivals)
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<protocol::Departure> departures;
    if (!arrivals.empty()) {
        departures = m_dispatcher->handle(arrivals);
        try {
            // Asked behind the commit: what it gave the log is what the standby is to have.
            departures = m_standby->pass(arrivals, std::move(departures), m_store->keptSets(), now);
        } catch (const std::bad_alloc &) {
            departures = m_dispatcher->refuseAll(arrivals);
        }
        arrivals.clear();
    } else {
        departures = m_standby->release(now);
    }
    if (!departures.empty())
        m_socket->send(std::move(departures));
    if (!m_dispatcher->superseded().isEmpty() && !m_isSupersededKept)
        keepSuperseded();
}

void Server::keepSuperseded()
{
    m_isSupersededKept = true;
    m_log->write(LogLevel::Warning, "server.superseded");
    if (const auto kept = writeSuperseded(m_folder.path(), m_dispatcher->superseded()); !kept)
        m_log->writeError("server.superseded-not-kept", kept.error());
}

void Server::followFolder()
{
    const bool isAsked = m_followsNow.exchange(false);
    if (isAsked)
        m_upkeep->beginNow();
    followConfiguration(isAsked);
    followUpdates(isAsked);
    m_socket->send(m_dispatcher->keepQueues());
    tellStrangers();
    tellOutdatedCards();
    m_dispatcher->lookAtStore();
    m_board.beat(standing());
    m_status->sample(std::chrono::steady_clock::now());
}

void Server::tellStrangers()
{
    const quint64 strangers = m_socket->counts().strangers;
    const auto now = std::chrono::steady_clock::now();
    if (strangers == m_strangersTold || now < m_strangersNext)
        return;
    m_log->write(LogLevel::Warning, "strangers.refused", {{"times", strangers - m_strangersTold}});
    m_strangersTold = strangers;
    m_strangersNext = now + StrangersToldEach;
}

void Server::tellOutdatedCards()
{
    const QStringList outdated = m_dispatcher->outdatedCards().since().keys();
    for (const QString &domain : outdated) {
        if (!m_outdatedTold.contains(domain))
            m_log->write(LogLevel::Warning, "card.outdated", {{"domain", domain}});
    }
    m_outdatedTold = outdated;
}

void Server::followConfiguration(bool isAsked)
{
    const QByteArray mark = m_folder.configurationMark();
    if (mark == m_configurationMark && !isAsked)
        return;
    m_configurationMark = mark;
    const auto next = m_folder.configuration();
    if (!next) {
        m_log->writeError("settings.kept", next.error());
        return;
    }
    const QByteArrayList waiting = m_dispatcher->reconfigure(*next);
    followLinks();
    m_backups->configure(m_dispatcher->configuration().backup);
    m_log->write(LogLevel::Info, "settings.taken");
    if (!waiting.isEmpty())
        m_log->write(LogLevel::Warning, "settings.take-a-restart", {{"keys", waiting.join(' ')}});
}

void Server::followUpdates(bool isAsked)
{
    const Instant now = m_clock.now();
    const QByteArray mark = m_folder.updateMark();
    if (mark == m_updateMark && now < m_judgedAt + JudgementLasts && now >= m_judgedAt && !isAsked)
        return;
    m_updateMark = mark;
    m_judgedAt = now;
    const auto domain = m_folder.domain(now, &m_dispatcher->domain());
    const auto follows = domain && (*domain)->digest() != m_dispatcher->domain().digest()
                             ? (*domain)->directory().checkSucceeds(m_dispatcher->domain().directory())
                             : Result<void>();
    if (!domain || !follows) {
        const Error &error = domain ? follows.error() : domain.error();
        m_directoryFault = error.reason;
        m_log->writeError("directory.kept", error, {{"version", m_dispatcher->domain().version()}});
        return;
    }
    m_directoryFault.clear();
    // First the door, then the sessions.
    admit(**domain);
    if ((*domain)->digest() != m_dispatcher->domain().digest())
        m_log->write(LogLevel::Info, "directory.taken",
            {{"version", (*domain)->version()}, {"desktops", (*domain)->peerCount()}});
    m_socket->send(m_dispatcher->replaceDomain(*domain));
    followLinks();
    judgeCertificate();
}

void Server::judgeCertificate()
{
    const auto holds = m_dispatcher->domain().trust().verify(
        m_signer->certificate(), crypto::CertificatePurpose::Server, m_clock.now());
    m_certificateFault = holds ? QByteArray() : holds.error().reason;
}

Standing Server::standing() const
{
    const Instant now = m_clock.now();
    const Domain &domain = m_dispatcher->domain();
    const Configuration &configuration = m_dispatcher->configuration();
    Standing standing;
    standing.isReadOnly = m_dispatcher->readOnly() || m_store->database().isReadOnly();
    standing.isStoreAway = m_dispatcher->isStoreAway();
    standing.upkeep = m_upkeep->figures();
    standing.freeBytes = m_store->freeSpace();
    standing.diskReserve = configuration.diskReserve;
    standing.unitQuota = configuration.unitQuota;
    const auto current = domain.directory().checkCurrent(now);
    standing.directoryFault = current ? m_directoryFault : current.error().reason;
    standing.certificateFault = m_certificateFault;
    if (now > m_signer->certificate().notAfter())
        standing.certificateFault = "certificate.expired";
    standing.directoryVersion = domain.version();
    standing.directoryUntil = domain.directory().content().nextUpdate;
    standing.admittedDesktops = static_cast<quint64>(domain.peerCount());
    const Sessions &sessions = m_dispatcher->sessions();
    standing.sessions = static_cast<quint64>(sessions.count());
    standing.activeDesktops =
        static_cast<quint64>(sessions.heardSince(std::chrono::steady_clock::now() - ActiveWithin));
    standing.standby = m_standby->standing(std::chrono::steady_clock::now());
    standing.backup = m_backups->standing();
    standing.isSuperseded = !m_dispatcher->superseded().isEmpty();
    if (m_links) { // Not yet at the first beat.
        standing.links = static_cast<quint64>(m_links->count());
        standing.linksUp = static_cast<quint64>(m_links->countUp());
        standing.linkReceiptsHeld = m_links->receiptsHeld();
    }
    standing.outdatedCards = m_dispatcher->outdatedCards().since().keys();
    standing.givesTimeStamps = m_timeStamps && configuration.timeStampsPerMinute > 0;
    return standing;
}

void Server::publishFigures()
{
    const auto begun = std::chrono::steady_clock::now();
    const auto figures = readFigures(*m_store, m_dispatcher->domain().linkQueues(), m_clock.now());
    if (!figures)
        m_log->writeError("figures.none", figures.error());
    m_board.beat(standing());
    m_board.publish(figures ? std::optional(*figures) : std::nullopt, std::chrono::steady_clock::now() - begun);
}

} // namespace wenyi::server
