// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/health/EventLog.h"
#include "server/store/Store.h"
#include "shared/protocol/ClientConnection.h"

#include <QLockFile>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace wenyi::server {

/// 热备: follows the log of the server that its folder's StandbyMark names, byte by byte, and makes its database from
/// it. Goes on by itself after cuts and restarts on either side; ends where the primary's log is not the same any more.
///
/// What it says of itself stands in standby-state.json of the folder.
class Follower
{
public:
    /// Fails with NotFound "standby.none", Locked "server.running", and the reasons of its parts.
    static Result<std::unique_ptr<Follower>> start(const ServerFolder &folder, const Clock &clock);
    /// Ends within a second or two.
    ~Follower();
    Follower(const Follower &) = delete;
    Follower &operator=(const Follower &) = delete;

    /// Why it follows no more, which an administrator has to see to; nothing while it does. From any thread.
    std::optional<Error> fault() const;
    /// Sets of changes that are on its disk. From any thread.
    quint64 number() const { return m_number; }

private:
    enum class State { Unreachable, Following, Ended };

    Follower(const ServerFolder &folder, const Clock &clock);
    Result<void> prepare();
    Result<protocol::ClientConnection::Settings> connectionSettings() const;
    void run();
    /// Until it is told to end, or something fails that trying again on the open store does not mend.
    Result<void> follow(protocol::ClientConnection &connection);
    /// Fails with Cancelled "standby.stopped" once this is told to end.
    template<typename Answer>
    Result<Answer> ask(protocol::ClientConnection &connection, protocol::Body request);
    /// Asks for what comes next and takes it. Gives whether anything came.
    Result<bool> step(protocol::ClientConnection &connection, Store::Parts &parts);
    /// The primary goes by another directory now, and so does this server once it has taken over.
    Result<void> takeDirectory(protocol::ClientConnection &connection, const Digest &digest);
    Result<void> takeDirectoryFrom(const QString &file);
    /// Why it could not take over as it is, though it follows.
    Error hindrance() const;
    void tell(State state, const Error &why = {});
    /// Until something is to be done, at most so long.
    void pause(std::chrono::milliseconds time);
    void ring();
    bool isEnding() const;

    ServerFolder m_folder;
    const Clock &m_clock;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<EventLog> m_log;
    crypto::SystemRandom m_random;
    std::atomic<quint64> m_number = 0;
    quint64 m_primaryNumber = 0;
    std::shared_ptr<const Domain> m_domain; ///< By which it would go.
    Digest m_triedDirectory;                ///< Of the primary, when one was asked for last.
    std::chrono::steady_clock::time_point m_triedAt;
    QByteArray m_directoryFault; ///< Why that could not be taken; empty where it was.
    State m_state = State::Unreachable;
    QByteArray m_why; ///< With m_state; what was told last.
    Instant m_toldAt;
    mutable std::mutex m_mutex; ///< Guards what follows.
    std::condition_variable m_rung;
    bool m_isRung = false;
    bool m_isEnding = false;
    std::optional<Error> m_fault;
    Error m_refusal; ///< What the primary's door said last.
    std::unique_ptr<protocol::ClientConnection> m_connection;
    std::thread m_thread;
};

} // namespace wenyi::server
