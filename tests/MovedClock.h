// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

#include <atomic>
#include <chrono>

namespace wenyi::tests {

/// The machine's time, moved as a test says; the server's threads may ask it meanwhile.
class MovedClock final : public Clock
{
public:
    Instant now() const override { return SystemClock().now() + std::chrono::milliseconds(m_moved.load()); }
    void move(std::chrono::milliseconds by) { m_moved += by.count(); }
    /// So far from the machine's time, whatever it was before.
    void set(std::chrono::milliseconds from) { m_moved = from.count(); }

private:
    std::atomic<qint64> m_moved = 0;
};

} // namespace wenyi::tests
