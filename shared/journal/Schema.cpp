// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Schema.h"

#include <QFile>

namespace wenyi::journal {

namespace {

Result<int> componentVersion(Database &database, const QByteArray &component)
{
    Statement select(database, "SELECT version FROM schema_versions WHERE component = ?");
    WENYI_TRY(const bool found, select.bind(QString::fromLatin1(component)).next());
    return found ? static_cast<int>(select.integer(0)) : 0;
}

Result<void> applyStep(Database &database, const QByteArray &component, const SchemaStep &step)
{
    WENYI_TRY(const auto transaction, Transaction::begin(database));
    WENYI_CHECK(database.execute(step.sql));
    {
        Statement record(database, "INSERT OR REPLACE INTO schema_versions(component, version) VALUES (?, ?)");
        WENYI_CHECK(record.run(QString::fromLatin1(component), step.version));
    }
    return transaction->commit();
}

} // namespace

Result<void> migrate(
    Database &database, const QByteArray &component, const SchemaSteps &steps, const QString &backupPath)
{
    WENYI_CHECK(database.execute(
        "CREATE TABLE IF NOT EXISTS schema_versions(component TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT"));
    WENYI_TRY(const int version, componentVersion(database, component));
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (version > newest)
        return Error{ErrorCode::Unsupported, "store.newer", QString::number(version)};
    if (version > 0 && version < newest && !backupPath.isEmpty()) {
        QFile::remove(backupPath); // A copy that an earlier, interrupted upgrade left.
        WENYI_CHECK(database.backUp(backupPath));
    }
    for (const SchemaStep &step : steps) {
        if (step.version > version)
            WENYI_CHECK(applyStep(database, component, step));
    }
    return {};
}

} // namespace wenyi::journal
