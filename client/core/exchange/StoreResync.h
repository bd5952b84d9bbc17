// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// An entry that was written here, and that neither the server has nor could be kept.
struct LostEntry
{
    quint64 sequence = 0;
    Instant at;
    StreamId stream;
    QString kind;
};

/// What became of a recovery.
struct StoreRecovered
{
    qsizetype kept = 0; ///< Entries that only the damaged store had, which are kept and go to the server now.
    QList<LostEntry> lost;
    QString list; ///< File that tells of the lost ones, beside the damaged store.
};

/// 恢复: ends what recoverStore() began, once the unit's log is here to its end.
class StoreResync
{
public:
    explicit StoreResync(Workspace &workspace)
        : m_workspace(workspace)
    {
    }
    /// `bulk`: the size (octets) from which content is sent behind its entry. Interrupted it is done again. Fails with
    /// Corrupt "journal.chain-lost", and as writing does.
    Result<StoreRecovered> finish(quint64 bulk);

private:
    /// Content of own entries that the server may lack: which was owed stood in the damaged store alone.
    Result<void> oweContent(quint64 bulk);
    Result<QList<LostEntry>> lostOf(const QList<QByteArray> &salvaged);
    Result<QString> writeList(const QString &aside, const QList<LostEntry> &lost);

    Workspace &m_workspace;
};

} // namespace wenyi::core
