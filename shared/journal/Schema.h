// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/Database.h"

#include <QByteArray>

#include <vector>

namespace wenyi::journal {

/// One numbered SQL file; released ones are never edited.
struct SchemaStep
{
    int version = 0; ///< Counts from 1.
    QByteArray sql;
};
using SchemaSteps = std::vector<SchemaStep>;

/// Brings one component's tables to the newest version, each step in one transaction together with its number. Before
/// the first step on an existing store a copy is made beside it (`backupPath`, none when empty).
/// Fails with Unsupported "store.newer" when the store is newer than the program.
Result<void> migrate(
    Database &database, const QByteArray &component, const SchemaSteps &steps, const QString &backupPath = {});

/// Whether migrate() would have nothing to do. Fails as it does.
Result<bool> isCurrent(Database &database, const QByteArray &component, const SchemaSteps &steps);

} // namespace wenyi::journal
