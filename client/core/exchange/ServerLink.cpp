// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerLink.h"

#include <algorithm>
#include <condition_variable>

namespace wenyi::core {

namespace {

/// What a server may have a desktop wait at a time, and how often: a server that only ever says "wait" is no server.
constexpr std::chrono::milliseconds LongestWait{60'000};
constexpr std::chrono::milliseconds ShortestWait{10};
constexpr int MostWaits = 20;

} // namespace

struct ConnectionLink::Rendezvous
{
    std::mutex mutex;
    std::condition_variable woken;
    std::optional<Result<protocol::Body>> answer;
    bool isCancelled = false;
};

Result<protocol::Body> ConnectionLink::request(protocol::Body body)
{
    for (int waits = 0;; ++waits) {
        Result<protocol::Body> answer = askOnce(body);
        if (answer || answer.error().reason != "session.too-fast" || waits == MostWaits)
            return answer;
        const std::chrono::milliseconds told(answer.error().detail.toLongLong());
        if (!pause(std::clamp(told, ShortestWait, LongestWait)))
            return Error{ErrorCode::Cancelled, "sync.cancelled", {}};
    }
}

bool ConnectionLink::pause(std::chrono::milliseconds time)
{
    auto waiting = std::make_shared<Rendezvous>();
    {
        const std::lock_guard lock(m_mutex);
        if (m_isCancelled)
            return false;
        m_waiting = waiting;
    }
    std::unique_lock lock(waiting->mutex);
    return !waiting->woken.wait_for(lock, time, [&waiting] { return waiting->isCancelled; });
}

Result<protocol::Body> ConnectionLink::askOnce(protocol::Body body)
{
    const Error cancelled{ErrorCode::Cancelled, "sync.cancelled", {}};
    auto waiting = std::make_shared<Rendezvous>();
    {
        const std::lock_guard lock(m_mutex);
        if (m_isCancelled)
            return cancelled;
        m_waiting = waiting;
    }
    // The answer may come after this thread has gone on: what it wakes is shared.
    const auto wake = [waiting](Result<protocol::Body> answer) {
        const std::lock_guard lock(waiting->mutex);
        waiting->answer = std::move(answer);
        waiting->woken.notify_all();
    };
    QFuture<Result<protocol::Body>> future = m_connection.request(std::move(body), m_timeout);
    future.then(wake).onCanceled([wake] { wake(Error{ErrorCode::Cancelled, "connection.closed", {}}); });
    std::unique_lock lock(waiting->mutex);
    waiting->woken.wait(lock, [&waiting] { return waiting->answer || waiting->isCancelled; });
    if (waiting->answer)
        return std::move(*waiting->answer);
    lock.unlock();
    future.cancel();
    return cancelled;
}

void ConnectionLink::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    if (!m_waiting)
        return;
    const std::lock_guard waitingLock(m_waiting->mutex);
    m_waiting->isCancelled = true;
    m_waiting->woken.notify_all();
}

Result<protocol::ClientConnection::Settings> connectionSettings(Workspace &workspace)
{
    const Profile &profile = workspace.profile();
    if (profile.connection != directory::Connection::Connected)
        return Error{ErrorCode::NotAllowed, "sync.standalone", profile.desktop.toString()};
    protocol::ClientConnection::Settings settings;
    settings.endpoint = profile.endpoint.toUtf8();
    WENYI_TRY(settings.serverKey, protocol::CurvePublicKey::fromBytes(profile.serverCurveKey));
    WENYI_TRY(settings.keys, protocol::CurveKeyPair::fromSecret(workspace.keys().curveSecret.clone()));
    // Asked on the connection's thread: what it needs is copied here.
    settings.hello = [desktop = profile.desktop, version = workspace.directory().content().version] {
        protocol::Hello hello;
        hello.desktop = desktop;
        hello.directoryVersion = version;
        return hello;
    };
    return settings;
}

} // namespace wenyi::core
