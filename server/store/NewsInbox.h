// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/StoreNews.h"

#include <mutex>
#include <utility>

namespace wenyi::server {

/// What came of other processes until the store's thread has time for it.
class NewsInbox
{
public:
    /// From any thread.
    void add(const ChangedUnits &units)
    {
        const std::lock_guard lock(m_mutex);
        if (m_changed && units)
            m_changed->unite(*units);
        else
            m_changed.reset(); // Any of them.
    }

    /// What came since.
    ChangedUnits take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_changed, QSet<UnitCode>());
    }

private:
    std::mutex m_mutex;
    ChangedUnits m_changed = QSet<UnitCode>();
};

} // namespace wenyi::server
