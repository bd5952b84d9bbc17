// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/BackupKeeper.h"
#include "server/admin/ServerFolder.h"
#include "server/admin/Upkeep.h"
#include "server/health/HealthDesk.h"
#include "server/peer/PeerLinks.h"
#include "server/session/ArrivalQueue.h"
#include "server/session/Dispatcher.h"
#include "server/session/Examiner.h"
#include "server/session/StatusDesk.h"
#include "server/session/TimeStampDesk.h"
#include "server/standby/StandbyDesk.h"
#include "server/store/NewsInbox.h"
#include "shared/crypto/SystemRandom.h"

#include <QLockFile>

#include <atomic>
#include <thread>

namespace wenyi::server {

/// 交换服务器: a running exchange server on its folder. The socket's thread hands requests to the store's thread, which
/// commits them in groups and hands the answers back.
class Server
{
public:
    /// How long stop() works on what was in already.
    static constexpr std::chrono::milliseconds StopPatience{8'000};

    /// Fails with Locked "server.running" where another process runs on the folder, NotAllowed "server.standby" for a
    /// standby's folder, "server.superseded" where another server took this one's place, NotTrusted
    /// "server.not-in-directory" where the directory names other keys than this server has, and the reasons of its
    /// parts. A health port that cannot be had keeps no server from starting.
    static Result<std::unique_ptr<Server>> start(const ServerFolder &folder, const Clock &clock);
    ~Server();

    /// Takes nothing new, answers and commits what is in, closes. Gives whether all of it was answered in time; what
    /// was not is not acknowledged either. Again changes nothing.
    bool stop(std::chrono::milliseconds patience = StopPatience);
    /// Looks at once for what changed in the folder, as it does each second, and for what can be given up in the store,
    /// as it does each hour. From any thread.
    void followNow();
    /// Whether the store's thread does its work. From any thread.
    bool isAnswering() const { return m_board.isBeating(); }
    EventLog &log() { return *m_log; }

    /// The endpoint with its real port.
    const QByteArray &endpoint() const { return m_endpoint; }
    /// Where the health pages are; empty where there are none.
    QByteArray healthAddress() const { return m_health ? m_health->address() : QByteArray(); }
    protocol::SocketLimits limitsInForce() const { return m_socket->limitsInForce(); }
    /// Ends the admission thread: who is in stays, nobody new comes in.
    void closeAdmission() { m_socket->closeAdmission(); }

private:
    Server(const ServerFolder &folder, const Clock &clock);
    Result<void> prepare();
    Result<void> openSocket(const Configuration &configuration, protocol::CurveKeyPair keys);
    /// Nothing to open is no failure.
    Result<void> openTimeStamps(qint64 perMinute);
    /// Where other processes work on the store too.
    Result<void> listen(const QByteArray &postgres);
    void openHealth(const QByteArray &address);
    /// Makes and ends links as the directory in force and the settings say.
    void followLinks();
    /// Lets in whom the directory names, and the links' own ends.
    void admit(const Domain &domain);
    void run();
    /// What the store's thread does again and again; may end at any place with std::bad_alloc.
    void turn();
    /// Answers a group and empties it, and lets go what the standby has by now.
    void serve(std::vector<protocol::Arrival> &arrivals);
    /// Keeps the word that this server was replaced, for the next start.
    void keepSuperseded();
    /// What is left in the queue, as far as the time reaches. Gives whether all of it was answered.
    bool drain();
    /// What other processes told.
    void passNewsOn();
    void followFolder();
    void followUpdates(bool isAsked);
    void followConfiguration(bool isAsked);
    void judgeCertificate();
    void tellStrangers();
    void tellOutdatedCards();
    Standing standing() const;
    void publishFigures();

    ServerFolder m_folder;
    const Clock &m_clock;
    std::unique_ptr<QLockFile> m_lock;
    QByteArray m_endpoint;
    std::unique_ptr<EventLog> m_log;
    Counters m_counters;
    ArrivalQueue m_queue;
    std::vector<protocol::Arrival> m_taken; ///< Out of it, and not answered yet.
    std::chrono::steady_clock::time_point m_lastLook;
    FiguresBoard m_board;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<crypto::Signer> m_signer;
    std::unique_ptr<TimeStampDesk> m_timeStamps; ///< Null without a key for them.
    std::unique_ptr<StandbyDesk> m_standby;
    crypto::SystemRandom m_random;
    std::unique_ptr<StatusDesk> m_status;
    std::unique_ptr<Examiner> m_examiner;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<Upkeep> m_upkeep;
    std::shared_ptr<protocol::AdmissionList> m_admission = std::make_shared<protocol::AdmissionList>();
    std::unique_ptr<protocol::ServerSocket> m_socket;
    std::unique_ptr<PeerLinks> m_links;
    NewsInbox m_news;
    std::unique_ptr<NewsListener> m_listener; ///< Null where the store is this process's alone.
    std::unique_ptr<BackupKeeper> m_backups;
    std::unique_ptr<HealthDesk> m_health; ///< Null where it is turned off.
    QByteArray m_updateMark;
    QByteArray m_configurationMark;
    QByteArray m_directoryFault; ///< Why the folder's directory is not the one in force.
    QByteArray m_certificateFault;
    Instant m_judgedAt;
    QStringList m_outdatedTold;
    quint64 m_strangersTold = 0;
    std::chrono::steady_clock::time_point m_strangersNext;
    std::atomic<bool> m_followsNow = false;
    std::chrono::steady_clock::time_point m_stopLimit; ///< Written before the queue is stopped.
    bool m_isDrained = true;
    bool m_isSupersededKept = false;
    std::thread m_thread;
};

} // namespace wenyi::server
