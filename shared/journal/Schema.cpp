// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Schema.h"

#include <QFile>

namespace wenyi::journal {

namespace {

int newestOf(const SchemaSteps &steps)
{
    return steps.empty() ? 0 : steps.back().version;
}

/// 0 where the component has no tables yet. Fails with Unsupported "store.newer".
Result<int> componentVersion(Database &database, const QByteArray &component, const SchemaSteps &steps)
{
    WENYI_TRY(const bool hasAny, database.hasTable("schema_versions"));
    if (!hasAny)
        return 0;
    Statement select(database, "SELECT version FROM schema_versions WHERE component = ?");
    WENYI_TRY(const bool found, select.bind(QString::fromLatin1(component)).next());
    const int version = found ? static_cast<int>(select.integer(0)) : 0;
    if (version > newestOf(steps))
        return Error{ErrorCode::Unsupported, "store.newer", QString::number(version)};
    return version;
}

Result<void> applyStep(
    Database &database, const QByteArray &component, const SchemaSteps &steps, const SchemaStep &step)
{
    WENYI_TRY(const auto transaction, Transaction::begin(database));
    // Of several processes on one database, another may have been faster.
    WENYI_TRY(const int version, componentVersion(database, component, steps));
    if (version >= step.version)
        return {};
    WENYI_CHECK(database.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions(component TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT"));
    WENYI_CHECK(database.execute(step.sql));
    {
        Statement record(database, "INSERT INTO schema_versions(component, version) VALUES (?, ?)"
                                   " ON CONFLICT(component) DO UPDATE SET version = excluded.version");
        WENYI_CHECK(record.run(QString::fromLatin1(component), step.version));
    }
    return transaction->commit();
}

} // namespace

Result<void> migrate(
    Database &database, const QByteArray &component, const SchemaSteps &steps, const QString &backupPath)
{
    WENYI_TRY(const int version, componentVersion(database, component, steps));
    if (version > 0 && version < newestOf(steps) && !backupPath.isEmpty()) {
        QFile::remove(backupPath); // A copy that an earlier, interrupted upgrade left.
        WENYI_CHECK(database.backUp(backupPath));
    }
    for (const SchemaStep &step : steps) {
        if (step.version > version)
            WENYI_CHECK(applyStep(database, component, steps, step));
    }
    return {};
}

Result<bool> isCurrent(Database &database, const QByteArray &component, const SchemaSteps &steps)
{
    WENYI_TRY(const int version, componentVersion(database, component, steps));
    return version == newestOf(steps);
}

} // namespace wenyi::journal
