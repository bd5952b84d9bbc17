// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/ServerFolder.h"
#include "shared/exchange/Receipt.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/ServerTerm.h"

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
    quint64 rulings = 0;
    quint64 auditRows = 0;
    quint64 sets = 0;               ///< Of changes, in the log.
    Digest tablesDigest;            ///< digestOfTables(): two servers with as many sets of one log have the same.
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
/// The same as one file that only the recipient can open; sealBackup() tells how. A clear copy lies in the server's own
/// folder meanwhile.
Result<void> backUpSealed(const ServerFolder &folder, const QString &to, const crypto::Certificate &recipient,
    const Clock &clock, RandomSource &random);
/// Makes a server's folder from a backup after every file was found to have its digest and verify() found nothing. The
/// server begins another term, Restored, and its audit log says so. Nothing or an empty folder may be there before.
/// Fails with AlreadyExists "server.exists", Corrupt "backup.damaged", NotFound "backup.none".
Result<void> restore(const QString &backup, const QString &to, const Clock &clock);

/// Tells of a store that was restored by other means, such as a PostgreSQL by its own tools: the server, which does not
/// run now, begins another term, Restored, and its audit log says so. Fails with Locked "server.running", NotAllowed
/// "server.standby", "server.superseded".
Result<journal::TermFacts> declareRestored(const ServerFolder &folder, const Clock &clock);

/// Makes a standby's folder from a backup of the server that it is to follow at this endpoint. Gives the key by which
/// that one is to let it in. Fails as restore() does, and with InvalidInput "standby.primary".
Result<protocol::CurvePublicKey> seedStandby(
    const QString &backup, const QString &to, const QByteArray &primary, RandomSource &random);
/// Makes a server of a standby's folder: it begins another term, TakenOver. It is no standby any more, and none can be
/// made of it but from a backup. Fails with NotFound "standby.none", Locked "server.running" (it still follows),
/// NotTrusted "server.not-in-directory" (it lacks the server's newest keys), and as ServerFolder::domain() does;
/// nothing is changed then.
Result<journal::TermFacts> takeOver(const ServerFolder &folder, const Clock &clock);

/// Where the server stands, for people and for --json.
Result<QJsonObject> status(const ServerFolder &folder, const Clock &clock);

} // namespace wenyi::server
