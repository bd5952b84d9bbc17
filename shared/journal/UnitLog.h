// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Signer.h"
#include "shared/journal/Database.h"
#include "shared/journal/DeviceChain.h"

#include <QList>

namespace wenyi::journal {

/// A place in a unit's log: number and hash over everything up to there. Number 0 and a null hash before the first.
struct LogPosition
{
    quint64 number = 0;
    Digest hash;

    /// The position behind one more entry: SM3(hash ‖ number ‖ entry id), number as eight bytes, big-endian.
    LogPosition following(const Digest &entryId) const;
    friend bool operator==(const LogPosition &, const LogPosition &) = default;
};

/// 检查点: the server's signature over a position of a unit's log.
struct Checkpoint
{
    UnitCode unit;
    LogPosition position;
    Instant signedAt;
    QByteArray signature;

    static Result<Checkpoint> sign(
        const UnitCode &unit, const LogPosition &position, Instant at, crypto::Signer &serverSigner);
    /// Fails with NotTrusted "journal.checkpoint-signature".
    Result<void> verify(const crypto::PublicKey &serverKey) const;
    QByteArray toBytes() const;
    static Result<Checkpoint> fromBytes(QByteArrayView bytes);

private:
    QByteArray signedBytes() const;
};

/// One push as the log has it: the numbers are first, first + 1, …
struct LogRun
{
    quint64 first = 0;
    EntryRun run;

    QByteArray toBytes() const;
    /// Bounded by limits::EntriesPerPush and limits::Entry; entries are not decoded here.
    static Result<LogRun> fromBytes(QByteArrayView bytes);
};

/// 单位日志: the order in which the server accepted the entries of its units; the only owner of its tables.
class UnitLog
{
public:
    /// Brings the tables up to date.
    static Result<UnitLog> open(Database &database);
    /// Whether open() would change nothing.
    static Result<bool> isCurrent(Database &database);

    /// Verifies the run against the desktop's chain as known here and appends it, inside the caller's transaction.
    /// Entries that are here already are passed over; gives the number of the run's first entry. Fails as verifyRun().
    Result<quint64> append(Transaction &transaction, const UnitCode &unit, const DesktopId &desktop,
        const EntryRun &run, const crypto::PublicKey &desktopKey);

    Result<LogPosition> head(const UnitCode &unit);
    /// Every unit that has a log.
    Result<QList<UnitCode>> units();
    /// The position of one number of a unit's log; 0 is before the first. Fails with NotFound "journal.log-number".
    Result<LogPosition> position(const UnitCode &unit, quint64 number);
    /// How far a desktop's chain is known.
    Result<ChainPosition> chain(const DesktopId &desktop);
    /// Whole runs whose entries come after `after`, in order, until `maximumBytes` is passed or a thousand are there;
    /// at least one if any.
    Result<QList<LogRun>> runsAfter(const UnitCode &unit, quint64 after, qsizetype maximumBytes);
    /// Walks a unit's whole log. Fails with Corrupt "journal.log-hash", "journal.log-gap" or an entry's fault.
    Result<LogPosition> verify(const UnitCode &unit);

private:
    explicit UnitLog(Database &database);
    Result<std::optional<quint64>> numberOf(const Digest &entryId);
    /// The next rows behind a position; the same position at the end.
    Result<LogPosition> verifyBehind(const UnitCode &unit, LogPosition at);
    Result<LogRun> readRun(const UnitCode &unit, quint64 first, quint64 count, const QByteArray &head);

    Database *m_database;
};

} // namespace wenyi::journal
