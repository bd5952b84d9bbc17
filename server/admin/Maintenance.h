// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "shared/journal/AuditLog.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace wenyi::server {

/// What verify() found.
struct VerifyReport
{
    quint64 entries = 0;
    quint64 envelopes = 0;
    quint64 receipts = 0;
    quint64 auditRows = 0;
    journal::AuditHead auditHead; ///< To be noted outside of the machine, and told at the next time.
    QStringList faults;           ///< One sentence each; none when all holds.
};

/// Walks everything: SQLite's own checks, each unit's log, each envelope with its parts, its signature form and its
/// acceptance, the receipts' numbers, the audit chain, every blob's digest; and that the audit log goes on from a head
/// that was noted earlier.
Result<VerifyReport> verify(
    const ServerFolder &folder, const Clock &clock, const std::optional<journal::AuditHead> &auditHead = {});

/// A consistent copy of a server's folder, which may be running, into a new folder with a manifest of digests. It holds
/// the server's keys: keep it as safe as the server. Fails with AlreadyExists "backup.exists".
Result<void> backUp(const ServerFolder &folder, const QString &to, const Clock &clock);
/// Makes a server's folder from a backup after every file was found to have its digest.
/// Fails with AlreadyExists "server.exists", Corrupt "backup.damaged", NotFound "backup.none".
Result<void> restore(const QString &backup, const QString &to);

/// Where the server stands, for people and for --json.
Result<QJsonObject> status(const ServerFolder &folder, const Clock &clock);

} // namespace wenyi::server
