// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/journal/Database.h"

#include <QList>
#include <QString>

namespace wenyi::journal {

/// One row of the audit log.
struct AuditRecord
{
    quint64 number = 0;
    Instant at;
    QString actor;   ///< A member, desktop or unit, as far as known.
    QString what;    ///< What was tried or done: "envelope.take", "bundle.import".
    QString reason;  ///< The refusal's reason key; empty for an act that was done.
    QString subject; ///< What it was about: an id or digest, never a title or a name.
};

/// The newest row of an audit log. Kept outside the machine, on paper at the least, it shows what the chain by itself
/// cannot: that the end was cut off, or all of it written anew.
struct AuditHead
{
    quint64 number = 0; ///< 0 for a log without rows.
    Digest hash;

    QString toString() const; ///< "12:" and 64 hexadecimal digits.
    /// Fails with InvalidInput "audit.head-form".
    static Result<AuditHead> fromString(QStringView text);
    friend bool operator==(const AuditHead &, const AuditHead &) = default;
};

/// Refusals and administrative acts as chained rows: a row removed or changed breaks the chain.
class AuditLog
{
public:
    static Result<AuditLog> open(Database &database, const Clock &clock);
    /// Whether open() would change nothing.
    static Result<bool> isCurrent(Database &database);

    /// Durable when it returns; a NUL in a text is replaced. Must not stand inside a transaction that may roll back.
    /// A full disk has the reserve for it (Database::keepReserve()); a row that a server's log took before the disk was
    /// full may then stand twice.
    Result<void> record(const QString &actor, const QString &what, const QString &reason, const QString &subject);
    /// The same inside the caller's transaction, for an act that stands or falls with its row.
    Result<void> recordWithin(Transaction &transaction, const QString &actor, const QString &what,
        const QString &reason, const QString &subject);
    /// Begins an empty log with another's rows, out of a damaged store: from the first to the last before one that
    /// cannot be read. Gives how many. Fails as writing does.
    Result<quint64> takeOver(Database &damaged);
    /// The newest rows first.
    Result<QList<AuditRecord>> newest(int count);
    /// Walks the chain; gives the number of rows. Fails with Corrupt "audit.chain" (`detail`: the first row that does
    /// not hold).
    Result<quint64> verify();
    Result<AuditHead> head();
    /// Whether the log goes on from a head that was noted earlier: verify(), and that row is still there as it was.
    /// Fails also with Corrupt "audit.cut" (fewer rows; `detail`: how many are left) and "audit.rewritten".
    Result<void> follows(const AuditHead &known);
    /// The same for all heads that were ever noted; the first that does not hold is told.
    Result<void> follows(const QList<AuditHead> &known);

private:
    Result<void> tryRecord(const QString &actor, const QString &what, const QString &reason, const QString &subject);
    AuditLog(Database &database, const Clock &clock);
    /// The next rows behind one; the same one at the end.
    Result<AuditHead> verifyBehind(AuditHead at);
    Result<void> holds(const AuditHead &known, quint64 rows);
    Database *m_database;
    const Clock *m_clock;
};

} // namespace wenyi::journal
