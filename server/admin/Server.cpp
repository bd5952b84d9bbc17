// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Server.h"

#include "server/admin/OpenedStore.h"

#include <QDebug>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr auto UpdateInterval = 1s;
/// Certificates come into force and expire without any file changing.
constexpr auto JudgementLasts = 1h;

} // namespace

Server::Server(const ServerFolder &folder, const Clock &clock)
    : m_folder(folder)
    , m_clock(clock)
    , m_lock(writersLock(folder))
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
    const Instant now = m_clock.now();
    WENYI_TRY(const Configuration configuration, m_folder.configuration());
    WENYI_TRY(protocol::CurveKeyPair keys, m_folder.curveKeys());
    WENYI_TRY(m_signer, m_folder.signer());
    m_updateMark = m_folder.updateMark();
    m_judgedAt = now;
    WENYI_TRY(const auto domain, m_folder.domain(now));
    const directory::Server &listed = domain->directory().content().server;
    if (listed.curveKey != keys.publicKey.toBytes() || listed.certificate != m_signer->certificate().toDer())
        return Error{ErrorCode::NotTrusted, "server.not-in-directory", listed.endpoint};
    WENYI_TRY(m_store, Store::open(m_folder.storePath(), m_clock));
    if (const auto opened = openTimeStamps(configuration.timeStampsPerMinute); !opened)
        qWarning("no time stamps are given: %s", qUtf8Printable(describe(opened.error())));
    m_dispatcher = std::make_unique<Dispatcher>(
        Office{*m_store, domain, *m_signer, m_clock, configuration, {}, m_timeStamps.get()});
    m_admission->replace(domain->admitted());
    protocol::ServerSocket::Settings settings{configuration.endpoint, std::move(keys), {}};
    WENYI_TRY(m_socket, protocol::ServerSocket::open(std::move(settings), m_admission,
                            [this](protocol::ServerSocket &, std::vector<protocol::Arrival> arrivals) {
                                m_queue.add(std::move(arrivals));
                            }));
    return {};
}

Result<void> Server::openTimeStamps(int perMinute)
{
    WENYI_TRY(auto stamping, m_folder.timeStampSigner());
    if (stamping && perMinute > 0) {
        WENYI_TRY(m_timeStamps, TimeStampDesk::open(std::move(stamping), m_clock, perMinute));
    }
    return {};
}

Server::~Server()
{
    m_queue.stop();
    if (m_thread.joinable())
        m_thread.join();
    m_socket.reset(); // Before the queue that it fills.
}

void Server::run()
{
    auto lastLook = std::chrono::steady_clock::now();
    while (!m_queue.stopped()) {
        const auto arrivals = m_queue.takeAll(UpdateInterval);
        if (!arrivals.empty())
            m_socket->send(m_dispatcher->handle(arrivals));
        if (std::chrono::steady_clock::now() - lastLook >= UpdateInterval) {
            followUpdates();
            lastLook = std::chrono::steady_clock::now();
        }
    }
}

void Server::followUpdates()
{
    const Instant now = m_clock.now();
    const QByteArray mark = m_folder.updateMark();
    if (mark == m_updateMark && now < m_judgedAt + JudgementLasts && now >= m_judgedAt)
        return;
    m_updateMark = mark;
    m_judgedAt = now;
    const auto domain = m_folder.domain(now);
    const auto follows = domain && (*domain)->digest() != m_dispatcher->domain().digest()
                             ? (*domain)->directory().checkSucceeds(m_dispatcher->domain().directory())
                             : Result<void>();
    if (!domain || !follows) {
        const Error &error = domain ? follows.error() : domain.error();
        qWarning("the directory stays as it was: %s", qUtf8Printable(describe(error)));
        return;
    }
    // First the door, then the sessions.
    m_admission->replace((*domain)->admitted());
    m_socket->send(m_dispatcher->replaceDomain(*domain));
}

} // namespace wenyi::server
