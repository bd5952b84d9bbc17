// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "shared/journal/Database.h"

#include <memory>

namespace wenyi::core {

/// Begins a profile's store.db under its key.
Result<std::unique_ptr<journal::Database>> createStore(const Profile &profile, SecretBytes key);
/// Begins a store of the same form in another file of the profile.
Result<std::unique_ptr<journal::Database>> createStoreIn(const Profile &profile, const QString &name, SecretBytes key);
/// Opens a store.db, or a copy of it by that name, as it is, to read what can be read: tables are not brought up to
/// date. There has to be one.
Result<std::unique_ptr<journal::Database>> openDamagedStore(
    const Profile &profile, const QString &name, SecretBytes key);
/// Octets of a profile's store.db, 0 where there is none. Fails with StorageFailure "store.open" where that cannot be
/// told.
Result<quint64> storeSize(const Profile &profile);
/// Opens a profile's store.db under its key and brings the workspace's own table up to date; never begins one.
/// `fileSystemKind`: of the profile's folder. Fails with NotFound "store.missing" where there is none or an empty one,
/// Unsupported "store.network-share" (`detail`: its name), and as journal::Database::open() and journal::migrate() do.
Result<std::unique_ptr<journal::Database>> openStore(const Profile &profile, SecretBytes key, quint64 fileSystemKind);

/// Names of what the store keeps secret for the desktop.
namespace secret {
inline constexpr QStringView DesktopKey = u"desktop-key"; ///< PKCS#8: signs heads, opens bundles.
inline constexpr QStringView CurveKey = u"curve-key";     ///< CURVE secret key, 32 bytes.
inline constexpr QStringView ServerTerm = u"server-term"; ///< What the server last said of itself (ServerTerms).
} // namespace secret

/// Fails with NotFound "store.no-secret".
Result<SecretBytes> readSecret(journal::Database &database, QStringView name);
Result<void> writeSecret(journal::Database &database, QStringView name, const SecretBytes &value);

} // namespace wenyi::core
