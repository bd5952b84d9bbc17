// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QByteArrayView>

/// Internal to shared/crypto: the arithmetic of reading an SM2 key and of verifying a signature by it (GB/T
/// 32918.2-2016 7.1). The library's own is written for any curve. All of it is public, so that it need not take the
/// same time for all numbers.
namespace wenyi::crypto {

/// Whether a point (04 ‖ x ‖ y) is one of the curve (GB/T 32918.1-2016 6.2.1). All of those but infinity, which this
/// form cannot say, have the curve's order: there is no small group to be led into.
bool isSm2Point(QByteArrayView point);

/// Whether r and s, 32 bytes each, are a signature over the digest by the key with this point (04 ‖ x ‖ y), which is
/// one of the curve.
bool isSm2Signature(QByteArrayView point, const Digest &digest, QByteArrayView r, QByteArrayView s);

} // namespace wenyi::crypto
