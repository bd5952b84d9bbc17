// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>

#include <chrono>

namespace wenyi::server {

/// The body of a page of an HttpPort on this machine. Fails with InvalidInput "health.address", Unavailable
/// "health.unreachable" (also where it takes longer than `patience` or answers with anything but 200), TooLarge
/// "health.answer".
Result<QByteArray> queryLocally(
    const QByteArray &address, const QByteArray &path, std::chrono::milliseconds patience = std::chrono::seconds(3));

} // namespace wenyi::server
