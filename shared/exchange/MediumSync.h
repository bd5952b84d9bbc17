// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QFile>

namespace wenyi::exchange {

/// Waits until an open file is on its medium and drops the system's cached copy of it.
/// Fails with StorageFailure "bundle.medium".
Result<void> syncToMedium(QFile &file);

} // namespace wenyi::exchange
