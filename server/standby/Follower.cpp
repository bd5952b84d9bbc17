// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/standby/Follower.h"

#include "server/admin/Files.h"
#include "server/admin/OpenedStore.h"
#include "server/standby/StandbyDesk.h"
#include "server/standby/StandbyMark.h"
#include "server/standby/StandbyState.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"

#include <QFile>
#include <QFuture>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::server {

using protocol::ClientConnection;

namespace {

/// Over a slow line a part of the log takes its time.
constexpr auto AnswerPatience = 30s;
/// Without a connection no answer is waited for any longer.
constexpr auto ConnectionPatience = 2s;
/// The primary says when there is more; that may be lost.
constexpr auto AskAnyway = 500ms;
constexpr auto AfterFailure = 2s;
/// How old standby-state.json may be of a standby that is well.
constexpr auto FaultToldEach = 10s;
/// When a directory that could not be taken is tried again.
constexpr auto DirectoryEach = 5s;

bool passesByItself(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled;
}

} // namespace

Follower::Follower(const ServerFolder &folder, const Clock &clock)
    : m_folder(folder)
    , m_clock(clock)
    , m_lock(writersLock(folder))
{
}

Result<std::unique_ptr<Follower>> Follower::start(const ServerFolder &folder, const Clock &clock)
{
    std::unique_ptr<Follower> follower(new Follower(folder, clock));
    WENYI_CHECK(follower->prepare());
    follower->m_thread = std::thread(&Follower::run, follower.get());
    return follower;
}

Follower::~Follower()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_rung.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    m_connection.reset(); // Its thread rings here.
}

Result<void> Follower::prepare()
{
    WENYI_CHECK(StandbyMark::read(m_folder.path()));
    if (!m_lock->tryLock())
        return Error{ErrorCode::Locked, "server.running", m_folder.path()};
    WENYI_TRY(const Configuration configuration, m_folder.configuration());
    WENYI_TRY(m_log, EventLog::open(configuration.log, m_folder.path(), m_clock));
    WENYI_TRY(const auto domain, m_folder.domain(m_clock.now()));
    m_domain = domain;
    WENYI_TRY(ClientConnection::Settings settings, connectionSettings());
    m_connection = std::make_unique<ClientConnection>(std::move(settings), m_random);
    // On the connection's thread, which ends before this does.
    QObject::connect(
        m_connection.get(), &ClientConnection::notified, m_connection.get(), [this] { ring(); }, Qt::DirectConnection);
    QObject::connect(
        m_connection.get(), &ClientConnection::refused, m_connection.get(),
        [this](const Error &error) {
            const std::lock_guard lock(m_mutex);
            m_refusal = error;
        },
        Qt::DirectConnection);
    return {};
}

Result<ClientConnection::Settings> Follower::connectionSettings() const
{
    WENYI_TRY(const StandbyMark mark, StandbyMark::read(m_folder.path()));
    WENYI_TRY(const protocol::CurveKeyPair primary, m_folder.curveKeys());
    ClientConnection::Settings settings;
    settings.endpoint = mark.primary;
    settings.serverKey = primary.publicKey; // The standby's too, once it has taken over.
    WENYI_TRY(settings.keys, m_folder.standbyKeys());
    settings.hello = [] {
        protocol::Hello hello;
        hello.desktop = StandbyDesk::id();
        return hello;
    };
    settings.backOff = {250ms, 5s};
    return settings;
}

void Follower::run()
{
    m_log->write(LogLevel::Info, "standby.started");
    while (!isEnding()) {
        const auto followed = follow(*m_connection);
        if (followed)
            break;
        const Error &error = followed.error();
        m_log->writeError("standby.failed", error);
        // What the disk refuses may work later, on a store that was read anew.
        if (error.code == ErrorCode::StorageFailure) {
            tell(State::Unreachable, error);
            pause(AfterFailure);
            continue;
        }
        tell(State::Ended, error);
        const std::lock_guard lock(m_mutex);
        m_fault = error;
        break;
    }
    m_log->write(LogLevel::Info, "standby.stopped");
}

Result<void> Follower::follow(ClientConnection &connection)
{
    WENYI_TRY(Store::Parts parts, Store::openCopy(m_folder.storePath()));
    m_number = parts.segments->kept().number;
    while (!isEnding()) {
        const auto came = step(connection, parts);
        if (!came && !passesByItself(came.error()))
            return came.error();
        if (isEnding())
            break;
        tell(came ? State::Following : State::Unreachable, came ? Error() : came.error());
        if (!came || !*came)
            pause(AskAnyway);
    }
    return {};
}

template<typename Answer>
Result<Answer> Follower::ask(ClientConnection &connection, protocol::Body request)
{
    // It may still come when nobody waits any more.
    const auto answer = std::make_shared<std::optional<Result<protocol::Body>>>();
    const auto take = [this, answer](const Result<protocol::Body> &came) {
        {
            const std::lock_guard lock(m_mutex);
            *answer = came;
        }
        m_rung.notify_all();
    };
    QFuture<Result<protocol::Body>> asked = connection.request(std::move(request), AnswerPatience, take);
    std::unique_lock lock(m_mutex);
    while (!answer->has_value()) {
        const bool isOver =
            m_rung.wait_for(lock, ConnectionPatience, [&] { return answer->has_value() || m_isEnding; });
        if (answer->has_value() || (!isOver && connection.state() == protocol::ConnectionState::Connected))
            continue;
        const bool isEnding = m_isEnding;
        lock.unlock();
        asked.cancel();
        return isEnding ? Error{ErrorCode::Cancelled, "standby.stopped", {}}
                        : Error{ErrorCode::Unavailable, "connection.timeout", {}};
    }
    return protocol::answerAs<Answer>(std::move(**answer));
}

