// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

/// 审计链头: notes of how far a desktop's audit log had come, as entries of the journal. With the journal they go to
/// the server and to the unit's other desktops, so that whoever cuts the log's end off, or writes all of it anew, has
/// to do it there too (RELIABILITY.md, T30).
class AuditHeads
{
public:
    static constexpr QStringView Kind = u"audit.head";
    /// A note is due so long after the one before, where the log grew.
    static constexpr std::chrono::hours Pause{1};
    /// The stream of a desktop's notes.
    static StreamId stream(const DesktopId &desktop);

    explicit AuditHeads(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Notes the head where that is due; whether it did. A desktop whose member has no content key yet notes nothing.
    Result<bool> note();
    /// The notes that this desktop wrote, oldest first.
    struct Notes
    {
        QList<journal::AuditHead> heads;
        qsizetype unreadable = 0; ///< Of its own, but their payload cannot be opened.
    };
    Result<Notes> noted();
    /// Holds the audit log against every note; their number. Fails as journal::AuditLog::follows() does, and with
    /// Corrupt "audit.notes-unreadable" (`detail`: how many) where the rest holds: what those noted nobody can tell.
    Result<qsizetype> check();

private:
    Workspace &m_workspace;
};

} // namespace wenyi::core
