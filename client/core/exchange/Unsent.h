// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"

namespace wenyi::core {

enum class UnsentKind {
    Changes,  ///< Acts and drafts, for the unit's other desktops.
    Document, ///< An envelope for the server.
    ByStick,  ///< An envelope for a standalone desktop, on no stick yet.
    Receipt
};

/// 待发: one thing that has not gone yet.
struct UnsentThing
{
    StreamId stream;
    UnsentKind kind = UnsentKind::Changes;
    QString title;
    Instant since;
    quint64 bytes = 0; ///< Of an envelope.
    friend bool operator==(const UnsentThing &, const UnsentThing &) = default;
};

/// What waits to go from this desktop, the oldest first.
Result<QList<UnsentThing>> unsentThings(Workspace &workspace);

} // namespace wenyi::core
