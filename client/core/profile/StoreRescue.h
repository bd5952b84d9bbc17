// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Profile.h"
#include "shared/base/RandomSource.h"

namespace wenyi::core {

/// store.rescue: what a desktop goes on with when its store is damaged and that nobody else could give it (decision
/// 44). As safe as the store: under a key drawn out of the store's.
struct StoreRescue
{
    SecretBytes desktopKey;   ///< PKCS#8.
    SecretBytes curveSecret;  ///< 32 bytes; empty on a standalone desktop.
    quint64 acknowledged = 0; ///< The newest own entry that the server is known to have, by its sequence.
};

/// The key of the file, out of the store's.
SecretBytes rescueKeyOf(const SecretBytes &storeKey);

/// Fails with NotFound "file.missing", Corrupt or Unsupported "rescue.…", and as crypto::unprotect() does.
Result<StoreRescue> readRescue(const Profile &profile, const SecretBytes &rescueKey);
/// Fails as writeDurably() does; what was there before is there still.
Result<void> writeRescue(
    const Profile &profile, const StoreRescue &rescue, const SecretBytes &rescueKey, RandomSource &random);

} // namespace wenyi::core
