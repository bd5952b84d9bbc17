// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"

#include <chrono>

namespace wenyi::exchange {

/// 催签间隔: how much working time lies between two urgings of one delivery.
inline constexpr std::chrono::hours UrgeInterval{1};

/// Working time from a moment to a later one, of at most a week: Monday to Friday, 8 to 18 o'clock by China's time.
/// Holidays are not known here. Nothing where the second is not the later one.
std::chrono::milliseconds workingTimeBetween(Instant from, Instant to);

/// Whether a delivery that was urged before may be urged now.
bool mayUrgeAgain(Instant urged, Instant now);

} // namespace wenyi::exchange