Result<bool> Follower::step(ClientConnection &connection, Store::Parts &parts)
{
    SegmentLog &log = *parts.segments;
    const journal::LogPlace from = log.arrived();
    protocol::FollowLog request{from.segment, from.offset, {}, log.kept().number};
    WENYI_TRY(request.before, log.digestBefore(from));
    const auto part = ask<protocol::LogBytes>(connection, request);
    if (!part)
        return part.error();
    m_primaryNumber = part->number;
    const bool isJustTried =
        part->directory == m_triedDirectory && std::chrono::steady_clock::now() < m_triedAt + DirectoryEach;
    if (part->directory == m_domain->digest())
        m_directoryFault.clear();
    else if (!isJustTried)
        WENYI_CHECK(takeDirectory(connection, part->directory));
    if (part->bytes.isEmpty())
        return false;
    journal::Database &database = *parts.database;
    WENYI_CHECK(log.receive(SegmentLog::Part{part->segment, part->offset, part->bytes},
        [&database](
            QByteArrayView changes, const journal::LogPlace &behind) { return database.replay(changes, behind); }));
    m_number = log.kept().number;
    return true;
}

Result<void> Follower::takeDirectory(ClientConnection &connection, const Digest &digest)
{
    m_triedDirectory = digest;
    m_triedAt = std::chrono::steady_clock::now();
    QByteArray bytes;
    for (quint64 size = 1; static_cast<quint64>(bytes.size()) < size;) {
        WENYI_TRY(const auto chunk,
            ask<protocol::DirectoryChunk>(connection, protocol::GetDirectory{static_cast<quint64>(bytes.size())}));
        if (chunk.digest != digest || chunk.chunk.isEmpty() || chunk.size > static_cast<quint64>(limits::CborBytes))
            return {}; // Another one again; the next answer tells of it.
        size = chunk.size;
        bytes.append(chunk.chunk);
    }
    const QString next = m_folder.path() + u"/directory.next"_s;
    WENYI_CHECK(writeFile(next, bytes));
    const auto taken = takeDirectoryFrom(next);
    QFile::remove(next);
    m_directoryFault = taken ? QByteArray() : taken.error().reason;
    m_toldAt = {}; // It is told at once.
    if (!taken)
        m_log->writeError("directory.kept", taken.error()); // Nothing that keeps the log from coming.
    else
        m_log->write(LogLevel::Info, "directory.taken");
    return {};
}

Result<void> Follower::takeDirectoryFrom(const QString &file)
{
    const Instant now = m_clock.now();
    WENYI_CHECK(m_folder.update(ServerFiles{file, {}, {}, {}, {}}, now));
    WENYI_TRY(m_domain, m_folder.domain(now, m_domain.get()));
    return {};
}

Error Follower::hindrance() const
{
    if (!m_directoryFault.isEmpty())
        return Error{ErrorCode::NotTrusted, m_directoryFault, {}};
    const auto listed = m_folder.checkListed(*m_domain);
    return listed ? Error() : listed.error();
}

void Follower::tell(State state, const Error &why)
{
    QByteArray reason = why.reason;
    if (state == State::Following) {
        const std::lock_guard lock(m_mutex);
        m_refusal = {};
    }
    if (state == State::Unreachable && reason == "connection.timeout") {
        const std::lock_guard lock(m_mutex);
        if (!m_refusal.reason.isEmpty())
            reason = m_refusal.reason;
    }
    const Instant now = m_clock.now();
    const bool isDue = now < m_toldAt || now >= m_toldAt + FaultToldEach;
    // It follows all the same; on the day when it is needed it would be too late to know.
    if (state == State::Following)
        reason = isDue || state != m_state ? hindrance().reason : m_why;
    const bool isNew = state != m_state || reason != m_why;
    if (!isNew && !isDue)
        return;
    if (isNew && !reason.isEmpty() && state == State::Following)
        m_log->write(LogLevel::Warning, "standby.could-not-take-over", {{"reason", reason}});
    else if (isNew && state == State::Following)
        m_log->write(LogLevel::Info, "standby.following", {{"sets", m_number.load()}});
    else if (isNew && state == State::Unreachable)
        m_log->write(LogLevel::Warning, "standby.unreachable", {{"reason", reason}});
    m_state = state;
    m_why = reason;
    m_toldAt = now;
    constexpr const char *Names[] = {"unreachable", "following", "ended"};
    const StandbyState told{
        Names[static_cast<int>(state)], reason, m_number, std::max(m_primaryNumber, m_number.load()), now};
    if (const auto written = told.write(m_folder.path()); !written)
        m_log->writeError("standby.not-told", written.error());
}

void Follower::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    m_rung.wait_for(lock, time, [this] { return m_isRung || m_isEnding; });
    m_isRung = false;
}

void Follower::ring()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isRung = true;
    }
    m_rung.notify_all();
}

bool Follower::isEnding() const
{
    const std::lock_guard lock(m_mutex);
    return m_isEnding;
}

std::optional<Error> Follower::fault() const
{
    const std::lock_guard lock(m_mutex);
    return m_fault;
}

} // namespace wenyi::server
