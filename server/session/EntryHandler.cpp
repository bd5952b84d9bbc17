// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/EntryHandler.h"

#include "server/session/Sessions.h"

namespace wenyi::server {

namespace {

/// Runs of one answer, in bytes, beyond the first: with a run of protocol::LargestRun it stays under limits::Message.
constexpr qsizetype RunBytes = 512 * limits::KiB;

Result<QByteArray> checkpoint(Office &office, const UnitCode &unit, const journal::LogPosition &position)
{
    WENYI_TRY(const journal::Checkpoint signedPosition,
        journal::Checkpoint::sign(unit, position, office.clock.now(), office.signer));
    return signedPosition.toBytes();
}

} // namespace

Result<protocol::Accepted> handle(Office &office, Group &group, const Peer &peer, const protocol::PushEntries &push)
{
    WENYI_CHECK(office.checkRoom());
    journal::EntryRun run;
    qsizetype bytes = 0;
    for (const QByteArray &entry : push.entries)
        bytes += entry.size();
    if (bytes > protocol::LargestRun)
        return Error{ErrorCode::TooLarge, "journal.run-size", QString::number(bytes)};
    run.entries = push.entries;
    WENYI_TRY(run.head, journal::SignedHead::fromBytes(push.head));
    journal::UnitLog &log = office.store.unitLog();
    WENYI_TRY(const quint64 first, log.append(group.transaction, peer.unit, peer.desktop, run, peer.key));
    WENYI_TRY(const journal::LogPosition head, log.head(peer.unit));
    WENYI_TRY(const QByteArray signedHead, checkpoint(office, peer.unit, head));
    group.changed.insert(peer.unit);
    return protocol::Accepted{first, signedHead};
}

Result<protocol::Entries> handle(Office &office, Group &, const Peer &peer, const protocol::PullEntries &pull)
{
    journal::UnitLog &log = office.store.unitLog();
    protocol::Entries entries;
    quint64 last = pull.after;
    WENYI_TRY(const QList<journal::LogRun> runs, log.runsAfter(peer.unit, pull.after, RunBytes));
    for (const journal::LogRun &run : runs) {
        entries.runs.append(run.toBytes());
        last = run.first + static_cast<quint64>(run.run.entries.size()) - 1;
    }
    WENYI_TRY(const journal::LogPosition position, log.position(peer.unit, last));
    WENYI_TRY(entries.checkpoint, checkpoint(office, peer.unit, position));
    WENYI_TRY(const journal::LogPosition head, log.head(peer.unit));
    entries.logNumber = head.number;
    if (office.sessions)
        office.sessions->giveLog(peer.desktop, last);
    return entries;
}

} // namespace wenyi::server
