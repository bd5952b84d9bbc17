// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/StrongId.h"

#include <QHash>

#include <optional>

namespace wenyi::server {

/// 链路动静: when each link was heard of last by this process. Pure.
class LinkWatch
{
public:
    /// A link with both ends connected asks twice a minute, and goes on asking while it carries anything.
    static constexpr std::chrono::minutes Silence{3};

    void hear(const UnitCode &queue, Instant at) { m_heard.insert(queue, at); }
    /// Since when nothing was heard of it, where that is longer than Silence. One that was never heard of counts from
    /// the first question on.
    std::optional<Instant> silentSince(const UnitCode &queue, Instant now)
    {
        const Instant last = m_heard.value(queue, now);
        hear(queue, last);
        return now - last > Silence ? std::optional(last) : std::nullopt;
    }

private:
    QHash<UnitCode, Instant> m_heard; ///< Of linked domains' queues, which are few.
};

} // namespace wenyi::server
