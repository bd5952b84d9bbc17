// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QString>

namespace wenyi::core {

/// Whether another program has a store open. Not to be asked by one that has it open itself: its own locks would go.
/// Fails with StorageFailure "store.no-files", "store.no-memory" where that cannot be told.
Result<bool> isStoreOpenElsewhere(const QString &path);

} // namespace wenyi::core
