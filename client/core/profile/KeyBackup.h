// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Environment.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/KeyShare.h"

namespace wenyi::core {

/// Where a custodian's share goes.
struct ShareTarget
{
    crypto::Custodian custodian;
    QString path;
};

/// 密钥备份: opens a key file and writes three shares of it, two of which give the key back. What lies on the media is
/// read again and joined, each with each, before this succeeds; otherwise none of the three is left there. The
/// custodians' PINs are new ones (PinQuality). Fails with AlreadyExists "key-share.exists", InvalidInput "pin.…"
/// (`detail`: whose), and as KeyFile::unlock(), KeyShare::split() and writeDurably() do.
Result<void> backUpKey(const crypto::KeyFile &file, const SecretBytes &pin,
    std::array<ShareTarget, crypto::KeyShare::Shares> targets, crypto::KeyDerivationCost cost,
    const Environment &environment);

/// A share and what opens it.
struct OpenableShare
{
    QString path;
    SecretBytes pin;
};

/// 密钥恢复: makes a key file under a new PIN out of two shares. Fails with InvalidInput "pin.…", and as
/// KeyShare::open(), KeyShare::join() and KeyFile::create() do.
Result<crypto::Certificate> restoreKey(const OpenableShare &one, const OpenableShare &other, const QString &path,
    const SecretBytes &newPin, crypto::KeyDerivationCost cost, RandomSource &random);

} // namespace wenyi::core
