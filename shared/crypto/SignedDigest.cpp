// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SignedDigest.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm2Signature.h"

namespace wenyi::crypto {

Result<QByteArray> signedDigest(const PublicKey &key, QByteArrayView message)
{
    if (key.suite() == Suite::Sm2WithSm3)
        return sm2Digest(key, message).toBytes();
    return digestOf({message}, NID_sha256);
}

} // namespace wenyi::crypto
