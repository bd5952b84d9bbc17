// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Environment.h"
#include "client/core/profile/Profile.h"
#include "shared/journal/Database.h"

#include <optional>

namespace wenyi::core {

/// What happens to a store in which nothing wrong is found.
enum class WholeStore { IsLeft, IsPutAside };

/// What became of a damaged store.
struct StoreAside
{
    QString folder;         ///< Where it lies now; nothing of it is deleted.
    qsizetype salvaged = 0; ///< Of its newest entries, those that could be read.
};

/// 恢复: puts a desktop's damaged store aside and begins one in its place, which the next synchronisation fills from
/// the server (StoreResync). Interrupted at any point it can be done again. Nobody else may have the store open.
///
/// Fails with Unsupported "recover.standalone" (there is no server to have it from), Unavailable "recover.in-use",
/// NotFound "recover.no-keys" (this desktop has to be enrolled anew), AlreadyExists "recover.store-whole", and as
/// Workspace::unlock() does for the person.
Result<StoreAside> recoverStore(const QString &folder, const MemberId &member, const SecretBytes &pin, WholeStore whole,
    const Environment &environment);

/// Whether what unlocking failed with says that the store is damaged or gone, so that recoverStore() helps.
bool isStoreDamage(const Error &error);

/// What a store that was begun by recoverStore() still has to do; null in any other.
class StoreRecoveryMark
{
public:
    explicit StoreRecoveryMark(journal::Database &database)
        : m_database(database)
    {
    }
    /// The name of the folder in the profile in which the damaged one lies; nothing where nothing is to be done.
    Result<std::optional<QString>> aside();
    Result<QList<QByteArray>> salvaged();
    Result<void> begin(const QString &aside, const QList<QByteArray> &salvaged);
    Result<void> end();

private:
    journal::Database &m_database;
};

} // namespace wenyi::core
