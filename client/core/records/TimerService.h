// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordProjection.h"

#include <optional>

namespace wenyi::core {

class Workspace;

/// 时限到: tells in this member's name that timers have come (modules::ActionKind::Elapse).
///
/// It goes by what the server's clock said when it was last heard of, which has come for certain: a clock of this
/// desktop that was moved warns of nothing and escalates nothing, nor does a desktop that never heard of a server. It
/// looks at the records that lie with the member, who has the task or had part in them. Other desktops do the same;
/// what the second one tells has no effect.
class TimerService
{
public:
    /// So many records one call looks at, and behind so many entries it ends.
    static constexpr qsizetype LookedAt = 200;
    static constexpr qsizetype AtOnce = 20;

    /// The workspace outlives it.
    explicit TimerService(Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Goes on where the last call ended. Once it has seen all records, it does nothing until something newer was heard
    /// of the server's clock, which is so about once an hour. Gives how many entries it made. A record that cannot be
    /// acted on stands in no other's way. Fails with StorageFailure and as RecordList::page() does.
    Result<qsizetype> elapseDue();

private:
    Result<qsizetype> lookAtSome(Instant now);
    Result<qsizetype> elapse(const StreamId &stream, Instant now);

    Workspace &m_workspace;
    qsizetype m_box = 0;               ///< Of the boxes that are looked at, which one is next,
    std::optional<RecordKey> m_behind; ///< and behind which of its records.
    std::optional<Instant> m_lookedAt; ///< What the server's clock had said when all had been looked at.
};

} // namespace wenyi::core
