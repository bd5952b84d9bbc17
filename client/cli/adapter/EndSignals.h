// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace wenyi::cli {

/// Waits for the signals that ask a program to end (SIGINT, SIGTERM), so that it ends between two pieces of work.
class EndSignals
{
public:
    /// Before any other thread is made.
    EndSignals();
    /// Whether the end was asked for within that time.
    bool wait(std::chrono::seconds longest) const;
};

} // namespace wenyi::cli
