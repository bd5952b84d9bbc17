// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreFile.h"

#include "client/core/schema/workspace.h"
#include "shared/base/NetworkShare.h"

#include <QFileInfo>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Statement;

namespace {
constexpr quint32 StoreId = 0x57594431; // "WYD1"
} // namespace

Result<std::unique_ptr<journal::Database>> openStore(const Profile &profile, SecretBytes key, quint64 fileSystemKind)
{
    const QString share = networkShareName(fileSystemKind);
    if (!share.isEmpty())
        return Error{ErrorCode::Unsupported, "store.network-share", share};
    // SQLite would make one, and a person would sit before a desktop that knows nothing. It takes a file of one octet
    // for an empty one, too (ticket 3260 there).
    WENYI_TRY(const quint64 size, storeSize(profile));
    if (size <= 1)
        return Error{ErrorCode::NotFound, "store.missing", profile.folder};
    return createStore(profile, std::move(key));
}

Result<std::unique_ptr<journal::Database>> createStore(const Profile &profile, SecretBytes key)
{
    return createStoreIn(profile, u"store.db"_s, std::move(key));
}

Result<std::unique_ptr<journal::Database>> createStoreIn(const Profile &profile, const QString &name, SecretBytes key)
{
    WENYI_TRY(auto database, journal::Database::open(profile.path(name), {std::move(key), StoreId}));
    WENYI_CHECK(
        journal::migrate(*database, "workspace", schema::workspace, profile.path(u"store.before-upgrade.db"_s)));
    return database;
}

Result<std::unique_ptr<journal::Database>> openDamagedStore(
    const Profile &profile, const QString &name, SecretBytes key)
{
    return journal::Database::open(profile.path(name), {std::move(key), StoreId});
}

Result<quint64> storeSize(const Profile &profile)
{
    // Not QFileInfo's, which is 0 where the machine did not answer, too.
    std::error_code failed;
    const auto size = std::filesystem::file_size(QFileInfo(profile.path(u"store.db"_s)).filesystemFilePath(), failed);
    if (!failed)
        return static_cast<quint64>(size);
    if (failed == std::errc::no_such_file_or_directory)
        return 0;
    return Error{ErrorCode::StorageFailure, "store.open", QString::fromStdString(failed.message())};
}

Result<SecretBytes> readSecret(journal::Database &database, QStringView name)
{
    Statement select(database, "SELECT value FROM workspace_secrets WHERE name = ?");
    WENYI_TRY(const bool found, select.bind(name.toString()).next());
    if (!found)
        return Error{ErrorCode::NotFound, "store.no-secret", name.toString()};
    return SecretBytes(select.bytes(0));
}

Result<void> writeSecret(journal::Database &database, QStringView name, const SecretBytes &value)
{
    Statement insert(database, "INSERT OR REPLACE INTO workspace_secrets(name, value) VALUES (?, ?)");
    return insert.run(name.toString(), value.view().toByteArray());
}

} // namespace wenyi::core
