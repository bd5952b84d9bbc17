// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>

namespace wenyi::core {

/// How long the machine slept since it was started. By the system's own clocks, which nobody sets: setting the time of
/// day is no sleep. Always 0 where the system does not tell.
std::chrono::milliseconds timeAsleep();

/// The machine's addresses, without loopback and link-local ones; another value: the network is another one.
QByteArray networkAddresses();

/// What tells that the machine slept or that its network is another one; handed in.
struct Surroundings
{
    std::function<std::chrono::milliseconds()> asleep = timeAsleep;
    std::function<QByteArray()> network = networkAddresses;
    std::chrono::milliseconds every{2'000}; ///< How often they are asked.
};

} // namespace wenyi::core
