// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/session/ArrivalQueue.h"
#include "server/session/Dispatcher.h"
#include "server/session/TimeStampDesk.h"

#include <QLockFile>

#include <atomic>
#include <thread>

namespace wenyi::server {

/// 交换服务器: a running exchange server on its folder. The socket's thread hands requests to the store's thread, which
/// commits them in groups and hands the answers back.
class Server
{
public:
    /// Fails with Locked "server.running" where another process runs on the folder, NotTrusted
    /// "server.not-in-directory" where the directory names other keys than this server has, and the reasons of its
    /// parts.
    static Result<std::unique_ptr<Server>> start(const ServerFolder &folder, const Clock &clock);
    ~Server();

    /// The endpoint with its real port.
    QByteArray endpoint() const { return m_socket->endpoint(); }
    protocol::SocketLimits limitsInForce() const { return m_socket->limitsInForce(); }
    /// Ends the admission thread: who is in stays, nobody new comes in.
    void closeAdmission() { m_socket->closeAdmission(); }

private:
    Server(const ServerFolder &folder, const Clock &clock);
    Result<void> prepare();
    /// Nothing to open is no failure.
    Result<void> openTimeStamps(int perMinute);
    void run();
    void followUpdates();

    ServerFolder m_folder;
    const Clock &m_clock;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<crypto::Signer> m_signer;
    std::unique_ptr<TimeStampDesk> m_timeStamps; ///< Null without a key for them.
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::shared_ptr<protocol::AdmissionList> m_admission = std::make_shared<protocol::AdmissionList>();
    ArrivalQueue m_queue;
    std::unique_ptr<protocol::ServerSocket> m_socket;
    QByteArray m_updateMark;
    Instant m_judgedAt;
    std::thread m_thread;
};

} // namespace wenyi::server
