// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/PublicKey.h"

namespace wenyi::crypto {

/// What a signature by this key is really over, and what a token is given to sign, 32 octets by the key's suite:
/// sm2Digest(), or for ECDSA SHA-256 of the message (FIPS 186-4 6).
Result<QByteArray> signedDigest(const PublicKey &key, QByteArrayView message);

} // namespace wenyi::crypto
