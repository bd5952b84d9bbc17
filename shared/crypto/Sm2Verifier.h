// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QByteArrayView>

/// Internal to shared/crypto: the arithmetic of verifying an SM2 signature (GB/T 32918.2-2016 7.1). The library's own
/// is written for any curve. All of it is public, so that it need not take the same time for all numbers.
namespace wenyi::crypto {

/// Whether r and s, 32 bytes each, are a signature over the digest by the key with this point (04 ‖ x ‖ y), which is
/// one of the curve.
bool isSm2Signature(QByteArrayView point, const Digest &digest, QByteArrayView r, QByteArrayView s);

} // namespace wenyi::crypto
