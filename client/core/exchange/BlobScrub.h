// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "client/core/threads/Gate.h"

namespace wenyi::core {

/// 巡检: finds blobs that rot on this desktop's disk and puts them aside, so that a synchronisation fetches them anew.
///
/// A small part each time, chosen by chance, so that all are read in a day of synchronisations and none of them is held
/// up. What is put aside stands in the audit log.
class BlobScrub
{
public:
    BlobScrub(Workspace &workspace, Gate &gate)
        : m_workspace(workspace)
        , m_gate(gate)
    {
    }

    /// Those that were found by reading, and a 256th of the others. Gives how many were put aside. Fails as
    /// journal::BlobStore::setAside() and journal::AuditLog::record() do.
    Result<qsizetype> run();
    /// Blobs whose digest begins with this octet.
    Result<qsizetype> look(quint8 first);

private:
    Result<qsizetype> putAside(const QList<Digest> &suspects);

    Workspace &m_workspace;
    Gate &m_gate;
};

} // namespace wenyi::core
