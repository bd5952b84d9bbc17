// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QStringList>

namespace wenyi::token {

/// Gives away for good what no driver needs, before one is loaded: core dumps, new rights, files that were left open,
/// looking into other processes and changing the system. Files, network, devices and processes stay: drivers speak to
/// tokens by all of them. Tells what stands; fails with Unavailable "token.guard".
Result<QStringList> raiseGuard();

} // namespace wenyi::token
