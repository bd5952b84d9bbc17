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
    std::vector<std::optional<Result<protocol::Body>>> answers; ///< Of each request.
    std::size_t open = 0;                                       ///< Requests without an answer.
    bool isCancelled = false;
};

std::vector<Result<protocol::Body>> ServerLink::requestAll(QList<protocol::Body> bodies)
{
    std::vector<Result<protocol::Body>> answers;
    std::optional<Error> gone;
    for (protocol::Body &body : bodies) {
        answers.push_back(gone ? Result<protocol::Body>(*gone) : request(std::move(body)));
        if (!answers.back() && answers.back().error().code == ErrorCode::Unavailable)
            gone = answers.back().error();
    }
    return answers;
}

Result<protocol::Body> ConnectionLink::request(protocol::Body body)
{
    QList<protocol::Body> bodies;
    bodies.append(std::move(body));
    return std::move(requestAll(std::move(bodies)).front());
}

std::vector<Result<protocol::Body>> ConnectionLink::requestAll(QList<protocol::Body> bodies)
{
    std::vector<Result<protocol::Body>> answers = askOnce(bodies);
    // Those that came too fast go again, one after the other: the server said how long one of them is to wait.
    for (std::size_t i = 0; i < answers.size(); ++i)
        askAgain(answers[i], bodies.at(static_cast<qsizetype>(i)));
    return answers;
}

void ConnectionLink::askAgain(Result<protocol::Body> &answer, const protocol::Body &body)
{
    for (int waits = 0; waits < MostWaits && !answer && answer.error().reason == "session.too-fast"; ++waits) {
        const std::chrono::milliseconds told(answer.error().detail.toLongLong());
        if (pause(std::clamp(told, ShortestWait, LongestWait)))
            answer = std::move(askOnce({body}).front());
        else
            answer = Error{ErrorCode::Cancelled, "sync.cancelled", {}};
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

std::vector<Result<protocol::Body>> ConnectionLink::askOnce(const QList<protocol::Body> &bodies)
{
    const auto count = static_cast<std::size_t>(bodies.size());
    const Error cancelled{ErrorCode::Cancelled, "sync.cancelled", {}};
    auto waiting = std::make_shared<Rendezvous>();
    waiting->answers.resize(count);
    waiting->open = count;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isCancelled)
            return std::vector<Result<protocol::Body>>(count, cancelled);
        m_waiting = waiting;
    }
    std::vector<QFuture<Result<protocol::Body>>> futures;
    for (std::size_t i = 0; i < count; ++i) {
        // The answer may come after this thread has gone on: what it wakes is shared.
        const auto wake = [waiting, i](const Result<protocol::Body> &answer) {
            const std::lock_guard lock(waiting->mutex);
            waiting->answers[i] = answer;
            if (--waiting->open == 0)
                waiting->woken.notify_all();
        };
        futures.push_back(m_connection.request(bodies.at(static_cast<qsizetype>(i)), m_timeout, wake));
    }
    std::unique_lock lock(waiting->mutex);
    waiting->woken.wait(lock, [&waiting] { return waiting->open == 0 || waiting->isCancelled; });
    std::vector<Result<protocol::Body>> answers;
    for (std::optional<Result<protocol::Body>> &answer : waiting->answers)
        answers.push_back(answer ? std::move(*answer) : Result<protocol::Body>(cancelled));
    const bool isWhole = waiting->open == 0;
    lock.unlock();
    if (!isWhole) {
        for (auto &future : futures)
            future.cancel();
    }
    return answers;
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
