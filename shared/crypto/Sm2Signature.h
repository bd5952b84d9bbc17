// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/PublicKey.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::crypto {

/// GM/T 0009-2012 10: the user id where none is agreed.
inline constexpr char StandardUserId[] = "1234567812345678";

/// What an SM2 signature with the standard user id is really over, and what a token is given to sign: e = SM3(Z ‖ M)
/// of GB/T 32918.2-2016 6.1, with Z of 5.5 from the signer's key.
Digest sm2Digest(const PublicKey &key, QByteArrayView message);

/// DER SEQUENCE{r,s} of 64 raw bytes r ‖ s. Fails with InvalidInput "signature.size".
Result<QByteArray> sm2DerSignature(QByteArrayView raw);

/// Its inverse, for the one DER form of numbers of at most 32 bytes. Fails with NotTrusted "signature.value".
Result<QByteArray> sm2RawSignature(QByteArrayView der);

} // namespace wenyi::crypto
