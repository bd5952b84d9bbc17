// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/StrongId.h"
#include "shared/crypto/PrivateKey.h"

#include <QList>
#include <QString>

namespace wenyi::core {

/// A member who may unlock a desktop's store.
struct StoreKeyHolder
{
    MemberId member;
    crypto::PublicKey encryptionKey;
};

/// Draws the key of a new store and writes it, wrapped for each member, to a file. Gives the key.
Result<SecretBytes> createStoreKey(const QString &path, const QList<StoreKeyHolder> &holders, RandomSource &random);

/// The store's key, opened with a member's encryption key. Fails with NotAllowed "store-key.no-member", Corrupt
/// "store-key.damaged", NotTrusted "crypto.decrypt".
Result<SecretBytes> openStoreKey(const QString &path, const MemberId &member, const crypto::PrivateKey &key);

} // namespace wenyi::core
