// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <functional>

/// Paints in Qt's pool without filling it: Qt hands large fills of a window to the same pool and waits for them, so a
/// pool full of pages would let the window stand still. No more pages are painted at a time than the pool has threads.
/// From any thread.
namespace wenyi::core::painting {

/// `work` is done once, on a thread of the pool; what is seen comes first.
void add(Urgency urgency, std::function<void()> work);

/// While it stands, its thread does not count as one that paints: it waits for something. Only some do so at a time.
/// Nothing on a thread that does not paint.
class Pause
{
public:
    Pause();
    ~Pause();
    Pause(const Pause &) = delete;
    Pause &operator=(const Pause &) = delete;

private:
    bool m_isGranted;
};

} // namespace wenyi::core::painting
