// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"
#include "shared/exchange/Urgency.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>

namespace wenyi::server {

inline constexpr std::size_t UrgencyCount = 4;
/// In the order of exchange::Urgency, for metrics and `--json`.
inline constexpr std::array<const char *, UrgencyCount> UrgencyLabels{"ordinary", "expedited", "urgent", "flash"};

/// What waits in the queues of all units.
struct QueueFigures
{
    std::array<quint64, UrgencyCount> waiting{}; ///< Deliveries, in the order of exchange::Urgency.
    std::optional<Instant> oldest;               ///< When the oldest of them was accepted.
};

/// What one unit has not answered of what another one sent.
struct OwedTo
{
    UnitCode sender;
    quint64 number = 0;
    Instant oldest;
};

/// What one unit has not answered.
struct OwedAnswers
{
    quint64 number = 0;    ///< Deliveries that it has neither signed for nor returned.
    Instant oldest = {};   ///< When the oldest of them was accepted.
    QList<OwedTo> to = {}; ///< By sender, the one first who has waited longest.
};

/// What one unit has at this server.
struct UnitFigures
{
    UnitCode unit;
    QueueFigures queue;
    OwedAnswers owed;
    quint64 storedBytes = 0;
    quint64 entries = 0; ///< Of its log.
};

/// What waits for linked domains.
struct ForwardFigures
{
    quint64 waiting = 0;           ///< Envelopes, once for each domain that they go to.
    std::optional<Instant> oldest; ///< When the oldest of them was accepted.
};

/// What all units store.
struct BlobFigures
{
    quint64 units = 0; ///< That store anything.
    quint64 bytes = 0;
    quint64 largestUnitBytes = 0; ///< Of the unit that stores the most: the one nearest to its quota.
};

/// 运行数据: what the store held at one moment. No title, name, unit or desktop stands in it.
struct Figures
{
    Instant at;
    QueueFigures queue;
    ForwardFigures forwards;
    quint64 unanswered = 0; ///< Deliveries that were neither signed for nor returned.
    BlobFigures blobs;
    qint64 storeBytes = 0; ///< The log and the database.
};

/// Where the standby stands, as its primary sees it.
struct StandbyStanding
{
    bool isHeard = false;                ///< It follows.
    bool isSynchronous = false;          ///< Answers wait for it.
    bool isMissed = false;               ///< Not heard of for too long, or answers go out without it that should not.
    quint64 missingSets = 0;             ///< Sets of changes that are not on its disk, as far as known.
    std::chrono::milliseconds behind{0}; ///< Since when it lacks any.
};

/// How the scheduled backups are.
struct BackupStanding
{
    std::optional<Instant> madeAt; ///< The newest that was made and checked.
    bool hasFailed = false;        ///< The last one did.
    bool isOld = false;            ///< The newest is older than two days.
};

/// 数据巡检: what was read of the blobs, and found, since the server started.
struct ScrubFigures
{
    quint64 bytes = 0;
    quint64 rounds = 0;  ///< In which all blobs were read.
    quint64 damaged = 0; ///< Blobs that were set aside.
};

/// 存储整理: what was given up since the server started.
struct UpkeepFigures
{
    quint64 expiredEnvelopes = 0; ///< Whose parts were dropped.
    quint64 droppedBytes = 0;
    quint64 movedBytes = 0;
    quint64 removedSegments = 0;
    quint64 removedBytes = 0;
    quint64 unitsNearQuota = 0; ///< At the last look.
    ScrubFigures scrub = {};
};

/// 健康状况: what the store's thread knows without asking the database; renewed each second.
struct Standing
{
    bool isReadOnly = false;  ///< A sync failed; see Dispatcher::readOnly().
    bool isStoreAway = false; ///< The database does not answer.
    qint64 freeBytes = 0;
    qint64 diskReserve = 0;
    qint64 unitQuota = 0;
    QByteArray directoryFault;   ///< Why the directory does not hold any more; empty while it does.
    QByteArray certificateFault; ///< The same of the server's own certificate.
    quint64 directoryVersion = 0;
    Instant directoryUntil; ///< When the next directory is due.
    quint64 admittedDesktops = 0;
    quint64 sessions = 0;
    quint64 activeDesktops = 0; ///< Desktops that asked for anything in the last five minutes.
    bool givesTimeStamps = false;
    std::optional<StandbyStanding> standby; ///< None where none is configured.
    std::optional<BackupStanding> backup;   ///< None where none are scheduled.
    bool isSuperseded = false;              ///< Another server has taken this one's place.
    UpkeepFigures upkeep;
    quint64 links = 0;            ///< To other domains that this server makes by itself.
    quint64 linksUp = 0;          ///< Of those, with both ends connected.
    quint64 linkReceiptsHeld = 0; ///< Receipts that they could not give yet, either way, as far as they remember each.
    /// Linked domains that sign with certificates which the directory does not know: their cards are to be taken anew.
    QStringList outdatedCards;
};

/// The one thing that an administrator has to see to first, as a stable reason: "server.superseded", "store.read-only",
/// "store.away", "store.full", "directory.outdated", "certificate.expired", "standby.missed", "backup.failed",
/// "backup.old" and what else a directory or certificate fails with; nothing when all is well.
std::optional<QByteArray> ailmentOf(const Standing &standing);

} // namespace wenyi::server
