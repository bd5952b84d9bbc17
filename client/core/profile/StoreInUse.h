// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wenyi::core {

/// Whether another program has a store open. Not to be asked by one that has it open itself: its own locks would go.
bool isStoreOpenElsewhere(const QString &path);

} // namespace wenyi::core
