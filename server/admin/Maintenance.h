// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "shared/exchange/Receipt.h"
#include "shared/journal/AuditLog.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace wenyi::server {

/// What is known of the server's audit log from outside.
struct KnownHeads
{
    std::optional<journal::AuditHead> noted; ///< By a person.
    /// Which desktops kept (exchange::readHeads()); only the server's own acceptances are looked at.
    QList<exchange::Receipt> kept;
};

/// What verify() found.
struct VerifyReport
{
    quint64 entries = 0;
    quint64 envelopes = 0;
    quint64 receipts = 0;
    quint64 auditRows = 0;
    journal::AuditHead auditHead;   ///< To be noted outside of the machine, and told at the next time.
    quint64 headsInAcceptances = 0; ///< Which the log was held against.
    quint64 headsElsewhere = 0;     ///< Of those that somebody else kept.
    quint64 unprovenHeads =
        0;              ///< Of those, under another certificate than the server has now: whoever kept them says so.
    QStringList faults; ///< One sentence each; none when all holds.
};

/// Walks everything: SQLite's own checks, each unit's log, each envelope with its parts, its signature form and its
/// acceptance, the receipts' numbers, the audit chain, every blob's digest; and that the audit log goes on from the
/// heads in the acceptances that are stored here, and from those that are given.
Result<VerifyReport> verify(const ServerFolder &folder, const Clock &clock, const KnownHeads &known = {});

/// A consistent copy of a server's folder, which may be running, into a new folder with a manifest of digests. It holds
/// the server's keys: keep it as safe as the server. Fails with AlreadyExists "backup.exists", Unsupported
/// "backup.postgres" where the store is in a PostgreSQL: its own tools copy it.
Result<void> backUp(const ServerFolder &folder, const QString &to, const Clock &clock);
/// Makes a server's folder from a backup after every file was found to have its digest.
/// Fails with AlreadyExists "server.exists", Corrupt "backup.damaged", NotFound "backup.none".
Result<void> restore(const QString &backup, const QString &to);

/// Where the server stands, for people and for --json.
Result<QJsonObject> status(const ServerFolder &folder, const Clock &clock);

} // namespace wenyi::server
