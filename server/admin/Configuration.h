// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Limits.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace wenyi::server {

/// How fast a desktop or a unit may ask; 0 is no bound.
struct RateLimit
{
    qint64 requestsPerSecond = 0;
    qint64 burst = 0; ///< Requests that may come at once after a pause; not under requestsPerSecond.
    qint64 bytesPerMinute = 0;

    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

/// Where and how the server's own log is written.
struct LogSettings
{
    QByteArray format = "text"; ///< "text" or "json".
    QByteArray level = "info";  ///< "warning", "info" or "debug": the least important that is written.
    QByteArray file;            ///< Below the server's folder or absolute; empty: standard error, for the journal.
    qint64 fileBytes = 16 * limits::MiB; ///< At which a file is set aside; four of those are kept.

    friend bool operator==(const LogSettings &, const LogSettings &) = default;
};

/// Who follows this server's log, and what its answers wait for.
struct StandbySettings
{
    QByteArray key;            ///< The standby's public CURVE key, 64 hexadecimal digits; empty: there is none.
    QByteArray mode = "async"; ///< "async", or "sync": what is stored is answered once the standby has it too.
    /// After how many seconds without the standby a synchronous server goes on alone; 0: never.
    qint64 patienceSeconds = 10;

    friend bool operator==(const StandbySettings &, const StandbySettings &) = default;
};

/// When and where backups are made by themselves.
struct BackupSettings
{
    QByteArray folder;              ///< That holds them; empty: none are made.
    QByteArray timeOfDay = "02:30"; ///< By the clock of the place.
    qint64 keep = 7;                ///< How many stay.
    QByteArray encryptFor;          ///< A file with the certificate of whom they are closed for; empty: they are open.

    friend bool operator==(const BackupSettings &, const BackupSettings &) = default;
};

/// What an administrator decides about a server: server.toml in its folder. It holds no secret.
struct Configuration
{
    QByteArray endpoint; ///< For example tcp://*:7301.
    /// Address and port of the health pages, for example 127.0.0.1:7302; empty: none. Port 0 takes a free one.
    QByteArray metrics = "127.0.0.1:7302";
    /// Bytes of blobs that one unit may have stored.
    qint64 unitQuota = 20'480 * limits::MiB;
    /// Free space of the disk under which nothing new is taken, in bytes.
    qint64 diskReserve = 512 * limits::MiB;
    /// Time stamps that one desktop is given in a minute, where the server has a key for them; 0: none at all.
    qint64 timeStampsPerMinute = 60;
    /// Days after the last confirmation by a recipient for which the parts of an envelope are kept; 0: for ever.
    qint64 retentionDays = 90;
    /// What each recipient has to have done before: "answered" (signed for it or returned it) or "confirmed" (has it).
    QByteArray retentionAfter = "answered";
    /// Segments of the log of which less than this many percent counts are given up; 0: none is.
    qint64 compactUnderPercent = 50;
    /// How fast what counts in them is moved, in bytes a second; 0: as fast as the disk does.
    qint64 compactionRate = 16 * limits::MiB;
    RateLimit desktopRate{500, 5'000, 3'000 * limits::MiB};
    RateLimit unitRate{2'000, 10'000, 0};
    LogSettings log;
    /// libpq's settings of a PostgreSQL that has the store; empty: SQLite in the folder. No password stands here.
    QByteArray postgres;
    StandbySettings standby;
    BackupSettings backup;
    /// Linked domains that this server connects to by itself, parted by semicolons; the others connect here.
    QByteArray peerLinks;

    /// Fails with NotFound "configuration.missing", InvalidInput "configuration.syntax", "configuration.unknown-key",
    /// "configuration.value"; the detail names the line, the key and what it takes.
    static Result<Configuration> read(const QString &path);
    static Result<Configuration> parse(const QByteArray &toml);
    /// Every key with what it means, its unit and its default.
    QByteArray toToml() const;

    /// Bytes stored by a unit from which on its quota is spoken of: four fifths.
    qint64 quotaWarning() const { return unitQuota / 5 * 4; }

    /// Takes over from `next` what may change while a server runs. Gives the keys that differ still and wait for the
    /// next start.
    QByteArrayList takeChangeable(const Configuration &next);

    friend bool operator==(const Configuration &, const Configuration &) = default;
};

} // namespace wenyi::server
