// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "server/health/EventLog.h"
#include "server/health/Figures.h"

#include <QTime>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace wenyi::server {

/// What became of the scheduled backups: backup-state.json in a server's folder.
struct BackupState
{
    std::optional<Instant> triedAt; ///< When the last one was begun.
    std::optional<Instant> madeAt;  ///< When the last one was begun that came to its end.
    QByteArray fault;               ///< Why the last one failed; empty where it did not.
    QString name;                   ///< Of the last one that was made.

    /// Nothing where none was tried.
    static BackupState read(const QString &folder);
    Result<void> write(const QString &folder) const;
    QJsonObject toJson() const;
};

/// Whether the next one is to be begun: the time of day has come round since the last one, or that one failed an hour
/// ago.
bool isBackupDue(const BackupState &state, QTime timeOfDay, Instant now);

/// Makes one scheduled backup: copies, restores the copy beside it and checks everything there, closes it for the
/// recipient where there is one, puts it into the folder, and removes what is beyond the number to keep. Gives its
/// name. Fails as backUp(), restore() and sealBackup() do, and with InvalidInput "backup.folder-inside" for a folder
/// inside of the server's own, NotFound "backup.folder", Unavailable "backup.no-room" where the server's own disk would
/// have less than its reserve meanwhile, NotAllowed "server.superseded".
Result<QString> keepBackup(
    const ServerFolder &folder, const BackupSettings &settings, const Clock &clock, RandomSource &random);

/// 定时备份: makes a server's backups at their time, on a thread of its own.
class BackupKeeper
{
public:
    /// Log and clock outlive it.
    BackupKeeper(const ServerFolder &folder, const BackupSettings &settings, const Clock &clock, EventLog &log);
    /// Waits for a backup that is on its way.
    ~BackupKeeper();
    BackupKeeper(const BackupKeeper &) = delete;
    BackupKeeper &operator=(const BackupKeeper &) = delete;

    /// From any thread.
    void configure(const BackupSettings &settings);
    /// Nothing where none are made. From any thread.
    std::optional<BackupStanding> standing() const;

private:
    void run();
    /// False where there was no memory even for saying that there was none.
    bool makeWithMemory(const BackupSettings &settings) noexcept;
    void make(const BackupSettings &settings);

    ServerFolder m_folder;
    const Clock &m_clock;
    EventLog &m_log;
    mutable std::mutex m_mutex; ///< Guards what follows.
    std::condition_variable m_rung;
    BackupSettings m_settings;
    BackupState m_state;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace wenyi::server
