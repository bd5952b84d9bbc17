// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PrivateKey.h"
#include "shared/crypto/Signer.h"

#include <QString>

#include <memory>

namespace wenyi::server {

/// A key that the server holds itself: its certificate's, or the one for time stamps.
struct HeldKey
{
    crypto::PrivateKey key;
    crypto::Certificate certificate;

    /// Opens a key file that an administrator hands over, with the PIN in a file. Nothing is written beside either, as
    /// they may lie where the server must not write; so a wrong PIN is not counted, but a file that is locked stays so.
    /// Fails as crypto::KeyFile does.
    static Result<HeldKey> open(const QString &keyFile, const QString &pinFile);
    /// Keeps it as a server does: PATH.key under a PIN that is drawn now, and the PIN in PATH.pin beside it. A person's
    /// PIN for the same key so lies on no server's disk. Wherever it is interrupted, openSigner() opens what is there.
    Result<void> keep(const QString &path, RandomSource &random) const;
};

/// What signs by the key in a server's folder.
Result<std::unique_ptr<crypto::Signer>> openSigner(const QString &keyFile, const QString &pinFile);

} // namespace wenyi::server
