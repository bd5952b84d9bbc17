// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/health/Figures.h"
#include "server/store/Store.h"
#include "shared/directory/DirectoryContent.h"

namespace wenyi::server {

/// Asks the store for its figures; on the store's thread. What waits and what is unanswered is counted, which
/// FiguresBoard keeps to its share of the time however much that is.
Result<Figures> readFigures(Store &store, const QList<UnitCode> &linkQueues, Instant now);
/// The same of each of these units, in their order; on the thread of the store's connection.
Result<QList<UnitFigures>> readUnits(Store &store, const QList<directory::Unit> &units);

} // namespace wenyi::server
