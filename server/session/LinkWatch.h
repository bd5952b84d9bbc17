// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace wenyi::server {

/// 链路动静: when each link was heard of last by this process; what another one heard is told to it. Pure.
class LinkWatch
{
public:
    /// A link with both ends connected asks twice a minute, and goes on asking while it carries anything.
    static constexpr std::chrono::minutes Silence{3};

    void hear(const UnitCode &queue, Instant at) { m_heard.insert(queue, at); }
    /// Whether servers beside this one are to be told that it was heard of: not each time.
    bool isToTell(const UnitCode &queue, Instant now)
    {
        const auto told = m_told.constFind(queue);
        // A clock that was set back tells at once.
        if (told != m_told.constEnd() && now >= *told && now - *told < std::chrono::seconds(Silence) / 6) // Of whole minutes it would be none.
            return false;
        m_told.insert(queue, now);
        return true;
    }
    /// Since when nothing was heard of it, here or `elsewhere`, where that is longer than Silence. One that was never
    /// heard of counts from the first question on.
    std::optional<Instant> silentSince(
        const UnitCode &queue, Instant now, const std::optional<Instant> &elsewhere = std::nullopt)
    {
        const Instant here = m_heard.value(queue, now);
        hear(queue, here);
        const Instant last = elsewhere ? std::max(here, *elsewhere) : here;
        return now - last > Silence ? std::optional(last) : std::nullopt;
    }

private:
    QHash<UnitCode, Instant> m_told;
    QHash<UnitCode, Instant> m_heard; ///< Of linked domains' queues, which are few.
};

} // namespace wenyi::server
