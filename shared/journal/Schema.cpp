// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Schema.h"

#include "shared/base/FolderSync.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

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

/// The store as it is before an upgrade, under its name once it is whole and on the disk.
Result<void> keepCopy(Database &database, const QString &path)
{
    const QString beside = path + QStringLiteral(".new");
    QFile::remove(beside); // What an earlier, interrupted upgrade left.
    auto kept = database.backUp(beside);
    if (kept)
        kept = syncFile(beside);
    // Over an older copy, which is there until this one is whole.
    if (kept && ::rename(QFile::encodeName(beside).constData(), QFile::encodeName(path).constData()) != 0)
        kept = Error{ErrorCode::StorageFailure, "file.write", path};
    if (!kept) {
        QFile::remove(beside);
        return kept;
    }
    return syncFolder(QFileInfo(QFileInfo(path).absoluteFilePath()).path());
}

} // namespace

Result<void> migrate(
    Database &database, const QByteArray &component, const SchemaSteps &steps, const QString &backupPath)
{
    WENYI_TRY(const int version, componentVersion(database, component, steps));
    if (version > 0 && version < newestOf(steps) && !backupPath.isEmpty())
        WENYI_CHECK(keepCopy(database, backupPath));
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
