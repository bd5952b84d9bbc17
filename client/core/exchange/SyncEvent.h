// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/Synchronizer.h"

namespace wenyi::core {

/// What a line of the synchronisation log tells of.
enum class SyncEventKind {
    Directory,       ///< A newer directory was taken.
    ServerRestored,  ///< The server was restored or replaced, and is offered what it lacks.
    StoreRecovered,  ///< The store that took a damaged one's place is whole: `sent` entries of that one were kept,
                     ///< `taken` lost (`subject`: the file that lists them).
    Entries,         ///< Entries of the journal went and came.
    DocumentSent,    ///< An envelope is at the server.
    DocumentArrived, ///< An envelope was taken in.
    ReceiptsSent,    ///< Receipts of this unit are at the server.
    ReceiptsTaken,   ///< Receipts of others came.
    Refused,         ///< One thing was not taken, and why.
    Stopped,         ///< The run ended before it was whole, and why.
    ConnectionLost,  ///< The server is out of reach.
    ConnectionRestored
};

/// 同步记录: one line of what went where, and why not. Kept in memory only.
struct SyncEvent
{
    Instant at;
    SyncEventKind kind = SyncEventKind::Entries;
    qsizetype sent = 0;  ///< Entries or receipts.
    qsizetype taken = 0; ///< Entries or receipts.
    QString title;       ///< Of the document.
    QString unit;        ///< Who it came from.
    quint64 missing = 0; ///< How many of that unit's envelopes before its newest one have not come.
    SyncStep step = SyncStep::Directory;
    QString subject; ///< The id of what was refused.
    std::optional<Error> error;
};

/// What a run did, one line a thing. Asks the workspace for titles, so it runs where the workspace lives.
QList<SyncEvent> describeRun(Workspace &workspace, const SyncReport &report);

/// 件: the records of which something waits to go to the server.
Result<qsizetype> recordsWaiting(Workspace &workspace);

} // namespace wenyi::core
