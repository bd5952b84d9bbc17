// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

namespace wenyi::core::tests {

/// The machine's clock, so much later.
class LaterClock final : public Clock
{
public:
    explicit LaterClock(std::chrono::days later)
        : m_later(later)
    {
    }
    Instant now() const override { return SystemClock().now() + m_later; }

private:
    std::chrono::days m_later;
};

} // namespace wenyi::core::tests
