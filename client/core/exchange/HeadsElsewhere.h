// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "shared/exchange/Receipt.h"

namespace wenyi::core {

/// 审计链头 in receipts: what this desktop tells other units of its audit log, what they and the server told of theirs,
/// and whether this log is still the one that others were told of (RELIABILITY.md, T30).
class HeadsElsewhere
{
public:
    explicit HeadsElsewhere(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// What goes beside a receipt that this desktop signs; nothing where the log has no row.
    std::optional<exchange::CarriedHead> own();
    /// The receipts in which others told heads, each head once, oldest first; only one unit's where one is named. The
    /// server's are its acceptances, which name this unit as the one that is told.
    Result<QList<exchange::Receipt>> ofOthers(const UnitCode &only = UnitCode());

    /// How many heads of this log somebody else had.
    struct Held
    {
        qsizetype heads = 0;
        /// Of those, under a certificate that the unit no longer has: that they are the unit's is the word of who kept
        /// them. They are compared all the same.
        qsizetype unproven = 0;
    };
    /// Holds the audit log against receipts that others kept of this desktop; those of others are passed over. Fails as
    /// journal::AuditLog::follows() does, with NotTrusted "receipt.signature", and NotFound "heads.not-of-this" where
    /// not one is this desktop's.
    Result<Held> check(const QList<exchange::Receipt> &receipts);

private:
    Workspace &m_workspace;
};

} // namespace wenyi::core
